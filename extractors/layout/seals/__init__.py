"""Finds the seals on a page and reads them.

A ring is found by its ink, fitted, unrolled into straight strips, and read by a recogniser of single lines. Whose seal it is,
is asked elsewhere: the readings are compared with the names that may stand there.
"""

from extractors.layout.seals.find import find_seals
from extractors.layout.seals.found import Ellipse, Recogniser, SealFound
from extractors.layout.seals.ink import without_red

__all__ = ["Ellipse", "Recogniser", "SealFound", "find_seals", "without_red"]
