"""Long texts read from paper: the same but for a reader's slips, or two texts."""

import re

from rapidfuzz.distance import Levenshtein

from checks.rule import Ink, Outcome, failed, needs_review, passed
from chinese.names import DiffKind, DiffSpan, char_diff
from chinese.punctuation import fold

_SIGNS = re.compile(r"[^\w]")
NOISE = 0.02
"""Of a long text this share may differ between two readings of the same words."""
RUN = 4
"""So many characters in a row are more than a reader's slip."""
OTHER = 0.5
"""Below this likeness two texts are different texts, however badly they were read …"""
SHARED = 10
"""… unless so many characters in a row stand in both."""


def compare_long(first: Ink, second: Ink, a: str, b: str) -> Outcome:
    """Compare two long texts without their punctuation.

    A line that one reader missed looks like a line that one copy lacks, so short of a wholly different text it is a question.
    """
    one, two = _SIGNS.sub("", fold(a)), _SIGNS.sub("", fold(b))
    if one == two:
        return passed("", first.sure(), second.sure())
    likeness = Levenshtein.normalized_similarity(one, two)
    spans = [span for span in char_diff(one, two) if span.kind is not DiffKind.EQUAL]
    longest = max(max(len(span.first), len(span.second)) for span in spans)
    if likeness >= 1 - NOISE and longest < RUN:
        return passed("", first.sure(), second.sure())
    told = f"{second.title}与{first.title}文字不同（相似度{likeness:.0%}）"
    shown = _shown(spans)
    if likeness < OTHER and min(len(one), len(two)) >= 2 * RUN and _nothing_shared(one, two):
        return failed(told, first, second, observed=shown)
    return needs_review(f"{told}，请核对：{shown}", first, second, observed=shown)


def _nothing_shared(one: str, two: str) -> bool:
    """Say whether no longer run stands in both: where one does, one of them may be cut short or read in part."""
    runs = {one[i : i + SHARED] for i in range(len(one) - SHARED + 1)}
    return not any(two[i : i + SHARED] in runs for i in range(len(two) - SHARED + 1))


def _shown(spans: list[DiffSpan]) -> str:
    """Show the longest differences first: 「甲→乙」."""
    longest = sorted(spans, key=lambda span: -max(len(span.first), len(span.second)))[:3]
    return "、".join(f"“{_cut(span.first)}”→“{_cut(span.second)}”" for span in longest)


def _cut(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"
