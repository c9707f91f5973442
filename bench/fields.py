"""How well the fields of one document were read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from bench.matching import Json, Pair

Value = str | int | list[str] | None
LONG = {"unit_profile", "standardization_base", "necessity", "goals", "tasks", "schedule", "safeguards", "expected_results"}
GROUPS = {
    "name": {
        "project_name",
        "undertaking_unit",
        "participating_units",
        "recommending_unit",
        "legal_representative",
        "project_leader",
        "contact_name",
        "issuer",
        "projects",
        "unit_name",
        "address",
    },
    "code": {"uscc", "postcode", "contact_phone", "contact_mobile", "contact_email", "copies_stated", "form_year", "stated_count"},
    "date": {"period_start", "period_end", "filled_on", "issued_on", "reported_on"},
    "choice": {"domain", "domain_text", "unit_type", "prior_pilot_statement", "certificate_type", "source"},
    "title": {"form_title", "title", "addressee", "cited_notice"},
    "long": LONG,
}
LONG_RIGHT = 0.03
"""A long text counts as right up to this share of wrong characters."""


class Outcome(StrEnum):
    """What became of one value."""

    RIGHT = "right"
    BURDEN = "burden"
    """Right, but a person is asked to look."""
    FLAGGED = "flagged"
    """Wrong, and a person is asked to look."""
    SILENT = "silent"
    """Wrong, and nobody is told."""
    MISSING = "missing"
    """The document has the field, the record has not."""
    INVENTED = "invented"
    """The record has a value for a field that the document has not."""


@dataclass(frozen=True)
class Score:
    """One value compared."""

    tier: str
    where: str
    name: str
    group: str
    outcome: Outcome
    true: Value
    read: Value
    confidence: float | None
    cer: float | None = None
    box_hit: bool | None = None
    asked: bool = False
    """Whether a person is asked to look."""


def score_fields(pair: Pair) -> Iterator[Score]:
    """All fields of a true document, and those that the record made up."""
    if pair.truth["status"] != "processed":
        return
    where = f"{pair.truth['path']}#{pair.truth['first_page']}"
    fields: Json = pair.audit.get("fields", {}) if pair.audit is not None and pair.kind_right else {}
    for name, true in pair.truth["fields"].items():
        yield _score(pair, where, name, true, fields.get(name))
    for name in fields.keys() - pair.truth["fields"].keys():
        if fields[name].get("value") not in (None, [], "") and group_of(name) != "other":
            read = fields[name]
            yield Score(pair.tier, where, name, group_of(name), Outcome.INVENTED, None, read["value"], read.get("confidence"))


def group_of(name: str) -> str:
    """The class of a field."""
    return next((g for g, names in GROUPS.items() if name in names), "other")


def _score(pair: Pair, where: str, name: str, true: Value, read: Json | None) -> Score:
    group = group_of(name)
    if read is None:
        return Score(pair.tier, where, name, group, Outcome.MISSING, true, None, None, 1.0 if name in LONG and true else None)
    value, asked = read.get("value"), bool(read.get("needs_review"))
    cer = error_rate(true, value) if name in LONG and true else None
    right = cer <= LONG_RIGHT if cer is not None else same(name, true, value)
    outcome = (Outcome.BURDEN if asked else Outcome.RIGHT) if right else (Outcome.FLAGGED if asked else Outcome.SILENT)
    hit = _box_hit(pair.truth["boxes"], name, read) if right and true is not None else None
    return Score(pair.tier, where, name, group, outcome, true, value, read.get("confidence"), cer, hit, asked)


def plain(text: object) -> str:
    """Text without spaces, in half-width forms, dashes and quotes alike."""
    flat = unicodedata.normalize("NFKC", str(text))
    flat = re.sub(r"[—–−―~～-]+", "-", flat)
    return re.sub(r"[\s\u3000“”\"‘’'﹒·]", "", flat)


def error_rate(true: object, read: object) -> float:
    """Character error rate."""
    a, b = plain(true or ""), plain(read or "")
    return min(1.0, Levenshtein.distance(a, b) / max(1, len(a)))


def same(name: str, true: Value, read: Value) -> bool:
    """Whether a value was read right."""
    if isinstance(true, list):
        return isinstance(read, list) and [plain(t) for t in true] == [plain(r) for r in read]
    if true is None or read is None:
        return true is None and read in (None, "", [])
    if name in GROUPS["date"]:
        return str(read) == str(true) or (name.startswith("period") and str(read)[:7] == str(true)[:7])
    if name == "domain_text":
        return _bare_domain(str(true)) in _bare_domain(str(read)) or _bare_domain(str(read)) in _bare_domain(str(true))
    if name in ("form_title", "title"):
        return re.sub(r"^\d{4}年度", "", plain(read)) == re.sub(r"^\d{4}年度", "", plain(true))
    if name == "addressee":
        return plain(read).rstrip(":") == plain(true).rstrip(":")
    if name == "contact_phone":
        return re.sub(r"\D", "", str(read)) == re.sub(r"\D", "", str(true))
    return plain(read) == plain(true)


def _bare_domain(text: str) -> str:
    return re.sub(r"^[一二三四五六七八][、.]|领域|专项", "", plain(text))


def _box_hit(boxes: Json, name: str, read: Json) -> bool | None:
    places = [
        boxes[k]
        for k in (name, f"cover.{name}", "period_start" if name == "period_end" else name, "domain" if name == "domain_text" else name)
        if k in boxes
    ]
    box = read.get("bbox")
    if not places:
        return None
    return box is not None and any(_lies(read.get("page"), box, place) for place in places)


def _lies(page: object, box: list[float], place: list[float]) -> bool:
    if page != place[0]:
        return False
    x0, y0, x1, y1 = place[1:]
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    inside = x0 - 3 <= cx <= x1 + 3 and y0 - 3 <= cy <= y1 + 3
    return inside or iou(box, place[1:]) >= 0.5


def iou(a: list[float], b: list[float]) -> float:
    """Intersection over union of two boxes."""
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    area = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h
    return w * h / area
