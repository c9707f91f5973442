"""Whether a title is this call's: its programme, its year, or plainly another's."""

import re

from rapidfuzz.distance import Hamming
from rapidfuzz.fuzz import partial_ratio

from chinese.punctuation import fold
from schemas.notice import Notice

_YEAR = re.compile(r"(20\d\d)年度?")
_MARKS = re.compile(r"[\"'《》〈〉():;,.]")
_SENDER = re.compile(r"^.*?关于|^.*(?:局|厅|委员会|委|办公室|中心|协会)(?=.)")
_GENERIC = re.compile(r"推荐|申报|申请|报送|上报|项目|材料|情况|工作|通知|请示|报告|任务|函|表|书|的")
_TAIL = re.compile(r"(?:项目|工作)$")
SLIPS = 1
"""So many misread characters are forgiven: 省级 for 国家 is two."""
SUBJECT = 4
"""A title of fewer characters of its own (推荐函, 项目申请表) names no programme at all."""
RELATED = 50
"""From so many per cent of likeness to the programme's name on nobody can say that a title is another programme's."""


def bare(text: str) -> str:
    """Return the text without years, marks and spaces."""
    return _YEAR.sub("", _MARKS.sub("", fold(text)))


def other_year(text: str, year: int) -> int | None:
    """Return the year that a text names where it doesn't name this call's. One to come may be the year that the project starts in."""
    named = [int(found) for found in _YEAR.findall(fold(text))]
    return named[0] if named and year not in named else None


def may_name(notice: Notice, text: str) -> bool:
    """Say whether a title may be this programme's in other words.

    It is where it has the programme's name, one slip forgiven; it isn't where it has a word of another programme's (省级, 示范); between
    the two it is as long as it resembles the name, or names nothing.
    """
    wanted, plain = _TAIL.sub("", bare(notice.programme)), bare(text)
    windows = ("".join(window) for window in zip(*(plain[place:] for place in range(len(wanted))), strict=False))
    if any(Hamming.distance(window, wanted) <= SLIPS for window in windows):
        return True
    if any(word in plain for word in notice.other_programmes):
        return False
    return len(_subject(plain)) < SUBJECT or partial_ratio(wanted, plain) >= RELATED


def _subject(plain: str) -> str:
    """Return what a title is about, without who writes and the words that any such paper has."""
    return _GENERIC.sub("", _SENDER.sub("", plain))
