"""Straight rules: where they run, how thick they are, and which of them are strokes of large print."""

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.layout.ruled_ink import Mask

SAME_LINE_MM = 1.6
"""Two parallel rules nearer than this are one rule, drawn double or bent by the scanner."""
LONG_MM = 18.0
"""No stroke of a character is as long as this, so a vertical rule of that length needs no further proof (a horizontal one: twice that)."""
JOINED_MM = 0.35
"""What belongs to the same character touches its upright stroke; the words of a cell keep this far from its rule."""
STROKE_THICK, STROKE_MORE_MM = 1.5, 0.2
"""A stroke of bold print is this many times as thick as a rule, and thicker by so much."""
STROKE_SIDE, STROKE_BOTH = 0.08, 0.4
"""Share of a stroke's length that others join: on either side at the least, and on both together."""
ENDS_MM = 1.3


@dataclass(frozen=True)
class Rule:
    """A straight rule: its place across (y of a horizontal one), and from where to where it runs."""

    at: float
    start: float
    end: float
    thick: float = 1.0
    place: tuple[slice, slice] = (slice(0), slice(0))


def rules_in(mask: Mask, ppm: float) -> list[Rule]:
    """Horizontal runs of ``mask`` as rules (give the transpose for vertical ones)."""
    joined = cv2.morphologyEx(np.ascontiguousarray(mask), cv2.MORPH_CLOSE, np.ones((1, max(3, round(2 * ppm))), np.uint8))
    _, _, stats, centroids = cv2.connectedComponentsWithStats(joined)
    rules = []
    for (x, y, w, h, area), (_cx, cy) in zip(stats[1:], centroids[1:], strict=True):
        if w >= 4 * ppm:
            place = (slice(int(y), int(y + h)), slice(int(x), int(x + w)))
            rules.append(Rule(at=float(cy), start=float(x), end=float(x + w), thick=float(area / w), place=place))
    return rules


def positions(rules: list[Rule], ppm: float) -> list[float]:
    """Cluster the rules' places; each cluster is a row's or column's border. Longer rules weigh more.

    No cluster is wider than what is one rule: of three borders in a row of small steps, the middle one is not all of them.
    """
    clusters: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if clusters and rule.at - clusters[-1][0].at <= SAME_LINE_MM * ppm:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    return [sum(r.at * (r.end - r.start) for r in c) / sum(r.end - r.start for r in c) for c in clusters]


def ends_on(rule: Rule, crossing: list[Rule], long: float, ppm: float) -> bool:
    """Whether a rule runs from one crossing rule to another, as a cell's border does; the stroke of a large character ends in the open."""
    if rule.end - rule.start >= long:
        return True
    slack = ENDS_MM * ppm
    met = [other.at for other in crossing if other.start - slack <= rule.at <= other.end + slack]
    return any(abs(at - rule.start) <= slack for at in met) and any(abs(at - rule.end) <= slack for at in met)


def without(down: Mask, strokes: list[Rule]) -> Mask:
    """Take strokes out of the mask of vertical rules: several under each other would part a cell like a rule."""
    left = down.copy()
    for stroke in strokes:
        left.T[stroke.place] = 0
    return left


def thickness(rules: list[Rule], long: float) -> float:
    """How thick the table's own rules are; infinite where none is long enough to tell."""
    thick = sorted(rule.thick for rule in rules if rule.end - rule.start >= long)
    return thick[len(thick) // 2] if thick else float("inf")


def is_stroke(rule: Rule, ink: Mask, thin: float, ppm: float) -> bool:
    """Whether a short rule is a stroke of print that fills its row: much thicker than the rules, or joined by others on both sides."""
    if rule.end - rule.start >= LONG_MM * ppm:
        return False
    if rule.thick > max(STROKE_THICK * thin, thin + STROKE_MORE_MM * ppm):
        return True
    middle, half, reach = round(rule.at), round(rule.thick / 2 + 0.1 * ppm), max(2, round(JOINED_MM * ppm))
    along = slice(round(rule.start + ppm), round(rule.end - ppm))
    before, behind = (
        ink[max(0, middle - half - reach) : max(0, middle - half), along],
        ink[middle + half + 1 : middle + half + 1 + reach, along],
    )
    if not before.size or not behind.size:
        return False
    shares = [float((side > 0).any(axis=0).mean()) for side in (before, behind)]
    return min(shares) > STROKE_SIDE and sum(shares) > STROKE_BOTH
