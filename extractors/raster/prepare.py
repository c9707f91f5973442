"""Make a page fit to be read: upright, level, flat and evenly lit, and remember how to find every pixel again on the page as delivered."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.raster.faults import Blank, blankness, faults
from extractors.raster.image import Image, Matrix, carried, scaled, scaling, turned, turning
from extractors.raster.ink import ink
from extractors.raster.light import evened, without_black_edges
from extractors.raster.sheet import find_sheet, lies_on_something, seen_from_above
from extractors.raster.skew import measure
from schemas.evidence import BBox
from schemas.page import PageFault

LOWEST_DPI, ENLARGED_DPI, MOST_ENLARGED = 140.0, 190.0, 2.5
LEVEL = 0.15
"""A page that is off by less than this many degrees is left alone."""


@dataclass(frozen=True)
class PreparedPage:
    """A page ready to be read."""

    image: Image
    """The working picture (blue, green, red): upright, level, evenly lit."""
    to_points: Matrix
    """Carries working pixels to points on the upright page as delivered."""
    upright_image: Image
    """The page as delivered, turned upright, nothing else done to it."""
    width_pt: float
    height_pt: float
    rotation: int = 0
    """Degrees clockwise by which the page as stored was turned."""
    faults: tuple[PageFault, ...] = ()
    blank: bool = False
    doubtful: bool = False
    """Only faint marks stand on it; if they make no words, the page is blank."""

    @property
    def points_per_pixel(self) -> float:
        """How large a working pixel is, about."""
        return float(np.sqrt(abs(np.linalg.det(self.to_points[:2, :2]))))

    def bbox(self, box: tuple[float, float, float, float]) -> BBox:
        """Carry a box from the working picture to the upright page: the box around its four corners."""
        x0, y0, x1, y1 = box
        return self.bbox_around(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))

    def bbox_around(self, points: tuple[tuple[float, float], ...]) -> BBox:
        """Return the box in points around some working pixels, kept on the page."""
        places = carried(self.to_points, np.array(points, dtype=np.float64))
        (x0, y0), (x1, y1) = places.min(axis=0), places.max(axis=0)
        return (_within(x0, self.width_pt), _within(y0, self.height_pt), _within(x1, self.width_pt), _within(y1, self.height_pt))

    def pixels(self, box: BBox) -> tuple[float, float, float, float]:
        """Carry a box from the upright page back to the working picture."""
        x0, y0, x1, y1 = box
        corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], dtype=np.float64)
        places = carried(_inverse(self.to_points), corners)
        (left, top), (right, bottom) = places.min(axis=0), places.max(axis=0)
        return (float(left), float(top), float(right), float(bottom))

    def turned(self, degrees: int) -> "PreparedPage":
        """Return the page turned clockwise by further quarter turns."""
        if degrees % 360 == 0:
            return self
        height, width = self.image.shape[:2]
        back = _inverse(turning(degrees, width, height))
        forth = turning(degrees, self.width_pt, self.height_pt)
        sideways = degrees % 180 == 90
        return replace(
            self,
            image=turned(self.image, degrees),
            to_points=forth @ self.to_points @ back,
            upright_image=turned(self.upright_image, degrees),
            width_pt=self.height_pt if sideways else self.width_pt,
            height_pt=self.width_pt if sideways else self.height_pt,
            rotation=(self.rotation + degrees) % 360,
        )


def delivered(shown: Image, width_pt: float, height_pt: float) -> PreparedPage:
    """Return a page to which nothing is done: one that was drawn, not scanned."""
    height, width = shown.shape[:2]
    return PreparedPage(shown, scaling(width_pt / width, height_pt / height), shown, width_pt, height_pt)


def prepare(
    shown: Image, width_pt: float, height_pt: float, *, native_dpi: float | None = None, photographed: bool = False
) -> PreparedPage:
    """Prepare a scan from its picture and its size in points.

    Lines are made to run across the page; whether it stands on its head is for an engine to say (``PreparedPage.turned``).
    """
    page = delivered(shown, width_pt, height_pt)
    page = _flat(page) if photographed or lies_on_something(shown) else page
    clean = without_black_edges(page.image)
    page = replace(page, image=evened(clean))
    match blankness(page.image):
        case Blank.YES:
            return replace(page, blank=True)
        case Blank.MAYBE:
            page = replace(page, doubtful=True)
        case Blank.NO:
            pass
    page = replace(_large_enough(page), faults=faults(clean, native_dpi))
    lies = measure(ink(page.image))
    return _level(page.turned(90 if lies.sideways else 0), lies.degrees)


def _large_enough(page: PreparedPage) -> PreparedPage:
    """Enlarge a coarse picture: rules and characters of a few pixels are lost on everybody who measures in pixels."""
    dpi = 72 / page.points_per_pixel
    if dpi >= LOWEST_DPI:
        return page
    factor = min(ENLARGED_DPI / dpi, MOST_ENLARGED)
    return replace(page, image=scaled(page.image, factor), to_points=page.to_points @ scaling(1 / factor, 1 / factor))


def _flat(page: PreparedPage) -> PreparedPage:
    corners = find_sheet(page.image)
    if corners is None:
        return page
    matrix, width, height = seen_from_above(corners)
    flat = cv2.warpPerspective(page.image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return replace(page, image=np.asarray(flat, dtype=np.uint8), to_points=page.to_points @ _inverse(matrix))


def _level(page: PreparedPage, degrees: float) -> PreparedPage:
    if abs(degrees) < LEVEL:
        return page
    height, width = page.image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    wide = round(width * abs(turn[0, 0]) + height * abs(turn[0, 1]))
    high = round(width * abs(turn[0, 1]) + height * abs(turn[0, 0]))
    turn[:, 2] += ((wide - width) / 2, (high - height) / 2)
    level = cv2.warpAffine(
        page.image, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255, 255, 255)
    )
    matrix = np.vstack([turn, [0.0, 0.0, 1.0]])
    return replace(page, image=np.asarray(level, dtype=np.uint8), to_points=page.to_points @ _inverse(matrix))


def _inverse(matrix: Matrix) -> Matrix:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _within(value: float, most: float) -> float:
    return round(min(max(float(value), 0.0), most), 2)
