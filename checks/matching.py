"""Whether a row of a register is about a unit: by code, by exact name, or by a name near enough to ask about."""

from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from checks.naming import without_legal_form
from chinese import uscc
from chinese.lookalikes import equal_but_lookalikes
from chinese.names import DiffKind, bare_key, char_diff, same_unit

NEAR = 0.9
"""One character in ten may differ: a slip of whoever keeps the register, or of the reader."""
TELLING = frozenset("0123456789一二三四五六七八九十甲乙丙丁东西南北上下大小新老")
"""Characters that tell one body from its sister: 第一养老院, 第二养老院."""


class Match(StrEnum):
    """How sure it is that both are one unit."""

    SAME = "same"
    NEAR = "near"
    """A person must say."""


def match_unit(name: str, code: str | None, other_name: str, other_code: str | None) -> Match | None:
    """Compare a unit with a row; None where they are two units.

    Two sound codes that differ are two bodies, whatever they are called; where the names are the same to the character, one of the
    codes is wrong, and somebody must look.
    """
    mine, theirs = uscc.normalise(code or ""), uscc.normalise(other_code or "")
    if mine and mine == theirs:
        return Match.SAME
    if same_unit(name, other_name):
        return Match.NEAR if _are_two_bodies(mine, theirs) else Match.SAME
    return Match.NEAR if _near(bare_key(name), bare_key(other_name)) and not _are_two_bodies(mine, theirs) else None


def _are_two_bodies(mine: str, theirs: str) -> bool:
    return mine != theirs and uscc.is_valid(mine) and uscc.is_valid(theirs)


def _near(mine: str, theirs: str) -> bool:
    """Compare two keys; the cheap questions first, since a register may have thousands of rows."""
    if not mine:
        return False
    close = Levenshtein.normalized_similarity(mine, theirs, score_cutoff=NEAR) > 0 or equal_but_lookalikes(mine, theirs)
    return (close or without_legal_form(mine) == without_legal_form(theirs)) and not _told_apart(mine, theirs)


def _told_apart(mine: str, theirs: str) -> bool:
    """Say whether the two differ in a character that names one of several."""
    spans = [span for span in char_diff(mine, theirs) if span.kind is not DiffKind.EQUAL]
    return any(not TELLING.isdisjoint(span.first + span.second) for span in spans)
