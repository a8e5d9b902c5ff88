"""Finding Chinese by one or two characters, pinyin, initials, Latin glued to it, traditional forms.

Offers the nearest names too. Gives tokens and scores; the table they stand in belongs to the caller.
"""

from yichuang.engines.search.asking import Query as Query
from yichuang.engines.search.asking import Term as Term
from yichuang.engines.search.asking import nearest as nearest
from yichuang.engines.search.asking import query_tokens as query_tokens
from yichuang.engines.search.asking import score as score
from yichuang.engines.search.folding import fold_search as fold_search
from yichuang.engines.search.folding import simplify as simplify
from yichuang.engines.search.keys import keys_for as keys_for
from yichuang.engines.search.keys import keys_of_fields as keys_of_fields

__all__ = [
    "Query",
    "Term",
    "fold_search",
    "keys_for",
    "keys_of_fields",
    "nearest",
    "query_tokens",
    "score",
    "simplify",
]
