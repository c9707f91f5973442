"""The long texts, and the schedule that may be a table."""

from collections.abc import Sequence

from sample_docs.generator.form_draft import Draft
from sample_docs.generator.recipe import HINTS, ORDERS, Longs
from sample_docs.generator.typeset import Cell, Row


def _long_names(draft: Draft) -> list[str]:
    """Long fields in the order of the layout."""
    return [n for n in ORDERS[draft.recipe.order] if draft.has(n)]


def _long_text(draft: Draft, name: str) -> Sequence[str]:
    """The paragraphs of a long field; writes down its truth."""
    if name in draft.project.blanks:
        draft.out.fields[name] = None
        return ()
    rows = [f"{when}　{what}" for when, what in draft.project.schedule]
    texts = rows if name == "schedule" else draft.project.texts[name]
    draft.out.fields[name] = "\n".join(texts)
    return texts


def draw_longs(draft: Draft) -> None:
    """All long fields."""
    f = draft.flow
    number = "二三四五六七八九十"
    for i, name in enumerate(_long_names(draft)):
        title = draft.recipe.label(name) + (HINTS[name] if draft.recipe.hints and draft.recipe.longs is not Longs.SIDE else "")
        if draft.recipe.schedule_table and name == "schedule" and name not in draft.project.blanks:
            f.heading(f"{number[i]}、{title}")
            _schedule(draft)
            continue
        texts = _long_text(draft, name)
        match draft.recipe.longs:
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
                f.table((9 if side.upright else 16, 86), [(side, Cell(list(texts), field=name, indent=True, height=0 if texts else 60))])
            case Longs.BOX:
                f.heading(f"{number[i]}、{title}")
                f.table((1,), [(Cell(list(texts), field=name, indent=True, height=0 if texts else 60),)])
            case Longs.PLAIN:
                f.heading(f"{number[i]}、{title}")
                begun = f.sheet
                for text in texts:
                    f.paragraph(text, name, begun=begun)


def _schedule(draft: Draft) -> None:
    """The schedule as a table of its own."""
    rows: list[Row] = [(Cell("起止时间", label=True, centre=True), Cell("主要工作内容", label=True, centre=True))]
    rows += [(Cell(when, field="schedule"), Cell(what, field="schedule")) for when, what in draft.project.schedule]
    draft.flow.table((30, 70), rows)
    draft.out.fields["schedule"] = "\n".join(["起止时间\t主要工作内容", *(f"{a}\t{b}" for a, b in draft.project.schedule)])
