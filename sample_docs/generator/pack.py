"""Writes a round: draws, scans, packs into files, and keeps the book of what is true."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sample_docs.generator.container import archive, blank_picture, jpeg, pdf, png, tiff
from sample_docs.generator.difficulty import Difficulty, Tier
from sample_docs.generator.drawn import CopyPlan, Drawn
from sample_docs.generator.fonts import Face
from sample_docs.generator.form import draw_form
from sample_docs.generator.letter import draw_letter
from sample_docs.generator.material import domains
from sample_docs.generator.papers import draw_credit_report, draw_licence
from sample_docs.generator.plan import AppPlan, DeliveryPlan, Electronic, Packing, RoundPlan
from sample_docs.generator.raster import print_sheet
from sample_docs.generator.recipe import Cover, Dates, Recipe, Ticks
from sample_docs.generator.scan import Capture, Scanned, Way, choose_tone, scan
from sample_docs.generator.truth import DocumentTruth, SealTruth, Truth, seal_truths
from sample_docs.generator.typeset import Flow, Style
from sample_docs.generator.vector import vector_pdf
from sample_docs.generator.word import WordForm
from sample_docs.generator.words import period_text, written_date


@dataclass(frozen=True)
class ScannedDocument:
    """A drawn document with its pages as scanned; ``None`` for a blank back has no sheet."""

    drawn: Drawn
    pages: tuple[Scanned, ...]
    sheet_of: tuple[int | None, ...]
    tier: Tier
    delivery: str
    project: str | None
    copy: int | None


def scan_document(
    drawn: Drawn, capture: Capture, d: Difficulty, seed: int, *, backs: bool = False
) -> tuple[tuple[Scanned, ...], tuple[int | None, ...]]:
    """Every sheet printed and scanned, with blank backs between where the scan was duplex."""
    rng = np.random.default_rng(seed)
    capture = replace(capture, tone=choose_tone(d, rng))
    pictures = [print_sheet(s) for s in drawn.sheets]
    pages: list[Scanned] = []
    sheet_of: list[int | None] = []
    for i, picture in enumerate(pictures):
        behind = pictures[i + 1] if i + 1 < len(pictures) else None
        pages.append(scan(picture, behind, capture, d, rng))
        sheet_of.append(i)
        if backs and i % 2 == 1:
            pages.append(scan(blank_picture(), picture, capture, d, rng))
            sheet_of.append(None)
    return tuple(pages), tuple(sheet_of)


class RoundWriter:
    """Writes the files of a round under ``out`` and collects their truth."""

    def __init__(self, plan: RoundPlan, out: Path) -> None:
        self.plan, self.out = plan, out
        self.inbox = out / "inbox"
        self.truth = Truth(plan)

    def write(self) -> Truth:
        """The whole round."""
        for delivery in self.plan.deliveries:
            self.delivery(delivery)
        if self.plan.oddities:
            self.oddities()
        self.log()
        self.registers()
        self.truth.save(self.out / "truth.json")
        return self.truth

    # -- files --------------------------------------------------------------------------------------------------

    def put(self, path: str, data: bytes) -> None:
        """One file of the inbox."""
        target = self.inbox / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def put_pdf(self, path: str, documents: Sequence[ScannedDocument], *, turn_by_key: int = 0) -> None:
        """Scans as one PDF."""
        pages = [p for doc in documents for p in doc.pages]
        self.put(path, pdf(pages, turn_by_key=turn_by_key))
        first = 1
        for doc in documents:
            self.truth.documents.append(_truth_of(doc, path, first))
            first += len(doc.pages)

    def put_images(self, folder: str, doc: ScannedDocument, kind: str) -> None:
        """Scans as one picture a page."""
        paths = [f"{folder}/{i:02d}.{kind}" for i in range(1, len(doc.pages) + 1)]
        for path, page in zip(paths, doc.pages, strict=True):
            self.put(path, png(page) if kind == "png" else jpeg(page, with_dpi=page.way is not Way.PHOTO))
        truth = _truth_of(doc, paths[0], 1)
        self.truth.documents.append(replace(truth, parts=tuple(paths) if len(paths) > 1 else None))

    def put_tiff(self, path: str, doc: ScannedDocument) -> None:
        """Scans as one multi-page TIFF."""
        self.put(path, tiff(doc.pages))
        self.truth.documents.append(_truth_of(doc, path, 1))

    # -- deliveries ---------------------------------------------------------------------------------------------

    def delivery(self, plan: DeliveryPlan) -> None:
        """Letter, forms, electronic versions and enclosures of one recommender."""
        pile: list[ScannedDocument] = []
        if plan.letter:
            drawn = draw_letter(plan.letter, plan.d)
            pages, sheet_of = scan_document(drawn, plan.capture, plan.d, plan.seed)
            letter = ScannedDocument(drawn, pages, sheet_of, plan.d.tier, plan.folder, None, None)
            if plan.letter_alone:
                self.put_pdf(f"{plan.folder}/推荐函.pdf", [letter], turn_by_key=_key(plan.capture))
            else:
                pile.append(letter)
        for n, app in enumerate(plan.apps, 1):
            pile += self.application(plan, app, n)
        if pile:
            self.put_pdf(f"{plan.folder}/扫描件{plan.received_at[5:7]}{plan.received_at[8:10]}.pdf", pile)
        self.electronic(plan)
        self.enclosures(plan)

    def enclosures(self, plan: DeliveryPlan) -> None:
        """Certificates as scans, credit reports as printed from the web site."""
        for n in plan.licences:
            drawn = draw_licence(plan.apps[n - 1].project.unit, plan.d, plan.seed + n)
            flat = Capture(Way.FLATBED, 200)
            pages, sheet_of = scan_document(drawn, flat, plan.d, plan.seed + 50 + n)
            doc = ScannedDocument(drawn, pages, sheet_of, plan.d.tier, plan.folder, plan.apps[n - 1].project.name, None)
            self.put_pdf(f"{plan.folder}/证照{n}.pdf", [doc])
        for n in plan.credits:
            unit = plan.apps[n - 1].project.unit
            drawn = draw_credit_report(
                unit, "2026-05-10", {"信用承诺": ("承诺类型：主动公示型；承诺日期：2024-06-03；受理单位：市场监督管理局",)}
            )
            self.put_vector(f"{plan.folder}/信用报告{n}.pdf", drawn, plan, plan.apps[n - 1].project.name)

    def application(self, plan: DeliveryPlan, app: AppPlan, n: int) -> list[ScannedDocument]:
        """The copies of one application; those that belong on the pile are handed back."""
        copies = [self.copy(plan, app, k) for k in range(1, app.copies + 1)]
        stem = f"{plan.folder}/申请表{n}"
        match app.packing:
            case Packing.PILE:
                return copies
            case Packing.JOINED:
                self.put_pdf(f"{stem}（三份）.pdf", copies, turn_by_key=_key(app.capture))
            case Packing.IMAGES | Packing.PNG:
                for k, copy in enumerate(copies, 1):
                    self.put_images(f"{stem}-{k}", copy, "png" if app.packing is Packing.PNG else "jpg")
            case Packing.TIFF:
                for k, copy in enumerate(copies, 1):
                    self.put_tiff(f"{stem}-{k}.tif", copy)
            case Packing.EACH | Packing.LOOSE_LAST:
                for k, copy in enumerate(copies, 1):
                    loose = app.packing is Packing.LOOSE_LAST and k == len(copies)
                    self.put_pdf("散件.pdf" if loose else f"{stem}-{k}.pdf", [copy], turn_by_key=_key(app.capture))
        return []

    def copy(self, plan: DeliveryPlan, app: AppPlan, k: int) -> ScannedDocument:
        """One copy, drawn and scanned."""
        project = app.copy_projects.get(k, app.project)
        seals = app.copy_seals.get(k, app.seals)
        if not app.recipe.cover_seal:
            seals = {r: s for r, s in seals.items() if r != "cover"}
        drawn = draw_form(project, app.recipe, CopyPlan(seals, app.signed_on, app.hand, app.seed * 10 + k, app.seed % 3 == 0), app.d)
        pages, sheet_of = scan_document(drawn, app.capture, app.d, app.seed * 10 + k, backs=app.backs)
        return ScannedDocument(drawn, pages, sheet_of, app.d.tier, plan.folder, app.project.name, k)

    # -- electronic versions ------------------------------------------------------------------------------------

    def electronic(self, plan: DeliveryPlan) -> None:
        """DOCX and born-digital PDF, loose or zipped."""
        zipped: list[tuple[str, bytes]] = []
        for n, app in enumerate(plan.apps, 1):
            project = app.electronic_project or app.project
            name = f"申请表{n}（电子版）"
            match app.electronic:
                case Electronic.DOCX | Electronic.ZIPPED:
                    data, truth = _word(replace(app, project=project))
                    path = f"{plan.folder}/电子版/{name}.docx"
                    if app.electronic is Electronic.ZIPPED:
                        zipped.append((f"{name}.docx", data))
                        path = f"{plan.folder}/电子版.zip!/{name}.docx"
                    else:
                        self.put(path, data)
                    self.truth.documents.append(replace(truth, path=path, delivery=plan.folder, project=app.project.name))
                case Electronic.PDF:
                    drawn = draw_form(project, electronic_recipe(app.recipe), CopyPlan({}, {}, hand=False, seed=app.seed), app.d)
                    self.put_vector(f"{plan.folder}/电子版/{name}.pdf", drawn, plan, app.project.name)
                case Electronic.NONE:
                    pass
        if zipped:
            self.put(f"{plan.folder}/电子版.zip", archive(zipped))

    def put_vector(self, path: str, drawn: Drawn, plan: DeliveryPlan, project: str | None = None) -> None:
        """A born-digital PDF and its truth."""
        self.put(path, vector_pdf(drawn.sheets))
        boxes = {n: (i, *(round(v, 1) for v in b)) for i, s in reversed(list(enumerate(drawn.sheets, 1))) for n, b in s.boxes.items()}
        self.truth.documents.append(
            DocumentTruth(
                path,
                1,
                len(drawn.sheets),
                drawn.kind,
                "electronic",
                plan.folder,
                project,
                tier="electronic",
                fields=drawn.fields,
                boxes=boxes,
            )
        )

    # -- what an inbox also holds -------------------------------------------------------------------------------

    def oddities(self) -> None:
        """A duplicate, a broken, a locked and an unknown file, and what Windows leaves behind."""
        first, second = (d.folder for d in self.plan.deliveries[:2])
        last = self.plan.deliveries[-1].folder
        letter = self.inbox / second / "推荐函.pdf"
        self.put(f"{second}/推荐函（重复）.pdf", letter.read_bytes())
        self.odd(f"{second}/推荐函（重复）.pdf", "duplicate", "recommendation_letter", second)
        self.put(f"{last}/补充材料.pdf", letter.read_bytes()[:20000])
        self.odd(f"{last}/补充材料.pdf", "quarantined", "other", last)
        flow = Flow(Style())
        flow.new_sheet()
        flow.paragraph("本文件已加密，请输入密码打开。")
        self.put(f"{last}/申请表加密版.pdf", vector_pdf(flow.sheets, password="ln-2026"))  # noqa: S106
        self.odd(f"{last}/申请表加密版.pdf", "quarantined", "other", last)
        self.put(f"{first}/会议录音.m4a", b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00M4A mp42isom" + bytes(range(256)) * 8)
        self.odd(f"{first}/会议录音.m4a", "quarantined", "other", first)
        self.put(f"{first}/Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))

    def odd(self, path: str, status: str, kind: str, folder: str) -> None:
        """The truth of a file that gives no new document."""
        self.truth.documents.append(DocumentTruth(path, 1, 1, kind, "scan", folder, None, status=status))

    # -- log and registers --------------------------------------------------------------------------------------

    def log(self) -> None:
        """收文登记.csv."""
        rows = [("投递", "收文时间", "方式", "备注")]
        rows += [(d.folder, d.received_at, d.how, d.note) for d in self.plan.deliveries if d.logged]
        self.put("收文登记.csv", _csv(rows, "utf-8-sig"))

    def registers(self) -> None:
        """The registers of past pilots and of credit look-ups."""
        folder = self.out / "registers"
        folder.mkdir(parents=True, exist_ok=True)
        pilots = [("单位名称", "统一社会信用代码", "项目名称", "批次", "级别"), *(r.values for r in self.plan.pilots)]
        credit = [
            ("单位名称", "统一社会信用代码", "来源", "查询日期", "结论", "事项类型", "事项说明", "状态"),
            *(r.values for r in self.plan.credit),
        ]
        (folder / "往届试点单位.csv").write_bytes(_csv(pilots, "utf-8-sig"))
        (folder / "信用查询.csv").write_bytes(_csv(credit, "utf-8"))


def electronic_recipe(recipe: Recipe) -> Recipe:
    """The layout in a PDF printed from the word processor: typefaces that can be embedded, ticks that are characters."""
    ticks = recipe.ticks if recipe.ticks in (Ticks.ROOT, Ticks.SOLID, Ticks.DISC, Ticks.BRACKET, Ticks.CELL) else Ticks.SOLID
    style = replace(recipe.style, body=Face.SONG, label=Face.HEI, head=Face.HEI, title=Face.HEI)
    return replace(recipe, ticks=ticks, style=style)


def _key(capture: Capture) -> int:
    return (360 - capture.turn) % 360 if capture.by_key else 0


def _csv(rows: Sequence[Sequence[str]], encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def _truth_of(doc: ScannedDocument, path: str, first: int) -> DocumentTruth:
    boxes: dict[str, tuple[float, ...]] = {}
    seals: list[SealTruth] = []
    for k in reversed(range(len(doc.pages))):
        sheet = doc.sheet_of[k]
        if sheet is None:
            continue
        source, page = doc.drawn.sheets[sheet], doc.pages[k]
        boxes |= {n: (first + k, *page.carry(b)) for n, b in source.boxes.items()}
        seals = seal_truths(source, page, first + k) + seals
    pages = {s: first + k for k, s in enumerate(doc.sheet_of) if s is not None}
    cells = [(first + k, *doc.pages[k].carry(c)) for s, k in ((s, p - first) for s, p in pages.items()) for c in doc.drawn.sheets[s].cells]
    opinions = [
        {"role": o.role, "text": o.text, "signed_on": o.signed_on, "page": pages.get(o.page - 1, first)} for o in doc.drawn.opinions
    ]
    sample = doc.pages[0]
    blanks = tuple(first + k for k, s in enumerate(doc.sheet_of) if s is None)
    turn = 0 if sample.picture.shape[0] >= sample.picture.shape[1] else 90
    return DocumentTruth(
        path,
        first,
        first + len(doc.pages) - 1,
        doc.drawn.kind,
        "scan",
        doc.delivery,
        doc.project,
        doc.copy,
        doc.tier.value,
        doc.drawn.fields,
        boxes,
        seals,
        opinions,
        way=sample.way.value,
        dpi=sample.dpi,
        turned=bool(turn),
        blank_pages=blanks,
        cells=tuple(cells),
    )


def _word(app: AppPlan) -> tuple[bytes, DocumentTruth]:
    """The Word version and its truth: what the drawn form says, minus what only paper has."""
    cell = replace(app.recipe, cover=app.recipe.cover if app.recipe.cover is not Cover.BOXED else Cover.LINES)
    drawn = draw_form(app.project, cell, CopyPlan({}, {}, hand=False, seed=app.seed), app.d)
    fields = dict(drawn.fields)
    values = {k: "、".join(v) or app.recipe.empty if isinstance(v, list) else str(v or "") for k, v in fields.items()}
    if "period_start" in fields:
        values["period"] = period_text(app.project.period, app.recipe.period) if fields["period_start"] else ""
    if "domain" in values and app.recipe.ticks is Ticks.CELL:
        values["domain"] = str(fields.get("domain_text") or "")
    longs = {k: tuple(str(fields[k] or "").split("\n")) for k in (*app.project.texts, "schedule") if k in fields}
    how = app.recipe.cover_dates if app.recipe.cover is not Cover.NONE else app.recipe.dates
    filled = written_date(app.project.filled_on, how)[0] if fields.get("filled_on") else ""
    if "filled_on" in fields and how is Dates.MONTH:
        fields["filled_on"] = app.project.filled_on.isoformat()[:7]
    if "domain" in fields and app.recipe.ticks is not Ticks.CELL and len(app.project.ticked) == 1:
        fields["domain_text"] = domains()[app.project.ticked[0]].names[0]
    year = app.project.title_year if app.recipe.year == 1 else None
    data = WordForm(app.recipe, values, longs, app.project.ticked).write(str(fields["form_title"]), year, filled)
    if "recommending_unit" in fields and app.recipe.cover is Cover.NONE:
        del fields["recommending_unit"]
    fields.pop("copies_stated", None)
    return data, DocumentTruth("", 1, 1, "application_form", "electronic", "", None, tier="electronic", fields=fields)
