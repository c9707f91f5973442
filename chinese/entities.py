"""Names, dates, standards and terms in running text, by rule: spaCy's blank Chinese pipeline, one token a character.

No trained model is involved (there is none to install); patterns find what offices write in set forms.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc, Span

from chinese.dates import find_dates
from chinese.standards import find_standards


class EntityKind(StrEnum):
    """What was found."""

    ORG = "ORG"
    DATE = "DATE"
    STANDARD = "STANDARD"
    PROJECT = "PROJECT"
    TERM = "TERM"


@dataclass(frozen=True)
class Entity:
    """A stretch of text and what it is; offsets count characters of the text given."""

    kind: EntityKind
    text: str
    start: int
    end: int


_ORG_TAIL = (
    "有限责任公司|股份有限公司|集团有限公司|有限公司|分公司|公司|市场监督管理局|市场监管局|监督管理局|管理局|委员会|人民政府|研究院|研究所|研究会|"
    "协会|学会|商会|联合会|总工会|基金会|合作社|事务所|大学|学院|医院|学校|中心|服务中心|银行|监狱|海关|厅|局|办公室|促进会|养老院|福利院|敬老院"
)
_PLACE = r"(?:中华人民共和国|国家|中国|中共|[一-鿿]{2,4}(?:省|市|自治区|自治州|自治县|县|区|旗|盟))"
_BOUNDARY = r"(?:^|(?<=[^一-鿿A-Za-z0-9()（）])|(?<=[由与和及对为、]))"
_COMPANY = r"(?:(?:集团|股份)?有限(?:责任)?公司)?(?:[一-鿿]{2,6}分公司)?"
_LEADING = re.compile(r"^(?:[由与和及对为经是在向请报将其]|推荐|确定|研究|联合|会同|以及|同意|按照|根据|现将|委托)+")
_FORM = r"(?:[（(](?:有限合伙|普通合伙|特殊普通合伙)[)）])?"
_ORG = re.compile(rf"(?:{_BOUNDARY}|(?={_PLACE}))(?P<name>[一-鿿A-Za-z][一-鿿A-Za-z0-9()（）·]{{1,32}}?(?:{_ORG_TAIL}){_COMPANY}{_FORM})")
_QUOTED = re.compile(r"[“\"„〝「『《](?P<name>[^“”\"„〝〞「」『』《》]{4,80}?)[”\"〞」』》]", re.DOTALL)
_PROJECT_END = re.compile(r"(?:试点|示范|试点项目|示范项目|项目|试点建设)(?:[(（][^()（）]*[)）])?\s*$")
_NOT_PROJECT = re.compile(r"(?:通知|办法|纲要|意见|标准|方案|申请表|申报书|函|条例|规定)\s*$")


def find_entities(text: str, terms: tuple[str, ...] = ()) -> tuple[Entity, ...]:
    """Find organisations, dates, standards, quoted project names, and the terms given; in order, without overlap but for terms."""
    doc = _document(text)
    ruled = _entities(doc)
    return tuple(sorted((*ruled, *find_terms(text, terms)), key=lambda e: (e.start, e.end, e.kind)))


def find_terms(text: str, terms: tuple[str, ...]) -> tuple[Entity, ...]:
    """Find each term wherever it stands, line breaks and spaces inside it forgiven; of overlapping terms the longest."""
    if not terms:
        return ()
    from spacy.util import filter_spans  # noqa: PLC0415  (loading spaCy takes a second; a round without forms needs none of it)

    dense, places = _dense(text)
    doc = _pipeline().make_doc(dense)
    spans = filter_spans([doc[start:end] for _, start, end in _matcher(terms)(doc)])
    return tuple(_term(text, places, span) for span in sorted(spans, key=lambda s: s.start_char))


def _dense(text: str) -> tuple[str, tuple[int, ...]]:
    kept = tuple(i for i, char in enumerate(text) if not char.isspace())
    return "".join(text[i] for i in kept), kept


def _term(text: str, places: tuple[int, ...], span: "Span") -> Entity:
    start, end = places[span.start_char], places[span.end_char - 1] + 1
    return Entity(EntityKind.TERM, text[start:end], start, end)


@lru_cache(maxsize=1)
def _pipeline() -> "Language":
    import spacy  # noqa: PLC0415

    return spacy.blank("zh")


@lru_cache(maxsize=32)
def _matcher(terms: tuple[str, ...]) -> "PhraseMatcher":
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    matcher = PhraseMatcher(_pipeline().vocab)
    matcher.add("TERM", [_pipeline().make_doc(term) for term in sorted({"".join(t.split()) for t in terms}) if term])
    return matcher


def _document(text: str) -> "Doc":
    return _pipeline().make_doc(text)


def _entities(doc: "Doc") -> tuple[Entity, ...]:
    """Collect what the rules find; of what overlaps, the longer stays (spaCy's rule for entities)."""
    from spacy.util import filter_spans  # noqa: PLC0415

    spans = [span for kind, start, end in _found(doc.text) if (span := doc.char_span(start, end, label=kind, alignment_mode="expand"))]
    kept = filter_spans(spans)
    return tuple(Entity(EntityKind(span.label_), span.text, span.start_char, span.end_char) for span in kept)


def _found(text: str) -> list[tuple[str, int, int]]:
    found = [(EntityKind.DATE.value, date.start, date.end) for date in find_dates(text)]
    found += [(EntityKind.STANDARD.value, number.start, number.end) for number in find_standards(text)]
    found += [(EntityKind.ORG.value, match.start() + _led(match[0]), match.end()) for match in _ORG.finditer(text)]
    found += [
        (EntityKind.PROJECT.value, match.start("name"), match.end("name")) for match in _QUOTED.finditer(text) if _is_project(match["name"])
    ]
    return found


def _led(name: str) -> int:
    """Count the characters before a name that belong to the sentence: 经…研究确定推荐…."""
    led = _LEADING.match(name)
    return led.end() if led and len(name) - led.end() >= 4 else 0


def _is_project(name: str) -> bool:
    return bool(_PROJECT_END.search(name)) and not _NOT_PROJECT.search(name)
