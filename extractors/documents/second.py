"""The second reading: every line of a key field is read twice more, and what the readers say of it decides how sure it is.

The page was read by one engine. Each key line is cut out again, prepared differently, and read by the same recogniser and by an engine
of another make. Two engines of different make that agree are right nearly always; one engine that agrees with itself is right mostly;
where all differ, a person looks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from chinese.punctuation import DASH_READ_AS_ONE, fold
from chinese.traditional import simplified
from extractors.documents.line_crops import prepared
from extractors.ocr.engine import OcrEngine, Reading, Script
from extractors.raster.image import Image
from schemas.evidence import Quad
from schemas.page import Line

Place = tuple[int, Quad]
"""Page number and corners."""

BEYOND = 1.3
TWINS = frozenset("1li|0o5s2z8b6g9q")
TWINS_DIFFER, DIFFER = "字母、数字两次识读不一致", "两次识读不一致"
SKIPPED = "日期字距不匀，可能漏读“一”"
WIDE_STEP = 1.3
"""In 35 dates in Chinese figures no step was over 1.18 of the usual one but that in which the recogniser saw no 一: 1.49."""
GARBLED = 0.6
"""Below this likeness the second engine did not read the line at all (it does poorly under seals and on faint scans)."""


LEAST_NUMBER = 5
"""Figures."""
RULES = " |｜丨"
SHAPES = str.maketrans({**dict.fromkeys("lI|[]丨!", "1"), **dict.fromkeys("oOQ〇○◯", "0")})
"""What the engines read for 1 and 0 (2027年]月, o412-…), and the ring of a year (二〇二六年, 二○二六年)."""


CHINESE = re.compile(r"[〇一-鿿]")
DATE_IN_FIGURES = re.compile(r"[〇○零oO0一二三四五六七八九]{3,4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
DATE = re.compile(r"20\d\d年\d{1,2}月(?:\d{1,2}日)?")


class Crops(Protocol):
    """Pictures of places."""

    def crop(self, page: int, quad: Quad, *, margin: float = 1.5, red: bool = False, beyond: float = 0.0) -> Image | None:
        """Cut a place out, warped upright, with ``margin`` points around it; None where there is no picture.

        ``beyond`` adds that many heights of the crop on the right.

        Unless ``red`` is asked for, red ink comes out as light as paper, so that a seal hides nothing.
        """


@dataclass(frozen=True)
class Seconds:
    """What the readers of a line's own crop said."""

    same: Reading
    other: Reading


@dataclass(frozen=True)
class Settled:
    """A line after all readings of it."""

    text: str
    confidence: float
    second: str | None = None
    doubt: str = ""
    reader: str = ""


class SecondReader:
    """Reads lines again, many at a time."""

    def __init__(self, crops: Crops, same: OcrEngine, other: OcrEngine) -> None:
        self._crops = crops
        self._same = same
        self._other = other

    def read(self, places: Sequence[Place]) -> Mapping[Place, Seconds]:
        """Read each place with both engines; a place without a picture is left out."""
        cut = ((place, self._crops.crop(*place, beyond=BEYOND)) for place in dict.fromkeys(places))
        found = [(place, crop) for place, crop in cut if crop is not None and crop.size]
        crops = [prepared(crop, BEYOND) for _, crop in found]
        same = self._same.read_lines(crops)
        other = self._witnessed(crops, [_script(one.text) for one in same])
        return {place: Seconds(a, b) for (place, _), a, b in zip(found, same, other, strict=True)}

    def _witnessed(self, crops: Sequence[Image], scripts: Sequence[Script]) -> tuple[Reading, ...]:
        """Let the other engine read; it is told no more than the script."""
        readings = [Reading("", 0.0)] * len(crops)
        for script in Script:
            chosen = [index for index, its in enumerate(scripts) if its is script]
            for index, reading in zip(chosen, self._other.read_lines([crops[index] for index in chosen], script), strict=True):
                readings[index] = reading
        return tuple(readings)


def _script(text: str) -> Script:
    if not text.strip():
        return Script.ANY
    return Script.LATIN if _is_latin(text) or not CHINESE.search(text) else Script.CHINESE


def settle(line: Line, seconds: Seconds | None) -> Settled:
    """Decide what a line says and how sure that is."""
    if line.reader in {"text-layer", "docx"}:
        return Settled(line.text, 1.0, reader=line.reader)
    if seconds is None:
        return Settled(line.text, min(line.confidence, 0.9), reader=line.reader)
    line = line.model_copy(update={"text": _common(line.text, seconds.other.text)})
    seconds = replace(seconds, same=replace(seconds.same, text=_common(seconds.same.text, seconds.other.text)))
    first, same, other = (_figures(text, line.text) for text in (line.text, seconds.same.text, seconds.other.text))
    other = first if _lost_the_ring(other, first) else other
    if first == other or _same_but_for_signs(line.text, seconds.other.text):
        return Settled(line.text, 0.995, reader=f"{line.reader}+tesseract")
    if not same and not other:  # that neither sees anything is no reading of theirs
        return Settled(line.text, min(line.confidence, 0.6), doubt=DIFFER, reader=line.reader)
    if first != same and same == other:
        return Settled(seconds.same.text, 0.98, second=line.text, reader=f"{line.reader}+tesseract")
    if first == same and _skips_a_stroke(line):
        return Settled(line.text, 0.6, second=seconds.other.text, doubt=SKIPPED, reader=line.reader)
    if first == same:
        return _self_agreed(line, seconds, Levenshtein.normalized_similarity(first, other))
    doubt = DIFFER
    better = seconds.same if seconds.same.confidence > line.confidence + 0.03 else None
    if better is not None:
        return Settled(better.text, 0.6, second=line.text, doubt=doubt, reader=line.reader)
    return Settled(line.text, 0.6, second=seconds.same.text or seconds.other.text, doubt=doubt, reader=line.reader)


