"""Which of several printed options is ticked, judged on the ink before each option's label.

An OCR engine writes □ or ☑ for boxes as it pleases, so its characters are only a hint. An empty box is hollow: whatever its shape, nothing
stands in its middle. A ticked one, a filled one, and a bare tick in place of a box all have ink there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.raster.image import Image, gray

EMPTY_SIGNS = frozenset("□口○〇◯囗▢◻☐回OoD0Ｏ")
TICKED_SIGNS = frozenset("☑☒√✓✔■●◉★▣◼⊙⊠VvＶ又区図图凶圆因园巨日目团")
BARE_TICKS = frozenset("√✓✔●■◉")
"""Signs that no engine writes for an empty box (☑ it does)."""
HOLLOW = 0.07
"""Share of ink in the middle of an empty box: dust, bleed-through, JPEG noise."""
FILLED = 0.12
"""A thin pen stroke through the middle covers this much of it."""
WALLED, OPEN = 0.35, 0.27
"""The middle begins so far from each side: further in where there are walls, which blur."""
SMALLEST = 0.17
"""Height of a box or tick, in line heights; less is dust or a comma."""
REACHES_IN = 0.35
"""What touches a side and covers less of the way across than this belongs to a neighbour."""
LABEL_SLACK = 0.04
OVERSIZE = 1.6
"""What is so many times as large as the usual box is none."""
LIKE = 1.3
"""Sides that differ by no more are those of one kind of box."""
OWN = 0.1
"""What begins by this share of the width before the label is no part of it."""
RULE = 0.75
"""A straight stroke from the picture's edge over so much of its height or width is the table's rule; no box is cut out so closely."""
ALONE = 4.0
"""The only one that holds so many times the ink of any other is ticked, however thin the stroke."""


@dataclass(frozen=True)
class OptionInk:
    """One option and the picture of the place where its box would stand."""

    label: str
    image: Image
    sign: str = ""
    """What the engine wrote right before the label."""
    label_from: float = 1.0
    """Share of the picture's width from which on it shows the label itself."""
    bracketed: bool = False
    """Whether the place is a pair of brackets: two strokes far apart, and the tick between them."""


@dataclass(frozen=True)
class Thing:
    """What stands where a box would: its ink, and where in the option's picture it begins."""

    image: Image
    left: int


@dataclass(frozen=True)
class Choice:
    """Which options are ticked (indices), and how sure that is."""

    ticked: tuple[int, ...]
    sure: bool


def judge(options: Sequence[OptionInk]) -> Choice:
    """Decide option by option, and see whether the whole makes sense: one is ticked, the others are hollow."""
    level = _level([option.image for option in options])
    first = [_thing(option, level) for option in options]
    usual = _usual_size(first)
    things = [_box_like(thing, option, level, usual) for thing, option in zip(first, options, strict=True)]
    middles = [None if thing is None else _middle(thing.image, usual) for thing in things]
    line = (HOLLOW + FILLED) / 2
    lone = _lone(middles)
    ticked = tuple(i for i, middle in enumerate(middles) if middle is not None and (middle > line or i == lone))
    unclear = any(middle is not None and HOLLOW < middle < FILLED and (i != lone or middle < line) for i, middle in enumerate(middles))
    nothing = sum(middle is None for middle in middles)
    signed = {i for i, option in enumerate(options) if option.sign[-1:] in BARE_TICKS}
    if nothing == len(options):
        return Choice(tuple(sorted(signed)), sure=False)
    # a box that was not found may be the ticked one, and strokes behind a box a tick
    complete = bool(ticked) or not (nothing or any(one is not other for one, other in zip(first, things, strict=True)))
    return Choice(ticked, sure=not unclear and complete and signed <= set(ticked))


def _lone(middles: Sequence[float | None]) -> int | None:
    """The only place that holds ink, where all others are as good as hollow beside it: a thin stroke, or a long one."""
    order = sorted(range(len(middles)), key=lambda i: middles[i] or 0.0)
    most = middles[order[-1]] or 0.0
    next_most = max((middles[i] or 0.0 for i in order[:-1]), default=0.0)
    return order[-1] if most > HOLLOW and len(order) > 1 and next_most * ALONE <= most else None


def _box_like(taken: Thing | None, option: OptionInk, level: float, usual: float) -> Thing | None:
    """Return a box of the usual size where what was taken stands behind it: strokes of the label, larger than a small box."""
    if taken is None or _has_walls(taken.image) or _is_like(taken.image.shape[1], taken.image.shape[0], usual):
        return taken
    box = _thing(option, level, usual)
    return taken if box is None or box.left + box.image.shape[1] > taken.left else box


def _is_like(width: float, height: float, usual: float) -> bool:
    return all(usual / LIKE <= side <= usual * LIKE for side in (width, height))


