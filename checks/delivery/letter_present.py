"""A recommendation letter is there.

Without one nobody has recommended anything. Where files of the delivery could not be read, the letter may stand in one of
them, and that is a question, not a lack; so is a paper of no known kind that is headed like one, or by nothing readable.

Example: a folder with three forms and no letter fails; the same folder with an encrypted PDF beside them is for review.
"""

from checks.case import DeliveryCase
from checks.letters import counting_letters
from checks.missing import hidden_note, hiding_places, letter_titles
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, passed
from schemas.finding import FindingKind, Scope


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Look for the letter that counts."""
    if case.letter is not None:
        more = _others(case)
        shown = case.letter_ink("title", "标题") or (Ink(case.letter.id, "推荐函"),)
        return passed(f"{case.name}已附推荐函{more}。", *(ink.sure() for ink in shown))
    if hidden := hiding_places(case, letter_titles(case)):
        return needs_review(f"{case.name}的材料中未见推荐函，{hidden_note(hidden)}，请核对其中是否有推荐函。")
    return failed(f"{case.name}的材料中未见推荐函，请补报。")


def _others(case: DeliveryCase) -> str:
    """Say what became of further letters: those that name more projects count, the rest say the same again."""
    continuing = len(counting_letters(case)) - 1
    idle = len(case.delivery.other_letters) - continuing
    told = f"；另有{continuing}份推荐函列有其他项目，一并核对" if continuing > 0 else ""
    return told + (f"；另有{idle}份推荐函未列其他项目，未采用" if idle > 0 else "")


RULE = Rule("letter-present", "附有推荐函", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params)
