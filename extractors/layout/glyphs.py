"""The single characters of a printed Latin line, and how much two of them look alike.

A reader of whole lines guesses l or 1 from what usually stands there; their pictures tell, held against sure ones of the same form.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.raster.image import Image, gray

HEIGHT, WIDTH = 32, 24
"""Pixels of a glyph's picture for comparing."""
RULED = 0.7
FULL_HEIGHT, RULE_WIDTH = 0.85, 0.12
"""What is as high as its crop and so narrow, as shares of the crop's height, is the table's rule."""
DARKNESS = (0.5, 0.35, 0.65)
"""Shares of full ink from which on a pixel belongs to a character: thin strokes break at the usual one, blurred ones run together."""
SPECK = 4
"""Pixels."""
TOUCHING = 3
"""So many characters may hang together, and so many may be missed in all."""
_NARROW, _THIN, _BROAD, _USUAL = 0.55, 0.35, 1.5, 1.0
_WIDTHS = dict.fromkeys("il1jftrI", _NARROW) | dict.fromkeys(".,:;'-", _THIN) | dict.fromkeys("mwMW@", _BROAD)
DOT, SIGN = 0.45, 0.7
"""A full stop is lower than this share of the highest character, an @ no lower than that."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Glyph:
    """One character: its ink, scaled to one size, and the size that it had, in pixels."""

    picture: np.ndarray
    height: int
    width: int


def glyphs(crop: Image, text: str) -> tuple[Glyph | None, ...]:
    """Return the glyph of each character of a line; None for those that touch others, () where line and text don't fit."""
    flat = gray(crop).astype(np.float32)
    low, high = np.percentile(flat, (2, 85))
    ink = np.clip((high - flat) / max(20.0, high - low), 0.0, 1.0)
    return next(filter(None, (_cut_at(ink, darkness, text) for darkness in DARKNESS)), ())


def _cut_at(ink: np.ndarray, darkness: float, text: str) -> tuple[Glyph | None, ...]:
    dark = ink > darkness
    dark[dark.mean(axis=1) > RULED] = False
    spans = _spans(dark)
    shares = _shared_out(spans, text)
    if not shares:
        return ()
    found = tuple(_glyph(ink, dark, span) if len(chars) == 1 else None for span, chars in zip(spans, shares, strict=True) for _ in chars)
    return found if _plausible(found, text) else ()


def difference(one: Glyph, other: Glyph) -> float:
    """Return how far two glyphs are from being the same: below 0.1 mostly the same, above 0.3 never."""
    a, b = (cv2.GaussianBlur(glyph.picture, (3, 3), 0).ravel() for glyph in (one, other))
    a, b = a - a.mean(), b - b.mean()
    alike = float(a @ b) / max(1e-6, float(np.sqrt((a @ a) * (b @ b))))
    return 1 - alike + 2 * _apart(one.height, other.height) + _apart(one.width, other.width)


def _apart(one: int, other: int) -> float:
    """Return by how much two sizes differ; a pixel is none."""
    return max(0, abs(one - other) - 1) / max(one, other)


def _spans(dark: np.ndarray) -> list[Span]:
    """Return where ink stands, column by column, without specks and rules."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.any(axis=0).astype(np.int8), [0]))))
    found = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    return [span for span in found if dark[:, span[0] : span[1]].sum() >= SPECK and not _is_rule(dark, span) and not _at_edge(dark, span)]


def _is_rule(dark: np.ndarray, span: Span) -> bool:
    rows = np.flatnonzero(dark[:, span[0] : span[1]].any(axis=1))
    height = dark.shape[0]
    return bool(rows[-1] - rows[0] >= FULL_HEIGHT * height and span[1] - span[0] <= RULE_WIDTH * height)


def _at_edge(dark: np.ndarray, span: Span) -> bool:
    """Whether it is the end of something beyond the crop."""
    height, width = int(dark.shape[0]), int(dark.shape[1])
    touches = span[0] == 0 or span[1] == width
    return touches and span[1] - span[0] <= RULE_WIDTH * height / 2


def _glyph(ink: np.ndarray, dark: np.ndarray, span: Span) -> Glyph:
    rows = np.flatnonzero(dark[:, span[0] : span[1]].any(axis=1))
    top, end = int(rows[0]), int(rows[-1]) + 1
    piece = ink[max(0, top - 1) : end + 1, max(0, span[0] - 1) : span[1] + 1]
    return Glyph(cv2.resize(piece, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), end - top, span[1] - span[0])


def _shared_out(spans: Sequence[Span], text: str) -> tuple[str, ...]:
    """Share the characters out among the spans, in their order, as their usual widths fit best; () where they don't fit."""
    missing = len(text) - len(spans)
    if not text or not 0 <= missing <= TOUCHING:
        return ()
    if not missing:
        return tuple(text)
    widths = [_WIDTHS.get(char, _USUAL) for char in text]
    unit = sum(end - start for start, end in spans) / sum(widths)
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for start, end in spans:
        after: dict[int, tuple[float, tuple[str, ...]]] = {}
        for done, (cost, shares) in best.items():
            for count in range(1, min(TOUCHING, len(text) - done) + 1):
                wrong = cost + abs((end - start) / unit - sum(widths[done : done + count])) ** 2
                if wrong < after.get(done + count, (float("inf"), ()))[0]:
                    after[done + count] = (wrong, (*shares, text[done : done + count]))
        best = after
    return best[len(text)][1] if len(text) in best else ()


def _plausible(found: Sequence[Glyph | None], text: str) -> bool:
    """Whether dots are low and the @ is not: a line that was cut wrongly puts them elsewhere."""
    highest = max((glyph.height for glyph in found if glyph), default=0)
    for glyph, char in zip(found, text, strict=True):
        if glyph and ((char == "." and glyph.height > DOT * highest) or (char == "@" and glyph.height < SIGN * highest)):
            return False
    return True
