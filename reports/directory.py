"""Finds the things of a report by id, and says where a page is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from reports.addresses import application_page, delivery_page
from reports.output import digest
from reports.spots import Spot, spots_of
from reports.wording import document_name
from schemas.documents import Document, PageNote, Status
from schemas.evidence import BBox
from schemas.finding import Evidence, Finding, Scope
from schemas.notice import Notice
from schemas.report import AuditReport
from schemas.submission import Application, Delivery


@dataclass(frozen=True)
class Place:
    """A page as a person finds it: the file, the page in that file, and what the document is."""

    document: str
    path: str
    page: int

    def __str__(self) -> str:
        return f"{self.document}　{self.path}　第{self.page}页"


@dataclass
class _Known:
    """What was looked up once."""

    spots: dict[str, tuple[Spot, ...]] = field(default_factory=dict)
    at: dict[str, dict[tuple[int, BBox], Spot]] = field(default_factory=dict)
    places: dict[tuple[str, int], Place | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Directory:
    """One report and its notice, with look-ups."""

    report: AuditReport
    notice: Notice
    _known: _Known = field(default_factory=_Known, repr=False, compare=False)

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {d.id: d for d in self.report.round.documents}

    @cached_property
    def _applications(self) -> dict[str, Application]:
        return {a.id: a for a in self.report.round.applications}

    @cached_property
    def _by_delivery(self) -> dict[str, list[Application]]:
        by: dict[str, list[Application]] = {}
        for application in self.report.round.applications:
            by.setdefault(application.delivery, []).append(application)
        return by

    @cached_property
    def _findings(self) -> dict[str, tuple[Finding, ...]]:
        """Findings by where they are shown: an application, a delivery, or ``round``."""
        homes: dict[str, list[Finding]] = {}
        for finding in self.report.findings:
            homes.setdefault(self.home(finding), []).append(finding)
        return {home: tuple(found) for home, found in homes.items()}

    @cached_property
    def homes(self) -> dict[str, tuple[str, str]]:
        """Return what each application and delivery is called, and the address of its page."""
        the_round = self.report.round
        senders = {d.id: (d.recommender or d.folder or "未识别的推荐单位", delivery_page(d.id)) for d in the_round.deliveries}
        return senders | {a.id: (a.project_name or "（项目名称未能识读）", application_page(a.id)) for a in the_round.applications}

    @cached_property
    def notice_mark(self) -> str:
        """Return the digest of the notice."""
        return digest(self.notice.model_dump_json())

    @cached_property
    def project_names(self) -> dict[str, str]:
        """Return the applications' project names by id."""
        return {a.id: a.project_name or "" for a in self.report.round.applications}

    @cached_property
    def derived_clauses(self) -> frozenset[str]:
        """Return the ids of clauses that follow from the notice but stand nowhere in it, and so are never quoted to anybody."""
        return frozenset(c.id for c in self.notice.clauses if c.source == "derived")

    def document(self, ident: str | None) -> Document | None:
        """Return the document of that id, if the report has it."""
        return self._documents.get(ident) if ident else None

    def application(self, ident: str) -> Application:
        """Return the application of that id."""
        return self._applications[ident]

    def documents_of(self, application: Application) -> tuple[Document, ...]:
        """Return an application's documents in its own order."""
        return tuple(d for d in map(self.document, application.documents) if d)

    def applications_of(self, delivery: Delivery) -> tuple[Application, ...]:
        """Return a delivery's applications, in the letter's order; one that its list forgot comes last rather than nowhere."""
        listed = [self._applications[a] for a in delivery.applications if a in self._applications]
        forgotten = (a for a in self._by_delivery.get(delivery.id, ()) if a.id not in delivery.applications)
        return (*listed, *forgotten)

    def findings_for(self, home: str) -> tuple[Finding, ...]:
        """Return the findings shown under an application, a delivery, or ``round``."""
        return self._findings.get(home, ())

    def page_note(self, document: Document, page: int) -> PageNote | None:
        """Return what is known of a page."""
        return next((p for p in document.pages if p.number == page), None)

    def place(self, ident: str, page: int) -> Place | None:
        """Return where a page is; None where the report has no such document."""
        if (ident, page) not in self._known.places:
            document = self.document(ident)
            self._known.places[ident, page] = Place(document_name(document), *file_and_page(document, page)) if document else None
        return self._known.places[ident, page]

    def spots(self, ident: str) -> tuple[Spot, ...]:
        """Return what was read on a document's pages."""
        if ident not in self._known.spots:
            document = self.document(ident)
            self._known.spots[ident] = spots_of(document, self.notice) if document else ()
        return self._known.spots[ident]

    def spot_at(self, evidence: Evidence) -> Spot | None:
        """Return what was read at a place; in a format without places, what was read as these words."""
        spots = self.spots(evidence.document)
        if evidence.bbox is None:
            return next((s for s in spots if s.bbox is None and s.reading and evidence.text and s.reading.raw == evidence.text), None)
        if evidence.document not in self._known.at:
            self._known.at[evidence.document] = {(s.page, s.bbox): s for s in reversed(spots) if s.bbox}
        return self._known.at[evidence.document].get((evidence.page, evidence.bbox))

    def domain_name(self, ident: str | None) -> str:
        """Return the Chinese name of a domain id; '' for None."""
        domain = self.notice.domain(ident) if ident else None
        return domain.name if domain else ident or ""

    def with_status(self, status: Status) -> tuple[Document, ...]:
        """Return the documents of one status, by path."""
        return tuple(sorted((d for d in self._documents.values() if d.status is status), key=lambda d: (d.path, d.first_page)))

    def home(self, finding: Finding) -> str:
        """Return where a finding is shown: an application's id, a delivery's, or ``round``."""
        if finding.scope is not Scope.DOCUMENT:
            return finding.subject
        document = self.document(finding.subject)
        if document and document.application in self._applications:
            return document.application or ""
        return self.deliveries_of.get(finding.subject, "round")

    @cached_property
    def deliveries_of(self) -> dict[str, str]:
        """Return by a document's id the delivery that it came with."""
        return {ident: d.id for d in reversed(self.report.round.deliveries) for ident in (*d.documents, d.letter) if ident}


def file_and_page(document: Document, page: int) -> tuple[str, int]:
    """Return the file that holds a document's page and the page's number in that file (a document may be several page images)."""
    for part, first in _parts(document):
        length = part[2] - part[1] + 1
        if first <= page < first + length:
            return part[0], part[1] + page - first
    return document.path, page


def _parts(document: Document) -> Iterator[tuple[tuple[str, int, int], int]]:
    first = 1
    for part in document.parts or ():
        yield (part.path, part.first_page, part.last_page), first
        first += part.last_page - part.first_page + 1
