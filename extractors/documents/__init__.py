"""From the sheets of one document to its record: one module per kind."""

from extractors.documents import application_form, certificate, credit_report, other, recommendation_letter
from extractors.documents.second import Crops, SecondReader
from extractors.documents.sheets import Segment
from schemas.documents import Document, Kind
from schemas.notice import Notice


def extract(segment: Segment, notice: Notice, crops: Crops, second: SecondReader) -> Document:
    """Read one document into its record; what it says of itself decides, never its file name."""
    match segment.kind:
        case Kind.APPLICATION_FORM:
            return application_form.extract(segment, notice, crops, second)
        case Kind.RECOMMENDATION_LETTER:
            return recommendation_letter.extract(segment, notice, second)
        case Kind.CREDIT_REPORT:
            return credit_report.extract(segment, second)
        case Kind.LEGAL_PERSON_CERTIFICATE:
            return certificate.extract(segment, second)
        case Kind.ANNUAL_SUMMARY | Kind.SELF_EVALUATION | Kind.OTHER:
            return other.extract(segment)
