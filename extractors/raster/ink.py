"""Where the ink is: what every other look at a page starts from."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.raster.image import Image, gray

DARK = 0.6
"""Black ink is darker than this share of the paper around it."""
FAINTEST = 0.88
"""Nothing lighter than this share of its paper is ink."""

_PAPER_STEP = 8
_PAPER_REACH = 25
"""Ink narrower than 25 × 8 px does not count as paper."""


@dataclass(frozen=True)
class Marks:
    """The connected pieces of ink on a page."""

    boxes: np.ndarray
    """N × 4: left, top, width, height."""
    areas: np.ndarray

    def sized(self, low: float, high: float) -> np.ndarray:
        """Say which pieces have the size of a character: their longer side within the bounds, and not a mere stroke."""
        longer = self.boxes[:, 2:4].max(axis=1, initial=0)
        shorter = self.boxes[:, 2:4].min(axis=1, initial=0)
        return np.asarray((longer >= low) & (longer <= high) & (shorter >= longer * 0.2))


def paper(image: Image) -> Image:
    """Return the brightness of the paper under the ink, as large as the picture divided by eight."""
    small = cv2.resize(gray(image), None, fx=1 / _PAPER_STEP, fy=1 / _PAPER_STEP, interpolation=cv2.INTER_AREA)
    lit = cv2.dilate(small, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.medianBlur(lit, _PAPER_REACH), dtype=np.uint8)


def darkness(image: Image) -> npt.NDArray[np.float32]:
    """Return the brightness of each pixel as a share of the paper around it."""
    flat = gray(image)
    ground = cv2.resize(paper(image), (flat.shape[1], flat.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(flat.astype(np.float32) / np.maximum(ground.astype(np.float32), 1), dtype=np.float32)


def ink(image: Image) -> Image:
    """Return a mask (0 or 255) of the ink: what is darker than half-way between the paper and the darkest print of this page."""
    shares = darkness(image)
    darkest = float(np.percentile(shares[::4, ::4], 0.5))
    return below(shares, min(max(DARK, (1 + darkest) / 2), FAINTEST))


def below(shares: npt.NDArray[np.float32], share: float) -> Image:
    """Return a mask (0 or 255) of what is darker than a share of its paper."""
    return np.asarray((shares < share) * np.uint8(255), dtype=np.uint8)


def marks(mask: Image) -> Marks:
    """Return the connected pieces of a mask."""
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return Marks(stats[1:, :4], stats[1:, 4])


def without_rules(mask: Image, length: int) -> Image:
    """Take straight strokes from that length on out of the mask: rules of tables, underlines, edges of paper."""
    across = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.bitwise_and(mask, cv2.bitwise_not(rules)), dtype=np.uint8)


def text_height(mask: Image) -> float:
    """Return the usual height of a character in pixels; 0 where there is too little text to tell."""
    found = marks(mask)
    heights = found.boxes[found.sized(6, mask.shape[0] / 12)][:, 2:4].max(axis=1, initial=0)
    return float(np.percentile(heights, 70)) if len(heights) >= 12 else 0.0
