"""The field of the call: words in a cell, or boxes to tick."""

import numpy as np

from sample_docs.generator.fonts import measure
from sample_docs.generator.form_draft import Draft
from sample_docs.generator.material import domains
from sample_docs.generator.recipe import Basics, Ticks
from sample_docs.generator.sheet import Box, Sheet, Stroke
from sample_docs.generator.typeset import Cell


def _options(draft: Draft) -> list[tuple[str, bool]]:
    """Names of the domains on the form, and whether each is ticked."""
    ticked = () if "domain" in draft.project.blanks else draft.project.ticked
    return [(m.names[0] if draft.recipe.words % 2 == 0 or len(m.names[1]) > 12 else m.names[1], m.id in ticked) for m in domains().values()]


def _record_domain(draft: Draft) -> None:
    """One ticked: its id. None or several: nothing."""
    ticked = () if "domain" in draft.project.blanks else draft.project.ticked
    draft.out.fields["domain"] = ticked[0] if len(ticked) == 1 else None
    if draft.recipe.ticks is not Ticks.CELL:
        names = [name for name, on in _options(draft) if on]
        draft.out.fields["domain_text"] = names[0] if len(names) == 1 else None


def domain_plain(draft: Draft) -> str:
    """The domain as words in a cell."""
    _record_domain(draft)
    if "domain" in draft.project.blanks or not draft.project.ticked:
        return ""
    names = [domains()[t].names for t in draft.project.ticked]
    text = "、".join(n[(draft.recipe.words + draft.recipe.period) % len(n)] for n in names)
    draft.out.fields["domain_text"] = text
    return text


def domain_cell(draft: Draft, span: int) -> Cell:
    """The domain's cell: words, or boxes to tick."""
    if draft.recipe.ticks is Ticks.CELL:
        return Cell(domain_plain(draft), field="domain", span=span)
    _record_domain(draft)
    wide = draft.flow.width * (0.74 if draft.recipe.basics is not Basics.GROUP else 0.77) - 10

    def paint(sheet: Sheet, box: Box) -> None:
        _paint_options(draft, sheet, (box[0] + 5, box[1] + 4), wide)

    return Cell("", field="domain", span=span, draw=paint, height=_option_rows(draft, wide) * draft.recipe.style.pitch + 9)


def domain_lines(draft: Draft, label: str) -> None:
    """Boxes to tick on lines of their own."""
    f, s = draft.flow, draft.recipe.style
    f.need(s.pitch * 5)
    f.y += s.pitch
    f.sheet.text(f.left, f.y - 0.32 * s.pitch, label, s.label, s.size)
    _record_domain(draft)
    wide = f.width - 2 * s.size
    f.need(_option_rows(draft, wide) * s.pitch)
    _paint_options(draft, f.sheet, (f.left + 2 * s.size, f.y), wide)
    f.y += _option_rows(draft, wide) * s.pitch


def _option_places(draft: Draft, wide: float) -> list[tuple[float, int]]:
    """Where each option stands: x from the left, and row. Options follow one another and break where the line is full."""
    s = draft.recipe.style
    places, x, row = [], 0.0, 0
    for name, _ in _options(draft):
        need = measure(f"□{name}", s.body, s.size) + (2 * s.size if draft.recipe.ticks is Ticks.BRACKET else 0)
        if x and x + need > wide:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += max(need + 1.6 * s.size, wide / 4 if need < wide / 4 - s.size else 0)
    return places


def _option_rows(draft: Draft, wide: float) -> int:
    """How many lines the options take."""
    return _option_places(draft, wide)[-1][1] + 1


def _paint_options(draft: Draft, sheet: Sheet, at: tuple[float, float], wide: float) -> None:
    """All options with their boxes; remembers where the ticked ones stand."""
    s = draft.recipe.style
    for (name, on), (x, row) in zip(_options(draft), _option_places(draft, wide), strict=True):
        place = _option(draft, sheet, at[0] + x, at[1] + (row + 0.68) * s.pitch, name, on=on)
        if on:
            sheet.note("domain", place)


def _option(draft: Draft, sheet: Sheet, x: float, base: float, name: str, *, on: bool) -> Box:
    """One option in the layout's manner of ticking."""
    s, way = draft.recipe.style, draft.recipe.ticks
    marks = {Ticks.ROOT: ("□", "√"), Ticks.SOLID: ("□", "■"), Ticks.DISC: ("○", "●"), Ticks.BRACKET: ("（　）", "（√）")}
    if way in marks:
        return sheet.text(x, base, marks[way][on] + name, s.body, s.size)
    if way is Ticks.AFTER:
        box = sheet.text(x, base, f"{name}□", s.body, s.size)
        square = (box[2] - s.size, base)
    else:
        box = sheet.text(x, base, f"□{name}", s.body, s.size)
        square = (x, base)
    if on:
        sheet.ops.append(_tick(square, s.size, draft.rng, neat=way is Ticks.CHECKED))
    return box


def _tick(at: tuple[float, float], size: float, rng: np.random.Generator, *, neat: bool) -> Stroke:
    """A check mark: drawn by the word processor, or by a pen that does not quite hit the box."""
    x, base = at
    grow, dx, dy = (0.9, 0.0, 0.0) if neat else (float(rng.uniform(1.2, 1.7)), float(rng.uniform(-3, 2)), float(rng.uniform(-4, 1)))
    points = [(0.15, 0.35), (0.42, 0.08), (0.95, 0.85)]
    placed = tuple((x + dx + px * size * grow, base + dy - py * size * grow) for px, py in points)
    return Stroke(placed, 1.1 if neat else 1.6, (0, 0, 0) if neat or rng.random() < 0.4 else (24, 36, 120))
