"""Sets short texts one above the other, character by character, so that the eye finds what differs.

The first text is the reference. Every other one is aligned to it; where one has a character more, all the others get a gap.
"""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

LONGEST = 60
"""Characters; longer texts are excerpted around their first difference."""
BEFORE = 12
"""Characters shown before the first difference of a long text."""
ALIKE = 0.3
"""Texts less alike than this say different things, and aligning them would mark everything."""


@dataclass(frozen=True)
class Cell:
    """One column of one row: a character, or '' for a gap."""

    text: str
    differs: bool


Row = tuple[Cell, ...]


def alike(first: str, second: str) -> bool:
    """Say whether two texts have enough in common to be aligned."""
    return bool(first and second) and Levenshtein.normalized_similarity(first, second) >= ALIKE


@lru_cache(maxsize=1000)
def aligned(*texts: str) -> tuple[Row, ...]:
    """Return a row for each text, all with the same columns; () where nothing differs."""
    flat = excerpted(["".join(text.replace("\0", "").split()) for text in texts])
    if len(set(flat)) < 2:
        return ()
    columns = [_against(flat[0], text) for text in flat]
    widths = [max(len(row[place]) for row in columns) for place in range(len(flat[0]) + 1)]
    rows = [[character for place, width in enumerate(widths) for character in row[place].rjust(width, "\0")] for row in columns]
    first = _cells(rows[0], [len(set(column)) > 1 for column in zip(*rows, strict=True)])
    return (first, *(_against_first(row, rows[0]) for row in rows[1:]))


def _against_first(row: list[str], first: list[str]) -> Row:
    """Mark what is not as in the reference; the reference itself marks what any other has not."""
    return _cells(row, [character != its for character, its in zip(row, first, strict=True)])


def _cells(row: list[str], differ: list[bool]) -> Row:
    return tuple(Cell(character.strip("\0"), differs) for character, differs in zip(row, differ, strict=True))


def excerpted(texts: list[str]) -> list[str]:
    """Return long texts cut to a stretch around the first difference."""
    if max(map(len, texts)) <= LONGEST:
        return texts
    start = max(0, _common(texts) - BEFORE)
    return [("…" if start else "") + text[start : start + LONGEST] + ("…" if len(text) > start + LONGEST else "") for text in texts]


def _common(texts: list[str]) -> int:
    """Return the length of the beginning that all texts share."""
    return next((place for place, column in enumerate(zip(*texts, strict=False)) if len(set(column)) > 1), min(map(len, texts)))


def _against(reference: str, text: str) -> list[str]:
    """Return what ``text`` has at each character of the reference, and (in the same place, before it) what it has more."""
    slots = [""] * (len(reference) + 1)
    for step in Levenshtein.opcodes(reference, text):
        start, end, its_start = step.src_start, step.src_end, step.dest_start
        match step.tag:
            case "insert":
                slots[start] = text[its_start : step.dest_end] + slots[start]
            case "delete":
                for place in range(start, end):
                    slots[place] += "\0"
            case _:
                for place in range(start, end):
                    slots[place] += text[its_start + place - start]
    return slots
