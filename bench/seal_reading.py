"""How many seals are found and read: found, false alarms, exact and CER of the best reading, and matches among known names, by tier.

    python -m bench.seal_reading [tier ...] [--count 12] [--seed 0] [--show FOLDER]

The pages are made up by ``bench.seal_press``; a seed names a page for good. Real seals are measured elsewhere.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bench import seal_press as sp
from extractors.layout.seals import Recogniser, SealFound, find_seals
from extractors.ocr import load
from extractors.ocr.engine import Reading

Rng = np.random.Generator
Box = tuple[float, float, float, float]
Maker = Callable[[Rng], sp.Scene]
NUMBERS = ("2101020012345", "", "21020400678901")
LINES = ("合同专用章", "财务专用章", "发票专用章", "业务专用章")


@dataclass
class Tally:
    """Counts of one tier."""

    truth: int = 0
    found: int = 0
    false_alarms: int = 0
    pages: int = 0
    exact: int = 0
    near: int = 0
    any_exact: int = 0
    matched: int = 0
    close: int = 0
    lines: int = 0
    lines_right: int = 0
    seconds: float = 0.0
    calls: int = 0
    errors: list[float] = field(default_factory=list)


def engine() -> tuple[Recogniser, list[int]]:
    """The product's recogniser, and a counter of its calls."""
    reader = load("rapidocr")
    calls = [0]

    def read_line(image: sp.Picture) -> Reading:
        calls[0] += 1
        return reader.read_lines([image])[0]

    return read_line, calls


def design(rng: Rng, *, oval: bool = False, line: bool = False) -> sp.Design:
    """A seal of some unit."""
    return sp.Design(
        name=sp.made_up_name(rng)[: 14 if oval else 24],
        diameter=float(rng.choice((40, 45))) if oval else float(rng.uniform(38, 50)),
        ratio=float(rng.choice((0.67, 0.75))) if oval else 1.0,
        line=str(rng.choice(LINES)) if line or oval else "",
        number="" if oval else str(rng.choice(NUMBERS)),
        star=not oval and (not line or bool(rng.random() < 0.5)),
        double=bool(rng.random() < 0.2),
        font=int(rng.integers(0, len(sp.FONTS))),
    )


def press(rng: Rng, x: float, y: float, wear: tuple[float, float], strength: tuple[float, float]) -> sp.Press:
    """A pressing near a place."""
    return sp.Press(
        x + float(rng.uniform(-8, 8)),
        y + float(rng.uniform(-8, 8)),
        float(rng.uniform(-30, 30)),
        sp.REDS[int(rng.integers(0, len(sp.REDS)))],
        float(rng.uniform(*strength)),
        float(rng.uniform(*wear)),
    )


def sheet(rng: Rng, dpi: int) -> tuple[sp.Picture, float, float]:
    """A page, and where its seal belongs."""
    unit = dpi / 25.4
    match int(rng.integers(0, 4)):
        case 0:
            return sp.form_page(unit, rng), 140.0, 135.0
        case 1:
            return sp.certificate_page(unit, rng), 145.0, 235.0
        case 2:
            return sp.letter_page(unit, rng, red_head=True), 140.0, 222.0
        case _:
            return sp.letter_page(unit, rng, red_head=False), 140.0, 222.0


def clean(rng: Rng) -> sp.Scene:
    """Fresh seals, good scans."""
    dpi = int(rng.choice((200, 300)))
    page, x, y = sheet(rng, dpi)
    return sp.compose(page, ((design(rng), press(rng, x, y, (0, 0.25), (0.85, 1))),), sp.Scan(dpi, 85), rng)


def office(rng: Rng) -> sp.Scene:
    """What an office scanner sends."""
    dpi = int(rng.choice((150, 200, 300)))
    page, x, y = sheet(rng, dpi)
    paper = ((250, 250, 250), (246, 240, 225), (235, 238, 245))[int(rng.integers(0, 3))]
    how = sp.Scan(dpi, int(rng.integers(50, 85)), 4, 0.6, paper)
    return sp.compose(page, ((design(rng, line=bool(rng.random() < 0.2)), press(rng, x, y, (0.25, 0.6), (0.6, 1))),), how, rng)


