"""Everything on a document's pages that was read, with its place: values, opinions, seals, and labels that no field claims.

The page view marks the spots, a finding's exhibit tells of the spot it rests on what each reader read there, and what goes to a
recommender hides the spots that hold personal data.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from reports.masking import NUMBERS, PERSONS, mask_text
from reports.wording import OPINION_WORDS, RECORD_TITLES, SEAL_WORDS
from schemas.documents import ApplicationForm, Document, RecommendationLetter, Seal, SealOutcome
from schemas.evidence import BBox, Reading
from schemas.notice import Notice

ReadingOf = Reading[Any]
SEAL_TITLE = "印章"


@dataclass(frozen=True)
class Spot:
    """One thing that was read."""

    style: str
    """``value``, ``seal``, ``opinion`` or ``other``."""
    title: str
    text: str
    page: int
    bbox: BBox | None
    personal: bool = False
    unsure: bool = False
    reading: ReadingOf | None = None
    seal: Seal | None = None
    number: int = 0
    """Place in its document's list, from 1."""


def spots_of(document: Document, notice: Notice) -> tuple[Spot, ...]:
    """Return a document's spots in the order of its pages, each place of one title once."""
    found = {
        (f.page, f.bbox, f.title): f
        for f in (*_values(document, notice), *_opinions(document, notice), *_seals(document), *_rest(document))
    }
    ordered = sorted(found.values(), key=lambda f: (f.page, f.bbox[1] if f.bbox else 0.0, f.bbox[0] if f.bbox else 0.0, f.title))
    return tuple(replace(spot, number=number) for number, spot in enumerate(ordered, 1))


def value_text(reading: ReadingOf, notice: Notice) -> str:
    """Return what was read, on one line; a value without doubt that is none was left blank, whatever is printed there (年 月 日)."""
    value = reading.value
    if isinstance(value, str) and (domain := notice.domain(value)):
        return domain.name
    if value is None:
        return f"（未能识读）{reading.raw}" if reading.needs_review else "（未填写）"
    return "、".join(map(str, value)) or "无" if isinstance(value, tuple) else str(value)


def _values(document: Document, notice: Notice) -> Iterator[Spot]:
    for name, title in _titles(document, notice):
        reading = getattr(document, name, None)
        if isinstance(reading, Reading):
            yield _of_reading(title, reading, notice, personal=name in (*PERSONS, *NUMBERS))
    for title, readings in _listed(document):
        yield from (_of_reading(title, reading, notice) for reading in readings)


def _titles(document: Document, notice: Notice) -> Iterable[tuple[str, str]]:
    if isinstance(document, ApplicationForm):
        return ((field.name, field.title) for field in notice.form.fields)
    return RECORD_TITLES.items()


def _listed(document: Document) -> Iterator[tuple[str, Iterable[ReadingOf]]]:
    """What a document says in several places, or of several projects."""
    if isinstance(document, ApplicationForm):
        yield "承担单位", document.name_places
        yield "项目名称", document.project_name_places
    if isinstance(document, RecommendationLetter):
        yield "推荐项目", document.project_readings
        yield "推荐项目的承担单位", (unit for unit in document.unit_readings if unit)


def _of_reading(title: str, reading: ReadingOf, notice: Notice, *, personal: bool = False) -> Spot:
    page, bbox = (reading.region.page, reading.region.bbox) if reading.region else (1, None)
    return Spot("value", title, value_text(reading, notice), page, bbox, personal, reading.needs_review, reading)


def _opinions(document: Document, notice: Notice) -> Iterator[Spot]:
    for opinion in document.opinions:
        title = opinion.label or OPINION_WORDS[opinion.role]
        yield Spot("opinion", title, opinion.text, opinion.page, opinion.bbox)
        if opinion.signed_on:
            yield _of_reading(f"{title}日期", opinion.signed_on, notice)


def _seals(document: Document) -> Iterator[Spot]:
    for seal in document.seals:
        told = "　".join(part for part in (SEAL_WORDS[seal.outcome], seal.owner, seal.text and f"印文识读：{seal.text}") if part)
        unsure = seal.outcome is not SealOutcome.MATCHED
        yield Spot("seal", SEAL_TITLE, told, seal.page, seal.bbox, unsure=unsure, seal=seal)


def _rest(document: Document) -> Iterator[Spot]:
    for leftover in document.leftovers:
        personal = mask_text(leftover.text) != leftover.text
        yield Spot("other", leftover.label, leftover.text, leftover.page, leftover.bbox, personal)
