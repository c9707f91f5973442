"""The body that recommends is one that the notice addresses.

The letter's printed issuer and its seal say who that is; the folder's name is a hint and never evidence. Lists of departments
are never complete, so a sender that is neither listed nor clearly of another kind is for review.

Outcomes: listed passes; a county bureau, a city's other department, a company or a school fails; letter and seal of two bodies
are for review. Example: 沈阳市民政局 fails, 辽宁省某新设机构 is for review.
"""

import re
from dataclasses import replace

from checks.case import DeliveryCase
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, passed
from checks.sealing import seal_ink
from chinese.lookalikes import equal_but_lookalikes
from chinese.names import bare_key, same_unit
from chinese.punctuation import strip_spaces
from schemas.documents import SealOutcome
from schemas.finding import FindingKind, Scope
from schemas.notice import Notice, Recommender


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Look the issuer up among those that the notice addresses; where print and seal agree, neither is in doubt."""
    if case.letter is None:
        return needs_review(f"“{case.name}”的材料未附推荐函，无法确认推荐单位；文件夹名称不作为依据。")
    printed, sealed = _printed(case), _sealed(case)
    if printed is None and sealed is None:
        return needs_review("推荐函的落款和印章均未识别出推荐单位，请核对原件。", *case.letter_ink("issuer", "落款"))
    if printed and sealed and not _agree(case.notice, printed.text, sealed.text):
        return needs_review(f"推荐函落款“{printed.text}”与印章“{sealed.text}”不是同一单位，请核实推荐单位。", printed, sealed)
    return _judged(case.notice, [replace(ink, doubt="" if printed and sealed else ink.doubt) for ink in (sealed, printed) if ink])


def _printed(case: DeliveryCase) -> Ink | None:
    issuer = case.letter.issuer if case.letter else None
    if issuer is None or not (issuer.value or issuer.raw.strip()):
        return None
    return replace(case.letter_ink("issuer", "落款")[0], text=issuer.value or issuer.raw)


def _sealed(case: DeliveryCase) -> Ink | None:
    """Return the seal's owner where it is known; an unreadable seal says nothing here."""
    letter = case.letter
    known = (SealOutcome.MATCHED, SealOutcome.MISMATCHED)
    seal = next((s for s in letter.seals if s.outcome in known and s.owner), None) if letter else None
    if letter is None or seal is None:
        return None
    ink = seal_ink(letter, seal, "推荐函印章")
    return replace(ink, text=seal.owner or "")


def _agree(notice: Notice, printed: str, sealed: str) -> bool:
    listed = _listed(notice, printed)
    if same_unit(printed, sealed) or equal_but_lookalikes(bare_key(printed), bare_key(sealed)):
        return True
    return listed is not None and listed is _listed(notice, sealed)


def _judged(notice: Notice, ink: list[Ink]) -> Outcome:
    name = ink[0].text
    if listed := _listed(notice, name):
        title = notice.class_titles.get(listed.recommender_class, listed.recommender_class.value)
        return passed(f"推荐单位{listed.name}属于通知规定的推荐单位（{title}）。", *ink, observed=name)
    if kind := _ineligible(notice, name):
        return failed(f"推荐函由“{name}”出具，该单位属{kind}，不在通知规定的推荐单位范围内。", *ink, observed=name)
    return needs_review(f"推荐单位“{name}”不在推荐单位名单中，请确认其是否属于通知规定的推荐单位。", *ink, observed=name)


def _listed(notice: Notice, name: str) -> Recommender | None:
    return next((r for r in notice.recommenders if any(same_unit(name, known) for known in (r.name, *r.aliases))), None)


def _ineligible(notice: Notice, name: str) -> str | None:
    plain = strip_spaces(name).replace("(", "（").replace(")", "）")
    return next((pattern.title for pattern in notice.ineligible if re.search(pattern.pattern, plain)), None)


RULE = Rule("recommender-eligible", "推荐单位资格", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params, voids=True)
