"""The short fields: tables of four, two and grouped columns, or a list of lines."""

from sample_docs.generator.fonts import measure, wrap
from sample_docs.generator.form_domain import domain_cell, domain_lines, domain_plain
from sample_docs.generator.form_draft import Draft
from sample_docs.generator.identity import mobile, phone
from sample_docs.generator.recipe import Basics, Cover, Ticks
from sample_docs.generator.typeset import Cell, Row


def draw_basics(draft: Draft) -> None:
    """The table (or list) of short fields."""
    f = draft.flow
    if draft.recipe.cover is not Cover.NONE and draft.recipe.basics is not Basics.LINES:
        f.heading("一、基本信息" if draft.recipe.basics is Basics.GRID4 else "项目基本情况", centre=draft.recipe.basics is Basics.GRID2)
    match draft.recipe.basics:
        case Basics.GRID4:
            f.table((17, 33, 17, 33), _grid4(draft))
            if draft.recipe.people:
                f.table((15, 10, 28, 10, 37), _people_groups(draft))
        case Basics.GRID2:
            f.table((24, 76), _grid2(draft))
        case Basics.GROUP:
            f.table((6, 15, 31, 15, 33), _group(draft))
        case Basics.LINES:
            _lines(draft)


def value_cell(draft: Draft, name: str, span: int = 1) -> Cell:
    """The cell with a field's value."""
    if name == "domain":
        return domain_cell(draft, span)
    draft.record(name)
    box = "period_start" if name == "period" else name
    return Cell(draft.value(name), field=box, span=span)


def label_cell(draft: Draft, name: str) -> Cell:
    """The cell with a field's label."""
    return Cell(draft.short(name), label=True, centre=True)


def _named(draft: Draft, name: str, span: int = 1) -> Row:
    """A field's label and its value."""
    return (label_cell(draft, name), value_cell(draft, name, span))


def _pair(draft: Draft, a: str, b: str) -> Row:
    """Two fields side by side; either stands alone where the layout lacks the other."""
    if not draft.has(b):
        return (label_cell(draft, a), value_cell(draft, a, 3))
    if not draft.has(a):
        return (label_cell(draft, b), value_cell(draft, b, 3))
    return (label_cell(draft, a), value_cell(draft, a), label_cell(draft, b), value_cell(draft, b))


def _grid4(draft: Draft) -> list[Row]:
    """Labels and values in four columns."""
    wide: list[Row] = [
        _named(draft, "project_name", 3),
        _named(draft, "domain", 3),
    ]
    rows = [
        *wide,
        _named(draft, "undertaking_unit", 3),
        _pair(draft, "uscc", "legal_representative"),
    ]
    if draft.has("unit_type") or draft.has("postcode"):
        rows.append(_pair(draft, "unit_type", "postcode"))
    rows.append(_named(draft, "address", 3))
    rows.append(_named(draft, "participating_units", 3))
    if draft.has("recommending_unit_cell"):
        rows.append(_named(draft, "recommending_unit", 3))
    if not draft.recipe.people:
        rows += _people_rows(draft)
    rows.append(_named(draft, "period", 3))
    if draft.has("prior_pilot_statement"):
        rows.append(_named(draft, "prior_pilot_statement", 3))
    return rows


def _people_rows(draft: Draft) -> list[Row]:
    """Leader and contact, each field with its own full label."""
    post = (Cell("职务/职称", label=True, centre=True), Cell(draft.project.leader_post))
    leader = (*_named(draft, "project_leader"), *post)
    return [leader, _pair(draft, "contact_name", "contact_phone"), _pair(draft, "contact_mobile", "contact_email")]


def _people_groups(draft: Draft) -> list[Row]:
    """Leader and contact as groups: the group's name runs down, 姓名 and the rest stand beside it."""
    rng = draft.constant("leader")

    def word(text: str) -> Cell:
        return Cell(text, label=True, centre=True)

    area = draft.project.phone.split("-")[0]
    return [
        (
            Cell("项目负责人", label=True, centre=True, down=2),
            word("姓名"),
            value_cell(draft, "project_leader"),
            word("职务"),
            Cell(draft.project.leader_post),
        ),
        (word("电话"), Cell(phone(area, rng)), word("手机"), Cell(mobile(rng))),
        (
            Cell("联系人", label=True, centre=True, down=2),
            word("姓名"),
            value_cell(draft, "contact_name"),
            word("电话"),
            value_cell(draft, "contact_phone"),
        ),
        (word("手机"), value_cell(draft, "contact_mobile"), word("邮箱"), value_cell(draft, "contact_email")),
    ]


def _grid2(draft: Draft) -> list[Row]:
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
    return [(label_cell(draft, n), value_cell(draft, n)) for n in names if draft.has(n)]


def _group(draft: Draft) -> list[Row]:
    """Two groups with a label that runs down the first column, one character to a line."""
    upper: list[Row] = [
        (Cell("项目概况", label=True, upright=True, down=3), *_named(draft, "project_name", 3)),
        _named(draft, "domain", 3),
        (
            *_named(draft, "period"),
            *_named(draft, "recommending_unit"),
        ),
    ]
    unit: list[list[Cell]] = [
        list(_named(draft, "undertaking_unit", 3)),
        list(_pair(draft, "uscc", "legal_representative")),
    ]
    if draft.has("unit_type") or draft.has("postcode"):
        unit.append(list(_pair(draft, "unit_type", "postcode")))
    unit += [
        list(_named(draft, "address", 3)),
        list(_named(draft, "participating_units", 3)),
    ]
    unit[0].insert(0, Cell("承担单位信息", label=True, upright=True, down=len(unit)))
    post = [Cell("职务", label=True, centre=True), Cell(draft.project.leader_post)]
    people: list[list[Cell]] = [
        [
            Cell("联系方式", label=True, upright=True, down=3),
            *_named(draft, "project_leader"),
            *post,
        ],
        list(_pair(draft, "contact_name", "contact_phone")),
        list(_pair(draft, "contact_mobile", "contact_email")),
    ]
    return [*upper, *unit, *people]


def _lines(draft: Draft) -> None:
    """Numbered heading, then one 标签：值 a line."""
    f, s = draft.flow, draft.recipe.style
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
    for i, name in enumerate([n for n in names if draft.has(n)], 1):
        label = f"{i}．{draft.short(name)}：" if draft.recipe.words % 2 else f"{draft.short(name)}："
        if name == "domain" and draft.recipe.ticks is not Ticks.CELL:
            domain_lines(draft, label)
            continue
        text = domain_plain(draft) if name == "domain" else draft.value(name)
        draft.record(name) if name != "domain" else None
        _line(draft, label, text, "period_start" if name == "period" else name)
    f.y += s.size


def _line(draft: Draft, label: str, text: str, name: str) -> None:
    """One 标签：值, the value wrapping under itdraft."""
    f, s = draft.flow, draft.recipe.style
    wide = measure(label, s.label, s.size) + 4
    for i, part in enumerate(wrap(text, s.body, s.size, f.width - wide)):
        f.need(s.pitch)
        f.y += s.pitch
        base = f.y - 0.32 * s.pitch
        if i == 0:
            f.sheet.text(f.left, base, label, s.label, s.size)
        box = f.sheet.text(f.left + wide, base, part, s.body, s.size)
        f.sheet.note(name, box if part else (f.left + wide, base - s.size, f.right, base + 3))
