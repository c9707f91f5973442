"""From a round and its findings to the selection that it leaves to make: who stands, under which caps, and what a label would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checks.binding import Bound, bind
from checks.case import ApplicationCase, RoundCase
from checks.delivery.quota_recommender import QuotaParams
from checks.delivery.quota_special import SpecialQuotaParams
from checks.round.quota_province_domain import DomainParams
from checks.round.quota_province_special import TrackParams
from checks.round.quota_province_total import ProvinceParams
from checks.selection.solving import Pool, pools, remaining
from checks.tracks import is_recommended
from schemas.finding import Finding, FindingKind, Verdict
from schemas.notice import Notice
from schemas.report import ReadingState
from schemas.selection import Candidate, Cap, Excluded, Move, PoolCount, Scenario, Selection
from schemas.submission import Round

ORDINARY = "普通项目"


def selection(round_: Round, notice: Notice, findings: Sequence[Finding], readings: Mapping[str, ReadingState]) -> Selection:
    """Return what the caps allow of a round; an empty selection where the notice caps nothing for the province."""
    return _Posing(round_, notice, tuple(findings), readings).selection()


@dataclass(frozen=True)
class _Posing:
    round: Round
    notice: Notice
    findings: tuple[Finding, ...]
    readings: Mapping[str, ReadingState]

    def selection(self) -> Selection:
        if not any(not cap.recommender for cap in self.caps):
            return Selection()
        clean = tuple(c for c in self.candidates if not c.failed)
        everybody = self._pools(self.candidates)
        scenarios = [Scenario(title="全部候选项目", pools=remaining(everybody))]
        if len(clean) < len(self.candidates):
            scenarios.append(Scenario(title="不计有不符合要求项的", pools=remaining(self._pools(clean))))
        return Selection(
            candidates=self.candidates,
            excluded=tuple(self._excluded()),
            caps=self.caps,
            scenarios=tuple(scenarios),
            moves=tuple(self._moves(everybody, scenarios[0].pools)),
        )

    @cached_property
    def whole(self) -> RoundCase:
        voiding = {bound.rule.name for bound in self._bound.values() if bound.rule.voids}
        apart = frozenset(f.subject for f in self.findings if f.rule in voiding and f.verdict is Verdict.FAIL)
        return RoundCase(self.notice, self.round, apart=apart)

    @cached_property
    def _bound(self) -> dict[str, Bound]:
        return {bound.rule.name: bound for bound in bind(self.notice)}

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        standing = [a for a in self.whole.applications if not self._why_not(a)]
        return tuple(self._candidate(number, a) for number, a in enumerate(standing, 1))

    def _candidate(self, number: int, case: ApplicationCase) -> Candidate:
        return Candidate(
            number=number,
            application=case.id,
            name=case.application.project_name or "（项目名称未识别）",
            recommender=self._home(case),
            rank=case.application.rank,
            domain=case.application.domain or "",
            failed=sum(f.verdict is Verdict.FAIL and f.kind is FindingKind.REQUIREMENT for f in self._about.get(case.id, ())),
            may_be=self._may_be(case),
        )

    def _home(self, case: ApplicationCase) -> str:
        return case.delivery.delivery.recommender or case.delivery.name

    @cached_property
    def _about(self) -> Mapping[str, list[Finding]]:
        """The findings of each subject."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.subject, []).append(finding)
        return found

    def _may_be(self, case: ApplicationCase) -> tuple[str, ...]:
        suggested = {f.expected for f in self._about.get(case.id, ()) if f.rule == "domain-fits" and f.verdict is Verdict.REVIEW}
        return tuple(d.id for d in self.notice.domains if d.name in suggested and d.id != case.application.domain)

    def _excluded(self) -> Iterator[Excluded]:
        for case in self.whole.applications:
            if why := self._why_not(case):
                yield Excluded(application=case.id, name=case.application.project_name or "（项目名称未识别）", why=why)

    def _why_not(self, case: ApplicationCase) -> str:
        if case.delivery.stands_apart:
            return "所在批次逾期，或推荐单位不在通知所列之内"
        if not is_recommended(case):
            return "未列入推荐函"
        domain = self.notice.domain(case.application.domain or "")
        if domain is None:
            return "所属领域未能确定"
        if domain.special and self._scope == "competent-department" and not self._is_competent(case, domain.id):
            return "按所选口径，推荐单位不是该专项的主管部门"
        return ""

    @property
    def _scope(self) -> str:
        state = self.readings.get("special-quota-scope")
        answered = {answer.reading: answer.choice for answer in self.notice.settled}
        return state.choice if state else answered.get("special-quota-scope", "")

    def _is_competent(self, case: ApplicationCase, track: str) -> bool:
        return any(r.name == case.delivery.delivery.recommender and track in r.special_tracks for r in self.notice.recommenders)

    @cached_property
    def caps(self) -> tuple[Cap, ...]:
        return (*self._province_caps(), *self._recommender_caps())

    def _province_caps(self) -> Iterator[Cap]:
        for bound in self._bound.values():
            match bound.params:
                case ProvinceParams(max=places):
                    yield Cap(title="全省普通项目总数", places=places)
                case DomainParams(max=places):
                    ordinary = (d for d in self.notice.domains if not d.special)
                    yield from (Cap(title=f"{d.name}领域", places=places, domain=d.id) for d in ordinary)
                case TrackParams(max=places, tracks=tracks):
                    yield from (Cap(title=f"全省{self._name(track)}", places=places, pool=track) for track in tracks)
                case _:
                    continue

    def _recommender_caps(self) -> Iterator[Cap]:
        homes = {self._home(case): case.delivery for case in self.whole.applications if not self._why_not(case)}
        ordinary = next((b.params for b in self._bound.values() if isinstance(b.params, QuotaParams)), None)
        special = next((b.params for b in self._bound.values() if isinstance(b.params, SpecialQuotaParams)), None)
        for name, delivery in homes.items():
            most = ordinary.max.get(delivery.delivery.recommender_class) if ordinary else None
            if most is not None:
                yield Cap(title=f"{name}普通项目", places=most, recommender=name)
            if special and self._scope != "per-province":
                yield from (
                    Cap(title=f"{name}{self._name(track)}", places=special.max, pool=track, recommender=name) for track in special.tracks
                )

    def _name(self, track: str) -> str:
        domain = self.notice.domain(track)
        return domain.name if domain else track

    def _pools(self, candidates: Sequence[Candidate]) -> tuple[Pool, ...]:
        titles = {"": ORDINARY, **{d.id: d.name for d in self.notice.domains if d.special}}
        return pools(candidates, self.caps, titles, self._pool_of)

    def _pool_of(self, domain_id: str) -> str:
        domain = self.notice.domain(domain_id)
        return domain.id if domain and domain.special else ""

    def _moves(self, found: tuple[Pool, ...], before: tuple[PoolCount, ...]) -> Iterator[Move]:
        for candidate in self.candidates:
            for other in candidate.may_be:
                moved = candidate.model_copy(update={"domain": other})
                home, old_home = self._pool_of(other), self._pool_of(candidate.domain)
                touched = ((old, p) for old, p in zip(before, found, strict=True) if p.name in (home, old_home))
                effects = tuple(told for old, p in touched for told in _differences(old, p.relabelled(moved, stays=p.name == home)))
                stated, name = self._name(candidate.domain), self._name(other)
                yield Move(number=candidate.number, name=candidate.name, stated=stated, other=name, effects=effects)


def _differences(old: PoolCount, new: Pool) -> Iterator[str]:
    sizes = new.sizes()
    filled = max(sizes, default=0)
    if old.candidates != len(new.standing):
        yield f"{old.title}候选由{old.candidates}个变为{len(new.standing)}个"
    if old.filled != filled:
        yield f"{old.title}最多可选由{old.filled}个变为{filled}个"
    if old.ways != sizes.get(filled, 0):
        yield f"{old.title}选满的组合由{old.ways:,}种变为{sizes.get(filled, 0):,}种"
    known = {state.cap: state.over for state in old.caps}
    for cap in new.caps:
        over = max(0, new.under(cap) - cap.places)
        if over != known.get(cap, 0):
            yield f"{cap.title}超出名额由{known.get(cap, 0)}个变为{over}个"
