"""Puts a chosen set of applications into the folder that is uploaded to the national system."""

import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rich.console import Console

from checks.upload import Obstacle, obstacles
from flows.audit import Audited, audit
from flows.desk import open_desk
from flows.manifest import Head, Listed, Objection, Source, write_manifest
from flows.orders import OFFICE_TIME, AuditOrder
from flows.progress import teller_for
from flows.run import conduct_as_needed
from reports import write_papers
from schemas.documents import Document, Kind, Medium, Status
from schemas.errors import UsageError
from schemas.notice import Notice
from schemas.report import AuditReport
from schemas.submission import Application
from storage.vault import Vault

LETTERS, FORMS = "公文", "申报材料"
LONGEST_NAME = 40
_UNSAFE = re.compile(r"[^0-9A-Za-z㐀-䶿一-鿿（）._-]+")


@dataclass(frozen=True)
class Request:
    """What is to be bundled, and where."""

    chosen: tuple[str, ...]
    """Ids or project names of applications, in the order in which they are to be listed."""
    target: Path
    because: str = ""
    """Why obstacles don't hold; '' for a bundle that they refuse."""
    with_contacts: bool = False


@dataclass(frozen=True)
class Form:
    """An electronic form of a chosen application, and its bytes."""

    application: str
    document: Document
    sha256: str
    place: str
    """Path in the bundle."""


@dataclass(frozen=True)
class Contents:
    """What a bundle holds, and what was said against it."""

    report: AuditReport
    request: Request
    chosen: tuple[Application, ...]
    forms: tuple[Form, ...]
    against: tuple[Obstacle, ...]


def bundle(order: AuditOrder, request: Request, console: Console) -> None:
    """Audit the inbox (what was read is not read again), and write the bundle of the chosen applications."""
    check_target(request.target)
    tell = teller_for(console)
    try:
        with open_desk(order, tell) as desk:
            contents = make_bundle(audit(desk, conduct_as_needed), desk.notice, desk.store.vault, request)
    finally:
        tell.end()
    tell.say(f"已备好 {len(contents.chosen)} 个项目、{len(contents.forms)} 份电子版申报书：{request.target}")
    for obstacle in contents.against:
        tell.say(f"说明理由后仍然列入：{obstacle.message}")


def check_target(target: Path) -> None:
    """Refuse a place where something stands already, before any work."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"上传目录已存在且不为空：{target}", "请另选一个目录，或先移走原有内容")


def make_bundle(audited: Audited, notice: Notice, vault: Vault, request: Request) -> Contents:
    """Write the bundle; UsageError says what speaks against it where no reason was given."""
    report = audited.report
    chosen = _chosen(request.chosen, report.round.applications)
    forms = tuple(_forms(chosen, audited))
    against = (*obstacles(notice, report.findings, chosen), *_without_form(chosen, forms))
    _refuse(against, request.because)
    contents = Contents(report, request, chosen, forms, against)
    _write(contents, notice, vault)
    return contents


def _chosen(names: Sequence[str], applications: Sequence[Application]) -> tuple[Application, ...]:
    """Return the applications in the given order, each once; UsageError names what is unknown or fits several."""
    found: dict[str, Application] = {}
    for name in names:
        fitting = [a for a in applications if name in {a.id, a.project_name}]
        if len(fitting) != 1:
            problem = "没有找到" if not fitting else "不止一个"
            raise UsageError(f"{problem}项目：{name}", "请写报告中的项目名称全称，或 audit.json 中的项目编号")
        found[fitting[0].id] = fitting[0]
    if not found:
        raise UsageError("没有选定项目", "请用 --choose 逐个指定")
    return tuple(found.values())


def _forms(chosen: Sequence[Application], audited: Audited) -> Iterator[Form]:
    bytes_of = {part.path: part.sha256 for unit in audited.units for part in (*unit.parts, *unit.repeats)}
    documents = {d.id: d for d in audited.report.round.documents}
    for number, application in enumerate(chosen, 1):
        folder = f"{FORMS}/{number:02d}_{_name(application.project_name or application.id)}"
        taken: set[str] = set()
        for document in (documents[i] for i in application.documents if i in documents):
            if _is_electronic_form(document) and document.path in bytes_of:
                name = _free(_name(PurePosixPath(document.path.rpartition("!/")[2] or document.path).name), taken)
                yield Form(application.id, document, bytes_of[document.path], f"{folder}/{name}")


def _is_electronic_form(document: Document) -> bool:
    is_form = document.kind is Kind.APPLICATION_FORM and document.status is Status.PROCESSED
    return is_form and document.medium is Medium.ELECTRONIC


def _name(text: str) -> str:
    """Return a text as a file name, its suffix kept."""
    stem, dot, suffix = text.rpartition(".")
    safe = _UNSAFE.sub("_", stem if dot and len(suffix) <= 5 else text).strip("._-")[:LONGEST_NAME] or "未命名"
    return f"{safe}.{_UNSAFE.sub('', suffix)}" if dot and len(suffix) <= 5 else safe


def _free(name: str, taken: set[str]) -> str:
    stem, _, suffix = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem}_{number}.{suffix}"
    taken.add(free.casefold())
    return free


def _without_form(chosen: Sequence[Application], forms: Sequence[Form]) -> Iterator[Obstacle]:
    having = {form.application for form in forms}
    for application in chosen:
        if application.id not in having:
            yield Obstacle(application.id, f"《{application.project_name or '项目名称未能识读'}》没有电子版申报书，无法上传。")


def _refuse(against: Sequence[Obstacle], because: str) -> None:
    if against and not because.strip():
        told = "\n".join(f"  {number}. {obstacle.message}" for number, obstacle in enumerate(against, 1))
        raise UsageError(f"选定的项目有下列问题，未生成上传材料：\n{told}", "请调整选定的项目；确需列入的，用 --because 写明理由")


def _write(contents: Contents, notice: Notice, vault: Vault) -> None:
    """Write the whole bundle beside its place, then move it there."""
    request, target = contents.request, contents.request.target
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".bundle-", dir=target.parent))
    try:
        (stage / LETTERS).mkdir()
        idents = tuple(a.id for a in contents.chosen)
        write_papers(stage / LETTERS, contents.report, notice, idents, with_contacts=request.with_contacts)
        for form in contents.forms:
            _copy(vault, form, stage / form.place)
        write_manifest(stage, *_told(contents))
        if target.exists():
            target.rmdir()
        stage.chmod(0o755)
        stage.rename(target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _copy(vault: Vault, form: Form, target: Path) -> None:
    if not (vault.has(form.sha256) and vault.verify(form.sha256)):
        raise UsageError(f"原件与收件时不一致或已不在存储目录：{form.document.path}", "请重新收件后再试")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(vault.path(form.sha256), target)


def _told(contents: Contents) -> tuple[Head, tuple[Source, ...]]:
    request, report = contents.request, contents.report
    head = Head(
        notice=report.notice,
        as_of=report.as_of,
        made_at=dt.datetime.now(OFFICE_TIME).replace(microsecond=0),
        because=request.because.strip() or None,
        obstacles=tuple(Objection(application=o.application, message=o.message) for o in contents.against),
        applications=tuple(Listed(id=a.id, project_name=a.project_name, undertaking_unit=a.undertaking_unit) for a in contents.chosen),
    )
    return head, tuple(Source(path=f.place, source=f.document.path, application=f.application) for f in contents.forms)
