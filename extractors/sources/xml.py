"""XML from outside: no entities, no network, no definitions of its own, and not too much of it."""

from lxml import etree

from extractors.intake.limits import Limits
from schemas.errors import Quarantine, Reason

Element = etree._Element


def parse(data: bytes, limits: Limits) -> Element:
    """Parse a part of a document; raises ``Quarantine`` where it is forbidden, too large or broken."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"}:
        # Office programs write UTF-8 without definitions; other encodings would hide definitions from this look.
        raise Quarantine(Reason.XML_FORBIDDEN)
    if data.count(b"<") - data.count(b"</") > limits.elements:
        raise Quarantine(Reason.DOCX_LIMITS, "too many elements")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Quarantine(Reason.DAMAGED_UNREADABLE, "broken XML") from None


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)
