"""What stands at a place after all readings of it, and how sure that is: the text that values are made of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chinese.punctuation import DASH_READ_AS_ONE, half_width, squeeze
from extractors.documents.confidence import calibrated
from extractors.documents.second import Place, Seconds, Settled, settle
from extractors.layout.ink import Ink, union
from schemas.evidence import Reading, Region

EXACT_READERS = frozenset({"text-layer", "docx"})
"""They take characters as the file says them, not by sight."""
Read = Mapping[Place, Seconds]
T = TypeVar("T")

PER_MILLE = re.compile(r"(?<=\d)%(?:[oO](?![A-Za-z])|[0₀](?!\d)|。(?=[，,、；;。]))")
"""The recogniser knows no ‰: it writes %o, %0, or %。 before another punctuation mark."""
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
"""A PDF's text layer may hold two letters as one sign: lnggﬂ@… is lnggfl@…"""
SURE = 0.9
"""Below this, as the readers say it themselves, a value is marked for review."""
DOUBTED = 0.6
EMPTY_MARKS = re.compile(r"^(?:[/／\\|—–\-－_＿.。·…\s]*|(?=.*[—–\-－])[/／\\|—–\-－_＿.。·…\s一丨]{1,9})$")
"""Strokes and dots alone; half of a dash (——) is read as 一 now and then."""


@dataclass(frozen=True)
class Text:
    """A value's text with its ink: what all readers of its lines made of it."""

    text: str
    raw: str
    confidence: float
    region: Region | None
    reader: str
    second: str | None = None
    doubt: str = ""
    lines: tuple[str, ...] = ()


def settled(inks: Sequence[Ink], seconds: Read) -> Text:
    """Put the readings of all lines of a value together."""
    items = [(settle(line, seconds.get((ink.page, line.quad)) if line.quad else None), line) for ink in inks for line in ink.lines]
    parts = [item for item, _ in items]
    return Text(
        text=join(part.text for part in parts),
        raw="\n".join(part.text for part in parts),
        confidence=min((part.confidence for part in parts), default=1.0),
        region=_region(inks),
        reader=next((part.reader for part in parts if part.reader), ""),
        second=_second(parts),
        doubt=next((part.doubt for part in parts if part.doubt), ""),
        lines=tuple(part.text for part in parts),
    )


def _region(inks: Sequence[Ink]) -> Region | None:
    """The place of the value's first page; a long value's later pages follow from the record's pages."""
    if not inks:
        return None
    page = inks[0].page
    here = [ink for ink in inks if ink.page == page]
    return Region(page=page, bbox=union(line.bbox for ink in here for line in ink.lines) or union(ink.bbox for ink in here))


def _second(parts: Sequence[Settled]) -> str | None:
    if not any(part.second for part in parts):
        return None
    return join(part.second or part.text for part in parts)


def join(lines: Iterable[str]) -> str:
    """Join lines into one text: no break inside Chinese, a space between Latin words."""
    joined = ""
    for line in lines:
        part = line.strip(" \u3000")
        if joined and part and joined[-1].isascii() and joined[-1].isalnum() and part[0].isascii() and part[0].isalnum():
            joined += " "
        joined += part
    return PER_MILLE.sub("‰", DASH_READ_AS_ONE.sub("—", squeeze(half_width(joined.translate(LIGATURES)))))


def cleaned(text: str) -> str:
    """Without the rule that a form prints under a value."""
    return re.sub(r"[_＿]{2,}", "", text).strip(" _＿：:")


def is_empty(text: str) -> bool:
    """Whether nothing was written: blank, or only a rule."""
    return not cleaned(text).strip()


def reading(value: T | None, text: Text, *, doubt: str = "") -> Reading[T]:
    """Wrap a value with its ink. A doubt of the readers or of the parser marks it for review."""
    doubts = doubt or text.doubt or ("识读把握不足" if text.confidence < SURE else "")
    return Reading(
        value=value,
        raw=text.raw,
        confidence=_confidence(min(text.confidence, DOUBTED) if doubt else text.confidence, text),
        needs_review=bool(doubts),
        region=text.region,
        reader=text.reader,
        second=text.second,
        doubt=doubts,
    )


def doubted(value: Reading[T], why: str) -> Reading[T]:
    """Return a reading for review: something that its readers could not know speaks against it."""
    return value.model_copy(update={"needs_review": True, "doubt": why, "confidence": round(calibrated(DOUBTED), 4)})


def blank(text: Text) -> Reading[T]:
    """A field that was left empty; where the readers are in doubt, one that was not read."""
    if text.doubt:
        return reading(None, text)
    return Reading(value=None, raw=text.raw, confidence=_confidence(text.confidence, text), region=text.region, reader=text.reader)


def _confidence(told: float, text: Text) -> float:
    """What the readers' figure is worth; where nobody had to read, it stands."""
    return round(told if text.reader in EXACT_READERS else calibrated(told), 4)
