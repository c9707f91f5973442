"""Long passages that two bodies of text share, found without comparing every pair, and aligned where a reader slipped.

Texts are cut into overlapping windows, and MinHash finds windows of different owners that have many short runs of characters in
common. Only those texts are then laid against each other, block by block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import combinations

from rensa import RMinHash, RMinHashLSH

LONG = 80
"""A shared passage has at least so many characters."""
WINDOW, STEP = 48, 12
"""Any passage of ``LONG`` characters holds at least two windows whole."""
RUN = 4
"""Windows are compared by their runs of so many characters."""
HASHES, BANDS, SEED, ALIKE = 64, 16, 1, 0.5
"""Windows that share 6 in 10 of their runs are found 9 times in 10; a passage has several."""
SLIP = 6
"""A difference of so many characters on either side is a reader's slip inside a passage."""
COMMON = 5
"""What stands in the texts of more owners than this is the form's own words or a policy that everybody quotes."""


@dataclass(frozen=True)
class Text:
    """A text with the number of the one who wrote it and the name of its field."""

    owner: int
    field: str
    text: str


@dataclass(frozen=True)
class Passage:
    """A passage that two owners share, as it stands in each."""

    first: Text
    second: Text
    text: str
    other: str
    same: int
    """So many characters agree."""


Place = tuple[int, int]
"""A text by its place in the sequence, and where in it a window starts."""


def shared_passages(texts: Sequence[Text]) -> tuple[Passage, ...]:
    """Return the longest passage of each pair of owners, in the owners' order."""
    longest: dict[tuple[int, int], Passage] = {}
    for one, other in sorted(_candidates(texts)):
        passage = _aligned(*sorted((texts[one], texts[other]), key=lambda text: text.owner))
        if passage is None:
            continue
        pair = (passage.first.owner, passage.second.owner)
        longest[pair] = max(longest.get(pair, passage), passage, key=lambda found: found.same)
    return tuple(longest[pair] for pair in sorted(longest))


def _candidates(texts: Sequence[Text]) -> set[tuple[int, int]]:
    """Return pairs of texts of different owners that have a window in common which not everybody has."""
    places = [(number, start) for number, text in enumerate(texts) for start in _starts(text.text)]
    windows = [texts[number].text[start : start + WINDOW] for number, start in places]
    sketches = RMinHash.from_token_sets([_runs(window) for window in windows], num_perm=HASHES, seed=SEED) if windows else []
    index = RMinHashLSH(ALIKE, HASHES, BANDS)
    for key, sketch in enumerate(sketches):
        index.insert(key, sketch)
    found: set[tuple[int, int]] = set()
    for key, sketch in enumerate(sketches):
        alike = {places[other][0] for other in index.query(sketch)} | {places[key][0]}
        if len({texts[number].owner for number in alike}) <= COMMON:
            found |= {(a, b) for a, b in combinations(sorted(alike), 2) if texts[a].owner != texts[b].owner}
    return found


def _starts(text: str) -> Iterator[int]:
    """Cut a text that can hold a passage into windows; the last one ends where the text ends."""
    if len(text) >= LONG:
        last = len(text) - WINDOW
        yield from range(last)[::STEP]
        yield last


def _runs(window: str) -> list[str]:
    return ["".join(run) for run in zip(*(window[place:] for place in range(RUN)), strict=False)]


def _aligned(first: Text, second: Text) -> Passage | None:
    """Lay two texts against each other, and return the longest passage that agrees but for slips."""
    blocks = SequenceMatcher(None, first.text, second.text, autojunk=False).get_matching_blocks()[:-1]
    best = max(_chains(blocks), key=lambda chain: sum(block.size for block in chain), default=[])
    same = sum(block.size for block in best)
    if same < LONG:
        return None
    head, tail = best[0], best[-1]
    return Passage(first, second, first.text[head.a : tail.a + tail.size], second.text[head.b : tail.b + tail.size], same)


def _chains(blocks: Sequence[Match]) -> Iterator[list[Match]]:
    """Join blocks that only a slip parts."""
    chain: list[Match] = []
    for block in blocks:
        if chain and max(block.a - chain[-1].a - chain[-1].size, block.b - chain[-1].b - chain[-1].size) > SLIP:
            yield chain
            chain = []
        chain.append(block)
    if chain:
        yield chain
