"""Each participating unit has put its seal where the form has a box for it.

Who the 相关单位 of the notice are is open: the undertaking unit at least, the participants perhaps. So a missing seal is a question
under either reading, asked more firmly under the second.

Reading: ``seal-units`` (undertaking, undertaking-and-participants). Outcomes: every participant's seal on some copy: pass; else
review; no participant, or no box: not applicable. Example: two participants and one seal.
"""

from checks.case import ApplicationCase
from checks.participants import without_participants
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, passed, together
from checks.sealing import seal_ink
from chinese.names import same_unit
from schemas.documents import OpinionRole, SealOutcome
from schemas.finding import FindingKind, Scope


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Look for each participant's seal over all copies."""
    names = case.application.participating_units
    boxes = [
        Ink(form.id, case.title_of(form), opinion.label, opinion.page, opinion.bbox)
        for form in case.copies
        for opinion in form.opinions
        if opinion.role is OpinionRole.PARTICIPANT
    ]
    if not names:
        return without_participants(case)
    if not boxes:
        return not_applicable(f"{case.name}申请表没有参加单位意见栏。")
    parts = tuple(_one(case, name, boxes[0]) for name in names)
    return together(parts, f"{case.name}的参加单位{'、'.join(names)}均已盖章。", case.name)


def _one(case: ApplicationCase, name: str, box: Ink) -> Outcome:
    for form in case.copies:
        for seal in form.seals:
            if seal.outcome is SealOutcome.MATCHED and seal.owner and same_unit(seal.owner, name):
                return passed("", seal_ink(form, seal, f"{name}印章"))
    asked = "通知要求加盖相关单位印章，" if case.choices["seal-units"] == "undertaking-and-participants" else ""
    dim = [
        seal_ink(form, seal, "参加单位意见栏印章")
        for form in case.copies
        for seal in form.seals
        if seal.role is OpinionRole.PARTICIPANT and seal.outcome is SealOutcome.UNREADABLE
    ]
    if dim:
        return needs_review(f"{asked}参加单位意见栏的印章无法辨认是否为{name}所盖，请核对", *dim)
    return needs_review(f"{asked}未见参加单位{name}的印章，请核对", box)


RULE = Rule(
    "participants-sealed",
    "参加单位印章",
    FindingKind.CONSISTENCY,
    Scope.APPLICATION,
    check,
    Params,
    readings={"seal-units": ("undertaking", "undertaking-and-participants")},
)
