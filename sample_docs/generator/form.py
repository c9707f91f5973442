"""Draws one copy of an application form, and notes what every field says and where."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sample_docs.generator.difficulty import Difficulty
from sample_docs.generator.fonts import measure, wrap
from sample_docs.generator.identity import mobile, person, phone
from sample_docs.generator.material import domains, sentences
from sample_docs.generator.opinion import Impression, OpinionBlock, PressPlan, press_at
from sample_docs.generator.project import Project
from sample_docs.generator.recipe import HINTS, ORDERS, Basics, Cover, Dates, Longs, Opinions, Recipe, Ticks
from sample_docs.generator.sheet import Box, Sheet, Stroke
from sample_docs.generator.typeset import Cell, Flow, Row
from sample_docs.generator.words import period_text, written_date

Value = str | int | list[str] | None
SHORT = ("unit_type", "legal_representative", "address", "postcode")


@dataclass(frozen=True)
class OpinionTruth:
    """What an opinion box holds."""

    role: str
    text: str
    signed_on: str | None
    page: int


@dataclass
class Drawn:
    """A document before it is scanned: sheets, and what is true of them."""

    kind: str
    sheets: list[Sheet] = field(default_factory=list)
    fields: dict[str, Value] = field(default_factory=dict)
    opinions: list[OpinionTruth] = field(default_factory=list)


@dataclass(frozen=True)
class CopyPlan:
    """What is particular to one copy: its seals, and how hard the pen was at work."""

    seals: dict[str, tuple[PressPlan, ...]]
    """By role; a role that is missing was not sealed. ``cover`` is the seal on the cover."""
    signed_on: dict[str, dt.date | None]
    hand: bool
    seed: int
    copies_stated: bool = False


def draw_form(project: Project, recipe: Recipe, copy: CopyPlan, d: Difficulty) -> Drawn:
    """One copy of the project's form in a layout."""
    return _Form(project, recipe, copy, d).draw()


