"""The facts that were read, as rows for a reader: what, where, and whether somebody must look."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from reports.directory import Directory
from reports.evidence import Gallery, Shot
from reports.spots import value_text
from reports.wording import OPINION_WORDS, RECORD_TITLES, SEAL_WORDS, document_name
from schemas.documents import ApplicationForm, Document, Seal, SealOutcome
from schemas.evidence import Reading
from schemas.finding import Evidence
from schemas.notice import FieldKind

FOLDED = 80
"""Characters from which a section is shown folded."""
EXCERPT = 300
"""Characters of a long section that a fact row shows; the section itself is in audit.json and on the page."""

ReadingOf = Reading[Any]


@dataclass(frozen=True)
class Fact:
    """One value as it was read."""

    title: str
    text: str
    place: str
    unsure: bool = False
    doubt: str = ""
    second: str = ""
    others: tuple[str, ...] = ()
    """What other copies say, where they say something else."""
    shot: Shot | None = None
    href: str = ""
    """The page, with this value marked on it."""
    long: bool = False


@dataclass(frozen=True)
class SealRow:
    """One seal: whose it is held to be, and its picture."""

    box: str
    outcome: str
    settled: bool
    owner: str
    text: str
    place: str
    shot: Shot | None


@dataclass(frozen=True)
class FactReader:
    """Turns records into rows, with the pictures of what somebody must look at."""

    directory: Directory
    gallery: Gallery

    def of_forms(self, forms: tuple[ApplicationForm, ...]) -> tuple[Fact, ...]:
        """Return the fields of the first copy in the notice's order, each with what the other copies say differently."""
        return tuple(self._of_forms(forms[0], forms[1:])) if forms else ()

    def of_record(self, document: Document) -> tuple[Fact, ...]:
        """Return what was read from a letter, a credit report or a certificate."""
        found = ((title, getattr(document, name, None)) for name, title in RECORD_TITLES.items())
        return tuple(self._fact(title, document, r) for title, r in found if isinstance(r, Reading))

    def of_seals(self, documents: tuple[Document, ...]) -> tuple[SealRow, ...]:
        """Return the seals of the given documents, in their order."""
        return tuple(self._seal(d, s) for d in documents for s in d.seals)

    def _of_forms(self, first: ApplicationForm, others: tuple[ApplicationForm, ...]) -> Iterator[Fact]:
        for field in self.directory.notice.form.fields:
            reading: ReadingOf | None = getattr(first, field.name, None)
            if reading is None:
                continue
            fact = self._fact(field.title, first, reading)
            if field.kind is FieldKind.LONG and len(fact.text) > FOLDED:
                yield replace(fact, text=_excerpt(fact.text), long=True)
            else:
                yield replace(fact, others=tuple(self._differing(field.name, reading, others)))

    def _differing(self, name: str, reading: ReadingOf, others: tuple[ApplicationForm, ...]) -> Iterator[str]:
        for other in others:
            its: ReadingOf | None = getattr(other, name, None)
            if its is not None and its.value != reading.value:
                yield f"{document_name(other)}：{value_text(its, self.directory.notice)}"

    def _fact(self, title: str, document: Document, reading: ReadingOf) -> Fact:
        region = reading.region
        evidence = Evidence(document=document.id, page=region.page, bbox=region.bbox) if region else None
        return Fact(
            title=title,
            text=value_text(reading, self.directory.notice),
            place=f"{document_name(document)}第{region.page}页" if region else document_name(document),
            unsure=reading.needs_review,
            doubt=reading.doubt,
            second=reading.second or "",
            shot=self.gallery.shot(evidence) if evidence and reading.needs_review else None,
            href=self.gallery.href(evidence) if evidence else "",
        )

    def _seal(self, document: Document, seal: Seal) -> SealRow:
        return SealRow(
            box=_box(document, seal),
            outcome=SEAL_WORDS[seal.outcome],
            settled=seal.outcome is SealOutcome.MATCHED,
            owner=seal.owner or "",
            text=seal.text,
            place=f"{document_name(document)}第{seal.page}页",
            shot=self.gallery.shot(Evidence(document=document.id, page=seal.page, bbox=seal.bbox)),
        )


def _excerpt(text: str) -> str:
    return f"（约{len(text)}字）{text[:EXCERPT]}{'……' if len(text) > EXCERPT else ''}"


def _box(document: Document, seal: Seal) -> str:
    """Return where a seal stands, in words."""
    if seal.role:
        return OPINION_WORDS[seal.role]
    return "意见栏以外" if isinstance(document, ApplicationForm) else document_name(document)
