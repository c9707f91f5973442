"""How boxes lie to each other."""

from collections.abc import Iterable

from extractors.ocr.engine import Box

SAME_ROW = 0.5


def overlap(inner: Box, outer: Box) -> float:
    """Return how much of the first box lies in the second (0–1)."""
    across = min(inner[2], outer[2]) - max(inner[0], outer[0])
    down = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = max((inner[2] - inner[0]) * (inner[3] - inner[1]), 1e-6)
    return max(0.0, across) * max(0.0, down) / area


def in_one_row(a: Box, b: Box) -> bool:
    """Whether two boxes stand at the same height."""
    return min(a[3], b[3]) - max(a[1], b[1]) > SAME_ROW * min(a[3] - a[1], b[3] - b[1])


def same_place(a: Box, b: Box) -> bool:
    """Whether two boxes hold the same text, or a part of it."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    return in_one_row(a, b) and across > 0.3 * min(a[2] - a[0], b[2] - b[0])


def gap(a: Box, b: Box) -> float:
    """Return the distance between two boxes along the row; negative where they overlap."""
    return max(a[0], b[0]) - min(a[2], b[2])


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
