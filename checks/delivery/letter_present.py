"""A recommendation letter is there.

Without one nobody has recommended anything. Where files of the delivery could not be read, the letter may stand in one of
them, and that is a question, not a lack.

Example: a folder with three forms and no letter fails; the same folder with an encrypted PDF beside them is for review.
"""

from checks.case import DeliveryCase
from checks.missing import unread_note
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, passed
from schemas.finding import FindingKind, Scope


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Look for the letter that counts."""
    if case.letter is not None:
        more = f"；另有{len(case.delivery.other_letters)}份推荐函未采用" if case.delivery.other_letters else ""
        shown = case.letter_ink("title", "标题") or (Ink(case.letter.id, "推荐函"),)
        return passed(f"{case.name}已附推荐函{more}。", *(ink.sure() for ink in shown))
    if case.unread:
        return needs_review(f"{case.name}的材料中未见推荐函，{unread_note(case)}，请核对其中是否有推荐函。")
    return failed(f"{case.name}的材料中未见推荐函，请补报。")


RULE = Rule("letter-present", "附有推荐函", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params)
