"""Documents that are kept and told apart, but not read field by field."""

from typing import Literal

from schemas.documents.base import DocumentBase, Kind


class OtherDocument(DocumentBase):
    """Anything else, and files that were quarantined."""

    kind: Literal[Kind.OTHER, Kind.ANNUAL_SUMMARY, Kind.SELF_EVALUATION] = Kind.OTHER
    heading: str = ""
    """First line of text, so that a reviewer knows what it is."""
