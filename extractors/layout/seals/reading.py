"""Reads a seal: several preparations of its ring, each recognised as one line, and the line in the middle."""

import re
from collections import Counter
from dataclasses import dataclass

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from extractors.layout.seals.found import Plane, Recogniser, Ring
from extractors.layout.seals.ink import dark, ratio, red, sharp_red, without_print
from extractors.layout.seals.middle import MiddleLine, middle_line
from extractors.layout.seals.rings import ring_level
from extractors.layout.seals.spacing import spaced
from extractors.layout.seals.unroll import Arc, as_print, evened, name_arcs, strip
from extractors.ocr.engine import Reading
from schemas.page import SealReading

_MOST = 12
_SOME_PRINT = 0.1
"""Darker than the ring by this is at least the edge of print, which leaves a reddish shadow in JPEG."""
_HAN = re.compile(r"[一-鿿㐀-䶿]")
_EDGE = re.compile(r"^[^一-鿿㐀-䶿（(]+|[^一-鿿㐀-䶿）)]+$")


@dataclass(frozen=True)
class Way:
    """One preparation: which plane of ink, which band of radii, and whether the pressure is evened out along the strip."""

    plane: str
    band: tuple[float, float]
    even: bool = False

    @property
    def label(self) -> str:
        """As it stands in a reading's ``way``."""
        return f"{self.plane}{' evened' if self.even else ''} {self.band[0]:.2f}-{self.band[1]:.2f}"


_RED_WAYS = (
    Way("pale green", (0.56, 0.90)),
    Way("red", (0.58, 0.97)),
    Way("pale gray", (0.58, 0.97)),
    Way("red", (0.62, 0.95)),
    Way("green", (0.56, 0.90)),
    Way("pale gray", (0.62, 0.95), even=True),
    Way("ratio", (0.50, 0.92)),
    Way("gray", (0.58, 0.97)),
    Way("sharp", (0.56, 0.90), even=True),
)
"""Red minus green stands print best, green and gray stand JPEG best; the more different, the sooner their agreement means something."""
_RED_PROBES = (Way("red", (0.58, 0.97)), Way("sharp", (0.56, 0.90)), Way("pale green", (0.56, 0.90)))
"""A doubtful red ring is tried in its own ink alone: print that stands there would be read in the others."""
_BLACK_WAYS = (
    Way("gray", (0.56, 0.90)),
    Way("pale gray", (0.58, 0.97)),
    Way("gray", (0.62, 0.95)),
    Way("gray", (0.58, 0.97), even=True),
    Way("pale gray", (0.54, 0.92)),
)
_BLACK_PROBES = _BLACK_WAYS[:2]


def read(light: Plane, ring: Ring, recogniser: Recogniser, *, doubtful: bool) -> tuple[tuple[SealReading, ...], MiddleLine]:
    """Readings of the whole seal, best first, and its middle line; ``light`` is the page on white paper, 0…1.

    A doubtful ring is given up after a few tries without Chinese text.
    """
    inks = _planes(light, ring)
    arcs = name_arcs(inks["pale green" if ring.ink == "red" else "gray"], ring.ellipse)
    ways, probes = (_RED_WAYS, _RED_PROBES) if ring.ink == "red" else (_BLACK_WAYS, _BLACK_PROBES)
    if doubtful and not is_text(_along(inks, ring, arcs[0], probes, recogniser)):
        return (), MiddleLine()
    found = _along(inks, ring, arcs[0], ways, recogniser)
    if not _agreed(found, 2, 0.9):
        found += _along(inks, ring, arcs[1], ways[:3], recogniser)
    line = middle_line(inks, ring, arcs[0].bottom, recogniser) if found else MiddleLine()
    return tuple(reading.model_copy(update={"text": reading.text + line.text}) for reading in _ranked(found)), line


def is_text(readings: list[SealReading] | tuple[SealReading, ...]) -> bool:
    """Whether Chinese characters run along the ring."""
    return any(han(reading.text) >= 4 and reading.confidence >= 0.7 for reading in readings)


def han(text: str) -> int:
    """Number of Chinese characters."""
    return len(_HAN.findall(text))


def _planes(light: Plane, ring: Ring) -> dict[str, Plane]:
    """The ink of a seal as several readers would see it."""
    gray, green = dark(light), np.asarray(1 - light[..., 1], dtype=np.float32)
    if ring.ink == "red":
        own, print_from = np.asarray(1 - light[..., 2], dtype=np.float32), 0.25
    else:
        own, print_from = gray, 0.05
    level = 1.2 * ring_level(own, ring.ellipse)
    printed = own > level + print_from
    return {
        "red": red(light),
        "green": green,
        "gray": gray,
        "ratio": ratio(light),
        "sharp": sharp_red(light),
        "pale green": without_print(green, printed),
        "pale gray": without_print(gray, printed),
        "printed": cv2.dilate((own > level + _SOME_PRINT).astype(np.float32), np.ones((5, 5), np.uint8)).astype(np.float32),
    }


def _along(inks: dict[str, Plane], ring: Ring, arc: Arc, ways: tuple[Way, ...], recogniser: Recogniser) -> list[SealReading]:
    """One reading a way, until enough of them agree."""
    found: list[SealReading] = []
    for way in ways:
        band = strip(inks[way.plane], ring.ellipse, arc, way.band)
        line = recogniser(as_print(evened(band) if way.even else band))
        if han(clean := _EDGE.sub("", line.text)) >= 2:
            found.append(_reading(line, clean, f"{way.label} {arc.start % 360:.0f}°"))
        if _agreed(found, 3, 0.95):
            break
    return found


def _reading(line: Reading, clean: str, way: str) -> SealReading:
    """What a way read, without what stands before and behind the name."""
    start = line.text.index(clean)
    centres = line.centres[start : start + len(clean)]
    return SealReading(text=clean, confidence=min(max(line.confidence, 0.0), 1.0), way=way, spaced=spaced(clean, centres))


def _agreed(found: list[SealReading], times: int, confidence: float) -> bool:
    """Whether so many readings by different preparations are one and the same, each of them sure."""
    texts = [reading.text for reading in found if reading.confidence >= confidence]
    return any(texts.count(text) >= times for text in texts)


def _ranked(found: list[SealReading]) -> list[SealReading]:
    """Distinct readings, the one that the others are closest to first: confidence alone is no guard.

    What is worn away is left out rather than misread, so the longer of two is a little better.
    """

    def support(one: SealReading) -> float:
        near = sum(other.confidence**2 * Levenshtein.normalized_similarity(one.text, other.text) for other in found)
        return near * float(han(one.text) ** 0.3)

    count = Counter(reading.text for reading in found)
    distinct: dict[str, SealReading] = {}
    for reading in sorted(found, key=lambda reading: (support(reading), reading.confidence), reverse=True):
        distinct.setdefault(reading.text, reading.model_copy(update={"ways": count[reading.text]}))
    return list(distinct.values())[:_MOST]
