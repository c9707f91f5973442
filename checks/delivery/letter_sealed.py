"""The letter bears the seal of the body that issued it.

A letter without its issuer's own seal recommends nothing. Scans hide seals, so only a clean colour scan can prove that there is none.

Outcomes: the issuer's seal passes; another's or a special-purpose seal fails; an unreadable, cut or black-and-white one is
for review; none fails, unless the scan or an electronic letter may hide it. Example: 沈阳市财政局's seal under 沈阳市市场监督管理局 fails.
"""

from dataclasses import replace

from checks.case import DeliveryCase
from checks.letters import each_letter
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable
from checks.sealing import best, hidden_on, judge_seal
from schemas.documents import Medium, RecommendationLetter
from schemas.finding import FindingKind, Scope


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Judge every letter that counts."""
    return each_letter(case, _letter)


def _letter(case: DeliveryCase) -> Outcome:
    """Judge every seal on the letter; one good one is enough."""
    letter = case.letter
    if letter is None:
        return not_applicable(f"{case.name}未附推荐函，无法核对印章。")
    if not letter.seals:
        return _without(case, letter)
    name = case.letter_ink("issuer", "落款")
    found = best(tuple(judge_seal(letter, seal, _issuer(case, letter), "推荐函", name) for seal in letter.seals))
    return replace(found, message=f"{case.name}的{found.message}。")


def _issuer(case: DeliveryCase, letter: RecommendationLetter) -> str | None:
    return case.delivery.recommender or (letter.issuer.value if letter.issuer else None)


def _without(case: DeliveryCase, letter: RecommendationLetter) -> Outcome:
    place = case.letter_ink("issuer", "落款") or case.letter_ink("title", "标题") or (Ink(letter.id, "推荐函"),)
    if letter.medium is Medium.ELECTRONIC:
        return needs_review(f"{case.name}的推荐函为电子文档，未见印章，请核对盖章的纸质件。", *place)
    if hidden_on(letter, frozenset(note.number for note in letter.pages)):
        return needs_review(f"{case.name}的推荐函扫描质量不足，未见印章，请核对原件。", *place)
    if letter.issuer is None and letter.issued_on is None:
        return needs_review(f"{case.name}的推荐函未见落款、日期和印章，可能缺落款页，请核对原件。", *place)
    return failed(f"{case.name}的推荐函未加盖印章。", Ink(letter.id, "推荐函落款", place[0].text, place[0].page, place[0].bbox))


RULE = Rule("letter-sealed", "推荐函印章", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params)
