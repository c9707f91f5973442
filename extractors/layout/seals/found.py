"""What the seal finder hands on: places and geometry in pixels, readings as the page model knows them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.ocr.engine import Reading
from schemas.page import SealReading, SealShape

Picture = NDArray[np.uint8]
"""Height × width × 3, BGR."""
Plane = NDArray[np.float32]
"""Height × width, 0 (no ink) to 1."""
Polygon = Sequence[tuple[float, float]]
Recogniser = Callable[[Picture], Reading]
"""Reads one straight line of text."""


@dataclass(frozen=True)
class Ellipse:
    """Outer edge of a ring in pixels; ``turn`` is the angle in degrees from the page's x axis to axis ``a``, clockwise."""

    x: float
    y: float
    a: float
    b: float
    turn: float = 0.0

    @property
    def radius(self) -> float:
        """Radius of the circle of the same area."""
        return math.sqrt(self.a * self.b)

    @property
    def roundness(self) -> float:
        """Shorter axis over longer."""
        return min(self.a, self.b) / max(self.a, self.b)

    @property
    def foot(self) -> float:
        """Where the foot of the shorter axis points, in degrees clockwise from the page's top: the end that is nearer to straight down."""
        across = self.turn + (180.0 if self.a >= self.b else 90.0)
        return 180.0 + (across - 180.0 + 90.0) % 180.0 - 90.0

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 of the upright box around it."""
        c, s = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        half_w, half_h = math.hypot(self.a * c, self.b * s), math.hypot(self.a * s, self.b * c)
        return self.x - half_w, self.y - half_h, self.x + half_w, self.y + half_h

    def scaled(self, factor: float) -> "Ellipse":
        """The same ellipse on a picture of another size."""
        return Ellipse(self.x * factor, self.y * factor, self.a * factor, self.b * factor, self.turn)

    def points(self, radii: Plane, angles: Plane) -> tuple[Plane, Plane]:
        """Where rays leave the centre: at ``angles`` in degrees clockwise from the page's top, at ``radii`` in units of the ring's own.

        An ellipse is a squeezed circle: the rays are those of the circle, squeezed along with it.
        """
        c, s = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        along = np.radians(angles - self.turn)
        u, v = radii * np.sin(along) * self.a, -radii * np.cos(along) * self.b
        return (self.x + u * c - v * s).astype(np.float32), (self.y + u * s + v * c).astype(np.float32)


@dataclass(frozen=True)
class Ring:
    """A ring on the page, before anyone read it."""

    ellipse: Ellipse
    cover: float
    """Share of the ring's part on the page that has ink."""
    fill: float
    """Share of the face inside the ring that has ink."""
    on_page: float
    """Share of the ring that lies on the page."""
    gap: float
    """Longest stretch of the ring without ink, as a share of it; what lies off the page counts."""
    bare: bool = False
    """Found only after everything that was read had been taken off the page."""
    ground: float = 1.0
    """Lightness around the ring: paper is near 1, a photograph is not."""
    ink: str = "red"


@dataclass(frozen=True)
class SealFound:
    """A seal on a page: where, what shape, which ink, and what it says. All places in pixels of the picture that was given."""

    bbox: tuple[float, float, float, float]
    shape: SealShape
    ink: str
    ellipse: Ellipse
    readings: tuple[SealReading, ...]
    line_text: str
    complete: bool
    confidence: float
    line_unread: bool = False
    """A straight line stands in it that nobody could read."""
