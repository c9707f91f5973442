"""What the pages for people show, ready for a template: words, rows and pictures, no rules."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property

from reports.addresses import application_page, delivery_page
from reports.directory import Directory
from reports.evidence import Gallery
from reports.facts import Fact, FactReader, SealRow
from reports.findings import Count, FindingList, FindingView, FindingViewer, counts, is_quota, open_against, state
from reports.wording import CHANGED_WORDS, MARKS_IN_ORDER, Mark, document_name, gravest, mark
from schemas.documents import ApplicationForm, Document, Status
from schemas.finding import Evidence
from schemas.submission import Application, Delivery


@dataclass(frozen=True)
class Concern:
    """A finding about the whole delivery, as its applications name it."""

    mark: Mark
    title: str


@dataclass(frozen=True)
class Listed:
    """A document in a list, with the address of its page view where it has one."""

    text: str
    href: str


@dataclass(frozen=True)
class ApplicationRow:
    """One application in a table."""

    id: str
    href: str
    number: int
    name: str
    unit: str
    uscc: str
    domain: str
    rank: str
    state: Mark
    counts: tuple[Count, ...]
    batch: tuple[Concern, ...]
    problems: tuple[str, ...]
    """Titles of what somebody must see to, each once."""
    fresh: int
    """How many of them the earlier report did not have."""

    @property
    def open_counts(self) -> tuple[Count, ...]:
        """Return the counts of what somebody must see to."""
        return tuple(c for c in self.counts if c.mark in MARKS_IN_ORDER[:5])

    @property
    def gravity(self) -> str:
        """Return what the table sorts by: how many findings of each word, the gravest first, as digits."""
        numbers = {count.mark: count.number for count in self.counts}
        return "".join(f"{min(numbers.get(each, 0), 99):02d}" for each in MARKS_IN_ORDER[:4])

    def row(self) -> "ApplicationRow":
        """Return what a table shows of it, and no more."""
        return ApplicationRow(**{each.name: getattr(self, each.name) for each in fields(ApplicationRow)})


@dataclass(frozen=True)
class ApplicationView(ApplicationRow):
    """One application's page."""

    anchor: str
    recommender: str
    participants: str
    documents: tuple[Listed, ...]
    facts: tuple[Fact, ...]
    attachments: tuple[tuple[str, tuple[Fact, ...]], ...]
    seals: tuple[SealRow, ...]
    lists: tuple[FindingList, ...]


@dataclass(frozen=True)
class DeliveryView:
    """One delivery's section, with its applications."""

    id: str
    anchor: str
    href: str
    name: str
    folder: str
    class_title: str
    received: str
    state: Mark
    worst: Mark
    """The gravest word of the delivery and its applications."""
    counts: tuple[Count, ...]
    facts: tuple[Fact, ...]
    seals: tuple[SealRow, ...]
    lists: tuple[FindingList, ...]
    quotas: tuple[FindingView, ...]
    documents: tuple[Listed, ...]
    """What came with the delivery and belongs to no application."""
    applications: tuple[ApplicationView, ...]


@dataclass(frozen=True)
class Viewer:
    """Turns a report's parts into what is shown of them."""

    directory: Directory
    gallery: Gallery
    brief: bool = False
    """Whether titles are enough of what passed."""

    @cached_property
    def findings(self) -> FindingViewer:
        """Return what turns findings into lists."""
        return FindingViewer(self.directory, self.gallery, self.brief)

    @cached_property
    def facts(self) -> FactReader:
        """Return what turns records into rows."""
        return FactReader(self.directory, self.gallery)

    def delivery(self, delivery: Delivery, number: int, first_application: int) -> DeliveryView:
        """Return a delivery's section; numbers count through the report."""
        directory, findings = self.directory, self.directory.findings_for(delivery.id)
        letter = directory.document(delivery.letter)
        numbered = enumerate(directory.applications_of(delivery), first_application)
        applications = tuple(self.application(a, n) for n, a in numbered)
        return DeliveryView(
            id=delivery.id,
            anchor=f"delivery-{number}",
            href=delivery_page(delivery.id),
            name=delivery.recommender or delivery.folder or "未识别的推荐单位",
            folder=delivery.folder,
            class_title=directory.notice.class_titles.get(delivery.recommender_class, ""),
            received=f"{delivery.received_at:%Y-%m-%d %H:%M}" if delivery.received_at else "未登记",
            state=state(findings),
            worst=gravest((state(findings), *(a.state for a in applications))),
            counts=counts(findings),
            facts=self.facts.of_record(letter) if letter else (),
            seals=self.facts.of_seals((letter,)) if letter else (),
            lists=self.findings.lists(findings),
            quotas=tuple(self.findings.finding(f) for f in findings if is_quota(f)),
            documents=tuple(self._listed(d) for d in self._loose(delivery)),
            applications=applications,
        )

    def application(self, application: Application, number: int) -> ApplicationView:
        """Return an application's section."""
        directory, findings = self.directory, self.directory.findings_for(application.id)
        documents = directory.documents_of(application)
        forms = tuple(d for d in documents if isinstance(d, ApplicationForm))
        lists = self.findings.lists(findings)
        shown = tuple(item for found in lists for item in found.open)
        return ApplicationView(
            id=application.id,
            anchor=f"application-{number}",
            href=application_page(application.id),
            number=number,
            name=application.project_name or "（项目名称未能识读）",
            unit=application.undertaking_unit or "（未能识读）",
            uscc=application.uscc or "",
            domain=directory.domain_name(application.domain) or "（未能确定）",
            rank=f"第{application.rank}位" if application.rank else "函中未列",
            recommender=application.recommender or "",
            participants="、".join(application.participating_units) or "无",
            state=state(findings),
            counts=counts(findings),
            batch=tuple(Concern(mark(f.kind, f.verdict), f.title) for f in open_against(directory.findings_for(application.delivery))),
            documents=tuple(self._listed(d) for d in documents),
            facts=self.facts.of_forms(forms),
            attachments=tuple(self._attachments(documents)),
            seals=self.facts.of_seals(forms),
            lists=lists,
            problems=tuple(dict.fromkeys(item.title for item in shown)),
            fresh=sum(item.change == CHANGED_WORDS[True] for item in shown),
        )

    def _attachments(self, documents: tuple[Document, ...]) -> Iterable[tuple[str, tuple[Fact, ...]]]:
        for document in documents:
            if isinstance(document, ApplicationForm):
                continue
            if facts := self.facts.of_record(document):
                yield f"{document_name(document)}（{document.path}）", facts

    def _loose(self, delivery: Delivery) -> Iterable[Document]:
        taken = {i for a in self.directory.applications_of(delivery) for i in a.documents}
        idents = dict.fromkeys(i for i in (delivery.letter, *delivery.other_letters, *delivery.documents) if i and i not in taken)
        return (d for d in map(self.directory.document, idents) if d and d.status is Status.PROCESSED)

    def _listed(self, document: Document) -> Listed:
        first, last = document.first_page, document.last_page
        pages = f"第{first}—{last}页" if last > first else f"第{first}页"
        href = self.gallery.href(Evidence(document=document.id)).partition("#")[0]
        return Listed(f"{document_name(document)}　{document.path}　{pages}", href)
