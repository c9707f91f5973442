"""What a round consists of, before anything is drawn."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from sample_docs.generator.difficulty import OFFICE, Difficulty
from sample_docs.generator.letter import LetterPlan
from sample_docs.generator.opinion import PressPlan
from sample_docs.generator.project import Project
from sample_docs.generator.recipe import Recipe
from sample_docs.generator.scan import Capture, Way

FLATBED = Capture(Way.FLATBED, 200)


class Packing(StrEnum):
    """How the copies of an application come."""

    PILE = "pile"
    """In one PDF with the letter, and with other applications that are packed so."""
    EACH = "each"
    JOINED = "joined"
    IMAGES = "images"
    """A folder of JPEGs for each copy."""
    PNG = "png"
    TIFF = "tiff"
    LOOSE_LAST = "loose-last"
    """As EACH, but the last copy lies loose in the inbox."""


class Electronic(StrEnum):
    """How the electronic version comes."""

    DOCX = "docx"
    PDF = "pdf"
    ZIPPED = "zipped"
    NONE = "none"


@dataclass(frozen=True)
class Expected:
    """What a reviewer who knows the law would say of a planted defect."""

    rule: str
    scope: str
    verdicts: tuple[str, ...]
    defect: str
    project: str = ""
    """Project name, for application scope; the folder stands in the plan."""
    folder: str = ""


@dataclass(frozen=True)
class AppPlan:
    """One application."""

    project: Project
    recipe: Recipe
    seals: dict[str, tuple[PressPlan, ...]]
    signed_on: dict[str, dt.date | None]
    letter_name: str = ""
    copies: int = 3
    copy_projects: dict[int, Project] = field(default_factory=dict)
    copy_seals: dict[int, dict[str, tuple[PressPlan, ...]]] = field(default_factory=dict)
    electronic: Electronic = Electronic.DOCX
    electronic_project: Project | None = None
    d: Difficulty = OFFICE
    capture: Capture = FLATBED
    packing: Packing = Packing.EACH
    hand: bool = True
    expected: tuple[Expected, ...] = ()
    backs: bool = False
    """Blank backs between the pages of a duplex scan."""
    in_letter: bool = True
    seed: int = 0


@dataclass(frozen=True)
class DeliveryPlan:
    """Everything one recommender sends."""

    folder: str
    office: str
    """Full name of the recommender."""
    letter: LetterPlan | None
    apps: tuple[AppPlan, ...]
    received_at: str = "2026-05-18 10:20"
    how: str = "纸质"
    note: str = ""
    d: Difficulty = OFFICE
    capture: Capture = FLATBED
    letter_alone: bool = True
    """The letter is a file of its own; otherwise it leads the pile."""
    expected: tuple[Expected, ...] = ()
    logged: bool = True
    licences: tuple[int, ...] = ()
    """Numbers of the applications whose unit's certificate is enclosed."""
    credits: tuple[int, ...] = ()
    seed: int = 0


@dataclass(frozen=True)
class RegisterRow:
    """One row of a register, as strings."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class RoundPlan:
    """A whole round."""

    seed: int
    deliveries: tuple[DeliveryPlan, ...]
    pilots: tuple[RegisterRow, ...] = ()
    credit: tuple[RegisterRow, ...] = ()
    oddities: bool = False
    """Broken, encrypted, unknown and duplicate files."""
