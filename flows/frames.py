"""How many pages a TIFF has, without a decoder: a chain of directories in the file."""

import struct
from pathlib import Path
from typing import BinaryIO

_MOST = 10_000


def count_frames(path: Path) -> int:
    """Count the image directories of a TIFF; 0 where the file is none, or its chain is broken or runs in a circle."""
    with path.open("rb") as file:
        try:
            return _count(file)
        except (struct.error, OverflowError, ValueError):
            return 0


def _count(file: BinaryIO) -> int:
    order = {b"II": "<", b"MM": ">"}[head] if (head := file.read(2)) in (b"II", b"MM") else ""
    magic = struct.unpack(f"{order}H", file.read(2))[0] if order else 0
    if magic == 42:
        return _walk(file, struct.unpack(f"{order}I", file.read(4))[0], f"{order}H", 12, f"{order}I")
    if magic == 43:  # BigTIFF
        file.read(4)
        return _walk(file, struct.unpack(f"{order}Q", file.read(8))[0], f"{order}Q", 20, f"{order}Q")
    return 0


def _walk(file: BinaryIO, offset: int, entries: str, entry_size: int, link: str) -> int:
    seen: set[int] = set()
    while offset:
        if offset in seen or len(seen) >= _MOST:
            return 0
        seen.add(offset)
        file.seek(offset)
        (count,) = struct.unpack(entries, file.read(struct.calcsize(entries)))
        file.seek(count * entry_size, 1)
        (offset,) = struct.unpack(link, file.read(struct.calcsize(link)))
    return len(seen)
