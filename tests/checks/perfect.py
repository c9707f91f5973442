"""The sample round as a reader without fault would read it: its truth turned into records, no page opened.

What the rules then say is about the rules alone. Seals keep what the truth knows of them: an illegible one stays unreadable.
"""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from assembly import assemble
from extractors.registers import read_registers
from schemas.documents import (
    ApplicationForm,
    CreditReport,
    Document,
    Kind,
    LegalPersonCertificate,
    Medium,
    Opinion,
    OpinionRole,
    OtherDocument,
    PageNote,
    RecommendationLetter,
    Seal,
    Status,
)
from schemas.evidence import Reading, Region
from schemas.notice import Notice
from schemas.page import PageFault, SealReading
from schemas.submission import Round

SAMPLE = Path(__file__).parents[2] / "sample_docs" / "round"
TUPLES = ("participating_units", "projects")
TWO_TICKED: Reading[str] = Reading(value=None, raw="（两个领域）", needs_review=True, doubt="勾选了两个领域")
"""The truth gives no domain for a form with two ticked, as for one with none; the application's planted defects tell."""
FAULTS = {"bilevel": (PageFault.BILEVEL,), "gray": (PageFault.GRAY,)}


def truth() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
    return loaded


def perfect_round(notice: Notice) -> Round:
    said = truth()
    registers = read_registers(SAMPLE / "registers", SAMPLE / "inbox")
    return assemble([document(d, said) for d in said["documents"]], notice, registers, dt.date.fromisoformat(said["as_of"]))


def document(said: dict[str, Any], whole: dict[str, Any]) -> Document:
    place = f"{said['path']}#{said['first_page']}"
    first, last = said["first_page"], said["last_page"]
    common: dict[str, Any] = {
        "id": f"d-{hashlib.sha256(place.encode()).hexdigest()[:16]}",
        "path": said["path"],
        "folder": said["path"].partition("/")[0] if "/" in said["path"] else "",
        "first_page": first,
        "last_page": last,
        "medium": Medium(said["medium"]),
        "status": Status(said["status"]),
        "pages": tuple(
            PageNote(number=n, width=595, height=842, faults=FAULTS.get(said.get("way", ""), ())) for n in range(first, last + 1)
        ),
        "seals": tuple(seal(s, black=said.get("way") == "bilevel") for s in said["seals"]),
        "opinions": tuple(opinion(o) for o in said["opinions"]),
    }
    fields = {name: value_of(name, value, said.get("boxes", {}).get(name)) for name, value in said["fields"].items()}
    if "two-domains" in planted(whole, said["project"]) and "domain" in fields:
        fields["domain"] = TWO_TICKED
    match Kind(said["kind"]):
        case Kind.APPLICATION_FORM:
            return ApplicationForm(**common, **fields)
        case Kind.RECOMMENDATION_LETTER:
            names = tuple(Reading(value=name, raw=name) for name in said["fields"].get("projects") or ())
            return RecommendationLetter(**common, **fields, project_readings=names)
        case Kind.LEGAL_PERSON_CERTIFICATE:
            return LegalPersonCertificate(**common, **fields)
        case Kind.CREDIT_REPORT:
            return CreditReport(**common, **fields, complete=True)
        case kind:
            return OtherDocument(**common, kind=kind)


def planted(whole: dict[str, Any], project: str | None) -> list[str]:
    return [defect for a in whole["applications"] if a["project_name"] == project for defect in a["planted"]]


def value_of(name: str, value: Any, box: list[float] | None) -> Reading[Any]:
    region = Region(page=int(box[0]), bbox=(box[1], box[2], box[3], box[4])) if box else None
    kept = tuple(value) if name in TUPLES and value is not None else value
    raw = "、".join(kept) if isinstance(kept, tuple) else "" if kept is None else str(kept)
    return Reading(value=kept, raw=raw, region=region)


def seal(said: dict[str, Any], *, black: bool) -> Seal:
    ways = ("red", "green", "gray") if said["legible"] else ()
    line = said["text"].removeprefix(said["owner"] or "") if said["special"] else ""
    return Seal(
        page=said["page"],
        bbox=tuple(said["bbox"]),
        ink="black" if black else "red",
        text=said["text"] if ways else "",
        readings=tuple(SealReading(text=said["text"], confidence=0.97, way=way) for way in ways),
        line_text=line,
        role=OpinionRole(said["role"]) if said["role"] else None,
    )


def opinion(said: dict[str, Any]) -> Opinion:
    return Opinion(
        role=OpinionRole(said["role"]),
        label=f"{said['role']}意见",
        text=said["text"],
        page=said["page"],
        bbox=(60.0, 240.0, 530.0, 380.0),
        signed_on=Reading(value=said["signed_on"], raw=said["signed_on"] or ""),
    )