def _usual_size(things: Sequence[Thing | None]) -> float:
    """Return the longer side of the usual box."""
    sizes = sorted(max(thing.image.shape) for thing in things if thing is not None)
    return float(sizes[len(sizes) // 2]) if sizes else 0.0


def _middle(piece: Image, usual: float) -> float | None:
    """Share of ink in the middle; None for what is hollow and far larger than the other boxes: parts of a tick, a rule and a box."""
    inset = WALLED if _has_walls(piece) else OPEN
    dy, dx = piece.shape[0] * inset, piece.shape[1] * inset
    middle = piece[round(dy) : round(piece.shape[0] - dy), round(dx) : round(piece.shape[1] - dx)]
    ink = float(middle.mean()) if middle.size else 0.0
    return None if ink <= HOLLOW and max(piece.shape) > OVERSIZE * usual else ink


def _thing(option: OptionInk, level: float, usual: float = 0.0) -> Thing | None:
    """Return what stands where the box would; None where nothing does. With a ``usual`` size, only what is of that size."""
    dark = _own_ink(_without_rules((gray(option.image) < level).astype(np.uint8)), option, usual)
    ys, xs = np.nonzero(dark)
    height = option.image.shape[0]
    if not len(ys) or ys.max() - ys.min() < SMALLEST * height or xs.max() - xs.min() < SMALLEST * 0.7 * height:
        return None
    top, bottom, left, right = ys.min(), ys.max() + 1, xs.min(), xs.max() + 1
    return Thing(np.asarray(dark[top:bottom, left:right], dtype=np.uint8), int(left))


def _has_walls(piece: Image) -> bool:
    """Whether ink runs around on all four sides: a box or a circle, whose walls are thick beside a small middle."""
    height, width = piece.shape
    rim = max(1, round(0.2 * min(height, width)))
    sides = (piece[:rim].any(axis=0), piece[-rim:].any(axis=0), piece[:, :rim].any(axis=1), piece[:, -rim:].any(axis=1))
    inner = [np.asarray(side)[rim:-rim] for side in sides]
    return all(side.mean() > 0.6 for side in inner if side.size)


def _without_rules(dark: Image) -> Image:
    """Take out the table's rules, which in the corner of a cell cross each other beside the box."""
    height, width = dark.shape
    upright = _strokes(dark, (max(1, height // 2), 1), lambda x, y, w, h: h >= RULE * height and (y == 0 or y + h == height))
    level = _strokes(dark, (1, max(1, width // 2)), lambda x, y, w, h: w >= RULE * width and (x == 0 or x + w == width))
    rules = cv2.dilate(upright | level, np.ones((3, 3), np.uint8))
    return np.asarray(np.where(rules > 0, 0, dark), dtype=np.uint8)


def _strokes(dark: Image, shape: tuple[int, int], is_rule: Callable[[int, int, int, int], bool]) -> Image:
    """The straight strokes of at least a shape's length that are rules, by their x, y, width and height."""
    straight = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(straight, connectivity=8)
    kept = np.array([number > 0 and is_rule(*map(int, stats[number][:4])) for number in range(count)], np.uint8)
    return np.asarray(kept[labels], dtype=np.uint8)


def _own_ink(dark: Image, option: OptionInk, usual: float = 0.0) -> Image:
    """Drop what reaches in from the sides: the table's rule on the left, the neighbours' characters, those of the next rows."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    height, width = dark.shape
    kept = np.zeros(count, np.uint8)
    inner = (slice(round(0.2 * height), round(0.8 * height)), slice(round(0.2 * width), round(0.8 * width)))
    for number in range(1, count):
        x, y, w, h, area = stats[number]
        of_option = x < (option.label_from - OWN) * width  # a tick may join its box to the label's first character
        from_side = (x == 0 or (x + w == width and not of_option)) and w < REACHES_IN * width
        from_row = (y == 0 or y + h == height) and h < REACHES_IN * height
        at_edge = min(x, y) == 0 or x + w == width or y + h == height
        reaches_in = from_side or from_row or (at_edge and not (labels[inner] == number).any())
        rule = (h < 0.12 * height and w > 0.5 * width) or (w < 0.12 * height and h > 0.8 * height)
        of_label = x >= (option.label_from - LABEL_SLACK) * width
        kept[number] = area >= 4 and not reaches_in and not rule and not of_label and (not usual or _is_like(w, h, usual))
    return np.asarray((kept if option.bracketed else _over_largest(stats, kept))[labels], dtype=np.uint8)


def _over_largest(stats: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Keep the largest thing, box or tick, and what has its middle over or under it; strokes of the label stand beside it."""
    chosen = np.flatnonzero(kept)
    if not chosen.size:
        return kept
    largest = max(chosen, key=lambda number: stats[number][2] * stats[number][3])
    left, right = stats[largest][0], stats[largest][0] + stats[largest][2]
    middles = stats[chosen, 0] + stats[chosen, 2] / 2
    kept[chosen[(middles < left) | (middles > right)]] = 0
    return kept


def _level(images: Sequence[Image]) -> float:
    """One threshold for all options, so that an empty place does not find ink in its own noise."""
    pixels = np.concatenate([gray(image).ravel() for image in images])
    dark, light = np.percentile(pixels, (1, 80))
    return float(light - max(35.0, (light - dark) * 0.45))
