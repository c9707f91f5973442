"""The letter's title, addressee and cited notice follow the notice's form.

A letter written for last year's call, or for another programme, recommends nothing for this one. A unit's prefix and the
year of the call are fine; other wording is for a person to look at.

Outcomes: a stale year, another programme's title or another addressee fails; a slot that can't be found, or that is worded
otherwise, is for review. Example: 《关于组织开展2025年度…的通知》 cited in a letter of 2026 fails.
"""

import re
from collections.abc import Callable

from checks.case import DeliveryCase
from checks.letters import each_letter
from checks.programme import bare, may_name, other_year
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, passed, together
from chinese.names import is_subsequence, name_similarity, unit_key
from chinese.punctuation import fold
from schemas.finding import FindingKind, Scope
from schemas.notice import Notice

ALIKE = 0.8
_NUMBER = re.compile(r"[^\d]{0,12}[〔\[(]20\d\d[〕\])]\S{0,2}?\d+号\S{0,2}")
_DIVISION = re.compile(r"(?<=[局厅委]).{1,8}(?:处|科|室|中心)$")
SHORTEST = 2
"""省局 is the shortest that anybody writes."""


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Judge every letter that counts."""
    return each_letter(case, _letter)


def _letter(case: DeliveryCase) -> Outcome:
    """Compare slot by slot."""
    if case.letter is None:
        return not_applicable(f"{case.name}未附推荐函，无法核对格式。")
    slots = (("title", "标题", _title), ("addressee", "主送单位", _addressee), ("cited_notice", "引用的通知", _cited))
    return together((_slot(case, *slot) for slot in slots), f"{case.name}推荐函的标题、主送单位和引用通知符合要求。", case.name)


def _slot(case: DeliveryCase, name: str, title: str, judge: Callable[[Notice, Ink], Outcome]) -> Outcome:
    ink = case.letter_ink(name, title)
    if not ink or not ink[0].text.strip():
        return needs_review(f"推荐函未识别到{title}，请核对原件", *ink)
    return judge(case.notice, ink[0])


def _title(notice: Notice, ink: Ink) -> Outcome:
    wanted = notice.letter.titles[0]
    if other := other_year(ink.text, notice.year):
        return _of_another_year(notice, f"推荐函标题写的是{other}年", other, ink, wanted)
    plain = bare(ink.text)
    if any(bare(title) in plain for title in notice.letter.titles):
        return passed("推荐函标题相符", ink)
    if may_name(notice, ink.text):
        return needs_review(f"推荐函标题“{ink.words}”与示例不同，请确认", ink, expected=wanted, observed=ink.text)
    return failed(f"推荐函标题“{ink.words}”不是本次申报的标题", ink, expected=wanted, observed=ink.text)


def _addressee(notice: Notice, ink: Ink) -> Outcome:
    read = unit_key(ink.text)
    wanted = [unit_key(name) for name in (*notice.letter.addressees, notice.receiver)]
    if read in wanted:
        return passed("主送单位相符", ink)
    said = f"推荐函主送“{ink.words}”"
    if any(_resembles(read, name) for name in wanted):
        return needs_review(f"{said}，与通知要求的写法不同，请确认", ink, expected=notice.receiver, observed=ink.text)
    return failed(f"{said}，应主送{notice.receiver}", ink, expected=notice.receiver, observed=ink.text)


def _cited(notice: Notice, ink: Ink) -> Outcome:
    wanted = notice.letter.cited_notice
    if other := other_year(ink.text, notice.year):
        return _of_another_year(notice, f"推荐函引用的是{other}年的通知《{ink.words}》", other, ink, wanted)
    plain = bare(ink.text)
    if plain in {bare(title) for title in (wanted, *notice.letter.cited_variants)}:
        return passed("引用的通知相符", ink)
    if _NUMBER.fullmatch(fold(ink.text)):
        return needs_review(f"推荐函只引用了文号“{ink.words}”，请核对是否为本次通知", ink, expected=wanted, observed=ink.text)
    if may_name(notice, ink.text):
        return needs_review(f"推荐函引用的通知名称《{ink.words}》与原文不同，请确认", ink, expected=wanted, observed=ink.text)
    return failed(f"推荐函引用的《{ink.words}》不是本次通知", ink, expected=wanted, observed=ink.text)


def _of_another_year(notice: Notice, told: str, found: int, ink: Ink, wanted: str) -> Outcome:
    """A past year is a past call's; a year to come may be the one that the projects start in."""
    if found < notice.year:
        return failed(told, ink, expected=wanted, observed=ink.text)
    return needs_review(f"{told}，请核对是否为建设年度", ink, expected=wanted, observed=ink.text)


def _resembles(read: str, wanted: str) -> bool:
    """Say whether a body may be the one meant: longer, shorter (省市监局), a part of it (省市监局标准化处), or a stroke or two apart."""
    body = _DIVISION.sub("", read)
    short = len(body) >= SHORTEST and is_subsequence(body, wanted)
    return wanted in read or short or read.startswith("贵") or name_similarity(wanted, read) >= ALIKE


RULE = Rule("letter-form", "推荐函格式", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params)
