"""Projects of the special tracks stay within the extra places.

The notice grants extra places without saying to whom. Read one way each recommender has them, read another the province, read a
third only the department in charge of the line; every answer is printed.

Reading: ``special-quota-scope`` (per-recommender, per-province, competent-department).
Example: a city with two 民政 projects is within the places by the first reading, and has none by the third.
"""

from checks.case import DeliveryCase
from checks.issuer import issuer_ink
from checks.rule import Outcome, Params, Rule, failed, needs_review, not_applicable, passed, together
from checks.tracks import Count, count, elsewhere, tracks_of
from schemas.finding import FindingKind, Scope


class SpecialQuotaParams(Params):
    """Extra places of each track for a recommender, and for the province."""

    max: int
    tracks: tuple[str, ...]
    province_max: int


def check(case: DeliveryCase, params: SpecialQuotaParams) -> Outcome:
    """Judge each track that the delivery puts a project up for."""
    counts = [(track, count(case, track)) for track in params.tracks]
    used = [(track, number) for track, number in counts if _is_used(case, track)]
    if not used:
        return not_applicable(f"{case.name}未推荐专项试点项目。")
    parts = [_track(case, params, track, number) for track, number in used]
    told = "、".join(f"{_name(case, track)}{number}" for track, number in used)
    return together(parts, f"{case.name}推荐专项项目：{told}，在专项名额以内。", case.name)


def _is_used(case: DeliveryCase, track: str) -> bool:
    """Say whether a project states the track: one that states no domain at all is counted, but opens no question by itself."""
    return any(tracks_of(a) == {track} or (track in tracks_of(a) and a.application.special_track == track) for a in case.applications)


def _track(case: DeliveryCase, params: SpecialQuotaParams, track: str, number: Count) -> Outcome:
    match case.choices["special-quota-scope"]:
        case "per-recommender":
            return _for_itself(case, params, track, number)
        case "per-province":
            return _in_province(case, params, track, number)
        case _:
            return _competent(case, params, track, number)


def _for_itself(case: DeliveryCase, params: SpecialQuotaParams, track: str, number: Count) -> Outcome:
    """Count what the recommender puts up itself; what it sent in another delivery may replace this one."""
    told, more = f"推荐{_name(case, track)}{number}", elsewhere(case, track)
    if more and number.least <= params.max < more.added_to(number).most:
        total = more.added_to(number)
        told = f"{told}；{more.told}，合计{total}，专项名额{params.max}个，请核实是补充还是替换"
        return needs_review(told, expected=f"不超过{params.max}个", observed=str(total))
    return _within(case, told, number, params.max)


def _within(case: DeliveryCase, told: str, number: Count, limit: int) -> Outcome:
    ink = tuple(a.ink(form, "domain").sure() for a in case.applications for form in a.forms[:1])
    if number.least > limit:
        return failed(f"{told}，专项名额{limit}个", *issuer_ink(case), *ink, expected=f"不超过{limit}个", observed=str(number))
    if number.most > limit:
        return needs_review(f"{told}，专项名额{limit}个，有项目领域未能确定", *ink, expected=f"不超过{limit}个", observed=str(number))
    return passed(f"{told}，专项名额{limit}个", *ink, expected=f"不超过{limit}个", observed=str(number))


def _in_province(case: DeliveryCase, params: SpecialQuotaParams, track: str, number: Count) -> Outcome:
    if number.least > params.province_max:
        return _within(case, f"推荐{_name(case, track)}{number}", number, params.province_max)
    standing = [count(d, track) for d in case.whole.deliveries if not d.stands_apart or d.id == case.id]
    total = Count(sum(c.least for c in standing), sum(c.most for c in standing))
    told = f"推荐{_name(case, track)}{number}，全省共{total}"
    if total.least > params.province_max:
        return needs_review(f"{told}，全省专项名额{params.province_max}个，须统筹取舍", expected=f"全省不超过{params.province_max}个")
    return _within(case, told, total, params.province_max)


def _competent(case: DeliveryCase, params: SpecialQuotaParams, track: str, number: Count) -> Outcome:
    listed = next((r for r in case.notice.recommenders if r.name == case.delivery.recommender), None)
    if listed and track in listed.special_tracks:
        return _for_itself(case, params, track, number)
    bodies = "、".join(r.name for r in case.notice.recommenders if track in r.special_tracks)
    told = f"推荐{_name(case, track)}{number}，但不是该专项的主管部门{f'（{bodies}）' if bodies else ''}"
    ink = tuple(a.ink(form, "domain").sure() for a in case.applications for form in a.forms[:1])
    known = case.delivery.recommender is not None and case.letter is not None
    return failed(told, *issuer_ink(case), *ink) if number.least and known else needs_review(told, *ink)


def _name(case: DeliveryCase, track: str) -> str:
    domain = case.notice.domain(track)
    return domain.name if domain else track


RULE = Rule(
    "quota-special",
    "专项推荐名额",
    FindingKind.REQUIREMENT,
    Scope.DELIVERY,
    check,
    SpecialQuotaParams,
    readings={"special-quota-scope": ("per-recommender", "per-province", "competent-department")},
)
