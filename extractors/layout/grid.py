"""Ruled tables: where the lines run, and which cells they close.

Lines are taken from the ink that is not red (a seal's ring is no rule), made collinear, and clustered into rows and columns. Two
neighbouring elementary cells without enough rule between them are one merged cell. Everything is in working-image pixels.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout.dashes import with_dashes_drawn
from extractors.layout.streaks import without_streaks

Image = NDArray[np.uint8]
Mask = NDArray[np.uint8]

SHORTEST_ROW_MM = 4.5
"""A vertical rule is longer than the strokes of the largest body text (一号 has strokes up to 8 mm, but no table is set in it)."""
SHORTEST_COLUMN_MM = 6.0
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
PAGE_FRAME = 0.5
ONE_CELL = 0.7
SMALLEST_GRID_MM = 20.0
BAR_DARKNESS = 0.66
"""A bar is darker than this share of the paper's lightness."""
BAR_STROKE_MM = 1.2
"""No stroke of body text is as thick both ways; above and below the words of a bar there is more ground than that."""
BAR_TEXT_MM = 12.0
"""White words cut a bar's ground into pieces that lie no further apart than this."""
BAR_GROUND = 0.65
"""So much of a bar is ground; a row of bold print is half paper."""
BAR_MM = (25.0, 4.0, 16.0)
"""A bar's least width, and its least and greatest height."""
SLIVER_MM = 2.8
"""No character has room in less: a bent rule that was taken for two leaves such a strip between a label and its value."""
RULE_COVER = 0.55
"""Share of an elementary border that must be inked to separate two cells: rules break up in faint copies, and seals cross them."""


