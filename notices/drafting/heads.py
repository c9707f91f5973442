"""What a notice says of itself: title, issuer, number, day, and the notice that it passes on."""

import itertools
import re
from collections.abc import Iterator, Sequence

from chinese.dates import Precision, find_dates
from notices.drafting.paragraphs import BODY, Paragraph, is_date
from notices.drafting.parts import Part, PartKind
from notices.drafting.sentences import Sentence, sentences
from schemas.draft import DraftFact, Sureness, TextSide

_TITLE = re.compile(
    rf"(?P<issuer>{BODY}|国家标准委)?(?P<about>关于[^。；]{{4,70}}(?:的)?(?:通知|意见|公告|函))(?:[（(][^（）()]{{1,6}}[)）])?"
)
_NUMBER = re.compile(r"[一-鿿]{2,14}[〔\[（(【]20\d\d[〕\]）)】]\d{1,4}号")
_CITED = re.compile(r"(?P<issuer>[一-鿿]{4,30}?)?《(?P<title>[^《》]+)》[（(](?P<rest>[^（）()]*号[^（）()]*)[)）]")
_LEAD = re.compile(r"^.*(?:按照|根据|依据|遵照|落实|贯彻|以及|转发|[和与及，])")
_YEAR = re.compile(r"(20\d\d|二[〇○零]二[〇○零一二三四五六七八九])年度?")
_PROGRAMME = re.compile(r"年度?(?P<name>[^年]{4,30}?)(?:项目)?(?:的?(?:遴选|申报|征集|推荐|评选|申请|立项|建设)|(?:有关|相关)?工作|的通知)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def heads(parts: Sequence[Part]) -> Iterator[DraftFact]:
    """Propose what the notice and the one above it say of themselves."""
    own = parts[0]
    above = next((part for part in parts if part.kind is PartKind.NOTICE and part.side is TextSide.NATIONAL), None)
    yield from _own(own, "")
    if above:
        yield from _own(above, "upstream_", until=[p for part in parts if part.side is TextSide.NATIONAL for p in part.paragraphs])
    else:
        yield from _cited(own)


def _own(part: Part, prefix: str, until: Sequence[Paragraph] = ()) -> Iterator[DraftFact]:
    paragraphs = list(until) or list(part.paragraphs)
    head = paragraphs[:8]
    title = next((p for p in head if _TITLE.fullmatch(p.text)), None)
    if title is not None:
        yield _fact(prefix + "title", title.text, title, Sureness.HIGH)
        if not prefix:
            yield from _of_title(title)
    issuer = next(_issuers(title, paragraphs), None)
    if issuer is not None:
        yield _fact(prefix + "issuer", issuer[0], issuer[1], Sureness.HIGH)
        if not prefix:
            yield _fact("receiver", issuer[0], issuer[1], Sureness.MEDIUM)
    number = next((p for p in head if _NUMBER.fullmatch(p.text)), None)
    if number is not None:
        yield _fact(prefix + "doc_no", number.text, number, Sureness.HIGH)
    if (day := _issued(paragraphs)) is not None:
        yield _fact(prefix + "issued_on", find_dates(day.text)[-1].value, day, Sureness.HIGH)


def _fact(key: str, value: str, paragraph: Paragraph, sure: Sureness) -> DraftFact:
    return DraftFact(key=key, value=value, quote=paragraph.text, page=paragraph.page(), sure=sure)


def _of_title(title: Paragraph) -> Iterator[DraftFact]:
    if year := _YEAR.search(title.text):
        yield _fact("year", year[1].translate(_CHINESE_DIGITS), title, Sureness.HIGH)
    if programme := _PROGRAMME.search(title.text):
        kept = title.text[programme.start("name") :]
        name = programme["name"] + ("项目" if kept.startswith(f"{programme['name']}项目") else "")
        yield _fact("programme", name, title, Sureness.MEDIUM)


def _issuers(title: Paragraph | None, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    """The letterhead gives the full name; else the signature above the day, else what the title begins with."""
    for p in paragraphs[:8]:
        if re.fullmatch(rf"{BODY}文件", p.text):
            yield p.text.removesuffix("文件"), p
    for p, following in itertools.pairwise(paragraphs):
        if is_date(following.text) and re.fullmatch(BODY, p.text):
            yield p.text, p
    for p in paragraphs[:8]:
        if re.fullmatch(BODY, p.text):
            yield p.text, p
    match = _TITLE.fullmatch(title.text) if title else None
    if title and match and match["issuer"]:
        yield match["issuer"], title


def _issued(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The day under the signature; where that is lost under the seal, the day of printing."""
    signed = [p for p in paragraphs if is_date(p.text) and find_dates(p.text)]
    printed = [p for p in paragraphs if p.text.endswith("印发") and find_dates(p.text)]
    return next(iter(signed or printed), None)


def _cited(own: Part) -> Iterator[DraftFact]:
    """Where the notice above is not attached: the first document that is cited with its number."""
    for sentence in sentences(own):
        match = _CITED.search(sentence.text)
        if match is None or sentence.text.startswith("附件"):
            continue
        yield sentence.fact("upstream_title", match["title"], Sureness.HIGH, quote=f"《{match['title']}》")
        if number := _NUMBER.search(match["rest"]):
            yield sentence.fact("upstream_doc_no", number[0], Sureness.HIGH, quote=match["rest"])
        yield from _cited_issuer(sentence, match)
        days = [d for d in find_dates(match["rest"]) if d.precision is Precision.DAY]
        yield from (sentence.fact("upstream_issued_on", d.value, Sureness.MEDIUM, quote=match["rest"]) for d in days[:1])
        return


def _cited_issuer(sentence: Sentence, match: re.Match[str]) -> Iterator[DraftFact]:
    before = _LEAD.sub("", sentence.text[: match.start("title") - 1])
    named = _TITLE.fullmatch(match["title"])
    if re.fullmatch(BODY, before):
        yield sentence.fact("upstream_issuer", before, Sureness.HIGH, quote=f"{before}《{match['title']}》")
    elif named and named["issuer"]:
        yield sentence.fact("upstream_issuer", named["issuer"], Sureness.MEDIUM, quote=match["title"])
