"""Writes the report folder: audit.json, the pages for people, and the pictures they show."""

from collections.abc import Sequence
from pathlib import Path

from reports.addresses import APPLICATIONS, DELIVERIES, DOCUMENTS, EVIDENCE, RECOMMENDERS
from reports.addresses import document_page as document_address
from reports.changes import EarlierReport, compare, marked
from reports.cleaning import cleaned
from reports.directory import Directory
from reports.drawing import drawing
from reports.evidence import Gallery, Pictures
from reports.folder import replacing
from reports.html import Page, document_page, frame_of, look_ups_page, pages, recommender_page, round_page
from reports.json import audit_json
from reports.keeping import carry_over, note_written
from reports.letters import MENDING_LETTER, write_letter
from reports.masking import masked
from reports.memory import few_collections
from reports.mending import mending_letter
from reports.narrowing import by_recommender
from reports.output import Output, output
from reports.overview import Overview, overview, trail_line
from reports.page_view import document_view, made_of, page_pictures
from reports.sheet import Sheet
from reports.tables import Tables
from reports.xlsx import write_workbook
from schemas.documents import Document
from schemas.errors import MACHINE_TROUBLE, InfrastructureError, StoreError
from schemas.notice import Notice
from schemas.report import AuditReport, RunInfo


def publish(
    report: AuditReport, notice: Notice, pictures: Pictures, out: Path, *, unmasked: bool = False, earlier: EarlierReport | None = None
) -> None:
    """Write the contract's report folder into ``out``, whole or not at all.

    Raises StoreError where it cannot be written, InfrastructureError where the disk is full or failing.
    The workbook is what gets mailed about: personal data is hidden in it unless ``unmasked``. ``earlier`` is the report that this
    one is compared with.
    """
    with few_collections():
        told = marked(report, notice)
        if earlier is not None:
            told = told.model_copy(update={"run": told.run.model_copy(update={"changes": compare(earlier, told, notice)})})
        try:
            with replacing(out) as folder:
                with drawing() as pictures_drawn:
                    fresh = output(folder, out, pictures_drawn)
                    _write(told, notice, pictures, fresh, unmasked=unmasked)
                    fresh.finish()
                fresh.note()
                note_written(folder)
                carry_over(out, folder)
        except OSError as error:
            raise _not_written(error, out) from error


def _not_written(error: OSError, out: Path) -> StoreError | InfrastructureError:
    reason = error.strerror or type(error).__name__
    kind = InfrastructureError if error.errno in MACHINE_TROUBLE else StoreError
    return kind(f"报告未能写出：{reason}。", f"请检查“{out}”所在磁盘的剩余空间和写入权限，然后重新运行；原有报告未受影响。")


def _write(report: AuditReport, notice: Notice, pictures: Pictures, out: Output, *, unmasked: bool) -> None:
    for name in (APPLICATIONS, DELIVERIES, DOCUMENTS, EVIDENCE, RECOMMENDERS):
        out.path(name).mkdir()
    directory = Directory(cleaned(report), notice)
    gallery = Gallery(directory, pictures, out)
    view = overview(directory, gallery)
    hidden = masked(directory.report)
    tabled = directory if unmasked else Directory(hidden, notice)
    _write_workbook(view.title, Tables(tabled, gallery, view).all(), report.run, out)
    out.path("audit.json").write_bytes(audit_json(report, notice))
    _write_pages(view, directory, gallery, out)
    for name, recommender, part in by_recommender(hidden):
        _write_for(recommender, Directory(part, notice), gallery, out.under(f"{RECOMMENDERS}/{name}"))


def _write_pages(view: Overview, directory: Directory, gallery: Gallery, out: Output) -> None:
    _write_page(round_page(view), out)
    _write_page(look_ups_page(view), out)
    for page in pages(view):
        _write_page(page, out)
    for document in directory.report.round.documents:
        if pictures := page_pictures(document, gallery):
            _write_document(document, pictures, view, directory, out)


def _write_document(document: Document, pictures: Sequence[str], view: Overview, directory: Directory, out: Output) -> None:
    """Write a document's page view, unless it would come out the same."""

    def page() -> str:
        return document_page(view, document_view(document, pictures, directory)).render()

    of = (made_of(document, pictures, directory), vars(frame_of(view)))
    out.file(document_address(document.id), of, lambda path: path.write_text(page(), "utf-8"))


def _write_page(page: Page, out: Output) -> None:
    out.text(page.address, page.render())


def _write_workbook(title: str, sheets: tuple[Sheet, ...], run: RunInfo, out: Output) -> None:
    """Write report.xlsx; its properties name the run in which it last changed."""
    out.long_file("report.xlsx", (title, sheets), write_workbook, title, sheets, run.started_at, trail_line(run))


def _write_for(recommender: str, directory: Directory, gallery: Gallery, out: Output) -> None:
    """Write what a recommender gets: complete in its folder, so that the folder can be sent, and without personal data."""
    out.path(EVIDENCE).mkdir(parents=True)
    view = overview(directory, Gallery(directory, gallery.pictures, out, source=gallery), audience=recommender)
    _write_page(recommender_page(view), out)
    letter = mending_letter(recommender, directory)
    out.file("补正通知.docx", letter, lambda path: write_letter(path, MENDING_LETTER, letter))
