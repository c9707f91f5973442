"""Which seals the parties of an application own."""

from dataclasses import replace

import numpy as np

from sample_docs.generator.fonts import Face
from sample_docs.generator.identity import Unit
from sample_docs.generator.opinion import PressPlan
from sample_docs.generator.seal import SealSpec


def unit_seal(unit: Unit, rng: np.random.Generator) -> PressPlan:
    """The official seal of a unit: round, with a star."""
    public = unit.type in ("事业单位", "机关")
    size = float(rng.choice([42.0, 42.0, 40.0, 38.0])) if not public else 42.0
    face = Face.BOLD if rng.random() < 0.7 else Face.SERIF
    return PressPlan(SealSpec(unit.name, size, number=unit.number, owner=unit.name, face=face))


def office_seal(office: str) -> PressPlan:
    """The seal of a bureau or department: 45 mm, without a number."""
    return PressPlan(SealSpec(office, 45.0, owner=office))


def special_seal(unit: Unit, words: str = "合同专用章") -> PressPlan:
    """A seal for one purpose only, with its purpose in a straight line."""
    return PressPlan(SealSpec(unit.name, 40.0, line=words, owner=unit.name))


def short_seal(unit: Unit, short: str) -> PressPlan:
    """A seal that carries an abbreviation of the name."""
    return PressPlan(SealSpec(short, 40.0, owner=unit.name))


def weak(plan: PressPlan) -> PressPlan:
    """The same seal, hardly to be read."""
    return replace(plan, weak=True)
