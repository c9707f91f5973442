"""Which of several printed options is ticked, judged on the ink around each option.

An OCR engine writes □ for empty boxes and drops or garbles ticked ones, so its characters are only a hint; the ink left of each option's
label is measured and compared with that of the other options of the same field.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.raster.image import Image, gray

EMPTY_SIGNS = frozenset("□口○〇◯囗▢◻☐回OoD0Ｏ")
TICKED_SIGNS = frozenset("☑☒√✓✔■●◉★▣◼⊙⊠VvＶ又区図图凶圆因园巨日目团")
SURELY_TICKED = frozenset("☑√✓✔■●")
CLEARLY_MORE = 1.45
"""A tick adds at least this much ink to an empty box's own (0.30–0.45 of its frame in thin pen strokes, 2–4 times when filled)."""
NO_INK = 0.02


@dataclass(frozen=True)
class OptionInk:
    """One option and the picture of the place where its box would stand."""

    label: str
    image: Image
    sign: str = ""
    """What the engine wrote right before the label."""


@dataclass(frozen=True)
class Choice:
    """Which options are ticked (indices), and how sure that is."""

    ticked: tuple[int, ...]
    sure: bool


def judge(options: Sequence[OptionInk]) -> Choice:
    """Decide between the options by ink, and see whether the engine's signs say the same."""
    level = _paper_and_ink([option.image for option in options])
    by_ink = _standing_out([float((gray(option.image) < level).mean()) for option in options])
    by_sign = tuple(i for i, option in enumerate(options) if option.sign and option.sign[-1] in TICKED_SIGNS)
    empty = tuple(i for i, option in enumerate(options) if option.sign and option.sign[-1] in EMPTY_SIGNS)
    if by_ink is None:
        return Choice(by_sign, sure=len(by_sign) == 1 and len(empty) >= len(options) - 1)
    contradicted = any(i in empty for i in by_ink) or any(i not in by_ink for i in by_sign if options[i].sign[-1] in SURELY_TICKED)
    return Choice(by_ink, sure=not contradicted)


def _paper_and_ink(images: Sequence[Image]) -> float:
    """One threshold for all options, so that an empty place does not find ink in its own noise."""
    pixels = np.concatenate([gray(image).ravel() for image in images])
    dark, light = np.percentile(pixels, (2, 90))
    return float(light - max(40.0, (light - dark) * 0.45))


def _standing_out(amounts: Sequence[float]) -> tuple[int, ...] | None:
    """Options with clearly more ink than the typical one; () where none; None where nothing can be told."""
    if len(amounts) < 2:
        return None
    typical = float(np.median(amounts)) if len(amounts) > 2 else min(amounts)
    if max(amounts) < NO_INK:
        return ()
    if typical < NO_INK:
        return tuple(i for i, amount in enumerate(amounts) if amount >= 3 * NO_INK)
    return tuple(i for i, amount in enumerate(amounts) if amount >= CLEARLY_MORE * typical)
