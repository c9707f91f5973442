"""The projects that a letter recommends: quoted, numbered, in a table, or in running words; and how many it says there are."""

import re
from collections.abc import Iterator, Sequence

from chinese.numerals import parse_count
from extractors.documents import letter_units, values
from extractors.documents.letter_text import Body, Written, span
from extractors.documents.quotes import CLOSE, OPEN, quoted_spans
from extractors.documents.second import SecondReader
from extractors.documents.text import settled
from extractors.labelled.labels import Labels
from extractors.layout.ink import Ink, union
from schemas.evidence import Reading, Region
from schemas.page import Page

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


def named(body: Body) -> tuple[tuple[int, int], ...]:
    """The quoted names in their order, else those that stand in numbered lines of their own."""
    quoted = [span for span in quoted_spans(body.text) if _is_name(body.text[slice(*span)])]
    return tuple(quoted or list(_listed(body)))


def units(
    names: Sequence[Reading[str]], spans: Sequence[tuple[int, int]], body: Body, lines: Sequence[Written]
) -> tuple[Reading[str] | None, ...]:
    """The units in brackets behind the names; () where there are none."""
    found = [letter_units.span_behind(body.text, end) for _, end in spans[: len(names)]]
    return tuple(span(body, lines, *place) if place else None for place in found) if any(found) else ()


def _listed(body: Body) -> Iterator[tuple[int, int]]:
    """Names that stand in lines of their own, one a number: 一、某某标准化试点（承担单位：…）."""
    starts = [place for place, (line, _) in enumerate(body.places) if place == 0 or body.places[place - 1][0] != line]
    numbered = [(start, hit.end()) for start in starts if (hit := ITEM.match(body.text, start))]
    ends = [start for start, _ in numbered[1:]] + [len(body.text)]
    for (_, start), end in zip(numbered, ends, strict=False):
        name = ITEM_NAME.match(body.text[:end], start)
        if name:
            yield name.start(1), name.end(1)


def tabled(pages: Sequence[Page], labels: Labels, second: SecondReader) -> tuple[Reading[str], ...]:
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


def unquoted(text: str) -> Iterator[tuple[int, int]]:
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


def projects(names: Sequence[Reading[str]]) -> Reading[tuple[str, ...]] | None:
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


def count(body: Body, lines: Sequence[Written]) -> Reading[int] | None:
    """X in 等 X 个项目."""
    hits = [hit for hit in COUNT.finditer(body.text) if "领域" not in body.text[hit.end() : hit.end() + 3]]
    if not hits:
        return None
    hit = next((h for h in hits if h.group().startswith("等")), hits[-1])
    told = span(body, lines, hit.start(1), hit.end(1))
    return Reading(**{**told.model_dump(), "value": parse_count(hit.group(1))})
