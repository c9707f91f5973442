"""The letter names its projects in order, and as many as it says.

The order is the recommender's ranking, which the province needs where more come than may stay; the count is the check on the list.

Outcomes: a count that differs from the names fails; a letter without a count, or with a name twice, is for review.
Example: 「…等3个项目」 after two names fails.
"""

from checks.case import DeliveryCase
from checks.letters import each_letter
from checks.rule import Outcome, Params, Rule, failed, needs_review, not_applicable, passed
from chinese.names import project_key
from schemas.documents import RecommendationLetter
from schemas.finding import FindingKind, Scope


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Judge every letter that counts."""
    return each_letter(case, _letter)


def _letter(case: DeliveryCase) -> Outcome:
    """Count the names and compare."""
    if case.letter is None:
        return not_applicable(f"{case.name}未附推荐函，无法核对项目名单。")
    names = _names(case.letter)
    listed = case.letter_ink("projects", "项目名单")
    if not names:
        return _nothing(case)
    keys = [project_key(name) for name in names]
    if len(set(keys)) < len(keys):
        return needs_review(f"{case.name}推荐函中有项目名称重复，请核对名单：{_order(names)}。", *listed)
    return _counted(case, names)


def _names(letter: RecommendationLetter) -> tuple[str, ...]:
    return (letter.projects.value or ()) if letter.projects else ()


def _nothing(case: DeliveryCase) -> Outcome:
    listed = case.letter_ink("projects", "项目名单")
    if listed and not listed[0].text.strip():
        return failed(f"{case.name}推荐函未写明推荐的项目名称。", *listed)
    return needs_review(f"{case.name}推荐函未识别到项目名称，请核对原件。", *listed)


def _counted(case: DeliveryCase, names: tuple[str, ...]) -> Outcome:
    stated = case.letter.stated_count if case.letter else None
    ink = case.letter_ink("stated_count", "项目个数") + case.letter_ink("projects", "项目名单")
    if stated is None or stated.is_blank:
        return needs_review(f"{case.name}推荐函未写明项目个数，实际列出{len(names)}个，请确认名单完整。", *ink, observed=f"{len(names)}个")
    if stated.value == len(names):
        return passed(f"{case.name}推荐函写明{stated.value}个项目，与所列名称一致，顺序为：{_order(names)}。", *ink)
    said = f"{stated.value}个" if stated.value is not None else f"“{stated.raw.strip()}”个"
    return failed(f"{case.name}推荐函写明{said}项目，实际列出{len(names)}个。", *ink, expected=f"{len(names)}个", observed=said)


def _order(names: tuple[str, ...]) -> str:
    return "、".join(f"{place}.{name}" for place, name in enumerate(names, 1))


RULE = Rule("letter-ranked", "推荐函项目名单与个数", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params)
