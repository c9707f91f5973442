"""The letter speaks of its issuer as such a body does: 我局 for a 局, 我厅 for a 厅.

The form offers 我厅（局）; the other word left standing shows that nobody read the letter again. That is a word to the recommender and
no more.

Outcomes: fits, or fits any body: pass; else review as a 提示. Example: 我厅 in a letter of 鞍山市市场监督管理局.
"""

from checks.case import DeliveryCase
from checks.letters import each_letter
from checks.rule import Outcome, Params, Rule, needs_review, not_applicable, passed
from chinese.names import unit_key
from chinese.punctuation import fold
from schemas.finding import FindingKind, Scope


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Judge every letter that counts."""
    return each_letter(case, _letter)


def _letter(case: DeliveryCase) -> Outcome:
    """Compare the self-reference with the end of the issuer's name."""
    voice = case.letter.voice if case.letter else None
    if voice is None or not voice.value:
        return not_applicable(f"{case.name}推荐函未见自称。")
    ink = case.letter_ink("voice", "自称")
    names = [unit_key(name) for name in (case.delivery.recommender, _printed(case)) if name]
    endings = case.notice.letter.voices.get(fold(voice.value))
    if endings is None or not names:
        return not_applicable(f"{case.name}推荐函自称“{voice.value}”，无从比对。")
    if any(name.endswith(unit_key(ending)) for name in names for ending in endings):
        return passed(f"{case.name}推荐函自称“{voice.value}”，与单位相符。", *ink)
    return needs_review(f"{case.name}推荐函自称“{voice.value}”，与单位名称不相称。", *ink, observed=voice.value)


def _printed(case: DeliveryCase) -> str | None:
    return case.letter.issuer.value if case.letter and case.letter.issuer else None


RULE = Rule("letter-voice", "推荐函自称", FindingKind.ADVICE, Scope.DELIVERY, check, Params)
