"""The engine that reads nothing: for tests, and for a run that only wants structure."""

from collections.abc import Sequence

from extractors.ocr.engine import OcrEngine, OcrLine, Quad, Reading, Script
from extractors.raster.image import Image


class Blank:
    """Sees white everywhere."""

    name = "blank"
    version = "1"

    def detect(self, image: Image) -> tuple[Quad, ...]:
        """Find no lines."""
        del image
        return ()

    def read_lines(self, crops: Sequence[Image], script: Script = Script.ANY) -> tuple[Reading, ...]:
        """Read nothing in every crop."""
        del script
        return tuple(Reading("", 0.0) for _ in crops)

    def read_page(self, image: Image) -> tuple[OcrLine, ...]:
        """Find no lines."""
        del image
        return ()

    def read_line(self, image: Image) -> tuple[str, float]:
        """Read nothing."""
        del image
        return "", 0.0


def build() -> OcrEngine:
    """Return the engine."""
    return Blank()
