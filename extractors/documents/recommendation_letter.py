"""The recommender's letter: running text, so its slots are found by their wording."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from chinese.dates import is_blank_date, parse_date
from chinese.numerals import parse_count
from chinese.punctuation import fold, half_width, squeeze, strip_spaces
from extractors.documents import letter_units, values
from extractors.documents.issuers import held_against
from extractors.documents.quotes import CLOSE, OPEN, quoted_spans
from extractors.documents.second import SecondReader, Seconds, settle, settle_part
from extractors.documents.sheets import Segment, all_seals, frame, numbered
from extractors.documents.text import Text, join, reading, settled
from extractors.labelled.labels import Labels
from extractors.labelled.lines import baseline_rows, free_lines, is_furniture, running_heads
from extractors.labelled.spreads import paged
from extractors.layout.ink import Ink, part, union
from schemas.documents import RecommendationLetter
from schemas.evidence import Reading, Region
from schemas.notice import LetterProfile, Notice
from schemas.page import Line, Page

CITED = re.compile(r"[《〈<＜«]{1,2}([^《》〈〉<>＜＞«»]{6,80}?通知)[》〉>＞»]{0,2}")
COUNT = re.compile(
    f"(?:等|共|计|推荐|以下|下列|上述|如下|所列|下表|附表|[{CLOSE}）)])\\s*([0-9０-９]{{1,2}}|[一二两三四五六七八九十壹贰叁肆伍]{{1,3}})\\s*(?:个|项|項)"
)
ITEM = re.compile(r"(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|(?:[一二三四五六七八九十]{1,2}|\d{1,2})[、.．)）]|[①-⑩])(?!\d)")
"""The number before a project in a list."""
ITEM_NAME = re.compile(
    f"(?:(?:试点)?项目名称[:：])?[{OPEN}《]?(.{{5,60}}?(?:试点(?:示范)?(?:项目)?|项目))(?=[{CLOSE}》（(，,；;。、:：]|承担单位|申报单位|$)"
)
COUNTED = re.compile(r"(?:以下|下列|如下)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})个")
"""推荐2个民政专项试点项目（名单附后）: how many there are is no name."""
VOICE = re.compile(r"我(?:厅|局|委|办|中心|部|社|会|关|行|总队|队|单位|市|区|省)")
ISSUER_END = re.compile(r"(局|厅|委|委员会|办公室|中心|公司|集团|会|社|院|所|学校|大学|学院|部|队|关|行|署|处|站|协会|工会|合作社|联合社)$")
SEAL_WORDS = re.compile(r"[（(]\s*(?:单位)?(?:盖章|公章|印章|签章|章)\s*[）)]?")
APPENDIX = re.compile(r"^\s*(?:附件?|抄送|联系人|联系电话|联系方式|地\s*址|邮\s*箱)\s*[:：1-9]")
SIGNATURE_ROWS = 5
SAME_UNIT = 70.0


@dataclass(frozen=True)
class Written:
    """One line of the letter with its page and the readings of its crop."""

    page: int
    line: Line
    text: str
    seconds: Seconds | None


@dataclass(frozen=True)
class Body:
    """The running text, and for each of its characters the line and the place in it."""

    text: str
    places: tuple[tuple[int, int], ...]


def extract(segment: Segment, notice: Notice, second: SecondReader) -> RecommendationLetter:
    """Read one letter."""
    pages = numbered(segment)
    lines = _lines(pages, second)
    title_end, title = _title(lines)
    address_at, addressee = _addressee(lines, title_end)
    date_at, issued_on = _date(lines, address_at)
    issuer_at, issuer = _issuer(lines, address_at, date_at)
    body = _body(lines, address_at, min(issuer_at, date_at))
    labels = Labels(notice.form)
    attached = _body(lines, max(issuer_at, date_at) + 1, len(lines))
    listing = next((part for part in (body, attached) if _named(part)), body)
    spans = _named(listing)
    names = tuple(_span(listing, lines, start, end) for start, end in spans) or _tabled(pages, labels, second)
    if not names:
        spans = tuple(_unquoted(body.text))
        names = tuple(_span(body, lines, start, end) for start, end in spans)
    units = _units(names, spans, listing, lines) or letter_units.beside(pages, labels, names, second)
    return RecommendationLetter(
        **frame(segment, pages),
        title=title,
        addressee=addressee,
        cited_notice=_cited(body, lines, notice.letter),
        projects=_projects(names),
        project_readings=names,
        unit_readings=tuple(unit for name, unit in zip(names, units, strict=True) if name.value),
        stated_count=_count(body, lines),
        issuer=held_against(issuer, notice),
        issued_on=issued_on,
        voice=_voice(body, lines),
        seals=all_seals(pages),
    )


def _lines(pages: Sequence[Page], second: SecondReader) -> list[Written]:
    """All lines in reading order without page numbers, each read again; a letter has few, and every one matters."""
    heads = running_heads(pages)
    found: list[tuple[int, Line]] = []
    for page in paged(pages):
        kept = [line for line in free_lines(page) if not is_furniture(line, page, heads)] or list(page.lines)
        rows = baseline_rows(kept) if all(line.bbox for line in kept) else [(line,) for line in kept]
        found += [(page.number, line) for row in rows for line in row]
    seconds = second.read([(number, line.quad) for number, line in found if line.quad is not None])
    written = []
    for number, line in found:
        again = seconds.get((number, line.quad)) if line.quad is not None else None
        written.append(Written(number, line, settle(line, again).text, again))
    return written


def _title(lines: Sequence[Written]) -> tuple[int, Reading[str] | None]:
    """The title: from 关于 (or a unit's name before it) to 函; over up to three lines. Returns the index behind it."""
    for start, item in enumerate(lines[:20]):
        if "关于" not in strip_spaces(item.text):
            continue
        for count in (1, 2, 3):
            joined = join(line.text for line in lines[start : start + count])
            if re.search(r"(函|报告|请示|意见|推荐信)$", joined):
                first = start - 1 if start and _is_issuers_line(lines[start - 1], item) else start
                return start + count, _whole(lines[first : start + count])
    return 0, None


def _is_issuers_line(above: Written, title: Written) -> bool:
    """Whether the line above belongs to the title: a unit's name in the same size, close by; a letterhead is larger or stands apart."""
    a, t = above.line.bbox, title.line.bbox
    if not _unit_in(above.text, at_date=False) or a is None or t is None or above.page != title.page:
        return False
    height, here = a[3] - a[1], t[3] - t[1]
    return abs(height - here) <= 0.22 * here and t[1] - a[3] + 0.3 * here >= 0 and t[1] - a[3] < 0.95 * here


def _addressee(lines: Sequence[Written], start: int) -> tuple[int, Reading[str] | None]:
    """The salutation: the first short line behind the title that ends in a colon."""
    for index, item in enumerate(lines[start : start + 6], start):
        text = strip_spaces(item.text)
        if re.search(r"[:：]$", text) and len(text) <= 24 and not APPENDIX.match(text):
            reading = _whole([item])
            value = re.sub(r"[:：]+$", "", reading.value or "")
            return index + 1, reading.model_copy(update={"value": value})
    return start, None


def _date(lines: Sequence[Written], start: int) -> tuple[int, Reading[str] | None]:
    """The date of issue: the last line that is a date and nothing else; also an unfilled one."""
    for index in range(len(lines) - 1, start - 1, -1):
        item = lines[index]
        text = strip_spaces(half_width(item.text))
        if "印发" in text or len(text) > 24 or APPENDIX.match(text):
            continue
        tail = re.search(r"(?:[\d〇○零一二三四五六七八九]{4}|[^\d]{0,2})年.{0,4}月.{0,4}日?|\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}", text)
        if tail is None:
            continue
        if is_blank_date(text) or parse_date(text) is not None or re.search(r"年.*月", text):
            return index, _day(item)
    return len(lines), None


def _day(item: Written) -> Reading[str]:
    """A date of issue has a day; one cut short under a seal is no date."""
    told = values.date(_text_of([item]))
    if told.value is not None and len(told.value) < len("2026-05-18"):
        return told.model_copy(update={"needs_review": True, "doubt": "日期不完整，可能被印章遮盖", "confidence": 0.5})
    return told


def _issuer(lines: Sequence[Written], start: int, date_at: int) -> tuple[int, Reading[str] | None]:
    """The name over the date (or in its row): the nearest line above it that ends like a unit's name."""
    for index in range(min(date_at, len(lines) - 1), max(start, date_at - SIGNATURE_ROWS) - 1, -1):
        name = _unit_in(lines[index].text, at_date=index == date_at)
        if name:
            return _signature(lines, start, index, name)
    return len(lines), None


def _signature(lines: Sequence[Written], start: int, last: int, name: str) -> tuple[int, Reading[str]]:
    """The issuer's whole signature: a long name may be set over two lines, and of several joint issuers the first sends the letter."""
    first = last
    while first > start and _is_other_unit(lines[first - 1], name):
        first -= 1
    if first == last and _is_rest(name) and last > start and _may_begin_unit(lines[last - 1].text):
        reading = _whole(lines[last - 1 : last + 1])
        return last - 1, reading.model_copy(update={"value": strip_spaces(half_width(lines[last - 1].text)) + name})
    if first == last:
        return last, _whole([lines[last]]).model_copy(update={"value": name})
    reading = _whole([lines[first]])
    told = {"value": _unit_in(lines[first].text, at_date=False), "needs_review": True, "doubt": "几个单位联合署名，取第一个"}
    return first, reading.model_copy(update=told)


def _is_other_unit(item: Written, name: str) -> bool:
    """Whether a line is another issuer's name; a seal's ring read as a line is the same name garbled."""
    unit = None if _ends_paragraph(item.text) else _unit_in(item.text, at_date=False)
    return unit is not None and fuzz.ratio(fold(unit), fold(name)) < SAME_UNIT


def _is_rest(name: str) -> bool:
    """Whether a name can only be the second half of one: a body's kind without a place before it."""
    return bool(re.match(r"(?:市场监督管理|市场监管|人民政府|管理委员会|委员会|监督管理)", name))


def _may_begin_unit(text: str) -> bool:
    bare = strip_spaces(text)
    return 2 <= len(bare) <= 20 and not re.search(r"[。；，：:、！）)]$", bare) and not APPENDIX.match(bare)


def _ends_paragraph(text: str) -> bool:
    return bool(re.search(r"[。；：:！]$", strip_spaces(text)))


def _unit_in(text: str, *, at_date: bool) -> str | None:
    bare = strip_spaces(half_width(text))
    if at_date:
        bare = re.split(r"(?=\d{4}年|[二2][〇○零0]|年月)", bare)[0]
    bare = SEAL_WORDS.sub("", bare).strip("。.,，:：")
    if 4 <= len(bare) <= 40 and ISSUER_END.search(bare) and not re.search(r"[。；，]", bare) and not APPENDIX.match(bare):
        return bare
    return None


def _body(lines: Sequence[Written], start: int, end: int) -> Body:
    """Join the paragraphs; spaces go, and every character remembers where it stood."""
    text, places = "", []
    for index in range(start, min(end, len(lines))):
        for offset, char in enumerate(lines[index].text):
            if not char.isspace():
                text += char
                places.append((index, offset))
    return Body(text, tuple(places))


def _cited(body: Body, lines: Sequence[Written], profile: LetterProfile) -> Reading[str] | None:
    """The title of the notice that it answers; without a readable 《 the words around 通知 serve."""
    hits = list(CITED.finditer(body.text)) or list(re.finditer(r"(?:按照|根据|依据|按)(.{8,70}?通知)", body.text))
    if not hits:
        return None
    wanted = fold(profile.cited_notice)[:6]
    hit = next((h for h in hits if fold(h.group(1)).find(wanted) >= 0), hits[0])
    return _span(body, lines, hit.start(1), hit.end(1))


def _named(body: Body) -> tuple[tuple[int, int], ...]:
    """The quoted names in their order, else those that stand in numbered lines of their own."""
    quoted = [span for span in quoted_spans(body.text) if _is_name(body.text[slice(*span)])]
    return tuple(quoted or list(_listed(body)))


def _units(
    names: Sequence[Reading[str]], spans: Sequence[tuple[int, int]], body: Body, lines: Sequence[Written]
) -> tuple[Reading[str] | None, ...]:
    """The units in brackets behind the names; () where there are none."""
    found = [letter_units.span_behind(body.text, end) for _, end in spans[: len(names)]]
    return tuple(_span(body, lines, *place) if place else None for place in found) if any(found) else ()


def _listed(body: Body) -> Iterator[tuple[int, int]]:
    """Names that stand in lines of their own, one a number: 一、某某标准化试点（承担单位：…）."""
    starts = [place for place, (line, _) in enumerate(body.places) if place == 0 or body.places[place - 1][0] != line]
    numbered = [(start, hit.end()) for start in starts if (hit := ITEM.match(body.text, start))]
    ends = [start for start, _ in numbered[1:]] + [len(body.text)]
    for (_, start), end in zip(numbered, ends, strict=False):
        name = ITEM_NAME.match(body.text[:end], start)
        if name:
            yield name.start(1), name.end(1)


def _tabled(pages: Sequence[Page], labels: Labels, second: SecondReader) -> tuple[Reading[str], ...]:
    """The names in a list that is a table, of the letter itself or attached to it."""
    found = []
    for page in pages:
        for grid in page.grids:
            heads = [cell for cell in grid.cells if (label := labels.match(cell.text)) and label.field == "project_name"]
            for head in heads[:1]:
                below = [cell for cell in grid.cells if cell.col == head.col and cell.row > head.row and cell.text.strip()]
                inks = [Ink(page.number, cell.lines, cell.bbox) for cell in sorted(below, key=lambda cell: cell.row)]
                seconds = second.read([(ink.page, line.quad) for ink in inks for line in ink.lines if line.quad is not None])
                found += [values.plain(settled([ink], seconds)) for ink in inks]
    return tuple(found)


def _is_name(text: str) -> bool:
    """A quoted text that is no slogan, website or paragraph."""
    return not re.search(r"[。；：]|信用中国|公示系统|征集领域", text) and not text.startswith(("等", "、"))


def _unquoted(text: str) -> Iterator[tuple[int, int]]:
    """Names between 推荐 and the count, parted by 、 or 和; or a numbered list."""
    listed = list(
        re.finditer(
            r"(?:^|[：:；;。])\s*(?:\d{1,2}|[一二三四五六七八九十])[.、．]([^：:；;。]{6,60}?(?:试点|项目))(?=[（(；;。，,]|\d{1,2}[.、．]|$)",
            text,
        )
    )
    if listed:
        yield from ((hit.start(1), hit.end(1)) for hit in listed)
        return
    found = re.search(r".*推荐(.{6,200}?)(?:[（(]按先后|等\s*[\d一二两三四五六七八九十]{1,2}\s*个|申报)", text)
    if not found:
        return
    start = found.start(1)
    for piece in re.finditer(r"[^、，,]+", found.group(1)):
        name = piece.group().strip(OPEN + CLOSE)
        if len(name) >= 6 and not COUNTED.match(name) and re.search(r"(?:试点|项目|标准化|示范)(?:示范|项目)?$", name):
            offset = piece.start() + piece.group().find(name)
            yield start + offset, start + offset + len(name)


def _projects(names: Sequence[Reading[str]]) -> Reading[tuple[str, ...]] | None:
    """The list as one value: as sure as its least sure name."""
    if not names:
        return Reading(value=(), raw="", confidence=0.5, needs_review=True, doubt="未读出项目名称")
    weakest = min(names, key=lambda item: item.confidence)
    first = names[0].region
    here = [item.region for item in names if item.region and first and item.region.page == first.page]
    return Reading(
        value=tuple(item.value for item in names if item.value),
        raw="\n".join(item.raw for item in names),
        confidence=weakest.confidence,
        needs_review=any(item.needs_review for item in names),
        region=Region(page=first.page, bbox=union(region.bbox for region in here)) if first else None,
        reader=weakest.reader,
        doubt=weakest.doubt,
    )


def _count(body: Body, lines: Sequence[Written]) -> Reading[int] | None:
    """X in 等 X 个项目."""
    hits = [hit for hit in COUNT.finditer(body.text) if "领域" not in body.text[hit.end() : hit.end() + 3]]
    if not hits:
        return None
    hit = next((h for h in hits if h.group().startswith("等")), hits[-1])
    told = _span(body, lines, hit.start(1), hit.end(1))
    return Reading(**{**told.model_dump(), "value": parse_count(hit.group(1))})


def _voice(body: Body, lines: Sequence[Written]) -> Reading[str] | None:
    hit = VOICE.search(body.text)
    return _span(body, lines, hit.start(), hit.end()) if hit else None


def _span(body: Body, lines: Sequence[Written], start: int, end: int) -> Reading[str]:
    """A stretch of the running text as a reading: each line's share is judged by itself."""
    runs: dict[int, list[int]] = {}
    for index, offset in body.places[start:end]:
        runs.setdefault(index, []).append(offset)
    parts = [(lines[index], min(offsets), max(offsets) + 1) for index, offsets in runs.items()]
    judged = [settle_part(item.line, item.text[a:b], item.seconds) for item, a, b in parts]
    first = parts[0][0].page
    boxes = [part(item.line.model_copy(update={"text": item.text}), a, b).bbox for item, a, b in parts if item.page == first]
    text = Text(
        text="".join("".join(one.text.split()) for one in judged),
        raw="\n".join(item.text[a:b] for item, a, b in parts),
        confidence=min(one.confidence for one in judged),
        region=Region(page=first, bbox=union(boxes)),
        reader=judged[0].reader,
        second=next((one.second for one in judged if one.second), None),
        doubt=next((one.doubt for one in judged if one.doubt), ""),
    )
    return reading(squeeze(half_width(text.text)), text)


def _whole(items: Sequence[Written]) -> Reading[str]:
    text = _text_of(items)
    return reading(text.text, text)


def _text_of(items: Sequence[Written]) -> Text:
    judged = [settle(item.line, item.seconds) for item in items]
    first = items[0].page
    return Text(
        text=join(one.text for one in judged),
        raw="\n".join(one.text for one in judged),
        confidence=min(one.confidence for one in judged),
        region=Region(page=first, bbox=union(item.line.bbox for item in items if item.page == first)),
        reader=judged[0].reader,
        second=next((one.second for one in judged if one.second), None),
        doubt=next((one.doubt for one in judged if one.doubt), ""),
    )
