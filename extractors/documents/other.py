"""Documents that are kept, but not read field by field."""

from extractors.documents.sheets import Segment, all_seals, frame, numbered
from extractors.documents.text import join
from schemas.documents import Kind, OtherDocument


def extract(segment: Segment) -> OtherDocument:
    """Keep a document's place, seals and first words."""
    pages = numbered(segment)
    first = next((page for page in pages if page.lines), None)
    heading = join(line.text for line in first.lines[:2])[:80] if first else ""
    kind = segment.kind if segment.kind in (Kind.ANNUAL_SUMMARY, Kind.SELF_EVALUATION) else Kind.OTHER
    return OtherDocument(**frame(segment, pages), kind=kind, seals=all_seals(pages), heading=heading)
