"""What a drawn document is before it is scanned, and what is particular to one copy of it."""

import datetime as dt
from dataclasses import dataclass, field

from sample_docs.generator.opinion import PressPlan
from sample_docs.generator.sheet import Sheet

Value = str | int | list[str] | None


@dataclass(frozen=True)
class OpinionTruth:
    """What an opinion box holds."""

    role: str
    text: str
    signed_on: str | None
    page: int


@dataclass
class Drawn:
    """A document before it is scanned: sheets, and what is true of them."""

    kind: str
    sheets: list[Sheet] = field(default_factory=list)
    fields: dict[str, Value] = field(default_factory=dict)
    opinions: list[OpinionTruth] = field(default_factory=list)


@dataclass(frozen=True)
class CopyPlan:
    """What is particular to one copy: its seals, and how hard the pen was at work."""

    seals: dict[str, tuple[PressPlan, ...]]
    """By role; a role that is missing was not sealed. ``cover`` is the seal on the cover."""
    signed_on: dict[str, dt.date | None]
    hand: bool
    seed: int
    copies_stated: bool = False