def hard(rng: Rng) -> sp.Scene:
    """Faint, worn, small, squeezed."""
    dpi = int(rng.choice((110, 130, 150)))
    page, x, y = sheet(rng, dpi)
    paper = ((252, 250, 248), (244, 230, 205), (250, 226, 224))[int(rng.integers(0, 3))]
    how = sp.Scan(dpi, int(rng.integers(25, 60)), 4, 0.7, paper)
    return sp.compose(page, ((design(rng), press(rng, x, y, (0.5, 0.85), (0.4, 0.9))),), how, rng)


def oval(rng: Rng) -> sp.Scene:
    """Ovals with a line."""
    dpi = int(rng.choice((150, 200, 300)))
    page, x, y = sheet(rng, dpi)
    return sp.compose(page, ((design(rng, oval=True), press(rng, x, y, (0.1, 0.4), (0.7, 1))),), sp.Scan(dpi, 75), rng)


def line(rng: Rng) -> sp.Scene:
    """Round seals with a line in the middle."""
    dpi = int(rng.choice((150, 200, 300)))
    page, x, y = sheet(rng, dpi)
    return sp.compose(page, ((design(rng, line=True), press(rng, x, y, (0.1, 0.4), (0.7, 1))),), sp.Scan(dpi, 75), rng)


def cut(rng: Rng) -> sp.Scene:
    """Seals that the page's edge cuts."""
    dpi = int(rng.choice((150, 200)))
    page, _, _ = sheet(rng, dpi)
    x = float(rng.choice((-4.0, 3.0, 207.0, 214.0)))
    pressed = sp.Press(x, float(rng.uniform(60, 240)), float(rng.uniform(-30, 30)), sp.REDS[0], 0.9, 0.3)
    return sp.compose(page, ((design(rng), pressed),), sp.Scan(dpi, 75), rng)


def several(rng: Rng) -> sp.Scene:
    """Three seals, two of them overlapping."""
    dpi = int(rng.choice((150, 200)))
    page, _, y = sheet(rng, dpi)
    places = ((70.0, y - 75), (120.0, y), (120.0 + float(rng.uniform(24, 38)), y + float(rng.uniform(-10, 10))))
    return sp.compose(page, tuple((design(rng), press(rng, *place, (0.1, 0.5), (0.7, 1))) for place in places), sp.Scan(dpi, 75), rng)


def black(rng: Rng) -> sp.Scene:
    """Black-and-white and grey scans."""
    dpi = int(rng.choice((200, 300)))
    page, x, y = sheet(rng, dpi)
    how = sp.Scan(dpi, 75, mode=str(rng.choice(("gray", "bilevel"))))
    return sp.compose(page, ((design(rng), press(rng, x, y, (0.1, 0.4), (0.8, 1))),), how, rng)


def none(rng: Rng) -> sp.Scene:
    """Pages without a seal: red heads, emblems, photographs, tables; in colour, grey and black-and-white."""
    dpi = int(rng.choice((150, 200)))
    page = sheet(rng, dpi)[0] if rng.random() < 0.6 else sp.photo_page(dpi / 25.4, rng)
    return sp.compose(page, (), sp.Scan(dpi, 70, mode=str(rng.choice(("colour", "colour", "gray", "bilevel")))), rng)


TIERS: dict[str, Maker] = {f.__name__: f for f in (clean, office, hard, oval, line, several, cut, black, none)}


def scene(tier: str, number: int, seed: int) -> sp.Scene:
    """One page of a tier."""
    return TIERS[tier](np.random.default_rng([seed, number, len(tier)]))


def overlap(one: Box, other: Box) -> float:
    """Intersection over union of two boxes."""
    w = min(one[2], other[2]) - max(one[0], other[0])
    h = min(one[3], other[3]) - max(one[1], other[1])
    if w <= 0 or h <= 0:
        return 0.0
    area = [(b[2] - b[0]) * (b[3] - b[1]) for b in (one, other)]
    return w * h / (sum(area) - w * h)