@dataclass(frozen=True)
class PixelCell:
    """A cell in working-image pixels; rows and columns count from 0."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class PixelGrid:
    """A ruled table in working-image pixels."""

    box: tuple[float, float, float, float]
    rows: int
    cols: int
    cells: tuple[PixelCell, ...]


@dataclass(frozen=True)
class Rule:
    """A straight rule: its place across (y of a horizontal one), and from where to where it runs."""

    at: float
    start: float
    end: float
    thick: float = 1.0
    place: tuple[slice, slice] = (slice(0), slice(0))


def find_grids(image: Image, pixels_per_mm: float) -> tuple[PixelGrid, ...]:
    """Find the ruled tables of an upright, straightened page, from top to bottom.

    ``image`` is BGR; ``pixels_per_mm`` is the working resolution (7.87 at 200 dpi).
    """
    ink = with_dashes_drawn(_with_outlined_bars(dark_ink(image), image, pixels_per_mm), pixels_per_mm)
    across, down = _rule_masks(ink, pixels_per_mm)
    down = without_streaks(across, down, pixels_per_mm)
    grids = [
        _shift(grid, region.x, region.y) for region in _regions(ink, across, down, pixels_per_mm) if (grid := _grid(region, pixels_per_mm))
    ]
    tables = [grid for grid in grids if not _is_frame(grid, image.shape[1], image.shape[0])]
    return tuple(sorted(tables, key=lambda g: (g.box[1], g.box[0])))


@dataclass(frozen=True)
class _Region:
    """Connected rules, cut out of the page without what else runs through their box."""

    x: int
    y: int
    across: Mask
    down: Mask
    ink: Mask


def _is_frame(grid: PixelGrid, width: int, height: int) -> bool:
    """Whether it frames the page (certificates have such borders) instead of ruling a table: one cell takes nearly all of it."""
    x0, y0, x1, y1 = grid.box
    area = (x1 - x0) * (y1 - y0)
    largest = max((c.box[2] - c.box[0]) * (c.box[3] - c.box[1]) for c in grid.cells)
    return area > PAGE_FRAME * width * height and largest > ONE_CELL * area


def dark_ink(image: Image) -> Mask:
    """Return 255 where dark, uncoloured ink is. The brightest channel makes red ink as light as paper."""
    light = image.max(axis=2) if image.ndim == 3 else image
    block = max(31, (min(light.shape[:2]) // 40) | 1)
    return _mask(cv2.adaptiveThreshold(light, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12))


def _with_outlined_bars(ink: Mask, image: Image, ppm: float) -> Mask:
    """Draw dark bars as their outlines: a heading in white on a dark ground rules a table like any other row, and is itself no rule."""
    light = image.max(axis=2) if image.ndim == 3 else image
    dark = _mask((light < BAR_DARKNESS * float(np.median(light))) * 255)
    side = round(BAR_STROKE_MM * ppm)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if not solid.any():
        return ink
    wide = round(BAR_TEXT_MM * ppm)
    closed = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((round(1.2 * side), wide), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(_mask(closed))
    outlined = ink.copy()
    for x, y, w, h, area in stats[1:]:
        ground = float((dark[y : y + h, x : x + w] > 0).mean())
        if w >= BAR_MM[0] * ppm and BAR_MM[1] * ppm <= h <= BAR_MM[2] * ppm and area > 0.8 * w * h and ground > BAR_GROUND:
            cv2.rectangle(outlined, (int(x), int(y)), (int(x + w - 1), int(y + h - 1)), 0, -1)
            cv2.rectangle(outlined, (int(x), int(y)), (int(x + w - 1), int(y + h - 1)), 255, max(2, round(0.25 * ppm)))
    return outlined


def _mask(pixels: object) -> Mask:
    return np.asarray(pixels, dtype=np.uint8)


def _rule_masks(ink: Mask, ppm: float) -> tuple[Mask, Mask]:
    """Open the ink with long thin kernels; a little thickening first lets a rule bend by a pixel or two."""
    thick = max(1, round(0.15 * ppm))
    across = cv2.dilate(ink, np.ones((1 + 2 * (thick // 2), 3), np.uint8))
    across = cv2.morphologyEx(across, cv2.MORPH_OPEN, np.ones((1, round(SHORTEST_COLUMN_MM * ppm)), np.uint8))
    down = cv2.dilate(ink, np.ones((3, 1 + 2 * (thick // 2)), np.uint8))
    down = cv2.morphologyEx(down, cv2.MORPH_OPEN, np.ones((round(SHORTEST_ROW_MM * ppm), 1), np.uint8))
    return _without_blobs(_mask(across), ppm, axis=0), _without_blobs(_mask(down), ppm, axis=1)


def _without_blobs(mask: Mask, ppm: float, axis: int) -> Mask:
    """Drop what is too thick for a rule: shadows, black borders, photographs."""
    thickest = round(1.8 * ppm)
    kernel = np.ones((thickest, 1) if axis == 0 else (1, thickest), np.uint8)
    blobs = cv2.dilate(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.ones((3, 3), np.uint8))
    return _mask(cv2.subtract(mask, blobs))


def _regions(ink: Mask, across: Mask, down: Mask, ppm: float) -> list[_Region]:
    """Connected rules that are large enough for a table and run both ways."""
    reach = max(3, round(1.2 * ppm)) | 1
    joined = cv2.dilate(cv2.bitwise_or(across, down), np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    smallest = SMALLEST_GRID_MM * ppm
    regions = []
    for number, (x, y, w, h, _area) in enumerate(stats[1:], 1):
        if w < smallest or h < SHORTEST_ROW_MM * ppm:
            continue
        part = (slice(y, y + h), slice(x, x + w))
        own = labels[part] == number
        one, other = _mask(np.where(own, across[part], 0)), _mask(np.where(own, down[part], 0))
        if one.any() and other.any():
            regions.append(_Region(int(x), int(y), one, other, ink[part]))
    return regions


def _grid(region: _Region, ppm: float) -> PixelGrid | None:
    """Build the cells of one region; None where the rules close no cell."""
    across, down = region.across, region.down
    rows, columns = _rules(across, ppm), _rules(down.T, ppm)
    thin = _thickness(columns, LONG_MM * ppm)
    strokes = [rule for rule in columns if _is_stroke(rule, region.ink.T, thin, ppm)]
    down = _without(down, strokes)
    columns = [rule for rule in columns if rule not in strokes and _ends_on(rule, rows, LONG_MM * ppm, ppm)]
    rows = [rule for rule in rows if _ends_on(rule, columns, 2 * LONG_MM * ppm, ppm)]
    ys, xs = _positions(rows, ppm), _positions(columns, ppm)
    if len(ys) < 2 or len(xs) < 2 or not _is_framed(across, down, xs, ys, ppm):
        return None
    ys = _with_open_ends(ys, [rule for rule in columns if min(abs(rule.at - xs[0]), abs(rule.at - xs[-1])) <= SAME_LINE_MM * ppm], xs, ppm)
    cells = _cells(across, down, xs, ys, ppm)
    if not cells:
        return None
    return PixelGrid(box=(xs[0], ys[0], xs[-1], ys[-1]), rows=len(ys) - 1, cols=len(xs) - 1, cells=cells)


def _with_open_ends(ys: list[float], borders: list[Rule], xs: list[float], ppm: float) -> list[float]:
    """Add the row that the sheet's end cuts off: both side borders run on beyond the last level rule, or come from above the first."""
    left = [rule for rule in borders if abs(rule.at - xs[0]) <= abs(rule.at - xs[-1])]
    right = [rule for rule in borders if rule not in left]
    if not left or not right:
        return ys
    top = max(min(rule.start for rule in left), min(rule.start for rule in right))
    foot = min(max(rule.end for rule in left), max(rule.end for rule in right))
    least = SHORTEST_ROW_MM * ppm
    return [*([top] if ys[0] - top >= least else []), *ys, *([foot] if foot - ys[-1] >= least else [])]


