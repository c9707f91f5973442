"""How many: projects of a recommender, places of the province, copies of a form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chinese.numerals import parse_count
from notices.drafting.parts import Part, PartKind
from notices.drafting.sentences import Sentence, sentences
from schemas.draft import DraftFact, Sureness, TextSide
from schemas.notice import RecommenderClass

_N = r"(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_LIMIT = re.compile(
    rf"(?:(?P<least>不少于|不低于|不得少于|至少|最少|原则上不少于)|(?P<most>不得?超过?|不多于|不得多于|不突破|不高于|至多|最多|限报|限推荐|限额为?|限|控制在|推荐))"
    rf"{_N}(?P<unit>个|项|家|名)"
)
_COPIES = re.compile(rf"一式{_N}份")
_BREAK = re.compile(r"[，。；;：]")
_TOTAL = re.compile(r"总数|合计|总量|总计|共计")
_PER_DOMAIN = re.compile(r"同一(?:领域|方向|方面|类别)|[各每]个?(?:领域|方向|方面|类别)|单个领域")
_EXTRA = re.compile(r"额外|另行|另荐|另外|另可|单列|专项")
_WHOLE = re.compile(r"全省|全区|各地方|各省")
_TRAILING = re.compile(r"(?:推荐|申报|选送|上报)?(?:项目|数量|名额)?(?:可|应|须|为|原则上)*(?:推荐|申报)?$")
_LEADING = re.compile(r"^(?:每个|每家|请|其中)")


@dataclass(frozen=True)
class Limit:
    """A number with the words it is about and the sentence it stands in."""

    sentence: Sentence
    subject: str
    match: re.Match[str]

    @property
    def number(self) -> str:
        """The number in digits."""
        return str(parse_count(self.match["number"]) or "")

    @property
    def side(self) -> str:
        """``min`` or ``max``."""
        return "min" if self.match["least"] else "max"


def limits(parts: Sequence[Part]) -> Iterator[DraftFact]:
    """Propose every number of projects and copies."""
    for part in parts:
        if part.kind is not PartKind.NOTICE:
            continue
        for sentence in sentences(part):
            for match in _COPIES.finditer(sentence.text):
                yield sentence.fact("copies", str(parse_count(match["number"])), Sureness.HIGH)
            for limit in _limits(sentence):
                yield from _facts(limit)


def _limits(sentence: Sentence) -> Iterator[Limit]:
    """A limit without a subject of its own speaks of the one before it (不少于2个、不多于4个), the first one of the sentence's."""
    subject, reached = "", 0
    for match in _LIMIT.finditer(sentence.text):
        before = _BREAK.split(sentence.text[reached : match.start()])[-1].strip("、和且及，")
        subject = (before if _clean(before) else subject) or _BREAK.split(sentence.text)[0]
        reached = match.end()
        yield Limit(sentence, subject, match)


def _facts(limit: Limit) -> Iterator[DraftFact]:
    fact, subject = limit.sentence.fact, limit.subject
    national = limit.sentence.part.side is TextSide.NATIONAL
    if _EXTRA.search(subject):
        whole = national or _is_whole(limit)
        yield fact("special.province_max" if whole else "special.max", limit.number, Sureness.MEDIUM)
    elif _PER_DOMAIN.search(subject):
        yield fact("province.domain_max", limit.number, Sureness.HIGH)
    elif _TOTAL.search(subject) or (_WHOLE.search(subject) and not classes_in(subject)):
        yield fact("province.max", limit.number, Sureness.HIGH)
    else:
        for class_ in classes_in(subject):
            yield fact(f"quota.{limit.side}", limit.number, Sureness.MEDIUM, about=class_.value)
        yield from _titles(limit)


def _is_whole(limit: Limit) -> bool:
    """专项 named beside the province's total is the province's; beside a recommender's quota it is the recommender's."""
    return bool(_TOTAL.search(limit.sentence.text) or _PER_DOMAIN.search(limit.sentence.text))


def classes_in(subject: str) -> tuple[RecommenderClass, ...]:
    """Guess which classes the words mean; a person confirms."""
    found = []
    if re.search(r"部门|省直|中直|厅局|直属|直各", subject):
        found.append(RecommenderClass.DEPARTMENT)
    if re.search(r"其他(?:地区|各?市|市州)|各市|市（州）|市州|设区市|地级市|州市|各地|各县|县区", subject):
        found.append(RecommenderClass.CITY)
    elif re.search(r"[、和]|^[一-鿿]{2,4}市?$", _named(subject)) and not re.search(r"区", _named(subject)):
        found.append(RecommenderClass.MAJOR_CITY)
    if re.search(r"其他地区|(?<![县市])新区|示范区|开发区|试验区", subject):
        found.append(RecommenderClass.ZONE)
    return tuple(found)


def _named(subject: str) -> str:
    """What is left of the words once the departments are taken out: the places named one by one."""
    names = re.sub(r"[一-鿿（）()]*(?:部门|省直|中直|厅局|单位|直属)[一-鿿]*、?", "", _clean(subject))
    return names.strip("、")


def _clean(subject: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", subject))


def _titles(limit: Limit) -> Iterator[DraftFact]:
    """What the notice calls each class."""
    words = _clean(limit.subject)
    classes = classes_in(limit.subject)
    for class_ in classes:
        title = words
        if class_ is RecommenderClass.ZONE and not re.search("区$|区[、和]", words):
            continue
        if class_ is RecommenderClass.MAJOR_CITY:
            title = _named(limit.subject)
        elif RecommenderClass.MAJOR_CITY in classes:
            title = words.removesuffix(_named(limit.subject)).strip("、")
        yield limit.sentence.fact("class", title, Sureness.MEDIUM, about=class_.value)
