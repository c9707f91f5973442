"""A sheet of paper before it is printed: what stands where, in points from the top left corner."""

from dataclasses import dataclass, field

from sample_docs.generator.fonts import Face, measure
from sample_docs.generator.seal import SealSpec

A4 = (595.28, 841.89)
BLACK = (0, 0, 0)
RED = (214, 24, 30)
BLUE = (24, 36, 110)

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Text:
    """A run of printed characters; ``base`` is the baseline."""

    x: float
    base: float
    text: str
    face: Face
    size: float
    colour: Colour = BLACK


@dataclass(frozen=True)
class Hand:
    """A run of handwriting."""

    x: float
    base: float
    text: str
    size: float
    seed: int
    colour: Colour = BLUE


@dataclass(frozen=True)
class Stroke:
    """A polyline: a rule, a border, a pen tick."""

    points: tuple[tuple[float, float], ...]
    width: float = 0.7
    colour: Colour = BLACK


@dataclass(frozen=True)
class Fill:
    """A filled rectangle or disc."""

    box: Box
    colour: Colour
    round: bool = False


@dataclass(frozen=True)
class Stamp:
    """A seal pressed on the sheet."""

    cx: float
    cy: float
    spec: SealSpec
    angle: float
    strength: float
    patchy: float
    partial: float
    """0 whole; otherwise the share of the seal that did not print."""
    side: float
    """Direction, in degrees, of the side that did not print."""
    seed: int
    role: str | None
    legible: bool = True

    @property
    def box(self) -> Box:
        """Where the seal stands."""
        w, h = self.spec.width / 2, self.spec.height / 2
        return (self.cx - w, self.cy - h, self.cx + w, self.cy + h)


Op = Text | Hand | Stroke | Fill


@dataclass
class Sheet:
    """One side of a page: what is printed and written, the seals, and the truth's boxes."""

    size: tuple[float, float] = A4
    ops: list[Op] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    boxes: dict[str, Box] = field(default_factory=dict)
    cells: list[Box] = field(default_factory=list)
    """Cells of ruled tables."""

    def text(self, x: float, base: float, text: str, face: Face, size: float, *, colour: Colour = BLACK) -> Box:
        """Print a run; gives its box."""
        self.ops.append(Text(x, base, text, face, size, colour))
        return ink_box(x, base, measure(text, face, size), size)

    def centred(self, middle: float, base: float, text: str, face: Face, size: float, *, colour: Colour = BLACK) -> Box:
        """Print a run centred on ``middle``."""
        return self.text(middle - measure(text, face, size) / 2, base, text, face, size, colour=colour)

    def line(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.7, colour: Colour = BLACK) -> None:
        """Draw a rule."""
        self.ops.append(Stroke(((x0, y0), (x1, y1)), width, colour))

    def frame(self, box: Box, width: float = 0.7) -> None:
        """Draw a rectangle."""
        x0, y0, x1, y1 = box
        self.ops.append(Stroke(((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)), width))

    def note(self, name: str | None, box: Box) -> None:
        """Remember where a field's value stands; later pieces on the same sheet widen the box."""
        if name:
            self.boxes[name] = join(self.boxes[name], box) if name in self.boxes else box


def ink_box(x: float, base: float, width: float, size: float) -> Box:
    """The box that a run of text covers."""
    return (x, base - 0.88 * size, x + width, base + 0.14 * size)


def join(a: Box, b: Box) -> Box:
    """The smallest box round two."""
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
