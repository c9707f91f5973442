"""A document as audit.json tells it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from schemas.documents import ApplicationForm, CreditReport, Document, Kind, Opinion, OtherDocument, PageNote, RecommendationLetter, Seal
from schemas.evidence import BBox, Reading

JsonTree: TypeAlias = bool | int | float | str | Sequence["JsonTree"] | Mapping[str, "JsonTree"] | None

FIELDS_OUTSIDE_THE_CONTRACT = {"voice"}
"""Readings that the contract's list of letter fields does not have; they are told under ``other_fields``."""


def document_json(document: Document) -> dict[str, JsonTree]:
    """Return a document with its readings, seals, opinions, leftovers and pages."""
    readings = _readings(document)
    outside = FIELDS_OUTSIDE_THE_CONTRACT if document.kind is Kind.RECOMMENDATION_LETTER else set()
    return {
        "id": document.id,
        "path": document.path,
        "first_page": document.first_page,
        "last_page": document.last_page,
        "parts": [p.model_dump(mode="json") for p in document.parts] if document.parts else None,
        "kind": document.kind.value,
        "medium": document.medium.value,
        "status": document.status.value,
        "reason": document.reason,
        "reason_code": document.reason_code,
        "duplicate_of": document.duplicate_of,
        "application": document.application,
        "copy": document.copy_number,
        "fields": {name: _reading(r) for name, r in readings.items() if name not in outside},
        "other_fields": {name: _reading(r) for name, r in readings.items() if name in outside},
        "seals": [_seal(s) for s in document.seals],
        "opinions": [_opinion(o) for o in document.opinions],
        "leftovers": [{"label": n.label, "text": n.text, "page": n.page, "bbox": box(n.bbox)} for n in document.leftovers],
        "pages": [_page(p) for p in document.pages],
        **_particulars(document),
    }


def _readings(document: Document) -> dict[str, Reading[Any]]:
    found = ((name, getattr(document, name)) for name in type(document).model_fields)
    return {name: value for name, value in found if isinstance(value, Reading)}


def _particulars(document: Document) -> dict[str, JsonTree]:
    """Return what only this kind of document has, beside its fields."""
    match document:
        case ApplicationForm():
            return {
                "name_places": [_reading(r) for r in document.name_places],
                "project_name_places": [_reading(r) for r in document.project_name_places],
            }
        case RecommendationLetter():
            return {"project_places": [_reading(r) for r in document.project_readings]}
        case CreditReport():
            return {
                "entries": [e.model_dump(mode="json") for e in document.entries],
                "counts": [{"block": block, "count": count} for block, count in document.counts],
                "complete": document.complete,
            }
        case OtherDocument():
            return {"heading": document.heading}
        case _:
            return {}


def _reading(reading: Reading[Any]) -> dict[str, JsonTree]:
    return {
        "value": _value(reading.value),
        "raw": reading.raw,
        "confidence": round(reading.confidence, 4),
        "needs_review": reading.needs_review,
        "page": reading.region.page if reading.region else None,
        "bbox": box(reading.region.bbox) if reading.region else None,
        "reader": reading.reader,
        "second": reading.second,
        "doubt": reading.doubt,
    }


def _value(value: object) -> JsonTree:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case tuple():
            return [_value(v) for v in value]
    raise TypeError(f"a reading of {type(value).__name__} has no place in audit.json")


@lru_cache(maxsize=10_000)
def box(bbox: BBox | None) -> list[float] | None:
    """Return a place in points, to a hundredth."""
    return [round(v, 2) for v in bbox] if bbox else None


def _seal(seal: Seal) -> dict[str, JsonTree]:
    return {
        "page": seal.page,
        "bbox": box(seal.bbox),
        "text": seal.text,
        "owner": seal.owner,
        "outcome": seal.outcome.value,
        "confidence": round(seal.confidence, 4),
        "role": seal.role.value if seal.role else None,
        "ink": seal.ink,
        "line_text": seal.line_text,
        "complete": seal.complete,
        "readings": [{"text": r.text, "confidence": round(r.confidence, 4), "way": r.way} for r in seal.readings],
    }


def _opinion(opinion: Opinion) -> dict[str, JsonTree]:
    signed = opinion.signed_on
    return {
        "role": opinion.role.value,
        "label": opinion.label,
        "text": opinion.text,
        "signed_on": signed.value if signed else None,
        "signed_on_reading": _reading(signed) if signed else None,
        "page": opinion.page,
        "bbox": box(opinion.bbox),
    }


def _page(page: PageNote) -> dict[str, JsonTree]:
    return {
        "number": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "rotation": page.rotation,
        "blank": page.blank,
        "faults": [f.value for f in page.faults],
        "rescan": page.rescan,
        "printed_number": page.printed_number,
    }
