"""Whether a picture's data are damaged: decoders go on over broken data, and what they then show may lack half a form.

Some decoders tell of it only on standard error, so they are listened to there.
"""

import io
import os
import re
import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageChops

_PADDING = re.compile(rb"Corrupt JPEG data: [1-8] extraneous bytes before marker 0xd9")
"""Some scanners pad a JPEG before its end: nothing is lost. Where more is left over, the decoder had lost its place."""
_GROUP_3, _GROUP_4 = 3, 4
_ROWS_PER_STRIP, _T4_OPTIONS, _T6_OPTIONS = 278, 292, 293
_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0
_AS_LONG = 0.99
_ENTRY = struct.Struct("<HHII")
_CHUNK = 1 << 20


@contextmanager
def listening() -> Iterator[list[bytes]]:
    """Collect what C libraries say on standard error; one line of it a list item."""
    said: list[bytes] = []
    own = os.dup(2)
    with tempfile.TemporaryFile() as ear:
        os.dup2(ear.fileno(), 2)
        try:
            yield said
        finally:
            os.dup2(own, 2)
            os.close(own)
            ear.seek(0)
            said += ear.read(_CHUNK).splitlines()


def is_broken_jpeg(data: bytes) -> bool:
    """Say whether a JPEG's pixels cannot all be got out of it."""
    with listening() as said:
        try:
            shown = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8)
        except cv2.error:
            return True
    return shown is None or any(not _PADDING.match(line) for line in said)


def is_broken_flate(data: bytes) -> bool:
    """Say whether a packed stream ends too early or is not what its sum says."""
    stream = zlib.decompressobj()
    rest: bytes = data
    try:
        while rest and not stream.eof:
            stream.decompress(rest, _CHUNK)
            rest = stream.unconsumed_tail
    except zlib.error:
        return True
    return not stream.eof


def is_broken_fax(data: bytes, width: int, height: int) -> bool:
    """Say whether fax data (ITU-T T.6, else T.4) cannot be read to the last row in any of the ways in which they are written."""
    ways = ((_GROUP_4, 0), (_GROUP_3, 1), (_GROUP_3, 0))
    shown = (_decoded(_fax(data, width, height, way, options)) for way, options in ways)
    first = next((picture for picture in shown if picture is not None), None)
    return first is None or lacks_rows(first, len(data), height)


def lacks_rows(picture: Pillow.Image, size: int, rows_per_strip: int) -> bool:
    """Say whether fax data of that size held more than the picture shows: a decoder that loses its place ends with white rows.

    The code leaves its writers no choice, so the picture written again is as long as what it was read from: with the same of its two
    colours as the ground, since black runs have other words than white ones.
    """
    again = io.BytesIO()
    bits = picture.convert("1")
    if getattr(picture, "tag_v2", {}).get(_PHOTOMETRIC) == _WHITE_IS_ZERO:
        bits = ImageChops.invert(bits)
    bits.save(again, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: min(rows_per_strip, picture.height)})
    return len(again.getvalue()) < size * _AS_LONG


def _decoded(tiff: bytes) -> Pillow.Image | None:
    """Return the picture; None where the decoder stumbled."""
    with listening() as said:
        try:
            picture = Pillow.open(io.BytesIO(tiff), formats=["TIFF"])
            picture.load()
        except (OSError, ValueError, SyntaxError, TypeError, EOFError):
            return None
    return None if said else picture


def _fax(data: bytes, width: int, height: int, way: int, options: int) -> bytes:
    """Put fax data into a TIFF of one strip, for the only decoder that says what it stumbles over."""
    start = 8
    table = start + len(data) + len(data) % 2
    fields = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 1),
        (259, 3, way),
        (_PHOTOMETRIC, 3, _WHITE_IS_ZERO),
        (273, 4, start),
        (278, 4, height),
    ]
    fields += [(279, 4, len(data)), (_T4_OPTIONS if way == _GROUP_3 else _T6_OPTIONS, 4, options)]
    entries = b"".join(_ENTRY.pack(tag, kind, 1, value) for tag, kind, value in fields)
    head = struct.pack("<2sHI", b"II", 42, table)
    return head + data + b"\0" * (len(data) % 2) + struct.pack("<H", len(fields)) + entries + bytes(4)