def _ends_on(rule: Rule, crossing: list[Rule], long: float, ppm: float) -> bool:
    """Whether a rule runs from one crossing rule to another, as a cell's border does; the stroke of a large character ends in the open."""
    if rule.end - rule.start >= long:
        return True
    slack = ENDS_MM * ppm
    met = [other.at for other in crossing if other.start - slack <= rule.at <= other.end + slack]
    return any(abs(at - rule.start) <= slack for at in met) and any(abs(at - rule.end) <= slack for at in met)


def _without(down: Mask, strokes: list[Rule]) -> Mask:
    """Take strokes out of the mask of vertical rules: several under each other would part a cell like a rule."""
    left = down.copy()
    for stroke in strokes:
        left.T[stroke.place] = 0
    return left


def _thickness(rules: list[Rule], long: float) -> float:
    """How thick the table's own rules are; infinite where none is long enough to tell."""
    thick = sorted(rule.thick for rule in rules if rule.end - rule.start >= long)
    return thick[len(thick) // 2] if thick else float("inf")


def _is_stroke(rule: Rule, ink: Mask, thin: float, ppm: float) -> bool:
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


def _is_framed(across: Mask, down: Mask, xs: list[float], ys: list[float], ppm: float) -> bool:
    """Whether at least three sides are ruled along their length: rows of bold text leave bits of rules, but no frame."""
    sides = (
        _cover(across, ys[0], xs[0], xs[-1], ppm),
        _cover(across, ys[-1], xs[0], xs[-1], ppm),
        _cover(down.T, xs[0], ys[0], ys[-1], ppm),
        _cover(down.T, xs[-1], ys[0], ys[-1], ppm),
    )
    return sum(side >= RULE_COVER for side in sides) >= 3


def _rules(mask: Mask, ppm: float) -> list[Rule]:
    """Horizontal runs of ``mask`` as rules (give the transpose for vertical ones)."""
    joined = cv2.morphologyEx(np.ascontiguousarray(mask), cv2.MORPH_CLOSE, np.ones((1, max(3, round(2 * ppm))), np.uint8))
    _, _, stats, centroids = cv2.connectedComponentsWithStats(joined)
    rules = []
    for (x, y, w, h, area), (_cx, cy) in zip(stats[1:], centroids[1:], strict=True):
        if w >= 4 * ppm:
            place = (slice(int(y), int(y + h)), slice(int(x), int(x + w)))
            rules.append(Rule(at=float(cy), start=float(x), end=float(x + w), thick=float(area / w), place=place))
    return rules


def _positions(rules: list[Rule], ppm: float) -> list[float]:
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


def _cells(across: Mask, down: Mask, xs: list[float], ys: list[float], ppm: float) -> tuple[PixelCell, ...]:
    rows, cols = len(ys) - 1, len(xs) - 1
    groups = _merge(across, down, xs, ys, ppm)
    members: dict[int, list[tuple[int, int]]] = {}
    for r in range(rows):
        for c in range(cols):
            members.setdefault(groups[r][c], []).append((r, c))
    cells = []
    for places in members.values():
        for r0, c0, r1, c1 in _rectangles(places):
            box = (xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])
            if min(box[2] - box[0], box[3] - box[1]) >= SLIVER_MM * ppm:
                cells.append(PixelCell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, box))
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))


