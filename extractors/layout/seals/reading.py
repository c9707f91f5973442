"""Reads a seal: several preparations of its ring, each recognised as one line, and the line in the middle."""

import re
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from extractors.layout.seals.found import Plane, Recogniser, Ring
from extractors.layout.seals.ink import dark, ratio, red, sharp_red
from extractors.layout.seals.middle import lines
from extractors.layout.seals.unroll import Arc, as_print, name_arcs, strip
from schemas.page import SealReading

_MOST = 12
_HAN = re.compile(r"[一-鿿㐀-䶿]")
_EDGE = re.compile(r"^[^一-鿿㐀-䶿（(]+|[^一-鿿㐀-䶿）)]+$")


@dataclass(frozen=True)
class Way:
    """One preparation: which plane of ink, which band of radii."""

    plane: str
    band: tuple[float, float]

    @property
    def label(self) -> str:
        """As it stands in a reading's ``way``."""
        return f"{self.plane} {self.band[0]:.2f}-{self.band[1]:.2f}"


_RED_WAYS = tuple(Way(plane, band) for band in ((0.62, 0.95), (0.68, 0.93), (0.56, 0.90)) for plane in ("red", "green", "gray", "ratio"))
_BLACK_WAYS = tuple(Way("gray", band) for band in ((0.62, 0.95), (0.68, 0.93), (0.56, 0.90), (0.72, 0.97)))


def planes(light: Plane) -> dict[str, Plane]:
    """The ink of a seal as five readers would see it."""
    return {
        "red": red(light),
        "green": np.asarray(1 - light[..., 1], dtype=np.float32),
        "gray": dark(light),
        "ratio": ratio(light),
        "sharp": sharp_red(light),
    }


def read(light: Plane, ring: Ring, recogniser: Recogniser) -> tuple[tuple[SealReading, ...], str]:
    """Readings of the whole seal, best first, and the text of its middle line; ``light`` is the page on white paper, 0…1."""
    inks = planes(light)
    main = inks["red" if ring.ink == "red" else "gray"]
    arcs = name_arcs(main, ring.ellipse)
    ways = _RED_WAYS if ring.ink == "red" else _BLACK_WAYS
    found = _along(inks, ring, arcs[0], ways, recogniser)
    if len(arcs) > 1 and not _settled(found):
        found += _along(inks, ring, arcs[1], ways[:3], recogniser)
    line = lines(inks, ring, arcs[0].bottom, recogniser) if found else ""
    return tuple(reading.model_copy(update={"text": reading.text + line}) for reading in _ranked(found)), line


def _along(inks: dict[str, Plane], ring: Ring, arc: Arc, ways: tuple[Way, ...], recogniser: Recogniser) -> list[SealReading]:
    """One reading a way, until enough of them agree."""
    found: list[SealReading] = []
    for way in ways:
        text, confidence = recogniser(as_print(strip(inks[way.plane], ring.ellipse, arc, way.band)))
        if han(clean := _EDGE.sub("", text)) >= 2:
            found.append(SealReading(text=clean, confidence=min(max(confidence, 0.0), 1.0), way=f"{way.label} {arc.start % 360:.0f}°"))
        if _settled(found):
            break
    return found


def _settled(found: list[SealReading]) -> bool:
    """Whether three readings by different preparations are one and the same, each of them sure."""
    texts = [reading.text for reading in found if reading.confidence >= 0.95]
    return any(texts.count(text) >= 3 for text in texts)


def _ranked(found: list[SealReading]) -> list[SealReading]:
    """Distinct readings, the one that the others are closest to first: confidence alone is no guard."""
    weights = {
        id(one): sum(other.confidence**2 * Levenshtein.normalized_similarity(one.text, other.text) for other in found) for one in found
    }
    best = sorted(found, key=lambda reading: (weights[id(reading)], reading.confidence), reverse=True)
    distinct: dict[str, SealReading] = {}
    for reading in best:
        distinct.setdefault(reading.text, reading)
    return list(distinct.values())[:_MOST]


def han(text: str) -> int:
    """Number of Chinese characters."""
    return len(_HAN.findall(text))
