"""An application form as a Word document, with the tables that a form has."""

import datetime as dt
import io
import zipfile

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table

from sample_docs.generator.container import MOMENT
from sample_docs.generator.material import domains
from sample_docs.generator.recipe import Basics, Cover, Longs, Recipe, Ticks

LONG = ("unit_profile", "standardization_base", "necessity", "goals", "tasks", "schedule", "safeguards", "expected_results")
SHORT = (
    "project_name",
    "domain",
    "undertaking_unit",
    "uscc",
    "unit_type",
    "legal_representative",
    "address",
    "postcode",
    "participating_units",
    "period",
    "project_leader",
    "contact_name",
    "contact_phone",
    "contact_mobile",
    "contact_email",
    "prior_pilot_statement",
)
OPINION_ROLES = ("undertaking", "participant", "recommender", "province")


class WordForm:
    """Writes one form; ``values`` are the printed words of each short field, ``longs`` the paragraphs of the long ones."""

    def __init__(self, recipe: Recipe, values: dict[str, str], longs: dict[str, tuple[str, ...]], ticked: tuple[str, ...]) -> None:
        self.r, self.values, self.longs, self.ticked = recipe, values, longs, ticked
        self.doc: Doc = Document()
        style = self.doc.styles["Normal"]
        style.font.name, style.font.size = "宋体", Pt(12)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")

    def write(self, title: str, year: int | None, filled: str) -> bytes:
        """The document's bytes."""
        if year:
            self.doc.add_paragraph(f"{year}年度").alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.doc.add_heading(title, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
        if self.r.cover is not Cover.NONE:
            self.cover(filled)
        elif filled:
            self.doc.add_paragraph(f"{self.r.label('filled_on')}：{filled}")
        self.basics()
        for name in LONG:
            if name in self.longs:
                self.long(name)
        self.opinions()
        return _settle(self.doc)

    def cover(self, filled: str) -> None:
        """Cover lines and a page break."""
        for name in ("project_name", "undertaking_unit", "recommending_unit"):
            mark = "（盖章）" if name == "undertaking_unit" and self.r.cover_seal else ""
            line = self.doc.add_paragraph(f"{self.r.label(name)}{mark}：")
            line.add_run(self.values.get(name, "")).underline = True
        if filled:
            self.doc.add_paragraph(f"{self.r.label('filled_on')}：{filled}")
        self.doc.add_page_break()  # type: ignore[no-untyped-call]

    def domain(self) -> str:
        """The domain's cell, with boxes or without."""
        if self.r.ticks is Ticks.CELL:
            return self.values["domain"]
        on, off = {Ticks.SOLID: ("■", "□"), Ticks.DISC: ("●", "○"), Ticks.ROOT: ("√", "□")}.get(self.r.ticks, ("☑", "☐"))
        return "  ".join((on if m.id in self.ticked else off) + m.names[0] for m in domains().values())

    def basics(self) -> None:
        """The short fields as a table of two or four columns, or as lines."""
        names = [n for n in SHORT if n in self.values]
        if self.r.basics is Basics.LINES:
            for n in names:
                self.doc.add_paragraph(f"{self.r.label(n)}：{self.domain() if n == 'domain' else self.values[n]}")
            return
        if self.r.basics is Basics.GRID2:
            table = self.doc.add_table(rows=0, cols=2, style="Table Grid")
            for n in names:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = self.r.label(n), self.domain() if n == "domain" else self.values[n]
            return
        self.grid4(names)

    def grid4(self, names: list[str]) -> None:
        """Four columns; wide fields take the three right-hand ones as one merged cell."""
        table = self.doc.add_table(rows=0, cols=4, style="Table Grid")
        wide = {"project_name", "domain", "undertaking_unit", "address", "participating_units", "period", "prior_pilot_statement"}
        waiting: list[str] = []
        for n in [*names, ""]:
            if n and n not in wide:
                waiting.append(n)
            if len(waiting) == 2 or (waiting and (not n or n in wide)):
                self.row(table, waiting)
                waiting = []
            if n in wide:
                self.row(table, [n])

    def row(self, table: Table, names: list[str]) -> None:
        """One row with one wide field or two narrow ones."""
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        for i, n in enumerate(names):
            cells[2 * i].text, cells[2 * i + 1].text = self.r.label(n), self.domain() if n == "domain" else self.values[n]
        if len(names) == 1:
            cells[1].merge(cells[3])

    def long(self, name: str) -> None:
        """A long field: heading and text, in a table or not."""
        title, texts = self.r.label(name), self.longs[name]
        if self.r.longs is Longs.PLAIN:
            self.doc.add_heading(title, 2)
            for t in texts:
                self.doc.add_paragraph(t)
            return
        if self.r.longs is Longs.SIDE:
            cells = self.doc.add_table(rows=1, cols=2, style="Table Grid").rows[0].cells
            cells[0].text, cells[1].text = title, "\n".join(texts)
            return
        if self.r.longs is Longs.BOX:
            self.doc.add_heading(title, 2)
            self.doc.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0].text = "\n".join(texts)
            return
        table = self.doc.add_table(rows=2, cols=1, style="Table Grid")
        table.rows[0].cells[0].text, table.rows[1].cells[0].text = title, "\n".join(texts)

    def opinions(self) -> None:
        """Opinion boxes, empty as an electronic version has them."""
        table = self.doc.add_table(rows=0, cols=2, style="Table Grid")
        for role in OPINION_ROLES:
            if role in self.r.roles:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = self.r.opinion_label(role), "\n\n（盖章）\n　　年　　月　　日"


def _settle(doc: Doc) -> bytes:
    """Save with the moments of the archive fixed, so that the same form gives the same bytes."""
    properties = doc.core_properties
    properties.author = "办公室"
    properties.created = properties.modified = dt.datetime(*MOMENT)
    raw = io.BytesIO()
    doc.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(zipfile.ZipInfo(info.filename, MOMENT), source.read(info.filename), zipfile.ZIP_DEFLATED)
    return out.getvalue()