def true_box(page: sp.Scene, made: sp.Design, pressed: sp.Press) -> Box:
    """The seal's box on the picture, in pixels."""
    unit = 72 / 25.4 / page.points_per_pixel
    a, b, t = made.diameter / 2, made.diameter * made.ratio / 2, np.radians(pressed.turn)
    w, h = np.hypot(a * np.cos(t), b * np.sin(t)), np.hypot(a * np.sin(t), b * np.cos(t))
    x0, y0, x1, y1 = (float(v) * unit for v in (pressed.x - w, pressed.y - h, pressed.x + w, pressed.y + h))
    height, width = page.picture.shape[:2]
    return max(0.0, x0), max(0.0, y0), min(float(width), x1), min(float(height), y1)


def score(tally: Tally, page: sp.Scene, seals: tuple[SealFound, ...], names: list[str]) -> list[str]:
    """Add a page to the tally; gives a line of notes for each miss."""
    notes, left = [], list(seals)
    tally.pages += 1
    for made, pressed in page.seals:
        tally.truth += 1
        box = true_box(page, made, pressed)
        hit = max(left, key=lambda seal: overlap(seal.bbox, box), default=None)
        if hit is None or overlap(hit.bbox, box) < 0.5:
            notes.append(f"missed {made.name} wear {pressed.wear:.2f} strength {pressed.strength:.2f}")
            continue
        left.remove(hit)
        tally.found += 1
        notes += judge(tally, made, hit, names)
    tally.false_alarms += len(left)
    return notes + [f"false alarm {[round(v) for v in seal.bbox]} {seal.confidence} {[r.text for r in seal.readings[:2]]}" for seal in left]


def judge(tally: Tally, made: sp.Design, hit: SealFound, names: list[str]) -> list[str]:
    """Compare the readings of one seal with its name."""
    texts = [r.text.removesuffix(hit.line_text) for r in hit.readings]
    best = texts[0] if texts else ""
    error = Levenshtein.distance(best, made.name) / len(made.name)
    tally.errors.append(min(error, 1.0))
    tally.exact += best == made.name
    tally.near += error <= 0.1
    tally.any_exact += made.name in texts
    tally.lines += bool(made.line)
    tally.lines_right += bool(made.line) and hit.line_text == made.line
    ranked = [(max((fuzz.ratio(text, name) for text in texts), default=0.0), name) for name in [*names, made.name]]
    tally.matched += max(ranked)[1] == made.name and max(ranked)[0] > 0
    tally.close += any(Levenshtein.distance(text, made.name) <= max(1, len(made.name) // 10) for text in texts)
    return [] if best == made.name and hit.line_text == made.line else [f"{made.name}/{made.line} read {texts[:4]}/{hit.line_text}"]


def known_names() -> list[str]:
    """200 names that a seal may be mistaken for."""
    rng = np.random.default_rng(10_000)
    return sorted({sp.made_up_name(rng) for _ in range(260)})[:200]


def run(tier: str, count: int, seed: int, show: Path | None) -> Tally:
    """One tier; misses are printed, and kept as pictures where a folder is given."""
    read_line, calls = engine()
    names, tally = known_names(), Tally()
    for number in range(count):
        page = scene(tier, number, seed)
        began = time.process_time()
        seals = find_seals(page.picture, page.points_per_pixel, read_line)
        tally.seconds += time.process_time() - began
        notes = score(tally, page, seals, names)
        for note in notes:
            print(f"   {tier} {number}: {note}")
        if show and notes:
            show.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(show / f"{tier}-{number}.png"), page.picture)
    tally.calls = calls[0]
    return tally


def main() -> None:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tiers", nargs="*", default=list(TIERS))
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=Path)
    args = parser.parse_args()
    rows = {tier: run(tier, args.count, args.seed, args.show) for tier in args.tiers}
    print("tier     found    false/pages exact near  any   CER   matched close lines s/page calls/page")
    for tier, t in rows.items():
        cer = sum(t.errors) / max(len(t.errors), 1)
        print(
            f"{tier:8} {t.found:3}/{t.truth:<3}  {t.false_alarms:3}/{t.pages:<3}     {t.exact:3}   {t.near:3}   {t.any_exact:3}  {cer:.3f}"
            f"  {t.matched:3}     {t.close:3}   {t.lines_right}/{t.lines}   {t.seconds / t.pages:.2f}   {t.calls / t.pages:.1f}"
        )


if __name__ == "__main__":
    main()
