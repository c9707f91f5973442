"""Where the form has a box for the recommender's opinion, the recommender that wrote the letter has sealed it.

The notice doesn't ask for it, so an empty box is a question; another body's seal contradicts the letter.

Outcomes: the letter's recommender on one copy, and nobody else's on the others: pass; another's seal fails as 不一致; none or
unreadable on every copy is for review; no box: not applicable.
Example: letter from 鞍山市局, box sealed by 海城市局.
"""

from checks.case import ApplicationCase
from checks.issuer import issuer_ink
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, together
from checks.sealing import best, judge_seal
from schemas.documents import ApplicationForm, Opinion, OpinionRole
from schemas.finding import FindingKind, Scope, Verdict


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Judge the box of every copy that has one."""
    boxes = [(form, opinion) for form in case.copies for opinion in form.opinions if opinion.role is OpinionRole.RECOMMENDER]
    if not boxes:
        return not_applicable(f"{case.name}申请表没有推荐单位意见栏。")
    name = case.delivery.delivery.recommender
    found = tuple(_copy(case, *box, name) for box in boxes)
    telling = tuple(part for part in found if part.verdict is not Verdict.REVIEW) or found
    return together(telling, f"{case.name}推荐单位意见栏由{name}盖章，与推荐函一致。", case.name)


def _copy(case: ApplicationCase, form: ApplicationForm, box: Opinion, name: str | None) -> Outcome:
    where = f"{case.title_of(form)}推荐单位意见栏"
    seals = tuple(seal for seal in form.seals if seal.role is OpinionRole.RECOMMENDER)
    if seals:
        return best(tuple(judge_seal(form, seal, name, where, issuer_ink(case.delivery)) for seal in seals))
    return needs_review(f"{where}未见印章，请核对", Ink(form.id, where, box.label, box.page, box.bbox))


RULE = Rule("recommendation-opinion", "推荐单位意见栏", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params, always=True)
