"""A letter's lines, and stretches of its running text as readings."""

from collections.abc import Sequence
from dataclasses import dataclass

from chinese.punctuation import half_width, squeeze
from extractors.documents.second import SecondReader, Seconds, settle, settle_part
from extractors.documents.text import Text, join, reading
from extractors.labelled.lines import baseline_rows, free_lines, is_furniture, running_heads
from extractors.labelled.spreads import paged
from extractors.layout.ink import part, union
from schemas.evidence import Reading, Region
from schemas.page import Line, Page


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


def written(pages: Sequence[Page], second: SecondReader) -> list[Written]:
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


def body_of(lines: Sequence[Written], start: int, end: int) -> Body:
    """Join the paragraphs; spaces go, and every character remembers where it stood."""
    text, places = "", []
    for index in range(start, min(end, len(lines))):
        for offset, char in enumerate(lines[index].text):
            if not char.isspace():
                text += char
                places.append((index, offset))
    return Body(text, tuple(places))


def span(body: Body, lines: Sequence[Written], start: int, end: int) -> Reading[str]:
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


def whole(items: Sequence[Written]) -> Reading[str]:
    """Return lines as one value."""
    text = text_of(items)
    return reading(text.text, text)


def text_of(items: Sequence[Written]) -> Text:
    """Return lines with all readings of them settled."""
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
