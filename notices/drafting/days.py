"""Deadlines and the period of construction."""

import re
from collections.abc import Iterator, Sequence

from chinese.dates import Precision, find_dates
from chinese.periods import parse_period
from notices.drafting.parts import Part, PartKind
from notices.drafting.sentences import Sentence, sentences
from schemas.draft import DraftFact, Sureness, TextSide

_BY = re.compile(r"前|截止|截至|以内|送达|提交|报送|上传|报到|备案")
_HAND_IN = re.compile(r"报送|提交|送达|寄|报到|申报材料|推荐函|推荐文件|推荐公函|上传|备案|报全国|报国家")
_UPWARDS = re.compile(r"备案|上传至?国家|报(?:送)?(?:全国|国家)|推荐的[^，。]{0,10}(?:上传|上报)")
_PERIOD = re.compile(r"(?:建设|试点|示范|执行|实施|项目)(?:建设|执行|实施)?(?:周期|期限|期)")


def days(parts: Sequence[Part]) -> Iterator[DraftFact]:
    """Propose deadlines and the period."""
    found = [s for part in parts if part.kind is PartKind.NOTICE for s in sentences(part)]
    yield from _deadlines(found)
    yield from _periods(found)


def _deadlines(found: Sequence[Sentence]) -> Iterator[DraftFact]:
    for actor in ("recommender", "province"):
        dated = [s for s in found if _is_deadline(s) and _actor(s) == actor]
        for rank, sentence in enumerate(dated):
            day = next(d for d in find_dates(sentence.text) if d.precision is Precision.DAY)
            sure = Sureness.HIGH if len(dated) == 1 else Sureness.MEDIUM if rank == 0 else Sureness.LOW
            yield sentence.fact(f"deadline.{actor}", day.value, sure)


def _is_deadline(sentence: Sentence) -> bool:
    dates = [d for d in find_dates(sentence.text) if d.precision is Precision.DAY]
    return bool(dates and _BY.search(sentence.text) and _HAND_IN.search(sentence.text) and not _PERIOD.search(sentence.text))


def _actor(sentence: Sentence) -> str:
    upwards = sentence.part.side is TextSide.NATIONAL or bool(_UPWARDS.search(sentence.text))
    return "province" if upwards else "recommender"


def _periods(found: Sequence[Sentence]) -> Iterator[DraftFact]:
    for sentence in found:
        named = _PERIOD.search(sentence.text)
        period = parse_period(sentence.text[named.end() :]) if named else None
        if period is not None and period.start and period.end:
            yield sentence.fact("period.start", period.start[:7], Sureness.HIGH)
            yield sentence.fact("period.end", period.end[:7], Sureness.HIGH)
            return
