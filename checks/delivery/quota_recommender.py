"""A recommender puts up no more ordinary projects than its class may, and no fewer than it must.

Projects of the special tracks don't count here. Where a project's domain can't be told, it may be either, and both counts are
shown; that matters only if a limit lies between them. A class for which the notice names neither limit is free.

Outcomes: within the limits passes; over the upper one fails, with the order of the letter and who would be in; below the lower one
fails, unless something unread may hold the rest. Over it only together with another delivery of the same recommender is for review,
since the second may replace the first; so is a count without a letter.
Example: a city with a limit of 1 that names two ordinary projects fails; one ordinary and one of a special track pass.
"""

from dataclasses import dataclass, replace

from pydantic import model_validator

from checks.case import ApplicationCase, DeliveryCase
from checks.issuer import issuer_ink
from checks.missing import form_titles, hidden_note, hiding_places, unread
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, passed
from checks.tracks import Count, Standing, count, elsewhere, standing
from schemas.finding import FindingKind, Scope
from schemas.notice import RecommenderClass


@dataclass(frozen=True)
class Limits:
    """What a class may put up. ``most`` is None where the notice names no upper limit."""

    least: int
    most: int | None

    def admit(self, number: Count) -> bool:
        """Say whether a count is within the limits, whatever is open about it."""
        return number.least >= self.least and (self.most is None or number.most <= self.most)

    def __str__(self) -> str:
        if self.most is None:
            return f"不少于{self.least}个"
        return f"{self.least}至{self.most}个" if self.least else f"不超过{self.most}个"


class QuotaParams(Params):
    """How many ordinary projects each class may put up, at most and at least; a notice gives one of the two, or both."""

    max: dict[RecommenderClass, int] = {}
    min: dict[RecommenderClass, int] = {}

    @model_validator(mode="after")
    def _something(self) -> "QuotaParams":
        if not (self.max or self.min):
            raise ValueError("max 和 min 至少写一项")
        return self

    def limits(self, class_: RecommenderClass) -> Limits | None:
        """Return a class's limits; None where the notice names none."""
        if class_ not in self.max and class_ not in self.min:
            return None
        return Limits(self.min.get(class_, 0), self.max.get(class_))


def check(case: DeliveryCase, params: QuotaParams) -> Outcome:
    """Count the ordinary projects against the limits of the recommender's class."""
    number, class_ = count(case, None), case.delivery.recommender_class
    limits = params.limits(class_)
    if limits is not None:
        return replace(_against(case, limits, number), turns_on=("max" if class_ in params.max else "min", class_.value))
    if class_ is RecommenderClass.OTHER:
        return _unclassed(case, number, params)
    return not_applicable(f"通知未对{_title(case)}规定名额，{case.name}推荐普通项目{number}。")


def _against(case: DeliveryCase, limits: Limits, number: Count) -> Outcome:
    said = f"{case.name}（{_title(case)}）推荐普通项目{number}，限额{limits if limits.least else f'{limits.most}个'}"
    ink = tuple(ink for a in case.applications for ink in _domain_ink(a))
    expected, observed = str(limits), str(number)
    if limits.most is not None and number.least > limits.most:
        told = f"{said}；{_ranking(case, limits.most)}。"
        return failed(told, *issuer_ink(case), *ink, expected=expected, observed=observed)
    if not limits.admit(number):
        return _doubtful(case, said, limits, number)
    if (more := elsewhere(case, None)) and limits.most is not None and more.added_to(number).most > limits.most:
        total = more.added_to(number)
        told = f"{said}；{more.told}，合计{total}，请核实是补充还是替换"
        return needs_review(f"{told}。", *ink, expected=expected, observed=str(total))
    return passed(f"{said}，未超额。" if not limits.least else f"{said}，符合要求。", *ink, expected=expected, observed=observed)


def _doubtful(case: DeliveryCase, said: str, limits: Limits, number: Count) -> Outcome:
    """Judge a count that is, or may be, outside the limits: more may stand in an unread file, or have come in another delivery."""
    ink = (*issuer_ink(case), *(ink for a in case.applications for ink in _domain_ink(a)))
    expected, observed = str(limits), str(number)
    if number.most >= limits.least:
        return needs_review(f"{said}；{_open(case)}，请确认后核定。", *ink, expected=expected, observed=observed)
    hidden, more = hiding_places(case, form_titles(case)), elsewhere(case, None)
    if hidden or more:
        note = hidden_note(hidden) if hidden else more.told if more else ""
        return needs_review(f"{said}；{note}，请核对。", *ink, expected=expected, observed=observed)
    return failed(f"{said}，少{limits.least - number.most}个。", *ink, expected=expected, observed=observed)


def _unclassed(case: DeliveryCase, number: Count, params: QuotaParams) -> Outcome:
    every = [limits for class_ in RecommenderClass if (limits := params.limits(class_))]
    if case.stands_apart or all(limits.admit(number) for limits in every):
        return not_applicable(f"{case.name}不属于通知规定限额的推荐单位，推荐普通项目{number}，不核名额。")
    return needs_review(f"{case.name}的推荐单位类别未确认，推荐普通项目{number}，请先确认类别再核名额。")


def _title(case: DeliveryCase) -> str:
    class_ = case.delivery.recommender_class
    return case.notice.class_titles.get(class_, class_.value)


def _domain_ink(case: ApplicationCase) -> tuple[Ink, ...]:
    """Show where the domain stands; doubt has already widened the count, so it isn't weighed twice."""
    return tuple(case.ink(form, "domain").sure() for form in case.forms[:1] if form.domain is not None)


def _ranking(case: DeliveryCase, limit: int) -> str:
    ordinary = [a for a in case.applications if standing(a) is not Standing.SPECIAL]
    order = "、".join(f"{a.application.rank or '未列'}.{a.name}" for a in ordinary)
    inside = "、".join(a.name for a in ordinary[:limit])
    return f"按推荐函顺序为{order}，限额内为{inside}，请由推荐单位确认取舍"


def _open(case: DeliveryCase) -> str:
    doubtful = [a.name for a in case.applications if standing(a) is Standing.OPEN]
    unnamed = [a.name for a in case.applications if a.application.rank is None]
    reasons = [f"{'、'.join(doubtful)}的领域未能确定"] if doubtful else []
    reasons += [f"{'、'.join(unnamed)}未列入推荐函"] if unnamed else []
    reasons += [hidden_note(files)] if (files := unread(case)) else []
    return "，".join(reasons) or "推荐函所列项目未全部收到申请表"


RULE = Rule("quota-recommender", "普通项目推荐名额", FindingKind.REQUIREMENT, Scope.DELIVERY, check, QuotaParams)
