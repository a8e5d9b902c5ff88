"""The keys under which a text is found: single characters, pairs, words, parts of codes, pinyin and its initials.

A table (token, entry, weight) with an index on token answers every query; no full-text engine is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pypinyin import Style, lazy_pinyin

from yichuang.engines.search.folding import chunks, fold_search, han_runs, latin_runs

PAIR, SINGLE, WORD, PART, SOUND, SYLLABLE, INITIALS = 1.0, 0.4, 1.0, 0.8, 0.6, 0.3, 0.4
MOST_SYLLABLES = 4
MOST_INITIALS = 6
MOST_PARTS = 5
LONGEST = 40
# A text of this many characters counts half: a word in a title says more than one in a long guide.
HALF_LENGTH = 200


def keys_for(text: str, weight: float = 1.0, *, pinyin: bool = True) -> dict[str, float]:
    """Token to weight for one text. `pinyin=False` for long bodies, whose sounds nobody types.

    Tokens are at most 40 characters long.
    """
    folded = fold_search(text)
    scale = weight / (1 + len(folded) / HALF_LENGTH)
    found: dict[str, float] = {}
    for token, worth in _tokens(folded, pinyin=pinyin):
        if len(token) <= LONGEST:
            found[token] = max(found.get(token, 0.0), worth * scale)
    return found


def keys_of_fields(
    fields: Iterable[tuple[str, float]], *, pinyin_up_to: int = 60
) -> dict[str, float]:
    """Token to weight over the fields of one entry (text, weight): what stands in several adds up."""
    whole: dict[str, float] = {}
    for text, weight in fields:
        for token, worth in keys_for(text, weight, pinyin=len(text) <= pinyin_up_to).items():
            whole[token] = whole.get(token, 0.0) + worth
    return whole


def _tokens(folded: str, *, pinyin: bool) -> Iterator[tuple[str, float]]:
    for run in han_runs(folded):
        yield from ((char, SINGLE) for char in run)
        yield from ((a + b, PAIR) for a, b in pairwise(run))
        if pinyin:
            yield from _sounds(run)
    for run in latin_runs(folded):
        yield from _words(run)


def syllables(run: str) -> list[str]:
    """The pinyin of Chinese characters without tones; words decide how a character of several readings sounds."""
    return [sound.replace("ü", "v") for sound in lazy_pinyin(run, style=Style.NORMAL)]


def _sounds(run: str) -> Iterator[tuple[str, float]]:
    sounds = syllables(run)
    first = "".join(sound[0] for sound in sounds)
    for start in range(len(sounds)):
        for length in range(1, min(MOST_SYLLABLES, len(sounds) - start) + 1):
            worth = SOUND if length > 1 else SYLLABLE
            yield "".join(sounds[start : start + length]), worth
        for length in range(2, min(MOST_INITIALS, len(sounds) - start) + 1):
            yield first[start : start + length], INITIALS


def _words(run: str) -> Iterator[tuple[str, float]]:
    """The whole without marks, and every stretch of neighbouring parts: `GB00012` inside a parcel code."""
    parts = chunks(run)
    yield "".join(parts), WORD
    for start in range(len(parts)):
        for end in range(start + 1, min(start + MOST_PARTS, len(parts)) + 1):
            yield "".join(parts[start:end]), PART
