"""Where things stand in a report folder. Names are made of ids and numbers only, never of what somebody wrote."""

import hashlib
import re

from schemas.evidence import BBox
from schemas.finding import Evidence

APPLICATIONS, DELIVERIES, DOCUMENTS, EVIDENCE = "applications", "deliveries", "documents", "evidence"
RECOMMENDERS, LOOK_UPS = "recommenders", "look-ups.html"


def safe(ident: str) -> str:
    """Return an id as a file name: our ids are one already, and anything else becomes a digest."""
    if re.fullmatch(r"[a-z]-[0-9a-f]{1,64}", ident):
        return ident
    return hashlib.sha256(ident.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def application_page(ident: str) -> str:
    """Return the address of an application's page."""
    return f"{APPLICATIONS}/{safe(ident)}.html"


def delivery_page(ident: str) -> str:
    """Return the address of a delivery's page."""
    return f"{DELIVERIES}/{safe(ident)}.html"


def document_page(ident: str) -> str:
    """Return the address of a document's pages with what was read on them."""
    return f"{DOCUMENTS}/{safe(ident)}.html"


def page_picture(ident: str, page: int) -> str:
    """Return the address of a page's picture."""
    return f"{EVIDENCE}/{safe(ident)}-p{page}.jpg"


def crop_picture(evidence: Evidence) -> str:
    """Return the address of the picture of a place."""
    if evidence.bbox is None:
        return f"{EVIDENCE}/{safe(evidence.document)}-p{evidence.page}-page.jpg"
    return f"{EVIDENCE}/{safe(evidence.document)}-p{evidence.page}-{_place(evidence.bbox)}.jpg"


def _place(bbox: BBox) -> str:
    return hashlib.sha256(repr(bbox).encode()).hexdigest()[:10]
