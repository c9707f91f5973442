"""How badly a page has been treated: every knob in one place, with three presets."""

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[float, float]
"""A range from which a value is drawn evenly."""


class Tier(StrEnum):
    """Names of the presets, as in truth.json."""

    CLEAN = "clean"
    OFFICE = "office"
    HARD = "hard"


@dataclass(frozen=True)
class Difficulty:
    """Knobs of the printer, the seal, the pen and the scanner. Lengths are in points, angles in degrees, levels in 0–255 grey."""

    tier: Tier
    dpi: tuple[int, ...]
    skew: float
    """Largest turn of a sheet on the glass, either way."""
    shift: float
    perspective: float
    """Largest move of a corner of a flat-bed page, as a share of the page's width."""
    photo_perspective: float
    """The same for photographs."""
    blur: Span
    noise: Span
    quality: tuple[int, int]
    light: Span
    """How much darker the darkest corner is."""
    shadow: float
    """Chance of a dark band along the bound edge."""
    bleed: Span
    """How strongly the back of the next sheet shines through."""
    ink: Span
    """Blackness of print: 1 is black."""
    paper: Span
    """Grey level of the paper."""
    seal_strength: Span
    seal_patchy: Span
    seal_partial: float
    """Chance that a seal is pressed on one side only."""
    seal_over_text: float
    """Share of the way from the free space to the words that a seal moves."""
    border: float
    """Chance of a black border where the lid did not close."""
    holes: float
    hand: float
    """Chance that dates and signatures are written by hand."""
    photo: float
    bilevel: float
    grey: float
    turned: float
    """Chances for a whole document, where the plan does not say."""


CLEAN = Difficulty(
    tier=Tier.CLEAN,
    dpi=(300,),
    skew=0.3,
    shift=3,
    perspective=0.0,
    photo_perspective=0.01,
    blur=(0.0, 0.4),
    noise=(0.5, 1.2),
    quality=(55, 68),
    light=(0.0, 4.0),
    shadow=0.05,
    bleed=(0.0, 0.02),
    ink=(0.93, 1.0),
    paper=(250, 255),
    seal_strength=(0.8, 0.95),
    seal_patchy=(0.08, 0.2),
    seal_partial=0.0,
    seal_over_text=0.3,
    border=0.0,
    holes=0.0,
    hand=0.3,
    photo=0.0,
    bilevel=0.0,
    grey=0.0,
    turned=0.0,
)

OFFICE = Difficulty(
    tier=Tier.OFFICE,
    dpi=(200,),
    skew=1.2,
    shift=8,
    perspective=0.002,
    photo_perspective=0.03,
    blur=(0.3, 0.8),
    noise=(1.0, 2.5),
    quality=(45, 65),
    light=(3.0, 18.0),
    shadow=0.25,
    bleed=(0.0, 0.06),
    ink=(0.82, 0.97),
    paper=(238, 252),
    seal_strength=(0.6, 0.9),
    seal_patchy=(0.15, 0.45),
    seal_partial=0.06,
    seal_over_text=0.7,
    border=0.15,
    holes=0.2,
    hand=0.55,
    photo=0.0,
    bilevel=0.0,
    grey=0.0,
    turned=0.06,
)

HARD = Difficulty(
    tier=Tier.HARD,
    dpi=(150, 200),
    skew=2.5,
    shift=14,
    perspective=0.006,
    photo_perspective=0.06,
    blur=(0.5, 1.0),
    noise=(2.0, 5.0),
    quality=(35, 55),
    light=(10.0, 45.0),
    shadow=0.5,
    bleed=(0.02, 0.12),
    ink=(0.6, 0.9),
    paper=(222, 248),
    seal_strength=(0.42, 0.8),
    seal_patchy=(0.3, 0.7),
    seal_partial=0.2,
    seal_over_text=1.0,
    border=0.35,
    holes=0.3,
    hand=0.8,
    photo=0.3,
    bilevel=0.25,
    grey=0.08,
    turned=0.2,
)

PRESETS: dict[Tier, Difficulty] = {d.tier: d for d in (CLEAN, OFFICE, HARD)}
