"""Whom the notice addresses, and the domains of the call with their words."""

import re
from collections.abc import Iterator, Sequence

from notices.drafting.paragraphs import BODY, Paragraph
from notices.drafting.parts import Part, PartKind
from schemas.draft import DraftFact, Sureness, TextSide

_OF_SCOPE = re.compile(r"领域|方向|范围|专题|类别")
_NAME_TAIL = re.compile(r"(?:领域|方向|类别)(?=专项$|$)")
_ITEM = re.compile(r"(?P<name>[一-鿿、“”]{2,20})[。：:](?P<rest>.{8,})")
_LIST = re.compile(r"[^、，。；：（）()]{2,16}(?:、[^、，。；：（）()]{2,20})+")
_LEAD_IN = re.compile(r"^.*?(?:重点(?:支持|在|是|围绕|面向)?|围绕|面向|支持|包括|结合|主要(?:是|包括))")


def addressees(parts: Sequence[Part]) -> Iterator[DraftFact]:
    """Propose the bodies that the salutation names."""
    own = parts[0]
    for paragraph in own.paragraphs[:8]:
        if paragraph.text.endswith("："):
            for name in re.split(r"[，、](?![^（]*）)", paragraph.text.rstrip("：")):
                sure = Sureness.HIGH if re.fullmatch(BODY, name) and not name.startswith("各") else Sureness.MEDIUM
                yield DraftFact(key="addressee", value=name, quote=paragraph.text, page=paragraph.page(), sure=sure)
                if zone := re.match(r"[一-鿿]{2,8}(?:新区|示范区|开发区|试验区)", name):
                    yield DraftFact(
                        key="class", value=zone[0], about="zone", quote=paragraph.text, page=paragraph.page(), sure=Sureness.MEDIUM
                    )
            return


def domains(parts: Sequence[Part]) -> Iterator[DraftFact]:
    """Propose the domains: a run of numbered items under a heading that speaks of 领域 or 方向."""
    for part in parts:
        found = list(_headed(part) if part.kind is PartKind.ANNEX else _inline(part))
        if len({fact.about or fact.value for fact in found}) >= 2:
            yield from found
            return


def _headed(part: Part) -> Iterator[DraftFact]:
    """An annex: each domain a heading, its scope the paragraph below."""
    if not any(_OF_SCOPE.search(p.text) for p in part.paragraphs[:3]):
        return
    for heading, scope in zip(part.paragraphs, part.paragraphs[1:], strict=False):
        if heading.is_heading and not scope.is_heading:
            yield from _domain(heading, heading.bare, scope, scope.text)


def _inline(part: Part) -> Iterator[DraftFact]:
    """A section of the notice itself: each domain an item that begins with its name."""
    if part.side is TextSide.NATIONAL:
        return
    inside = False
    for paragraph in part.paragraphs:
        if paragraph.is_heading:
            inside = bool(_OF_SCOPE.search(paragraph.text))
            continue
        item = _ITEM.fullmatch(paragraph.bare) if inside and paragraph.number else None
        if item:
            yield from _domain(paragraph, item["name"], paragraph, item["rest"])


def _domain(heading: Paragraph, title: str, scope: Paragraph, words: str) -> Iterator[DraftFact]:
    name = _NAME_TAIL.sub("", title)
    kind = "special" if name.endswith("专项") else ""
    heading_text = heading.text if heading is not scope else f"{heading.number}{title}"
    yield DraftFact(key="domain", value=name, about=kind, quote=heading_text, page=heading.page(), sure=Sureness.HIGH)
    yield DraftFact(key="domain.scope", value=words, about=name, quote=words, page=scope.page(), sure=Sureness.HIGH)
    if found := terms(words):
        yield DraftFact(key="domain.terms", value="、".join(found), about=name, quote=words, page=scope.page(), sure=Sureness.MEDIUM)


def terms(words: str) -> tuple[str, ...]:
    """Return the words that a scope lists: 高标准农田管护、耕地保护与质量提升… They stand in it letter by letter."""
    found: list[str] = []
    for stretch in re.split(r"[，。；：（）()]", words):
        for piece in _LIST.findall(stretch):
            *first, last = piece.split("、")
            words_ = [*first, *re.split(r"以及|和|与(?!质量)", last)]
            found += [_trimmed(word) for word in words_] if len(words_) >= 3 else []
    return tuple(dict.fromkeys(word for word in found if 2 <= len(word) <= 16))


def _trimmed(word: str) -> str:
    bare = re.sub(r"等[^等]*$", "", word)
    bare = _LEAD_IN.sub("", bare)
    return re.sub(r"(?:等|试点|领域|开展.*|的.*)$", "", bare).strip('“”"')
