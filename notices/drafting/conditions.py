"""Who may apply, where credit is looked up, and what the papers are called."""

import re
from collections.abc import Iterator, Sequence

from notices.drafting.paragraphs import Paragraph
from notices.drafting.parts import Part, PartKind
from notices.drafting.sentences import Sentence, sentences
from schemas.draft import DraftFact, Sureness

_SITE = re.compile(r"“(?P<quoted>[^“”]{2,20})”|(?P<plain>[一-鿿]{2,12}信用[一-鿿]{0,6}(?:公示系统|网站|平台|网))")
_CREDIT = re.compile(r"信用|失信")
_PRIOR = re.compile(r"(?:已?承担过|已承担|曾承担|获评|曾获|获得过|入选过|已获)[^，。；]{0,20}(?:试点|示范)")
_BAR = re.compile(r"(?:不能|不得|不再|不宜|不予)[^，。；]{0,14}(?:申报|参加|推荐|受理)")
_PREFERRED = re.compile(r"优先")
_WANTED = re.compile(r"应当|应|须|必须|需")
_BRANCH_YES = re.compile(r"分支机构[^。；]{0,24}(?<!不)可以?(?:作为|申报|申请|参加)")
_LEGAL = re.compile(r"(?:独立)?法人(?:资格|单位)")
_PAPER = re.compile(r"《(?P<name>[^《》]{4,40}(?:申请表|申报书|申报表|申请书|任务书|推荐表))》")
_LETTER_TITLE = re.compile(r"(?P<title>[^。；：，]{0,30}(?:推荐[^。；：，]{0,30}函|公函))(?:[（(]示例[)）]|格式)?")
_CITED = re.compile(r"《(?P<title>[^《》]*通知)》")


def conditions(parts: Sequence[Part]) -> Iterator[DraftFact]:
    """Propose conditions and names of papers, each once."""
    seen: set[tuple[str, str]] = set()
    found = list(_all(parts))
    branches_named = any(fact.key == "branches" and fact.value == "true" for fact in found)
    for fact in found:
        if branches_named and (fact.key, fact.value) == ("branches", "false"):
            continue
        if (fact.key, fact.value) not in seen:
            seen.add((fact.key, fact.value))
            yield fact


def _all(parts: Sequence[Part]) -> Iterator[DraftFact]:
    for part in parts:
        if part.kind is PartKind.LETTER:
            yield from _letter(part)
        elif part.kind is PartKind.NOTICE:
            for sentence in sentences(part):
                yield from _credit(sentence)
                yield from _prior(sentence)
                yield from _legal(sentence)
                yield from (sentence.fact("form.title", m["name"], Sureness.HIGH) for m in _PAPER.finditer(sentence.text))


def _credit(sentence: Sentence) -> Iterator[DraftFact]:
    if not _CREDIT.search(sentence.text):
        return
    for match in _SITE.finditer(sentence.text):
        name = match["quoted"] or re.sub(r"^.*[以在从经由]", "", match["plain"])
        if _CREDIT.search(name) and "记录" not in name:
            yield sentence.fact("credit.source", name, Sureness.HIGH)


def _prior(sentence: Sentence) -> Iterator[DraftFact]:
    if not (match := _PRIOR.search(sentence.text)):
        return
    strength = "in_principle" if "原则上" in sentence.text else "must"
    if _BAR.search(sentence.text):
        relation = "forbidden"
    elif _PREFERRED.search(sentence.text):
        relation, strength = "preferred", "in_principle"
    elif _WANTED.search(sentence.text[: match.end()]):
        relation = "required"
    else:
        return
    yield sentence.fact("prior_pilot", relation, Sureness.HIGH, about=strength)


def _legal(sentence: Sentence) -> Iterator[DraftFact]:
    if _BRANCH_YES.search(sentence.text):
        yield sentence.fact("branches", "true", Sureness.HIGH)
    elif _LEGAL.search(sentence.text) and "分支机构" not in sentence.text and "经营主体" not in sentence.text:
        yield sentence.fact("branches", "false", Sureness.MEDIUM)


def _letter(part: Part) -> Iterator[DraftFact]:
    for paragraph in part.paragraphs[:4]:
        if (title := _LETTER_TITLE.fullmatch(paragraph.text)) and not paragraph.text.startswith("附件"):
            yield _fact("letter.title", title["title"], paragraph)
        if paragraph.text.endswith("：") and len(paragraph.text) <= 24:
            yield _fact("letter.addressee", paragraph.text.rstrip("："), paragraph)
    for paragraph in part.paragraphs:
        if cited := _CITED.search(paragraph.text):
            yield _fact("letter.cited_notice", cited["title"], paragraph)


def _fact(key: str, value: str, paragraph: Paragraph) -> DraftFact:
    return DraftFact(key=key, value=value, quote=paragraph.text, page=paragraph.page(), sure=Sureness.HIGH)
