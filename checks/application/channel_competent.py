"""The recommender is the one for this unit: of its place, or of its line.

A city's bureau is for the units of its city; a department for those of its line. 沈抚示范区 straddles two cities and has no division
code of its own, so its units can't be told from theirs by code.

Outcomes: place or line fits: pass; else review. Example: a unit in 大连 through 鞍山's bureau is for review.
"""

from checks.case import ApplicationCase
from checks.fields import reading_of
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, passed
from chinese import uscc
from chinese.punctuation import strip_spaces
from schemas.finding import FindingKind, Scope
from schemas.notice import Recommender, RecommenderClass

_TERRITORIAL = (RecommenderClass.MAJOR_CITY, RecommenderClass.CITY, RecommenderClass.ZONE)


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Compare the unit's place or line with the recommender's."""
    listed = next((r for r in case.notice.recommenders if r.name == case.delivery.delivery.recommender), None)
    if listed is None or not case.forms:
        return not_applicable(f"{case.name}的推荐单位或申请表未能确定，无法核对对应关系。")
    return _by_place(case, listed) if listed.recommender_class in _TERRITORIAL else _by_line(case, listed)


def _by_place(case: ApplicationCase, listed: Recommender) -> Outcome:
    code, address, ink = _where(case)
    unit = case.application.undertaking_unit or case.name
    here = listed.place or listed.name
    if (listed.region_code and code.startswith(listed.region_code)) or _stem(here) in address:
        return passed(f"{unit}在{here}，与推荐单位{listed.name}对应。", *ink)
    elsewhere = _named(case, code, address)
    if not listed.region_code and (not elsewhere or code):
        return not_applicable(f"{here}没有单独的行政区划代码，不能以代码判断{unit}是否属于该区。", *ink)
    if not elsewhere:
        return needs_review(f"由{listed.name}推荐的{unit}未能确定所在地，请核对是否对应。", *ink)
    return needs_review(f"{unit}在{elsewhere}，由{listed.name}推荐，请核对是否对应。", *ink, expected=here, observed=elsewhere)


def _where(case: ApplicationCase) -> tuple[str, str, tuple[Ink, ...]]:
    """Return the unit's region code ('' where the code doesn't check out or isn't local), its address, and their ink."""
    form = next((f for f in case.forms if f.uscc or f.address), case.forms[0])
    code = form.uscc.value if form.uscc and form.uscc.value and uscc.is_valid(form.uscc.value) else ""
    region = uscc.region(code)
    address = strip_spaces(form.address.value or "") if form.address else ""
    names = ("uscc", "address") if region else ("address",)
    ink = tuple(case.ink(form, name) for name in names if reading_of(form, name) is not None)
    return ("" if region[2:] == "0000" else region), address, tuple(i.sure() if i.text == code else i for i in ink)


def _named(case: ApplicationCase, code: str, address: str) -> str | None:
    """Return the place that the address names, else the one that the code stands for."""
    by_address = next((r.place for r in case.notice.recommenders if r.place and r.place in address), None)
    return by_address or next((r.place for r in case.notice.recommenders if r.region_code and code.startswith(r.region_code)), None)


def _stem(place: str) -> str:
    """沈抚改革创新示范区 and 沈抚新区 share 沈抚; a city's name is taken whole."""
    return place if place.endswith("市") else place[:2]


def _by_line(case: ApplicationCase, listed: Recommender) -> Outcome:
    form = case.forms[0]
    text = "".join(str(r.value) for name in ("undertaking_unit", "project_name", "tasks") if (r := reading_of(form, name)) and r.value)
    unit = case.application.undertaking_unit or case.name
    ink = tuple(case.ink(form, name) for name in ("undertaking_unit", "project_name") if reading_of(form, name) is not None)
    if case.application.domain in listed.special_tracks:
        return passed(f"{listed.name}是该专项的主管部门，与{case.name}对应。", *ink)
    if words := [word for word in listed.lines if word in text]:
        return passed(f"{case.name}属{listed.name}的行业范围（{'、'.join(words[:3])}）。", *ink)
    return needs_review(f"{unit}的{case.name}与推荐单位{listed.name}的行业关系未能判断，请核对是否对应。", *ink)


RULE = Rule("channel-competent", "推荐渠道对应", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