def _skips_a_stroke(line: Line) -> bool:
    """Whether a date in Chinese figures has a gap in which a figure may have been overlooked: 五月十　日 for 五月十一日."""
    if len(line.centres) != len(line.text) or not DATE_IN_FIGURES.fullmatch(line.text):
        return False
    steps = sorted(after - before for before, after in pairwise(line.centres))
    return steps[-1] >= WIDE_STEP * steps[len(steps) // 2]


def settle_part(line: Line, text: str, seconds: Seconds | None) -> Settled:
    """Decide about a stretch of a line, whose crop holds more than it."""
    if line.reader in {"text-layer", "docx"}:
        return Settled(text, 1.0, reader=line.reader)
    if seconds is None:
        return Settled(text, min(line.confidence, 0.9), reader=line.reader)
    text = _common(text, seconds.other.text)
    wanted, same, other = (_figures(said, text) for said in (text, seconds.same.text, seconds.other.text))
    if wanted in other:
        return Settled(text, 0.995, reader=f"{line.reader}+tesseract")
    if wanted in same:
        stretch = line.model_copy(update={"text": text})
        return _self_agreed(stretch, seconds, fuzz.partial_ratio(wanted, other) / 100)
    return Settled(text, 0.6, second=seconds.same.text, doubt=DIFFER, reader=line.reader)


def _self_agreed(line: Line, seconds: Seconds, likeness: float) -> Settled:
    """The one engine agrees with itself and the other does not: sure enough only where it was sure both times."""
    least = min(line.confidence, seconds.same.confidence)
    second = seconds.other.text if likeness >= GARBLED else None
    if second is not None and _is_latin(line.text) and _differ_in_twins(_bare(line.text), _bare(second)):
        return Settled(line.text, 0.7, second=second, doubt=TWINS_DIFFER, reader=line.reader)
    if _differ_in_figures(line.text, seconds.other.text):
        return Settled(line.text, min(0.85, least), second=seconds.other.text, doubt=DIFFER, reader=line.reader)
    if any(_is_uncommon(char) and char not in seconds.other.text for char in line.text):
        return Settled(line.text, min(0.85, least), second=seconds.other.text, doubt="含不常用字，两次识读不一致", reader=line.reader)
    if least >= 0.97 or (least >= 0.93 and likeness < GARBLED):
        return Settled(line.text, 0.97, second=second, reader=line.reader)
    return Settled(line.text, min(0.85, least), second=seconds.other.text, doubt=DIFFER, reader=line.reader)


def _is_uncommon(char: str) -> bool:
    """Whether a character is none of the 6,763 of GB/T 2312: a traditional form that was misread (開), or a rare one in a name (喆)."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return "\u4e00" <= char <= "\u9fff"
    return False


def _same_but_for_signs(text: str, other: str) -> bool:
    """Whether an engine saw the same address but for its @ (x0example.cn), or the same figures of a date but for 年月日 (2026#5A18A)."""
    said = "".join(other.strip(RULES).split())
    if DATE.fullmatch("".join(text.split())):
        return not re.search(r"[一-鿿]", said) and re.sub(r"\D", "", said) == re.sub(r"\D", "", text)
    user, at, host = "".join(text.split()).partition("@")
    return bool(at and re.fullmatch(rf"{re.escape(user)}[@©®0-9A-Za-z]?{re.escape(host)}", said))


def _lost_the_ring(said: str, figures: str) -> bool:
    """Whether an engine saw the same date but for the 〇 of its year, which has four figures: 二二六年五月 for 二〇二六年五月."""
    return figures.startswith("二0") and said == figures[0] + figures[2:] and said[3:4] == "年"


def _common(text: str, other: str) -> str:
    """Write traditional forms (開) as simplified ones where the engine of another make saw none."""
    return "".join(char if char in other else simplified(char) for char in text)


def _figures(said: str, text: str) -> str:
    """What is compared of a reading: in dates and telephone numbers strokes and rings are figures, and a rule of the table is nothing."""
    return _bare(said) if _is_latin(text) else _bare(said.strip(RULES).translate(SHAPES))


def _is_latin(text: str) -> bool:
    """Whether a line is a mail address or a code rather than words or a plain number: nothing but its letters tells l from 1."""
    solid = [char for char in text if char.isalnum()]
    letters = sum(char.isascii() and char.isalpha() for char in solid)
    return letters >= 2 and sum(char.isascii() for char in solid) > 0.6 * len(solid)


def _differ_in_twins(first: str, other: str) -> bool:
    """Whether two readings differ where one has a character that is easily taken for another (1 l i, 0 o, 5 s …)."""
    edits = [edit for edit in Levenshtein.opcodes(first, other) if edit.tag != "equal"]
    changed = [(first[e.src_start : e.src_end], other[e.dest_start : e.dest_end]) for e in edits]
    return any(char in TWINS for pair in changed for part in pair for char in part.lower())


def _differ_in_figures(text: str, other: str) -> bool:
    """Whether the other engine read a number as long (a postcode, a telephone) with another figure in it: no words say which it is."""
    first, second = ("".join(said.strip(RULES).split()).replace("-", "") for said in (text, other))
    return first != second and len(first) == len(second) >= LEAST_NUMBER and (first + second).isdecimal()


def _bare(text: str) -> str:
    """Compare what carries meaning: punctuation and spaces are read differently by every engine, and a dash between figures as 一."""
    return "".join(char for char in fold(DASH_READ_AS_ONE.sub("—", text)) if char.isalnum())
