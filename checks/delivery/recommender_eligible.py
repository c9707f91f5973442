"""The body that recommends is one that the notice addresses.

The letter's printed issuer and its seal say who that is; the folder's name is a hint and never evidence. Lists of departments
are never complete, so a sender that is neither listed nor clearly of another kind is for review.

Outcomes: listed passes; a county bureau, a city's other department, a company or a school fails; letter and seal of two bodies
are for review. Example: 沈阳市民政局 fails, 辽宁省某新设机构 is for review.
"""

import re

from checks.case import DeliveryCase
from checks.issuer import agree, issuer_ink, printed_issuer, sealed_issuer
from checks.issuer import listed as known
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, passed
from chinese.punctuation import strip_spaces
from schemas.finding import FindingKind, Scope
from schemas.notice import Notice


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Look the issuer up among those that the notice addresses; where print and seal agree, neither is in doubt."""
    if case.letter is None:
        return needs_review(f"“{case.name}”的材料未附推荐函，无法确认推荐单位；文件夹名称不作为依据。")
    printed, sealed = printed_issuer(case), sealed_issuer(case)
    if printed is None and sealed is None:
        return needs_review("推荐函的落款和印章均未识别出推荐单位，请核对原件。", *case.letter_ink("issuer", "落款"))
    if printed and sealed and not agree(case.notice, printed.text, sealed.text):
        return needs_review(f"推荐函落款“{printed.text}”与印章“{sealed.text}”不是同一单位，请核实推荐单位。", printed, sealed)
    return _judged(case.notice, issuer_ink(case))


def _judged(notice: Notice, ink: tuple[Ink, ...]) -> Outcome:
    name = ink[0].text
    if listed := known(notice, name):
        title = notice.class_titles.get(listed.recommender_class, listed.recommender_class.value)
        return passed(f"推荐单位{listed.name}属于通知规定的推荐单位（{title}）。", *ink, observed=name)
    if kind := _ineligible(notice, name):
        return failed(f"推荐函由“{name}”出具，该单位属{kind}，不在通知规定的推荐单位范围内。", *ink, observed=name)
    return needs_review(f"推荐单位“{name}”不在推荐单位名单中，请确认其是否属于通知规定的推荐单位。", *ink, observed=name)


def _ineligible(notice: Notice, name: str) -> str | None:
    plain = strip_spaces(name).replace("(", "（").replace(")", "）")
    return next((pattern.title for pattern in notice.ineligible if re.search(pattern.pattern, plain)), None)


RULE = Rule("recommender-eligible", "推荐单位资格", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params, voids=True)
