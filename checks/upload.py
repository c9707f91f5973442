"""What speaks against uploading a set of applications: the province's places, open faults, undecided domains.

The set is a person's choice. This only says which of the notice's places it would overrun and what the documents prove against
a member; whoever uploads all the same says why, and that stands in the manifest.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checks.binding import bind
from checks.round.quota_province_domain import DomainParams
from checks.round.quota_province_special import TrackParams
from checks.round.quota_province_total import ProvinceParams
from schemas.finding import Finding, FindingKind, Verdict
from schemas.notice import Notice
from schemas.submission import Application


@dataclass(frozen=True)
class Obstacle:
    """One thing against the upload."""

    application: str | None
    """None where it is the whole set."""
    message: str


def obstacles(notice: Notice, findings: Iterable[Finding], chosen: Sequence[Application]) -> tuple[Obstacle, ...]:
    """Return everything that speaks against uploading the chosen applications; () where nothing does."""
    return (*_over_places(notice, chosen), *_undecided(chosen), *_faults(findings, chosen))


def _over_places(notice: Notice, chosen: Sequence[Application]) -> Iterator[Obstacle]:
    ordinary = [a for a in chosen if a.special_track is None]
    for bound in bind(notice):
        match bound.params:
            case ProvinceParams(max=places):
                yield from _over("全省普通项目", len(ordinary), places)
            case DomainParams(max=places):
                for domain in notice.domains:
                    yield from _over(f"{domain.name}领域", sum(a.domain == domain.id for a in ordinary), places)
            case TrackParams(max=places, tracks=tracks):
                for track in tracks:
                    yield from _over(_title(notice, track), sum(a.special_track == track for a in chosen), places)


def _over(what: str, number: int, places: int) -> Iterator[Obstacle]:
    if number > places:
        yield Obstacle(None, f"{what}选定{number}个，名额{places}个，超出{number - places}个。")


def _title(notice: Notice, track: str) -> str:
    domain = notice.domain(track)
    return domain.name if domain else track


def _undecided(chosen: Sequence[Application]) -> Iterator[Obstacle]:
    for application in chosen:
        if application.domain is None:
            yield Obstacle(application.id, f"《{application.project_name or '项目名称未能识读'}》所属领域未能确定，无法计入名额。")


def _faults(findings: Iterable[Finding], chosen: Sequence[Application]) -> Iterator[Obstacle]:
    holders = {d: a.id for a in chosen for d in (a.id, *a.documents)}
    batches: dict[str, list[Application]] = {}
    for application in chosen:
        batches.setdefault(application.delivery, []).append(application)
    for finding in findings:
        if finding.verdict is not Verdict.FAIL or finding.kind is FindingKind.ADVICE:
            continue
        if finding.subject in holders:
            yield Obstacle(holders[finding.subject], f"{finding.title}：{finding.message}")
        for application in batches.get(finding.subject, ()):
            yield Obstacle(application.id, f"本批材料，{finding.title}：{finding.message}")
