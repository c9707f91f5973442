"""A document's pages with everything that was read marked on them: from the value to its place and back, by plain links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.addresses import application_page, delivery_page, document_page
from reports.directory import Directory, file_and_page
from reports.evidence import Gallery
from reports.places import on_page
from reports.spots import Spot
from reports.wording import FAULT_WORDS, document_name
from schemas.documents import Document, PageNote, Status


@dataclass(frozen=True)
class Box:
    """A spot's rectangle on its page, in points."""

    spot: Spot
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """One page: its picture, and the spots on it."""

    number: int
    caption: str
    src: str
    width: float
    height: float
    faults: str
    boxes: tuple[Box, ...]

    @property
    def drawn(self) -> tuple[Box, ...]:
        """Return the boxes as they are drawn: the largest first, so that none hides a smaller one from the pointer."""
        return tuple(sorted(self.boxes, key=lambda box: -box.width * box.height))


@dataclass(frozen=True)
class DocumentView:
    """A document's page view."""

    address: str
    name: str
    path: str
    home: str
    """Address of the application's or delivery's page."""
    home_name: str
    sheets: tuple[Sheet, ...]
    unplaced: tuple[Spot, ...]


def page_pictures(document: Document, gallery: Gallery) -> tuple[str, ...]:
    """Return the addresses of its pages' pictures, '' where there is none; () where no page has one."""
    pages = document.pages if document.status is Status.PROCESSED else ()
    found = tuple(gallery.page(document.id, note.number) for note in pages)
    return found if any(found) else ()


def document_view(document: Document, pictures: Sequence[str], directory: Directory) -> DocumentView:
    """Return the page view; ``pictures`` are its pages'."""
    sheets = tuple(_sheets(document, pictures, directory))
    placed = {box.spot.number for sheet in sheets for box in sheet.boxes}
    unplaced = tuple(s for s in directory.spots(document.id) if s.number not in placed)
    home, name = home_of(document, directory)
    return DocumentView(document_page(document.id), document_name(document), document.path, home, name, sheets, unplaced)


def made_of(document: Document, pictures: Sequence[str], directory: Directory) -> tuple[object, ...]:
    """Return all that the page view is made of, beside what every page says: known sooner than the view."""
    return (document.model_dump_json(), pictures, home_of(document, directory), directory.notice_mark)


def _sheets(document: Document, pictures: Sequence[str], directory: Directory) -> Iterator[Sheet]:
    spots = directory.spots(document.id)
    for note, src in zip(document.pages, pictures, strict=True):
        path, number = file_and_page(document, note.number)
        yield Sheet(
            number=note.number,
            caption=f"{path}　第{number}页",
            src=src,
            width=round(note.width, 1),
            height=round(note.height, 1),
            faults="、".join(FAULT_WORDS[f] for f in note.faults),
            boxes=tuple(_boxes(note, tuple(s for s in spots if s.page == note.number))),
        )


def _boxes(note: PageNote, spots: tuple[Spot, ...]) -> Iterator[Box]:
    for spot in spots:
        place = on_page(spot.bbox, note.width, note.height) if spot.bbox else None
        if place:
            x0, y0, x1, y1 = (round(v, 1) for v in place)
            yield Box(spot, x0, y0, round(x1 - x0, 1), round(y1 - y0, 1))


def home_of(document: Document, directory: Directory) -> tuple[str, str]:
    """Return the address and the name of the page that a document belongs to."""
    application = next((a for a in directory.report.round.applications if document.id in a.documents), None)
    if application:
        return application_page(application.id), application.project_name or "（项目名称未能识读）"
    delivery = next((d for d in directory.report.round.deliveries if document.id in (*d.documents, d.letter)), None)
    return (delivery_page(delivery.id), delivery.recommender or delivery.folder) if delivery else ("report.html", "总体情况")