class _Form:
    def __init__(self, project: Project, recipe: Recipe, copy: CopyPlan, d: Difficulty) -> None:
        self.p, self.r, self.c, self.d = project, recipe, copy, d
        self.rng = np.random.default_rng(copy.seed)
        self.flow = Flow(recipe.style)
        self.out = Drawn("application_form", self.flow.sheets)

    # -- what the fields say ------------------------------------------------------------------------------------

    def value(self, name: str) -> str:
        """What is printed for a field."""
        p = self.p
        if name in p.blanks:
            return ""
        simple = {
            "project_name": p.name,
            "undertaking_unit": p.unit.name,
            "recommending_unit": p.recommender,
            "uscc": p.unit.uscc,
            "unit_type": p.unit.type,
            "legal_representative": p.unit.head,
            "address": p.unit.address,
            "postcode": p.unit.postcode,
            "project_leader": p.leader,
            "contact_name": p.contact,
            "contact_phone": p.phone,
            "contact_mobile": p.mobile,
            "contact_email": p.email,
            "prior_pilot_statement": p.prior,
        }
        if name == "participating_units":
            return "、".join(u.name for u in p.participants) or self.r.empty
        return period_text(p.period, self.r.period) if name == "period" else simple[name]

    def record(self, name: str) -> None:
        """Write down the truth of a field that the layout has."""
        p, blank = self.p, name in self.p.blanks
        match name:
            case "period":
                self.out.fields["period_start"] = None if blank else p.period[0]
                self.out.fields["period_end"] = None if blank else p.period[1]
            case "participating_units":
                self.out.fields[name] = None if blank else [u.name for u in p.participants]
            case _:
                self.out.fields[name] = self.value(name) or None

    def has(self, name: str) -> bool:
        """Whether the layout has the field."""
        return name not in self.r.left_out

    def short(self, name: str) -> str:
        """The label, with full-width spaces where the layout likes them."""
        label = self.r.label(name)
        if self.r.spaced and len(label) == 2:
            return f"{label[0]}\u3000\u3000{label[1]}"
        if self.r.spaced and len(label) == 3 and label.isalpha() and not label.isascii():
            return "\u3000".join(label)
        return label

    # -- the whole ----------------------------------------------------------------------------------------------

    def draw(self) -> Drawn:
        """All sheets in order."""
        match self.r.cover:
            case Cover.LINES | Cover.BOXED:
                self.cover()
            case Cover.NONE:
                self.flow.new_sheet()
                self.title_block()
        if self.r.notes:
            self.notes()
        if self.r.cover is not Cover.NONE:
            self.flow.new_sheet()
        self.basics()
        self.longs()
        self.opinions()
        return self.out

    def title_text(self) -> str:
        """The title line as printed."""
        return f"{self.p.title_year}年度{self.r.title}" if self.r.year == 2 else self.r.title

    def record_title(self) -> None:
        """Title and year, as far as the layout prints them."""
        self.out.fields["form_title"] = self.title_text()
        if self.r.year:
            self.out.fields["form_year"] = self.p.title_year
        if self.c.copies_stated:
            self.out.fields["copies_stated"] = 3

    def note_title(self, sheet: Sheet, box: Box) -> None:
        """The title's place, which is the year's too where the year stands in it."""
        sheet.note("form_title", box)
        if self.r.year == 2:
            sheet.note("form_year", box)

    def title_block(self) -> None:
        """A title over the table, for layouts without a cover."""
        f, s = self.flow, self.r.style
        middle = f.sheet.size[0] / 2
        if self.r.year == 1:
            f.y += 18
            f.sheet.note("form_year", f.sheet.centred(middle, f.y, f"{self.p.title_year}年度", s.title, 15))
            f.y += 8
        f.y += 20
        size = 20 if self.r.year != 2 else 18
        self.note_title(f.sheet, f.sheet.centred(middle, f.y, self.title_text(), s.title, size))
        self.record_title()
        f.y += 12
        if self.has("filled_on"):
            self.filled_on_line(f.left, f.y + 14, s.size)
            f.y += 20
        if self.c.copies_stated:
            box = f.sheet.text(f.right - measure("（一式三份）", s.body, s.size), f.y - 6, "（一式三份）", s.body, s.size)
            f.sheet.note("copies_stated", box)
        f.y += 4

    def filled_on_line(self, x: float, base: float, size: float) -> None:
        """填报日期 on one line."""
        s = self.r.style
        label = self.r.label("filled_on") + "："
        x = self.flow.sheet.text(x, base, label, s.label, size)[2]
        self.date_value(x + 4, base, size, self.r.dates if self.r.cover is Cover.NONE else self.r.cover_dates)

    def date_value(self, x: float, base: float, size: float, how: Dates) -> Box:
        """The fill-in date itself."""
        text, iso = ("　　年　　月　　日", None) if "filled_on" in self.p.blanks else written_date(self.p.filled_on, how)
        box = self.flow.sheet.text(x, base, text, self.r.style.body, size)
        self.flow.sheet.note("filled_on", box)
        self.out.fields["filled_on"] = iso
        return box

    # -- cover and notes ----------------------------------------------------------------------------------------

    def cover(self) -> None:
        """A cover: title in the middle, label and underline lines below."""
        f, s = self.flow, self.r.style
        sheet = f.new_sheet(numbered=False)
        middle = sheet.size[0] / 2
        y = 170.0
        if self.r.year == 1:
            sheet.note("form_year", sheet.centred(middle, y, f"{self.p.title_year}年度", s.title, 20))
        y += 46
        self.note_title(sheet, sheet.centred(middle, y, self.title_text(), s.title, 26 if self.r.year != 2 else 22))
        if self.c.copies_stated:
            y += 30
            sheet.note("copies_stated", sheet.centred(middle, y, "（一式三份）", s.body, 14))
        self.record_title()
        y = self.cover_lines(sheet, y + 110)
        if self.r.cover_dates is Dates.MONTH and self.has("filled_on"):
            y = max(y + 70, 690)
            text, iso = written_date(self.p.filled_on, Dates.MONTH)
            sheet.note("filled_on", sheet.centred(middle, y, text, s.body, 16))
            self.out.fields["filled_on"] = iso
        if self.r.made_by:
            sheet.centred(middle, 760, "国家标准化管理委员会制", s.body, 14)

    def cover_names(self) -> list[str]:
        """Which lines the cover has."""
        names = ["project_name", "undertaking_unit", "recommending_unit"]
        return [n for n in names if self.has(n)]

    def cover_lines(self, sheet: Sheet, y: float) -> float:
        """Label and underline (or a small grid)."""
        s, size, left = self.r.style, 15.0, 96.0
        labels = {n: self.r.label(n) for n in self.cover_names()}
        if self.r.cover_seal:
            labels["undertaking_unit"] += "（盖章）"
        dated = self.has("filled_on") and self.r.cover_dates is not Dates.MONTH
        if dated:
            labels["filled_on"] = self.r.label("filled_on")
        wide = max(measure(t, s.label, size) for t in labels.values())
        for name, label in labels.items():
            height = self.cover_line(sheet, name, _spread(label, wide, size), (left, y, wide), size)
            if name == "undertaking_unit" and self.c.seals.get("cover"):
                press_at(sheet, Impression(330, y + 6, None), self.c.seals["cover"][0], self.d, self.rng)
            y += height
        return y

    def cover_line(self, sheet: Sheet, name: str, label: str, at: tuple[float, float, float], size: float) -> float:
        """One line of the cover; gives its height."""
        (left, y, wide), s = at, self.r.style
        colon = "：" if self.r.cover is Cover.LINES else ""
        sheet.text(left, y, label + colon, s.label, size)
        x, right = left + wide + 22, sheet.size[0] - 86
        if name == "filled_on":
            self.flow.y = y
            self.date_value(x, y, size, self.r.cover_dates)
            lines = [""]
        else:
            lines = wrap(self.p.covered.get(name, self.value(name)), s.body, size, right - x - 4)
            self.record(name)
        for i, line in enumerate(lines):
            box = sheet.text(x + 4, y + i * size * 1.6, line, s.body, size)
            if name != "filled_on" and line:
                sheet.note(f"cover.{name}", box)
            if self.r.cover is Cover.LINES:
                sheet.line(x, y + i * size * 1.6 + 4, right, y + i * size * 1.6 + 4)
        height = (len(lines) - 1) * size * 1.6 + 42
        if self.r.cover is Cover.BOXED:
            top = y - size * 1.55
            sheet.frame((left - 10, top, right, top + height))
            sheet.line(x - 8, top, x - 8, top + height)
        return height

    def notes(self) -> None:
        """The page of 填表说明."""
        f = self.flow
        f.new_sheet(numbered=False)
        f.y += 30
        f.heading(("填表说明", "填写说明", "填报说明")[self.r.words % 3], size=18, centre=True)
        f.y += 16
        picked = sorted(self.rng.permutation(len(sentences("notes")))[:6])
        for i, k in enumerate(picked, 1):
            f.paragraph(f"{'一二三四五六七八九'[i - 1]}、{sentences('notes')[k]}", size=13)
            f.y += 4

    # -- short fields -------------------------------------------------------------------------------------------

    def basics(self) -> None:
        """The table (or list) of short fields."""
        f = self.flow
        if self.r.cover is not Cover.NONE and self.r.basics is not Basics.LINES:
            f.heading("一、基本信息" if self.r.basics is Basics.GRID4 else "项目基本情况", centre=self.r.basics is Basics.GRID2)
        match self.r.basics:
            case Basics.GRID4:
                f.table((17, 33, 17, 33), self.grid4())
                if self.r.people:
                    f.table((15, 10, 28, 10, 37), self.people_groups())
            case Basics.GRID2:
                f.table((24, 76), self.grid2())
            case Basics.GROUP:
                f.table((6, 15, 31, 15, 33), self.group())
            case Basics.LINES:
                self.lines()

    def cell(self, name: str, span: int = 1) -> Cell:
        """The cell with a field's value."""
        if name == "domain":
            return self.domain_cell(span)
        self.record(name)
        box = "period_start" if name == "period" else name
        return Cell(self.value(name), field=box, span=span)

    def label(self, name: str) -> Cell:
        """The cell with a field's label."""
        return Cell(self.short(name), label=True, centre=True)

    def pair(self, a: str, b: str) -> Row:
        """Two fields side by side; either stands alone where the layout lacks the other."""
        if not self.has(b):
            return (self.label(a), self.cell(a, 3))
        if not self.has(a):
            return (self.label(b), self.cell(b, 3))
        return (self.label(a), self.cell(a), self.label(b), self.cell(b))

    def grid4(self) -> list[Row]:
        """Labels and values in four columns."""
        wide: list[Row] = [(self.label("project_name"), self.cell("project_name", 3)), (self.label("domain"), self.cell("domain", 3))]
        rows = [*wide, (self.label("undertaking_unit"), self.cell("undertaking_unit", 3)), self.pair("uscc", "legal_representative")]
        if self.has("unit_type") or self.has("postcode"):
            rows.append(self.pair("unit_type", "postcode"))
        rows.append((self.label("address"), self.cell("address", 3)))
        rows.append((self.label("participating_units"), self.cell("participating_units", 3)))
        if self.has("recommending_unit_cell"):
            rows.append((self.label("recommending_unit"), self.cell("recommending_unit", 3)))
        if not self.r.people:
            rows += self.people_rows()
        rows.append((self.label("period"), self.cell("period", 3)))
        if self.has("prior_pilot_statement"):
            rows.append((self.label("prior_pilot_statement"), self.cell("prior_pilot_statement", 3)))
        return rows

    def people_rows(self) -> list[Row]:
        """Leader and contact, each field with its own full label."""
        post = (Cell("职务/职称", label=True, centre=True), Cell(self.p.leader_post))
        leader = (self.label("project_leader"), self.cell("project_leader"), *post)
        return [leader, self.pair("contact_name", "contact_phone"), self.pair("contact_mobile", "contact_email")]

    def people_groups(self) -> list[Row]:
        """Leader and contact as groups: the group's name runs down, 姓名 and the rest stand beside it."""
        rng = self.constant("leader")

        def word(text: str) -> Cell:
            return Cell(text, label=True, centre=True)

        area = self.p.phone.split("-")[0]
        return [
            (
                Cell("项目负责人", label=True, centre=True, down=2),
                word("姓名"),
                self.cell("project_leader"),
                word("职务"),
                Cell(self.p.leader_post),
            ),
            (word("电话"), Cell(phone(area, rng)), word("手机"), Cell(mobile(rng))),
            (
                Cell("联系人", label=True, centre=True, down=2),
                word("姓名"),
                self.cell("contact_name"),
                word("电话"),
                self.cell("contact_phone"),
            ),
            (word("手机"), self.cell("contact_mobile"), word("邮箱"), self.cell("contact_email")),
        ]

    def grid2(self) -> list[Row]:
        """Labels and values in two columns."""
        names = [
            "project_name",
            "undertaking_unit",
            "uscc",
            "unit_type",
            "legal_representative",
            "address",
            "postcode",
            "domain",
            "participating_units",
            "period",
            "project_leader",
            "contact_name",
            "contact_phone",
            "contact_mobile",
            "contact_email",
            "prior_pilot_statement",
        ]
        return [(self.label(n), self.cell(n)) for n in names if self.has(n)]

    def group(self) -> list[Row]:
        """Two groups with a label that runs down the first column, one character to a line."""
        upper: list[Row] = [
            (Cell("项目概况", label=True, upright=True, down=3), self.label("project_name"), self.cell("project_name", 3)),
            (self.label("domain"), self.cell("domain", 3)),
            (self.label("period"), self.cell("period"), self.label("recommending_unit"), self.cell("recommending_unit")),
        ]
        unit: list[list[Cell]] = [
            [self.label("undertaking_unit"), self.cell("undertaking_unit", 3)],
            list(self.pair("uscc", "legal_representative")),
        ]
        if self.has("unit_type") or self.has("postcode"):
            unit.append(list(self.pair("unit_type", "postcode")))
        unit += [[self.label("address"), self.cell("address", 3)], [self.label("participating_units"), self.cell("participating_units", 3)]]
        unit[0].insert(0, Cell("承担单位信息", label=True, upright=True, down=len(unit)))
        post = [Cell("职务", label=True, centre=True), Cell(self.p.leader_post)]
        people: list[list[Cell]] = [
            [Cell("联系方式", label=True, upright=True, down=3), self.label("project_leader"), self.cell("project_leader"), *post],
            list(self.pair("contact_name", "contact_phone")),
            list(self.pair("contact_mobile", "contact_email")),
        ]
        return [*upper, *unit, *people]

    def lines(self) -> None:
        """Numbered heading, then one 标签：值 a line."""
        f, s = self.flow, self.r.style
        f.heading("一、项目基本信息")
        names = [
            "project_name",
            "domain",
            "undertaking_unit",
            "participating_units",
            "uscc",
            "unit_type",
            "legal_representative",
            "address",
            "postcode",
        ]
        names += ["project_leader", "contact_name", "contact_phone", "contact_mobile", "contact_email", "period", "prior_pilot_statement"]
        for i, name in enumerate([n for n in names if self.has(n)], 1):
            label = f"{i}．{self.short(name)}：" if self.r.words % 2 else f"{self.short(name)}："
            if name == "domain" and self.r.ticks is not Ticks.CELL:
                self.domain_lines(label)
                continue
            text = self.domain_plain() if name == "domain" else self.value(name)
            self.record(name) if name != "domain" else None
            self.line(label, text, "period_start" if name == "period" else name)
        f.y += s.size

    def line(self, label: str, text: str, name: str) -> None:
        """One 标签：值, the value wrapping under itself."""
        f, s = self.flow, self.r.style
        wide = measure(label, s.label, s.size) + 4
        for i, part in enumerate(wrap(text, s.body, s.size, f.width - wide)):
            f.need(s.pitch)
            f.y += s.pitch
            base = f.y - 0.32 * s.pitch
            if i == 0:
                f.sheet.text(f.left, base, label, s.label, s.size)
            box = f.sheet.text(f.left + wide, base, part, s.body, s.size)
            f.sheet.note(name, box if part else (f.left + wide, base - s.size, f.right, base + 3))

    # -- the domain ---------------------------------------------------------------------------------------------

    def options(self) -> list[tuple[str, bool]]:
        """Names of the domains on the form, and whether each is ticked."""
        ticked = () if "domain" in self.p.blanks else self.p.ticked
        return [(m.names[0] if self.r.words % 2 == 0 or len(m.names[1]) > 12 else m.names[1], m.id in ticked) for m in domains().values()]

    def record_domain(self) -> None:
        """One ticked: its id. None or several: nothing."""
        ticked = () if "domain" in self.p.blanks else self.p.ticked
        self.out.fields["domain"] = ticked[0] if len(ticked) == 1 else None
        if self.r.ticks is not Ticks.CELL:
            names = [name for name, on in self.options() if on]
            self.out.fields["domain_text"] = names[0] if len(names) == 1 else None

    def domain_plain(self) -> str:
        """The domain as words in a cell."""
        self.record_domain()
        if "domain" in self.p.blanks or not self.p.ticked:
            return ""
        names = [domains()[t].names for t in self.p.ticked]
        text = "、".join(n[(self.r.words + self.r.period) % len(n)] for n in names)
        self.out.fields["domain_text"] = text
        return text

    def domain_cell(self, span: int) -> Cell:
        """The domain's cell: words, or boxes to tick."""
        if self.r.ticks is Ticks.CELL:
            return Cell(self.domain_plain(), field="domain", span=span)
        self.record_domain()
        wide = self.flow.width * (0.74 if self.r.basics is not Basics.GROUP else 0.77) - 10

        def paint(sheet: Sheet, box: Box) -> None:
            self.paint_options(sheet, (box[0] + 5, box[1] + 4), wide)

        return Cell("", field="domain", span=span, draw=paint, height=self.option_rows(wide) * self.r.style.pitch + 9)

    def domain_lines(self, label: str) -> None:
        """Boxes to tick on lines of their own."""
        f, s = self.flow, self.r.style
        f.need(s.pitch * 5)
        f.y += s.pitch
        f.sheet.text(f.left, f.y - 0.32 * s.pitch, label, s.label, s.size)
        self.record_domain()
        wide = f.width - 2 * s.size
        f.need(self.option_rows(wide) * s.pitch)
        self.paint_options(f.sheet, (f.left + 2 * s.size, f.y), wide)
        f.y += self.option_rows(wide) * s.pitch

    def option_places(self, wide: float) -> list[tuple[float, int]]:
        """Where each option stands: x from the left, and row. Options follow one another and break where the line is full."""
        s = self.r.style
        places, x, row = [], 0.0, 0
        for name, _ in self.options():
            need = measure(f"□{name}", s.body, s.size) + (2 * s.size if self.r.ticks is Ticks.BRACKET else 0)
            if x and x + need > wide:
                x, row = 0.0, row + 1
            places.append((x, row))
            x += max(need + 1.6 * s.size, wide / 4 if need < wide / 4 - s.size else 0)
        return places

    def option_rows(self, wide: float) -> int:
        """How many lines the options take."""
        return self.option_places(wide)[-1][1] + 1

    def paint_options(self, sheet: Sheet, at: tuple[float, float], wide: float) -> None:
        """All options with their boxes; remembers where the ticked ones stand."""
        s = self.r.style
        for (name, on), (x, row) in zip(self.options(), self.option_places(wide), strict=True):
            place = self.option(sheet, at[0] + x, at[1] + (row + 0.68) * s.pitch, name, on=on)
            if on:
                sheet.note("domain", place)

    def option(self, sheet: Sheet, x: float, base: float, name: str, *, on: bool) -> Box:
        """One option in the layout's manner of ticking."""
        s, way = self.r.style, self.r.ticks
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
            sheet.ops.append(_tick(square, s.size, self.rng, neat=way is Ticks.CHECKED))
        return box

    # -- long texts ---------------------------------------------------------------------------------------------

    def long_names(self) -> list[str]:
        """Long fields in the order of the layout."""
        return [n for n in ORDERS[self.r.order] if self.has(n)]

    def long_text(self, name: str) -> Sequence[str]:
        """The paragraphs of a long field; writes down its truth."""
        if name in self.p.blanks:
            self.out.fields[name] = None
            return ()
        rows = [f"{when}　{what}" for when, what in self.p.schedule]
        texts = rows if name == "schedule" else self.p.texts[name]
        self.out.fields[name] = "\n".join(texts)
        return texts

    def longs(self) -> None:
        """All long fields."""
        f = self.flow
        number = "二三四五六七八九十"
        for i, name in enumerate(self.long_names()):
            title = self.r.label(name) + (HINTS[name] if self.r.hints and self.r.longs is not Longs.SIDE else "")
            if self.r.schedule_table and name == "schedule" and name not in self.p.blanks:
                f.heading(f"{number[i]}、{title}")
                self.schedule()
                continue
            texts = self.long_text(name)
            match self.r.longs:
                case Longs.FULL:
                    f.table(
                        (1,),
                        [
                            (Cell(f"{title}：", label=True, bold=True),),
                            (Cell(list(texts), field=name, indent=True, height=0 if texts else 60),),
                        ],
                    )
                case Longs.SIDE:
                    side = Cell(title, label=True, centre=True, upright=len(title) < 7)
                    f.table(
                        (9 if side.upright else 16, 86), [(side, Cell(list(texts), field=name, indent=True, height=0 if texts else 60))]
                    )
                case Longs.BOX:
                    f.heading(f"{number[i]}、{title}")
                    f.table((1,), [(Cell(list(texts), field=name, indent=True, height=0 if texts else 60),)])
                case Longs.PLAIN:
                    f.heading(f"{number[i]}、{title}")
                    begun = f.sheet
                    for text in texts:
                        f.paragraph(text, name, begun=begun)

    def schedule(self) -> None:
        """The schedule as a table of its own."""
        rows: list[Row] = [(Cell("起止时间", label=True, centre=True), Cell("主要工作内容", label=True, centre=True))]
        rows += [(Cell(when, field="schedule"), Cell(what, field="schedule")) for when, what in self.p.schedule]
        self.flow.table((30, 70), rows)
        self.out.fields["schedule"] = "\n".join(["起止时间\t主要工作内容", *(f"{a}\t{b}" for a, b in self.p.schedule)])

    # -- opinions -----------------------------------------------------------------------------------------------

    def opinions(self) -> None:
        """The opinion boxes."""
        blocks = [
            self.block(role) for role in self.r.roles if role != "participant" or self.p.participants or self.r.opinions is Opinions.QUAD
        ]
        f = self.flow
        match self.r.opinions:
            case Opinions.FULL:
                for b in blocks:
                    f.table((1,), [(Cell("", draw=b.paint, height=b.height),)])
            case Opinions.SIDE:
                for b in blocks:
                    label = Cell(b.label, label=True, centre=True, upright=len(b.label) < 8)
                    f.table((14, 86), [(label, Cell("", draw=b.paint, height=b.height))])
            case Opinions.QUAD:
                f.table(
                    (1, 1),
                    [tuple(Cell("", draw=b.paint, height=b.height) for b in blocks[i : i + 2]) for i in range(0, len(blocks) - 1, 2)],
                )
                if len(blocks) % 2:
                    f.table((1,), [(Cell("", draw=blocks[-1].paint, height=blocks[-1].height),)])
            case Opinions.PLAIN:
                for b in blocks:
                    f.need(b.height)
                    b.paint(f.sheet, (f.left, f.y, f.right, f.y + b.height))
                    f.y += b.height
        for b in blocks:
            page = next((i for i, s in enumerate(f.sheets, 1) if s is b.sheet), 0)
            self.out.opinions.append(OpinionTruth(b.role, b.text, b.signed_iso, page))

    def constant(self, role: str) -> np.random.Generator:
        """Chance that is the same in every copy: one person wrote the same words into all of them."""
        return np.random.default_rng([ord(c) for c in self.p.name + role])

    def signer(self, role: str) -> str:
        """Who signs in a box."""
        if role == "undertaking":
            return self.p.unit.head
        if role == "participant" and self.p.participants:
            return self.p.participants[0].head
        return person(self.constant(role))

    def block(self, role: str) -> OpinionBlock:
        """One opinion box, ready to be painted into its cell."""
        kind = {"undertaking": "opinions_unit", "participant": "opinions_participant", "recommender": "opinions_recommender"}
        seals = self.c.seals.get(role, ())
        wordless = role == "province" or (role == "participant" and not self.p.participants) or (role == "recommender" and not seals)
        words = self.constant(role)
        text = "" if wordless else sentences(kind[role])[int(words.integers(len(sentences(kind[role]))))]
        return OpinionBlock(
            role=role,
            label=self.r.opinion_label(role),
            text=text,
            style=self.r.style,
            signed_on=self.c.signed_on.get(role),
            seals=seals,
            hand=self.c.hand,
            titled=self.r.opinions is not Opinions.SIDE,
            signer=self.signer(role),
            seed=int(self.rng.integers(1 << 30)),
            d=self.d,
            named=self.p.unit.name if role == "undertaking" and self.r.opinions is Opinions.PLAIN else "",
        )


def _spread(label: str, wide: float, size: float) -> str:
    """A short cover label with spaces between its characters, so that the colons stand in one column."""
    missing = int((wide - len(label) * size) // size)
    if missing <= 0 or len(label) < 2 or "（" in label:
        return label
    gaps = len(label) - 1
    return "".join(c + "\u3000" * ((missing * (i + 1)) // gaps - (missing * i) // gaps) for i, c in enumerate(label[:-1])) + label[-1]


def _tick(at: tuple[float, float], size: float, rng: np.random.Generator, *, neat: bool) -> Stroke:
    """A check mark: drawn by the word processor, or by a pen that does not quite hit the box."""
    x, base = at
    grow, dx, dy = (0.9, 0.0, 0.0) if neat else (float(rng.uniform(1.2, 1.7)), float(rng.uniform(-3, 2)), float(rng.uniform(-4, 1)))
    points = [(0.15, 0.35), (0.42, 0.08), (0.95, 0.85)]
    placed = tuple((x + dx + px * size * grow, base + dy - py * size * grow) for px, py in points)
    return Stroke(placed, 1.1 if neat else 1.6, (0, 0, 0) if neat or rng.random() < 0.4 else (24, 36, 120))
