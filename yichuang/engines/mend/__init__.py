"""Mending of what people type or paste: full-width, invisible, spaces, name dots, amounts; every change is told.

Never guesses: what can be read in two ways is refused with the character and its place.
"""

from yichuang.engines.mend.characters import fold as fold
from yichuang.engines.mend.characters import is_han as is_han
from yichuang.engines.mend.mending import Mended as Mended
from yichuang.engines.mend.mending import Refused as Refused
from yichuang.engines.mend.mending import mend as mend

__all__ = ["Mended", "Refused", "fold", "is_han", "mend"]
