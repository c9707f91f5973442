"""What is read in one go: a file, or the page images of one folder in the order a person would lay them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from flows.natural import natural_key

INNER = "!/"
"""Stands between an archive's path and its member's."""


@dataclass(frozen=True)
class Incoming:
    """A usable file of the inbox, its bytes in the vault."""

    path: str
    sha256: str
    size: int
    kind: str
    page_image: bool = False
    """A picture of one page: it belongs with the others of its folder."""


@dataclass(frozen=True)
class Unit:
    """Files that are read together."""

    parts: tuple[Incoming, ...]
    repeats: tuple[Incoming, ...] = ()
    """Pictures of the same folder with the bytes of one of ``parts``."""

    @property
    def name(self) -> str:
        """What people call it: the file's path, or the folder's for page images."""
        if len(self.parts) == 1:
            return self.parts[0].path
        return f"{folder_path(self.parts[0].path) or '.'}/（{len(self.parts)} 张图片）"


def folder_path(path: str) -> str:
    """Return everything before a path's last part."""
    return path.rpartition("/")[0]


def delivery_folder(path: str) -> str:
    """Return the delivery that a path was dropped into: its first folder or archive; '' for a loose file."""
    first, slash, _ = path.partition("/")
    return first.removesuffix("!") if slash else ""


def into_units(files: Iterable[Incoming]) -> tuple[Unit, ...]:
    """Group files into units, in an order that depends on names alone."""
    ordered = sorted(files, key=lambda f: (natural_key(folder_path(f.path)), natural_key(PurePosixPath(f.path).name), f.path))
    units = [Unit((f,)) for f in ordered if not f.page_image]
    for _, images in groupby((f for f in ordered if f.page_image), key=lambda f: folder_path(f.path)):
        units.append(_of_images(list(images)))
    return tuple(sorted(units, key=lambda unit: (natural_key(unit.parts[0].path), unit.parts[0].path)))


def _of_images(images: list[Incoming]) -> Unit:
    first_with = {image.sha256: image for image in reversed(images)}
    parts = tuple(image for image in images if first_with[image.sha256] is image)
    return Unit(parts, tuple(image for image in images if first_with[image.sha256] is not image))
