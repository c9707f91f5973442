"""A seal's text against a name: where the ring begins is unknown, and characters are lost, garbled or read twice."""

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from chinese.names import unit_key
from chinese.punctuation import fold
from schemas.documents import Seal
from schemas.page import LOST, SealReading

_SEAL_NUMBER = re.compile(r"\d{6,}")
_NOISE = re.compile(r"[^一-鿿〇A-Za-z0-9]")
_LATIN = re.compile(r"[A-Za-z0-9]+")

MOST_WAYS = 5
"""Five that agree are as good as twelve."""
LEAST_READ = 3
"""Fewer characters than three say nothing."""
LEAST_COMMON = 0.4
"""Names that share less than two fifths of their characters with a reading are not compared further: that changes no outcome."""
INSIDE = 0.85
"""A name stands inside a longer text where all but one character in seven is there."""
LEAST_LEFT = 4
"""A worn ring must still have so many characters, and half of the name, …"""
ONE_WRONG = 8
"""… of which one in eight may be misread."""
OVERLAP = 1.15
"""A ring read past its own beginning is longer than the name; it is then compared window by window."""


def ring_texts(seal: Seal) -> tuple[str, ...]:
    """Return what the ways read on the seal's ring, one text a way: without the number at the bottom, stars and stray signs; best first."""
    texts = ((ring_text(reading, seal), reading.ways) for reading in readings_of(seal))
    return tuple(text for text, ways in texts for _ in range(min(ways, MOST_WAYS)) if len(text) >= LEAST_READ)


def lined_texts(seal: Seal) -> tuple[str, ...]:
    """Return ring and straight line together, where there is a line: a long name may end under the star."""
    line = _plain(seal.line_text)
    return tuple(text + line for text in dict.fromkeys(ring_texts(seal))) if line else ()


def readings_of(seal: Seal) -> tuple[SealReading, ...]:
    """Return the seal's readings; its text is one where no others are given."""
    return seal.readings or ((SealReading(text=seal.text, confidence=1.0),) if seal.text else ())


def ring_text(reading: SealReading, seal: Seal) -> str:
    """Return a reading as the ring alone."""
    return _cleaned(reading.text, seal.line_text)


def _cleaned(text: str, line: str) -> str:
    """Take the straight line off the ring's end, where the reader put it, and everything that no name contains."""
    key, tail = _plain(text), _plain(line)
    return key[: -len(tail)] if tail and key.endswith(tail) and len(key) - len(tail) >= LEAST_READ else key


def _plain(text: str) -> str:
    """Keep the characters of names. Short forms stay short: a seal that reads 工信厅 is not the one of the 工业和信息化厅."""
    return _NOISE.sub("", _SEAL_NUMBER.sub("", fold(text)))


@lru_cache(maxsize=20_000)
def ring_name(name: str) -> str:
    """Return a name as a ring would show it, in full."""
    return _plain(unit_key(name))


@lru_cache(maxsize=20_000)
def ring_names(name: str) -> frozenset[str]:
    """Return a name as rings would show it: in full, and as written."""
    return frozenset({ring_name(name), _plain(name)})


@lru_cache(maxsize=200_000)
def ring_likeness(text: str, name: str) -> float:
    """Return 0–1: the share of characters that are right at the best place to begin the ring."""
    if not text or not name:
        return 0.0
    read = text if _LATIN.search(name) else _LATIN.sub("", text)
    if not read or _common(read, name) < LEAST_COMMON:
        return 0.0
    return max(Levenshtein.normalized_similarity(turn, name) for turn in _turns(read, len(name)))


def _common(a: str, b: str) -> float:
    return sum((Counter(a) & Counter(b)).values()) / max(len(b), 1)


def _turns(text: str, length: int) -> tuple[str, ...]:
    """Return the ring begun at each of its characters; of a ring read over its end, each window of the name's length as well."""
    turns = _rotations(text)
    if len(text) <= length * OVERLAP:
        return turns
    return turns + tuple(text[i : i + length] for i in range(len(text) - length + 1))


def turned_to(text: str, name: str) -> str:
    """Return the ring begun where it fits the name best."""
    return max(_rotations(text), key=lambda turn: Levenshtein.normalized_similarity(turn, name), default="")


def split_after(text: str, name: str) -> str:
    """Return what the ring has besides the name, read on from the name's end; '' where the name is not in it."""
    likeness, turn = max(((Levenshtein.normalized_similarity(t[: len(name)], name), t) for t in _rotations(text)), default=(0.0, ""))
    return turn[len(name) :] if likeness >= INSIDE else ""


def worn_texts(seal: Seal, names: Collection[str]) -> tuple[str, ...]:
    """Return what the ways read, as ``ring_texts``, with the name's own characters in the gaps where the ring has room for just them.

    Short forms and other names stand evenly around a ring: what is missing there was left out, not worn away.
    """
    texts = ((ring_text(reading, seal), reading.spaced, reading.ways) for reading in readings_of(seal))
    whole = ((next(filter(None, (_fitted(room, name) for name in names)), text), text, ways) for text, room, ways in texts)
    return tuple(fit for fit, text, ways in whole for _ in range(min(ways, MOST_WAYS)) if len(text) >= LEAST_READ)


def _fitted(room: str, name: str) -> str:
    """Return the name as far as it was read, with its own characters in the gaps; '' where the ring has not the room of just this name."""
    read = len(room) - room.count(LOST)
    if len(room) != len(name) or read < max(LEAST_LEFT, len(name) / 2):
        return ""
    best = min(_rotations(room), key=lambda turn: _wrong(turn, name))
    if _wrong(best, name) > read // ONE_WRONG:
        return ""
    return "".join(own if char == LOST else char for char, own in zip(best, name, strict=True))


def _wrong(turn: str, name: str) -> int:
    return sum(char not in (LOST, own) for char, own in zip(turn, name, strict=True))


def same_ring(a: str, b: str) -> bool:
    """Whether two texts are one ring begun at two places."""
    return len(a) == len(b) and a in b + b


def _rotations(text: str) -> tuple[str, ...]:
    return tuple(text[i:] + text[:i] for i in range(len(text)))
