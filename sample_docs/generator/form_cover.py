"""The title, the cover and the page of notes."""

from sample_docs.generator.fonts import measure, wrap
from sample_docs.generator.form_draft import Draft
from sample_docs.generator.material import sentences
from sample_docs.generator.opinion import Impression, press_at
from sample_docs.generator.recipe import Cover, Dates
from sample_docs.generator.sheet import Box, Sheet
from sample_docs.generator.words import written_date

COVER_SIZE = 15.0
"""Points."""


def _title_text(draft: Draft) -> str:
    """The title line as printed."""
    return f"{draft.project.title_year}年度{draft.recipe.title}" if draft.recipe.year == 2 else draft.recipe.title


def _record_title(draft: Draft) -> None:
    """Title and year, as far as the layout prints them."""
    draft.out.fields["form_title"] = _title_text(draft)
    if draft.recipe.year:
        draft.out.fields["form_year"] = draft.project.title_year
    if draft.copy.copies_stated:
        draft.out.fields["copies_stated"] = 3


def _note_title(draft: Draft, sheet: Sheet, box: Box) -> None:
    """The title's place, which is the year's too where the year stands in it."""
    sheet.note("form_title", box)
    if draft.recipe.year == 2:
        sheet.note("form_year", box)


def draw_title(draft: Draft) -> None:
    """A title over the table, for layouts without a cover."""
    f, s = draft.flow, draft.recipe.style
    middle = f.sheet.size[0] / 2
    if draft.recipe.year == 1:
        f.y += 18
        f.sheet.note("form_year", f.sheet.centred(middle, f.y, f"{draft.project.title_year}年度", s.title, 15))
        f.y += 8
    f.y += 20
    size = 20 if draft.recipe.year != 2 else 18
    _note_title(draft, f.sheet, f.sheet.centred(middle, f.y, _title_text(draft), s.title, size))
    _record_title(draft)
    f.y += 12
    if draft.has("filled_on"):
        _filled_on_line(draft, f.left, f.y + 14, s.size)
        f.y += 20
    if draft.copy.copies_stated:
        box = f.sheet.text(f.right - measure("（一式三份）", s.body, s.size), f.y - 6, "（一式三份）", s.body, s.size)
        f.sheet.note("copies_stated", box)
    f.y += 4


def _filled_on_line(draft: Draft, x: float, base: float, size: float) -> None:
    """填报日期 on one line."""
    s = draft.recipe.style
    label = draft.recipe.label("filled_on") + "："
    x = draft.flow.sheet.text(x, base, label, s.label, size)[2]
    _date_value(draft, x + 4, base, size, draft.recipe.dates if draft.recipe.cover is Cover.NONE else draft.recipe.cover_dates)


def _date_value(draft: Draft, x: float, base: float, size: float, how: Dates) -> Box:
    """The fill-in date itdraft."""
    text, iso = ("　　年　　月　　日", None) if "filled_on" in draft.project.blanks else written_date(draft.project.filled_on, how)
    box = draft.flow.sheet.text(x, base, text, draft.recipe.style.body, size)
    draft.flow.sheet.note("filled_on", box)
    draft.out.fields["filled_on"] = iso
    return box


def draw_cover(draft: Draft) -> None:
    """A cover: title in the middle, label and underline lines below."""
    f, s = draft.flow, draft.recipe.style
    sheet = f.new_sheet(numbered=False)
    middle = sheet.size[0] / 2
    y = 170.0
    if draft.recipe.year == 1:
        sheet.note("form_year", sheet.centred(middle, y, f"{draft.project.title_year}年度", s.title, 20))
    y += 46
    _note_title(draft, sheet, sheet.centred(middle, y, _title_text(draft), s.title, 26 if draft.recipe.year != 2 else 22))
    if draft.copy.copies_stated:
        y += 30
        sheet.note("copies_stated", sheet.centred(middle, y, "（一式三份）", s.body, 14))
    _record_title(draft)
    y = _cover_lines(draft, sheet, y + 110)
    if draft.recipe.cover_dates is Dates.MONTH and draft.has("filled_on"):
        y = max(y + 70, 690)
        text, iso = written_date(draft.project.filled_on, Dates.MONTH)
        sheet.note("filled_on", sheet.centred(middle, y, text, s.body, 16))
        draft.out.fields["filled_on"] = iso
    if draft.recipe.made_by:
        sheet.centred(middle, 760, "国家标准化管理委员会制", s.body, 14)


