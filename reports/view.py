"""What the pages for people show, ready for a template: words, rows and pictures, no rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from reports.directory import Directory
from reports.evidence import Gallery
from reports.facts import Fact, FactReader, SealRow
from reports.findings import Count, FindingList, FindingView, FindingViewer, counts, is_quota, open_against, state
from reports.wording import Mark, document_name, mark
from schemas.documents import ApplicationForm, Document
from schemas.submission import Application, Delivery


@dataclass(frozen=True)
class Concern:
    """A finding about the whole delivery, as its applications name it."""

    mark: Mark
    title: str


@dataclass(frozen=True)
class ApplicationView:
    """One application's section."""

    anchor: str
    number: int
    name: str
    unit: str
    uscc: str
    domain: str
    rank: str
    recommender: str
    participants: str
    state: Mark
    counts: tuple[Count, ...]
    batch: tuple[Concern, ...]
    documents: tuple[str, ...]
    facts: tuple[Fact, ...]
    attachments: tuple[tuple[str, tuple[Fact, ...]], ...]
    seals: tuple[SealRow, ...]
    lists: tuple[FindingList, ...]


@dataclass(frozen=True)
class DeliveryView:
    """One delivery's section, with its applications."""

    anchor: str
    name: str
    folder: str
    class_title: str
    received: str
    state: Mark
    counts: tuple[Count, ...]
    facts: tuple[Fact, ...]
    seals: tuple[SealRow, ...]
    lists: tuple[FindingList, ...]
    quotas: tuple[FindingView, ...]
    applications: tuple[ApplicationView, ...]


@dataclass(frozen=True)
class Viewer:
    """Turns a report's parts into what is shown of them."""

    directory: Directory
    gallery: Gallery

    @cached_property
    def findings(self) -> FindingViewer:
        """Return what turns findings into lists."""
        return FindingViewer(self.directory, self.gallery)

    @cached_property
    def facts(self) -> FactReader:
        """Return what turns records into rows."""
        return FactReader(self.directory, self.gallery)

    def delivery(self, delivery: Delivery, number: int, first_application: int) -> DeliveryView:
        """Return a delivery's section; numbers count through the report."""
        directory, findings = self.directory, self.directory.findings_for(delivery.id)
        letter = directory.document(delivery.letter)
        applications = enumerate(directory.applications_of(delivery), first_application)
        return DeliveryView(
            anchor=f"delivery-{number}",
            name=delivery.recommender or delivery.folder or "未识别的推荐单位",
            folder=delivery.folder,
            class_title=directory.notice.class_titles.get(delivery.recommender_class, ""),
            received=f"{delivery.received_at:%Y-%m-%d %H:%M}" if delivery.received_at else "未登记",
            state=state(findings),
            counts=counts(findings),
            facts=self.facts.of_record(letter) if letter else (),
            seals=self.facts.of_seals((letter,)) if letter else (),
            lists=self.findings.lists(findings),
            quotas=tuple(self.findings.finding(f) for f in findings if is_quota(f)),
            applications=tuple(self.application(a, n) for n, a in applications),
        )

    def application(self, application: Application, number: int) -> ApplicationView:
        """Return an application's section."""
        directory, findings = self.directory, self.directory.findings_for(application.id)
        documents = directory.documents_of(application)
        forms = tuple(d for d in documents if isinstance(d, ApplicationForm))
        return ApplicationView(
            anchor=f"application-{number}",
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
            documents=tuple(_listed(d) for d in documents),
            facts=self.facts.of_forms(forms),
            attachments=tuple(self._attachments(documents)),
            seals=self.facts.of_seals(forms),
            lists=self.findings.lists(findings),
        )

    def _attachments(self, documents: tuple[Document, ...]) -> Iterable[tuple[str, tuple[Fact, ...]]]:
        for document in documents:
            if isinstance(document, ApplicationForm):
                continue
            if facts := self.facts.of_record(document):
                yield f"{document_name(document)}（{document.path}）", facts


def _listed(document: Document) -> str:
    pages = f"第{document.first_page}—{document.last_page}页" if document.last_page > document.first_page else f"第{document.first_page}页"
    return f"{document_name(document)}　{document.path}　{pages}"
