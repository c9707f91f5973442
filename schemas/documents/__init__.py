"""One record type per kind of document, and the union of them."""

from typing import Annotated

from pydantic import Field

from schemas.documents.application_form import ApplicationForm
from schemas.documents.base import (
    DocumentBase,
    Kind,
    Leftover,
    Medium,
    Opinion,
    OpinionRole,
    PageNote,
    Part,
    Seal,
    SealOutcome,
    Status,
)
from schemas.documents.certificate import LegalPersonCertificate
from schemas.documents.credit_report import CreditEntry, CreditReport
from schemas.documents.other import OtherDocument
from schemas.documents.recommendation_letter import RecommendationLetter

Document = Annotated[
    ApplicationForm | RecommendationLetter | CreditReport | LegalPersonCertificate | OtherDocument,
    Field(discriminator="kind"),
]

__all__ = [
    "ApplicationForm",
    "CreditEntry",
    "CreditReport",
    "Document",
    "DocumentBase",
    "Kind",
    "Leftover",
    "LegalPersonCertificate",
    "Medium",
    "Opinion",
    "OpinionRole",
    "OtherDocument",
    "PageNote",
    "Part",
    "RecommendationLetter",
    "Seal",
    "SealOutcome",
    "Status",
]