def _merge(across: Mask, down: Mask, xs: list[float], ys: list[float], ppm: float) -> list[list[int]]:
    """Union neighbouring elementary cells that no rule parts; returns a group number for each."""
    rows, cols = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * cols))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(cols):
            if c + 1 < cols and _cover(down.T, xs[c + 1], ys[r], ys[r + 1], ppm) < RULE_COVER:
                parent[root(r * cols + c)] = root(r * cols + c + 1)
            if r + 1 < rows and _cover(across, ys[r + 1], xs[c], xs[c + 1], ppm) < RULE_COVER:
                parent[root(r * cols + c)] = root((r + 1) * cols + c)
    return [[root(r * cols + c) for c in range(cols)] for r in range(rows)]


def _cover(mask: Mask, at: float, start: float, end: float, ppm: float) -> float:
    """Share of the stretch ``start``–``end`` along ``at`` that is ruled, looking a little to both sides."""
    slack = max(2, round(SAME_LINE_MM * ppm))  # a photographed sheet bends its rules away from their mean place
    low, high = max(0, round(at) - slack), min(mask.shape[0], round(at) + slack + 1)
    trim = min((end - start) * 0.1, 0.8 * ppm)
    band = mask[low:high, round(start + trim) : max(round(start + trim) + 1, round(end - trim))]
    return float((band.max(axis=0) > 0).mean()) if band.size else 0.0


def _rectangles(places: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Cover a group by rectangles: itself where it is one, else its row runs (a rule was lost in the scan)."""
    rows = sorted({r for r, _ in places})
    cols = sorted({c for _, c in places})
    if len(rows) * len(cols) == len(places) and _unbroken(rows) and _unbroken(cols):
        return [(rows[0], cols[0], rows[-1], cols[-1])]
    runs: list[tuple[int, int, int, int]] = []
    for row in rows:
        line = sorted(c for r, c in places if r == row)
        start = line[0]
        for before, here in pairwise([*line, line[-1] + 2]):
            if here != before + 1:
                runs.append((row, start, row, before))
                start = here
    return _stack(runs)


def _stack(runs: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Join runs of the same columns in consecutive rows."""
    stacked: list[tuple[int, int, int, int]] = []
    for r0, c0, r1, c1 in sorted(runs, key=lambda run: (run[1], run[3], run[0])):
        if stacked and stacked[-1][1] == c0 and stacked[-1][3] == c1 and stacked[-1][2] + 1 == r0:
            stacked[-1] = (stacked[-1][0], c0, r1, c1)
        else:
            stacked.append((r0, c0, r1, c1))
    return stacked


def _unbroken(numbers: list[int]) -> bool:
    return numbers[-1] - numbers[0] + 1 == len(numbers)


def _shift(grid: PixelGrid, dx: int, dy: int) -> PixelGrid:
    def moved(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)

    cells = tuple(PixelCell(c.row, c.col, c.row_span, c.col_span, moved(c.box)) for c in grid.cells)
    return PixelGrid(moved(grid.box), grid.rows, grid.cols, cells)
