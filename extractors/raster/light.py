"""Light: shadows and grey paper are made even, and the scanner's black edges are painted over. Colours keep their proportions."""

import cv2
import numpy as np

from extractors.raster.image import Image, gray
from extractors.raster.ink import paper

UNEVEN = 0.78
"""The darkest paper of an evenly lit page is at least this share of the brightest."""
_WHITE = 245.0
_GREY_PAPER = 215.0
_BLACK = 70


def is_uneven(image: Image) -> bool:
    """Whether shadows lie on the page."""
    ground = paper(image)
    low, high = np.percentile(ground, (4, 90))
    return bool(low < high * UNEVEN)


def evened(image: Image) -> Image:
    """Return the page with white paper throughout; one that is white already is returned as it is."""
    ground = paper(image)
    if not is_uneven(image) and float(np.median(ground)) >= _GREY_PAPER:
        return image
    wide = cv2.resize(cv2.GaussianBlur(ground, (0, 0), 3), (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    gain = np.clip(_WHITE / np.maximum(wide.astype(np.float32), 40), 1, 4)
    lit = image.astype(np.float32) * (gain if image.ndim == 2 else gain[:, :, None])
    return np.asarray(np.clip(lit, 0, 255), dtype=np.uint8)


def without_black_edges(image: Image) -> Image:
    """Paint the scanner's black edges and corners white. Rules and print that run to the edge are thin and stay."""
    thick = max(9, min(image.shape[:2]) // 120)
    dark = np.asarray((gray(image) < _BLACK) * np.uint8(255), dtype=np.uint8)
    blocks = cv2.morphologyEx(
        cv2.copyMakeBorder(dark, thick, thick, thick, thick, cv2.BORDER_REPLICATE), cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8)
    )
    edges = _touching(np.asarray(blocks[thick:-thick, thick:-thick], dtype=np.uint8))
    if edges is None:
        return image
    painted = image.copy()
    painted[cv2.dilate(edges, np.ones((7, 7), np.uint8)) > 0] = 255
    return painted


def _touching(blocks: Image) -> Image | None:
    count, labels = cv2.connectedComponents(blocks)
    if count < 2:
        return None
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    outer = np.unique(rim[rim > 0])
    mask = np.isin(labels, outer)
    # More than a third of the page is not an edge: it is a dark page.
    return np.asarray(mask * np.uint8(255), dtype=np.uint8) if outer.size and mask.mean() < 0.33 else None
