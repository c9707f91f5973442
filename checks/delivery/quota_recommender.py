"""A recommender puts up no more ordinary projects than its class may.

Projects of the special tracks don't count here. Where a project's domain can't be told, it may be either, and both counts are
shown; that matters only if the limit lies between them.

Outcomes: within the limit passes; over it fails, with the order of the letter and who would be in.
Example: a city with a limit of 1 that names two ordinary projects fails; one ordinary and one of a special track pass.
"""

from dataclasses import replace

from checks.case import ApplicationCase, DeliveryCase
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, passed
from checks.tracks import Count, Standing, count, standing
from schemas.finding import FindingKind, Scope
from schemas.notice import RecommenderClass


class QuotaParams(Params):
    """How many ordinary projects each class may put up, at most and at least."""

    max: dict[RecommenderClass, int]
    min: dict[RecommenderClass, int] = {}


def check(case: DeliveryCase, params: QuotaParams) -> Outcome:
    """Count the ordinary projects against the limit of the recommender's class."""
    number, class_ = count(case, None), case.delivery.recommender_class
    if class_ not in params.max:
        return _unclassed(case, number, params)
    return replace(_against(case, params, number), turns_on=("max", class_.value))


def _against(case: DeliveryCase, params: QuotaParams, number: Count) -> Outcome:
    class_ = case.delivery.recommender_class
    limit, least = params.max[class_], params.min.get(class_, 0)
    title = case.notice.class_titles.get(class_, class_.value)
    said = f"{case.name}（{title}）推荐普通项目{number}，限额{limit}个"
    ink = tuple(ink for a in case.applications for ink in _domain_ink(a))
    expected = f"不超过{limit}个"
    if number.least > limit:
        return failed(f"{said}；{_ranking(case, limit)}。", *ink, expected=expected, observed=str(number))
    if number.most > limit:
        return needs_review(f"{said}；{_open(case)}，请确认后核定。", *ink, expected=expected, observed=str(number))
    if number.most < least:
        return failed(f"{said}，少于应推荐的{least}个。", *ink, expected=f"不少于{least}个", observed=str(number))
    return passed(f"{said}，未超额。", *ink, expected=expected, observed=str(number))


def _unclassed(case: DeliveryCase, number: Count, params: QuotaParams) -> Outcome:
    smallest = min(params.max.values(), default=0)
    if case.stands_apart or number.most <= smallest:
        return not_applicable(f"{case.name}不属于通知规定限额的推荐单位，推荐普通项目{number}，不核名额。")
    return needs_review(f"{case.name}的推荐单位类别未确认，推荐普通项目{number}，请先确认类别再核名额。")


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
    unnamed = [a.name for a in case.applications if a.application.rank is None and case.letter]
    reasons = [f"{'、'.join(doubtful)}的领域未能确定"] if doubtful else []
    reasons += [f"{'、'.join(unnamed)}未列入推荐函"] if unnamed else []
    return "，".join(reasons) or "推荐函所列项目未全部收到申请表"


RULE = Rule("quota-recommender", "普通项目推荐名额", FindingKind.REQUIREMENT, Scope.DELIVERY, check, QuotaParams)
