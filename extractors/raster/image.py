"""Pictures as arrays: the one type that travels between the reading parts, and the plainest things done to it."""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Image: TypeAlias = npt.NDArray[np.uint8]
"""H × W × 3 in OpenCV's order (blue, green, red), or H × W for grey and masks."""

Matrix: TypeAlias = npt.NDArray[np.float64]
"""A 3 × 3 homography: ``matrix @ (x, y, 1)``."""

_QUARTER_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def gray(image: Image) -> Image:
    """Return the picture without its colours."""
    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def colour(image: Image) -> Image:
    """Return the picture with three channels, whatever it had."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), dtype=np.uint8) if image.ndim == 2 else image


def red_channel(image: Image) -> Image:
    """Return the picture as red light sees it: red ink is as white as paper there, black ink stays."""
    return colour(np.ascontiguousarray(image[:, :, 2]))


def turned(image: Image, degrees: int) -> Image:
    """Turn the picture clockwise by 0, 90, 180 or 270 degrees."""
    return image if degrees % 360 == 0 else np.asarray(cv2.rotate(image, _QUARTER_TURNS[degrees % 360]), dtype=np.uint8)


def scaled(image: Image, factor: float) -> Image:
    """Scale the picture; averages when it shrinks, so that thin strokes survive."""
    if abs(factor - 1) < 0.01:
        return image
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=how), dtype=np.uint8)


def jpeg(image: Image, quality: int = 82) -> bytes:
    """Write the picture as JPEG."""
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        msg = f"a picture of {image.shape} could not be written"
        raise ValueError(msg)
    return data.tobytes()


def scaling(x: float, y: float) -> Matrix:
    """Return the homography that stretches by x and y."""
    return np.diag([x, y, 1.0])


def turning(degrees: int, width: float, height: float) -> Matrix:
    """Return the homography of a clockwise quarter turn of a picture of that size (before the turn)."""
    match degrees % 360:
        case 90:
            rows = [[0, -1, height], [1, 0, 0], [0, 0, 1]]
        case 180:
            rows = [[-1, 0, width], [0, -1, height], [0, 0, 1]]
        case 270:
            rows = [[0, 1, 0], [-1, 0, width], [0, 0, 1]]
        case _:
            rows = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    return np.array(rows, dtype=np.float64)


def carried(matrix: Matrix, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Carry N × 2 points through a homography."""
    flat = np.hstack([points, np.ones((len(points), 1))]) @ matrix.T
    return np.asarray(flat[:, :2] / flat[:, 2:3], dtype=np.float64)