def _cover_names(draft: Draft) -> list[str]:
    """Which lines the cover has."""
    names = ["project_name", "undertaking_unit", "recommending_unit"]
    return [n for n in names if draft.has(n)]


def _cover_lines(draft: Draft, sheet: Sheet, y: float) -> float:
    """Label and underline (or a small grid)."""
    s, size, left = draft.recipe.style, COVER_SIZE, 96.0
    labels = {n: draft.recipe.label(n) for n in _cover_names(draft)}
    if draft.recipe.cover_seal:
        labels["undertaking_unit"] += "（盖章）"
    dated = draft.has("filled_on") and draft.recipe.cover_dates is not Dates.MONTH
    if dated:
        labels["filled_on"] = draft.recipe.label("filled_on")
    wide = max(measure(t, s.label, size) for t in labels.values())
    for name, label in labels.items():
        height = _cover_line(draft, sheet, name, _spread(label, wide, size), (left, y, wide))
        if name == "undertaking_unit" and draft.copy.seals.get("cover"):
            press_at(sheet, Impression(330, y + 6, None), draft.copy.seals["cover"][0], draft.difficulty, draft.rng)
        y += height
    return y


def _cover_line(draft: Draft, sheet: Sheet, name: str, label: str, at: tuple[float, float, float]) -> float:
    """One line of the cover; gives its height."""
    (left, y, wide), s, size = at, draft.recipe.style, COVER_SIZE
    colon = "：" if draft.recipe.cover is Cover.LINES else ""
    sheet.text(left, y, label + colon, s.label, size)
    x, right = left + wide + 22, sheet.size[0] - 86
    if name == "filled_on":
        draft.flow.y = y
        _date_value(draft, x, y, size, draft.recipe.cover_dates)
        lines = [""]
    else:
        lines = wrap(draft.project.covered.get(name, draft.value(name)), s.body, size, right - x - 4)
        draft.record(name)
    for i, line in enumerate(lines):
        box = sheet.text(x + 4, y + i * size * 1.6, line, s.body, size)
        if name != "filled_on" and line:
            sheet.note(f"cover.{name}", box)
        if draft.recipe.cover is Cover.LINES:
            sheet.line(x, y + i * size * 1.6 + 4, right, y + i * size * 1.6 + 4)
    height = (len(lines) - 1) * size * 1.6 + 42
    if draft.recipe.cover is Cover.BOXED:
        top = y - size * 1.55
        sheet.frame((left - 10, top, right, top + height))
        sheet.cells += [(left - 10, top, x - 8, top + height), (x - 8, top, right, top + height)]
        sheet.line(x - 8, top, x - 8, top + height)
    return height


def draw_notes(draft: Draft) -> None:
    """The page of 填表说明."""
    f = draft.flow
    f.new_sheet(numbered=False)
    f.y += 30
    f.heading(("填表说明", "填写说明", "填报说明")[draft.recipe.words % 3], size=18, centre=True)
    f.y += 16
    picked = sorted(draft.rng.permutation(len(sentences("notes")))[:6])
    for i, k in enumerate(picked, 1):
        f.paragraph(f"{'一二三四五六七八九'[i - 1]}、{sentences('notes')[k]}", size=13)
        if "一式三份" in sentences("notes")[k]:
            draft.out.fields["copies_stated"] = 3
        f.y += 4


def _spread(label: str, wide: float, size: float) -> str:
    """A short cover label with spaces between its characters, so that the colons stand in one column."""
    missing = int((wide - len(label) * size) // size)
    if missing <= 0 or len(label) < 2 or "（" in label:
        return label
    gaps = len(label) - 1
    return "".join(c + "\u3000" * ((missing * (i + 1)) // gaps - (missing * i) // gaps) for i, c in enumerate(label[:-1])) + label[-1]
