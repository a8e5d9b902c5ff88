"""A query: what it is cut into, which entries answer it and how well, and the names nearest to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from yichuang.engines.search.folding import chunks, fold_search, han_runs, latin_runs
from yichuang.engines.search.keys import MOST_INITIALS, MOST_SYLLABLES, syllables
from yichuang.engines.search.sounds import cut_sounds

# Words of a question that say nothing about what is sought.
ASIDE = "怎么 怎样 如何 哪里 在哪 什么 多少 我要 我想 需要 可以 请问 办理 申请 一下 吗 呢".split()
_ASIDE = re.compile("|".join(ASIDE))
# A term of several pairs counts when this share of them is found: one slip of typing is forgiven.
ENOUGH = 0.5
PREFIX = 0.7
# What is typed or pasted beyond this adds nothing to what is sought.
LONGEST_QUERY = 100
NEAR = 0.34


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that was asked for. It is met by its tokens; `prefix` lets Latin words be begun only."""

    text: str
    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, cut into terms."""

    text: str
    terms: tuple[Term, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        """All tokens, for `WHERE token IN (...)`."""
        return tuple(dict.fromkeys(token for term in self.terms for token in term.tokens))

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Latin beginnings, for `token >= p AND token < p || '~'`; asking for them is optional."""
        return tuple(term.text for term in self.terms if term.prefix)


def query_tokens(asked: str) -> Query:
    """The query of what somebody typed: Chinese of any length, Latin glued to it, pinyin, initials, traditional."""
    folded = _join_spelt(fold_search(asked[:LONGEST_QUERY]))
    kept = _ASIDE.sub(" ", folded)
    if not (han_runs(kept) or latin_runs(kept)):
        kept = folded
    terms = [Term(run, _pairs(run)) for run in han_runs(kept)]
    terms += [_latin_term(run) for run in latin_runs(kept)]
    return Query(folded, tuple(dict.fromkeys(terms)))


def score(query: Query, found: Mapping[str, float]) -> float:
    """How well an entry answers, from its tokens (token to weight); 0 when it does not.

    Half the terms have to be met; every term that is not met costs.
    """
    if not query.terms:
        return 0.0
    met = [worth for worth in (_worth(term, found) for term in query.terms) if worth > 0]
    share = len(met) / len(query.terms)
    if share < ENOUGH:
        return 0.0
    return sum(met) / len(query.terms) * share


def nearest(asked: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The names nearest to what was typed, by characters or by sound (施公许可 is near 施工许可证), best first."""
    wanted = fold_search(asked[:LONGEST_QUERY])
    ours, heard = _pieces(wanted, 2), _pieces(_spoken(wanted), 3)
    ranked: list[tuple[float, int, str]] = []
    for name in names:
        folded = fold_search(name)
        written = _share(ours, _pieces(folded, 2))
        spoken = _share(heard, _pieces(_spoken(folded), 3))
        likeness = max(written, 0.9 * spoken)
        if likeness >= NEAR:
            ranked.append((-likeness, len(folded), name))
    return [name for _, _, name in sorted(ranked)[:most]]


def _worth(term: Term, found: Mapping[str, float]) -> float:
    hits = [found[token] for token in term.tokens if token in found]
    if len(hits) >= ENOUGH * len(term.tokens) and hits:
        return sum(hits) / len(term.tokens)
    if term.prefix:
        begun = (weight for token, weight in found.items() if token.startswith(term.text))
        return PREFIX * max(begun, default=0.0)
    return 0.0


def _join_spelt(folded: str) -> str:
    """Characters typed with spaces between them (`电 力`) are one word."""
    pieces = folded.split()
    if len(pieces) > 1 and all(len(piece) == 1 and han_runs(piece) for piece in pieces):
        return "".join(pieces)
    return " ".join(pieces)


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(a + b for a, b in pairwise(run)) or (run,)


def _latin_term(run: str) -> Term:
    word = "".join(chunks(run))
    sounds = cut_sounds(word)
    if len(sounds) > MOST_SYLLABLES:
        # Longer than any indexed stretch of sounds: asked for in stretches that overlap.
        starts = range(len(sounds) - MOST_SYLLABLES + 1)
        return Term(word, tuple("".join(sounds[k : k + MOST_SYLLABLES]) for k in starts))
    if not sounds and word.isalpha() and len(word) > MOST_INITIALS:
        starts = range(len(word) - MOST_INITIALS + 1)
        return Term(word, (word, *(word[k : k + MOST_INITIALS] for k in starts)))
    return Term(word, (word,), prefix=len(word) > 1)


def _pieces(text: str, length: int) -> frozenset[str]:
    text = "".join(text.split())
    if len(text) < length:
        return frozenset((text,)) if text else frozenset()
    return frozenset(text[k : k + length] for k in range(len(text) - length + 1))


def _spoken(folded: str) -> str:
    return "".join(syllables(folded))


def _share(wanted: frozenset[str], held: frozenset[str]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 0.0
