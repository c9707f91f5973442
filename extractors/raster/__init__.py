"""Page repair: from a picture as delivered to one that can be read, and back."""

from extractors.raster.image import Image, Matrix
from extractors.raster.prepare import PreparedPage, delivered, prepare

__all__ = ["Image", "Matrix", "PreparedPage", "delivered", "prepare"]
