"""The whole report for people: what came in, what was found, and what the machine leaves to a person."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.addresses import delivery_page
from reports.charts import Day, Slots, Stack, days, slots, stacks
from reports.counting import count_pages
from reports.directory import Directory, file_and_page
from reports.evidence import Gallery
from reports.findings import Count, FindingList, counts, is_quota
from reports.look_ups import look_up_rows
from reports.panel import ChangeView, Waiting, change_view, waiting
from reports.selecting import SelectingRow, selecting_rows
from reports.view import DeliveryView, Viewer
from reports.wording import CHOSEN_WORDS, FAULT_WORDS, FILE_STATE_WORDS, OPEN_VERDICTS, Mark, document_name, mark, plain_message
from schemas.documents import Document, Kind, Status
from schemas.notice import Clause
from schemas.report import RunInfo


@dataclass(frozen=True)
class ReadingRow:
    """One ambiguous clause and how it is read."""

    question: str
    choice: str
    argument: str
    by: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class FileRow:
    """One file that needs a word: quarantined, twice there, hard to read, or of no known kind."""

    path: str
    note: str


@dataclass(frozen=True)
class QuotaRow:
    """Whose places were counted, and what came of it."""

    who: str
    title: str
    mark: Mark
    message: str
    open: bool


@dataclass(frozen=True)
class Figure:
    """One number of the panel."""

    title: str
    number: str


@dataclass(frozen=True)
class Overview:
    """Everything that a page for people shows."""

    title: str
    audience: str
    notice_title: str
    notice_issuer: str
    upstream: str
    as_of: str
    deadlines: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    counts: tuple[Count, ...]
    readings: tuple[ReadingRow, ...]
    deliveries: tuple[DeliveryView, ...]
    round_lists: tuple[FindingList, ...]
    quotas: tuple[QuotaRow, ...]
    selecting: tuple[SelectingRow, ...]
    """What the caps allow of the candidates; () where there is no selection to make."""
    places: tuple[Slots, ...]
    """Places of the recommenders."""
    province_places: tuple[Slots, ...]
    stacks: tuple[Stack, ...]
    days: tuple[Day, ...]
    waiting: tuple[Waiting, ...]
    sites: tuple[Figure, ...]
    """Where to look up, and how many units."""
    changes: ChangeView | None
    quarantined: tuple[FileRow, ...]
    duplicates: tuple[FileRow, ...]
    hard_pages: tuple[FileRow, ...]
    others: tuple[FileRow, ...]
    ignored: tuple[str, ...]
    register_problems: tuple[str, ...]
    not_required: tuple[str, ...]
    by_hand: tuple[Clause, ...]
    footer: tuple[Figure, ...]


def overview(directory: Directory, gallery: Gallery, audience: str = "") -> Overview:
    """Return the report as it is shown; ``audience`` names the recommender for whom it was narrowed."""
    report, notice = directory.report, directory.notice
    viewer = Viewer(directory, gallery, brief=bool(audience))
    round_findings = directory.findings_for("round")
    asked = tuple(waiting(directory))
    return Overview(
        title=f"{notice.year}年度{notice.programme}申报材料初核报告",
        audience=audience,
        notice_title=notice.title,
        notice_issuer=notice.issuer,
        upstream=f"{notice.upstream_issuer}《{notice.upstream_title}》{notice.upstream_doc_no or ''}",
        as_of=report.as_of.isoformat(),
        deadlines=tuple(_deadlines(directory)),
        figures=tuple(_figures(directory)),
        counts=counts(report.findings),
        readings=tuple(_readings(directory)),
        deliveries=tuple(_deliveries(directory, viewer)),
        round_lists=viewer.findings.lists(round_findings),
        quotas=tuple(_quotas(directory)),
        selecting=selecting_rows(directory.report.selection),
        places=slots((f for d in report.round.deliveries for f in directory.findings_for(d.id) if is_quota(f)), directory),
        province_places=slots((f for f in round_findings if is_quota(f)), directory),
        stacks=stacks(directory, {d.id: delivery_page(d.id) for d in report.round.deliveries}),
        days=days(directory),
        waiting=asked,
        sites=tuple(Figure(site, str(number)) for site, number in Counter(row.where for row in asked).items()),
        changes=change_view(directory),
        quarantined=tuple(FileRow(d.path, d.reason or "") for d in directory.with_status(Status.QUARANTINED)),
        duplicates=tuple(FileRow(d.path, _original(directory, d)) for d in directory.with_status(Status.DUPLICATE)),
        hard_pages=tuple(_hard_pages(directory)),
        others=tuple(_others(directory)),
        ignored=report.round.ignored,
        register_problems=report.round.registers.problems,
        not_required=notice.not_required,
        by_hand=tuple(c for c in notice.clauses if c.by_hand),
        footer=tuple(_footer(directory)),
    )


def _quotas(directory: Directory) -> Iterator[QuotaRow]:
    """Give the province's places first, then each recommender's."""
    homes = (("round", "全省"), *((d.id, directory.homes[d.id][0]) for d in directory.report.round.deliveries))
    for home, who in homes:
        for finding in filter(is_quota, directory.findings_for(home)):
            shown = mark(finding.kind, finding.verdict)
            yield QuotaRow(who, finding.title, shown, plain_message(finding.message), finding.verdict in OPEN_VERDICTS)


def _deliveries(directory: Directory, viewer: Viewer) -> Iterator[DeliveryView]:
    application = 1
    for number, delivery in enumerate(directory.report.round.deliveries, 1):
        yield viewer.delivery(delivery, number, application)
        application += len(directory.applications_of(delivery))


def _figures(directory: Directory) -> Iterator[Figure]:
    documents = directory.report.round.documents
    yield Figure("报送批次", str(len(directory.report.round.deliveries)))
    yield Figure("申报项目", str(len(directory.report.round.applications)))
    yield Figure("识别材料", f"{sum(d.status is Status.PROCESSED for d in documents)}份")
    yield Figure("页数", f"{count_pages(documents)}页")
    yield Figure("隔离文件", str(sum(d.status is Status.QUARANTINED for d in documents)))
    yield Figure("待查询事项", str(len(look_up_rows(directory.report.findings))))


def _deadlines(directory: Directory) -> Iterator[Figure]:
    names = {"recommender": "推荐单位报送截止", "province": "上传国家系统截止"}
    for deadline in directory.notice.deadlines:
        days = (deadline.day - directory.report.as_of).days
        left = f"尚余{days}天" if days > 0 else "当日" if days == 0 else f"已过{-days}天"
        yield Figure(names.get(deadline.actor, deadline.actor), f"{deadline.day.isoformat()}（{left}）")


def _readings(directory: Directory) -> Iterator[ReadingRow]:
    for question in directory.notice.readings:
        state = directory.report.readings.get(question.id)
        chosen = next((c for c in question.choices if state and c.id == state.choice), None)
        yield ReadingRow(
            question=question.question,
            choice=chosen.title if chosen else "",
            argument=chosen.argument if chosen else "",
            by=CHOSEN_WORDS[state.by] if state else "",
            others=tuple(c.title for c in question.choices if c is not chosen),
        )


def _original(directory: Directory, document: Document) -> str:
    original = directory.document(document.duplicate_of)
    return f"与“{original.path}”内容完全相同，未重复计算" if original else "与另一文件内容完全相同，未重复计算"


def _hard_pages(directory: Directory) -> Iterator[FileRow]:
    for document in directory.with_status(Status.PROCESSED):
        for page in document.pages:
            if page.faults:
                path, number = file_and_page(document, page.number)
                advice = "，建议重新扫描此页" if page.rescan else ""
                yield FileRow(f"{path}　第{number}页", "、".join(FAULT_WORDS[f] for f in page.faults) + advice)


def _others(directory: Directory) -> Iterator[FileRow]:
    for document in directory.with_status(Status.PROCESSED):
        if document.kind in {Kind.OTHER, Kind.ANNUAL_SUMMARY, Kind.SELF_EVALUATION}:
            heading = getattr(document, "heading", "")
            yield FileRow(f"{document.path}　第{document.first_page}—{document.last_page}页", heading or document_name(document))


def _footer(directory: Directory) -> Iterator[Figure]:
    run = directory.report.run
    yield Figure("生成时间", f"{run.started_at:%Y-%m-%d %H:%M}")
    yield Figure("用时", f"{run.seconds:.0f}秒")
    yield Figure("通知数据版本", f"{directory.notice.id}　{directory.notice.version[:12]}")
    if run.versions:
        yield Figure("软件版本", "，".join(f"{name} {version}" for name, version in sorted(run.versions.items())))
    if run.files:
        yield Figure("收件清点", _tally(run.files))
    if run.trail:
        yield Figure("审计记录", trail_line(run))
    for note in run.notes:
        yield Figure("运行说明", note)


def _tally(files: Mapping[str, int]) -> str:
    """Return the count of files and of their states, which add up."""
    states = "，".join(f"{FILE_STATE_WORDS.get(name, name)} {count}" for name, count in files.items() if name != "seen" and count)
    return f"{files.get('seen', 0)} 个文件：{states or '无'}"


def trail_line(run: RunInfo) -> str:
    """Return what a printed report says of the audit trail, so that the trail can be held against it later."""
    return f"运行 {run.id[:12]}，校验值 {run.trail[0]}:{run.trail[1]}" if run.trail else ""
