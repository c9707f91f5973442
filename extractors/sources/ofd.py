"""OFD files (GB/T 33190): a ZIP of XML whose pages place every character in millimetres.

Text becomes a text layer; for seals, tables and people the page is drawn, as plainly as finding them needs.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from extractors.intake.container import Container
from extractors.intake.limits import LIMITS, Limits
from extractors.raster.image import Image
from extractors.sources import ofd_content, ofd_drawing, text_layer
from extractors.sources.ofd_content import Content
from extractors.sources.pdf_objects import SCAN_COVER, Survey
from extractors.sources.source import Closing, SourcePage, TextPage
from extractors.sources.xml import Element, attribute, local, parse
from schemas.errors import Quarantine, Reason
from schemas.page import Page

POINTS_PER_MM = 72 / 25.4
_A4_MM = (0.0, 0.0, 210.0, 297.0)


@dataclass(frozen=True)
class OfdPage:
    """One page of an OFD file."""

    number: int
    content: Content
    limits: Limits
    photographed: bool = False
    damaged: bool = False
    """Its pictures come out of a ZIP, whose sums were checked."""

    @property
    def width(self) -> float:
        """Width in points."""
        return self.content.size[0] * POINTS_PER_MM

    @property
    def height(self) -> float:
        """Height in points."""
        return self.content.size[1] * POINTS_PER_MM

    @property
    def native_dpi(self) -> float | None:
        """Resolution of the scan that fills the page, if one does."""
        whole = self.content.size[0] * self.content.size[1]
        scans = [picture for picture in self.content.pictures if picture.area >= SCAN_COVER * whole]
        return max((picture.dpi for picture in scans), default=None)

    def image(self, dpi: float) -> Image:
        """Draw the page."""
        most = (self.limits.page_pixels / (self.width * self.height)) ** 0.5 * 72
        return ofd_drawing.draw(self.content, min(dpi, most))

    def text_page(self) -> TextPage | None:
        """Give the text as lines."""
        scanned = self.native_dpi is not None
        small = () if scanned else tuple(picture.points for picture in self.content.pictures)
        hidden = len(self.content.glyphs) if scanned else 0
        layer = text_layer.compose(
            self.content.glyphs, (self.width, self.height), Survey(len(self.content.glyphs), small, (), self.native_dpi, hidden, hidden)
        )
        return replace(layer, vouched=True) if layer is not None else None

    def finished(self) -> Page | None:
        """An OFD page has to be read."""
        return None


class OfdSource(Closing):
    """An OFD file."""

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        with Container(path, limits) as container:
            self._pages = _Package(container, limits).pages()
        self._limits = limits
        self.page_count = len(self._pages)

    def page(self, number: int) -> SourcePage:
        """Give one page."""
        return OfdPage(number, self._pages[number - 1], self._limits)

    def close(self) -> None:
        """Nothing stays open."""


@dataclass
class _Package:
    """The parts of an OFD file, read on demand and once."""

    container: Container
    limits: Limits
    parts: dict[str, Element] = field(default_factory=dict)

    def pages(self) -> list[Content]:
        """Return every page of every document in the package."""
        root = self._part("OFD.xml")
        if root is None:
            raise Quarantine(Reason.DAMAGED_UNREADABLE, "no OFD.xml")
        found = [
            page for element in root.iter() if local(element) == "DocRoot" and element.text for page in self._document(_clean(element.text))
        ]
        if not found:
            raise Quarantine(Reason.DAMAGED_UNREADABLE, "no pages")
        return found

    def _document(self, name: str) -> list[Content]:
        document = self._part(name)
        if document is None:
            raise Quarantine(Reason.DAMAGED_UNREADABLE, "the document is missing")
        pages = [element for element in document.iter() if local(element) == "Page" and attribute(element, "BaseLoc")]
        if len(pages) > self.limits.pages:
            raise Quarantine(Reason.TOO_MANY_PAGES, f"{len(pages)} pages")
        templates = {
            attribute(element, "ID") or "": self._part(_beside(name, attribute(element, "BaseLoc") or ""))
            for element in document.iter()
            if local(element) == "TemplatePage"
        }
        pictures = self._pictures(name, document)
        return [self._page(name, page, document, templates, pictures) for page in pages]

    def _page(
        self, name: str, page: Element, document: Element, templates: dict[str, Element | None], pictures: dict[str, bytes]
    ) -> Content:
        content = self._part(_beside(name, attribute(page, "BaseLoc") or ""))
        if content is None:
            raise Quarantine(Reason.DAMAGED_UNREADABLE, "a page is missing")
        used = [attribute(element, "TemplateID") or "" for element in content.iter() if local(element) == "Template"]
        behind = [layer for key in used if (layer := templates.get(key)) is not None]
        stamps = self._stamps(name, attribute(page, "ID") or "")
        return ofd_content.gather(_size(content) or _size(document) or _A4_MM, [*behind, content], pictures, stamps)

    def _pictures(self, name: str, document: Element) -> dict[str, bytes]:
        """Read the pictures that the document's resources name."""
        found: dict[str, bytes] = {}
        for element in document.iter():
            if local(element) not in {"PublicRes", "DocumentRes"} or not element.text:
                continue
            where = _beside(name, element.text)
            resources = self._part(where)
            for media in resources.iter() if resources is not None else ():
                file = next((child.text for child in media if local(child) == "MediaFile"), None) if local(media) == "MultiMedia" else None
                data = self._media(where, attribute(resources, "BaseLoc") or "", file) if file and resources is not None else None
                if data is not None:
                    found[attribute(media, "ID") or ""] = data
        return found

    def _media(self, where: str, base: str, file: str) -> bytes | None:
        for name in (_beside(where, f"{base}/{file}"), _beside(where, file)):
            data = self.container.read(name)
            if data is not None:
                return data
        return None

    def _stamps(self, name: str, page: str) -> list[tuple[str, bytes]]:
        """Return where electronic seals stand on a page, and the files that hold their pictures."""
        found = []
        root = str(PurePosixPath(name).parent)
        for entry in self.container.entries:
            if PurePosixPath(entry.name).name != "Signature.xml" or not entry.name.startswith(root):
                continue
            signature = self._part(entry.name)
            value = (
                next((one.text for one in signature.iter() if local(one) == "SignedValue" and one.text), None)
                if signature is not None
                else None
            )
            data = self.container.read(_beside(entry.name, value)) if value else None
            for stamp in signature.iter() if signature is not None and data is not None else ():
                if local(stamp) == "StampAnnot" and attribute(stamp, "PageRef") == page:
                    found.append((attribute(stamp, "Boundary") or "", data or b""))
        return found

    def _part(self, name: str) -> Element | None:
        if name not in self.parts:
            data = self.container.read(name, self.limits.document_xml)
            if data is None:
                return None
            self.parts[name] = parse(data, self.limits)
        return self.parts[name]


def _size(element: Element) -> tuple[float, float, float, float] | None:
    """Return the page's box, from its own area or the document's."""
    box = next((one.text for one in element.iter() if local(one) == "PhysicalBox" and one.text), None)
    numbers = ofd_content.numbers(box or "")
    return (
        (numbers[0], numbers[1], numbers[2], numbers[3])
        if len(numbers) == 4 and 10 < numbers[2] < 5000 and 10 < numbers[3] < 5000
        else None
    )


def _clean(name: str) -> str:
    parts: list[str] = []
    for part in name.strip().replace("\\", "/").split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _beside(name: str, relative: str) -> str:
    """Resolve a name within the package; a leading slash means the package's root."""
    return _clean(relative) if relative.strip().startswith("/") else _clean(f"{PurePosixPath(name).parent}/{relative}")
