"""Writes the report folder: audit.json, the pages for people, and the pictures they show."""

from itertools import chain
from pathlib import Path

from reports.addresses import APPLICATIONS, DELIVERIES, DOCUMENTS, EVIDENCE, document_page
from reports.changes import EarlierReport, compare, marked
from reports.cleaning import cleaned
from reports.directory import Directory
from reports.evidence import Gallery, Pictures
from reports.folder import replacing
from reports.html import application_pages, delivery_pages, document_html, recommender_html, round_html
from reports.json import audit_json
from reports.keeping import carry_over, note_written
from reports.masking import masked
from reports.mending import write_letter
from reports.narrowing import by_recommender
from reports.overview import Overview, overview, trail_line
from reports.page_view import document_view
from reports.tables import Tables
from reports.xlsx import write_workbook
from schemas.errors import MACHINE_TROUBLE, InfrastructureError, StoreError
from schemas.notice import Notice
from schemas.report import AuditReport


def publish(
    report: AuditReport, notice: Notice, pictures: Pictures, out: Path, *, unmasked: bool = False, earlier: EarlierReport | None = None
) -> None:
    """Write the contract's report folder into ``out``, whole or not at all.

    Raises StoreError where it cannot be written, InfrastructureError where the disk is full or failing.
    The workbook is what gets mailed about: personal data is hidden in it unless ``unmasked``. ``earlier`` is the report that this
    one is compared with.
    """
    told = marked(report, notice)
    if earlier is not None:
        told = told.model_copy(update={"run": told.run.model_copy(update={"changes": compare(earlier, told, notice)})})
    try:
        with replacing(out) as folder:
            _write(told, notice, pictures, folder, unmasked=unmasked)
            note_written(folder)
            carry_over(out, folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        kind = InfrastructureError if error.errno in MACHINE_TROUBLE else StoreError
        remedy = f"请检查“{out}”所在磁盘的剩余空间和写入权限，然后重新运行；原有报告未受影响。"
        raise kind(f"报告未能写出：{reason}。", remedy) from error


def _write(report: AuditReport, notice: Notice, pictures: Pictures, folder: Path, *, unmasked: bool) -> None:
    for name in (APPLICATIONS, DELIVERIES, DOCUMENTS, EVIDENCE, "recommenders"):
        (folder / name).mkdir()
    (folder / "audit.json").write_bytes(audit_json(report, notice))
    directory = Directory(cleaned(report), notice)
    gallery = Gallery(directory, pictures, folder)
    view = overview(directory, gallery)
    _write_pages(view, directory, gallery, folder)
    tabled = directory if unmasked else Directory(masked(directory.report), notice)
    write_workbook(folder / "report.xlsx", view.title, Tables(tabled, gallery, view).all(), about=trail_line(report.run))
    _write_for_recommenders(directory, gallery, folder)


def _write_pages(view: Overview, directory: Directory, gallery: Gallery, folder: Path) -> None:
    (folder / "report.html").write_text(round_html(view), "utf-8")
    for address, page in chain(delivery_pages(view), application_pages(view)):
        (folder / address).write_text(page, "utf-8")
    for document in directory.report.round.documents:
        address = document_page(document.id)
        if shown := document_view(document, address, directory, gallery):
            (folder / address).write_text(document_html(view, shown), "utf-8")


def _write_for_recommenders(directory: Directory, gallery: Gallery, folder: Path) -> None:
    """Write what each recommender gets: complete in its folder, so that the folder can be sent, and without personal data."""
    for name, recommender, part in by_recommender(directory.report):
        own = folder / "recommenders" / name
        (own / EVIDENCE).mkdir(parents=True)
        narrow = Directory(masked(part), directory.notice)
        view = overview(narrow, Gallery(narrow, gallery.pictures, own, source=gallery), audience=recommender)
        (own / "report.html").write_text(recommender_html(view), "utf-8")
        write_letter(own / "补正通知.docx", recommender, narrow)
