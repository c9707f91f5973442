"""Long passages that two bodies of text share, found without comparing every pair.

Every text is cut into blocks of ``BLOCK`` characters; any shared passage of twice that length contains a whole block of the other
text, so looking each window up among the blocks finds them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BLOCK = 40
LONG = 2 * BLOCK
COMMON = 5
"""A block that stands in more texts than this is the form's own words or a policy that everybody quotes."""


@dataclass(frozen=True)
class Text:
    """A text with the number of the one who wrote it and the name of its field."""

    owner: int
    field: str
    text: str


@dataclass(frozen=True)
class Passage:
    """A passage that two owners share."""

    first: Text
    second: Text
    text: str


def shared_passages(texts: Sequence[Text]) -> tuple[Passage, ...]:
    """Return the longest passage of each pair of owners, in the owners' order."""
    blocks = _blocks(texts)
    longest: dict[tuple[int, int], Passage] = {}
    for text in texts:
        for passage in _hits(text, blocks):
            pair = (passage.first.owner, passage.second.owner)
            if pair not in longest or len(passage.text) > len(longest[pair].text):
                longest[pair] = passage
    return tuple(longest[pair] for pair in sorted(longest))


def _blocks(texts: Sequence[Text]) -> dict[str, list[tuple[Text, int]]]:
    found: dict[str, list[tuple[Text, int]]] = {}
    for text in texts:
        for start in range(0, len(text.text) - BLOCK + 1, BLOCK):
            found.setdefault(text.text[start : start + BLOCK], []).append((text, start))
    return {block: places for block, places in found.items() if len({place.owner for place, _ in places}) <= COMMON}


def _hits(text: Text, blocks: dict[str, list[tuple[Text, int]]]) -> Iterator[Passage]:
    reached: dict[tuple[int, str], int] = {}
    for start in range(len(text.text) - BLOCK + 1):
        for other, place in blocks.get(text.text[start : start + BLOCK], ()):
            key = (other.owner, other.field)
            if other.owner >= text.owner or start < reached.get(key, 0):
                continue
            left, right = _extent(other.text, place, text.text, start)
            reached[key] = start + right
            if right + left >= LONG:
                yield Passage(other, text, text.text[start - left : start + right])


def _extent(a: str, at: int, b: str, start: int) -> tuple[int, int]:
    """Return how far a match reaches to the left and to the right of its start."""
    left = 0
    while left < min(at, start) and a[at - left - 1] == b[start - left - 1]:
        left += 1
    right = BLOCK
    while at + right < len(a) and start + right < len(b) and a[at + right] == b[start + right]:
        right += 1
    return left, right
