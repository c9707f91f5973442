"""The folder that a report is written into, and the report that it replaces.

Every file is made of something: a picture of a scan and a place on it, a workbook of its cells, a page of its text. The digest of
that is noted in ``.made.json``; where it is the same again and the earlier file lies as it was written, the new report gets a link to
that file. Pages are rendered to know their text: a digest of all that they show takes as long.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from reports.drawing import Drawing

if TYPE_CHECKING:
    from reports.crops import PagePicture, Sketch

LIST = ".made.json"
_LIBRARIES = ("docxtpl", "jinja2", "pillow", "xlsxwriter")
_CODE = {".py", ".html", ".css", ".js", ".docx"}

Extent = tuple[int, int]
"""Width and height of a picture; zeros for what is none."""
NO_PICTURE: Extent = (0, 0)


@dataclass(frozen=True)
class Made:
    """What a file was made of, how large a picture it is, and how the file lay when it was written."""

    of: str
    extent: Extent
    size: int
    time: int


@dataclass(frozen=True)
class Output:
    """Where a report's files go; ``earlier`` is the folder of the report that stands there."""

    folder: Path
    earlier: Path | None = None
    prefix: str = ""
    drawing: Drawing | None = None
    """Draws pictures while the pages are made; where there is none, each is drawn at once."""
    _before: dict[str, Made] = field(default_factory=dict)
    _made: dict[str, tuple[str, Extent]] = field(default_factory=dict)
    _doubles: list[tuple[Path, Path]] = field(default_factory=list)

    def under(self, prefix: str) -> "Output":
        """Return a folder within this one, whose addresses begin there."""
        return replace(self, prefix=f"{self.prefix}{prefix}/")

    def path(self, address: str) -> Path:
        """Return where a file of the new report lies."""
        return self.folder / f"{self.prefix}{address}"

    def text(self, address: str, text: str) -> None:
        """Write a page, unless the same stands in the earlier report."""
        self.file(address, text, lambda path: path.write_text(text, "utf-8"))

    def file(self, address: str, of: object, write: Callable[[Path], object]) -> None:
        """Write a file, unless one made of the same stands in the earlier report."""

        def written(path: Path) -> Extent:
            write(path)
            return NO_PICTURE

        self.picture(address, of, written)

    def picture(self, address: str, of: object, draw: Callable[[Path], Extent | None]) -> Extent | None:
        """Write a picture, unless one made of the same stands in the earlier report; None where there is none to draw."""
        name, mark = f"{self.prefix}{address}", digest(of)
        if kept := self._taken_over(name, mark):
            return kept.extent
        extent = draw(self.folder / name)
        if extent is not None:
            self._made[name] = (mark, extent)
        return extent

    def long_file(self, address: str, of: object, write: Callable[..., object], *given: object) -> None:
        """Write a file that takes long with ``write(path, *given)``, unless one made of the same stands in the earlier report."""
        do = self.drawing.meanwhile if self.drawing else lambda function, *rest: function(*rest)
        self.file(address, of, lambda path: do(write, path, *given))

    def draw(self, page: "PagePicture", sketch: "Sketch") -> None:
        """Draw a picture, soon."""
        if self.drawing is None:
            from reports import crops  # noqa: PLC0415  (loads Pillow, which a report that only takes over does not need)

            crops.draw([(page.data, (sketch,))])
        else:
            self.drawing.soon(page, sketch)

    def same_as(self, source: Path, address: str) -> None:
        """Put a picture at a second place, as soon as it is drawn."""
        if self.drawing is None:
            link(source, self.path(address))
        else:
            self._doubles.append((source, self.path(address)))

    def finish(self) -> None:
        """Return when every picture is drawn and lies at each of its places."""
        if self.drawing is not None:
            self.drawing.finish()
        while self._doubles:
            link(*self._doubles.pop())

    def note(self) -> None:
        """List what was made, for the next report."""
        made = {name: (of, *extent, *_lies(self.folder / name)) for name, (of, extent) in sorted(self._made.items())}
        (self.folder / LIST).write_text(json.dumps({"by": _makers(), "made": made}, ensure_ascii=False), "utf-8")

    def _taken_over(self, name: str, mark: str) -> Made | None:
        made = self._before.get(name)
        if self.earlier is None or made is None or made.of != mark:
            return None
        try:
            if _lies(self.earlier / name) != (made.size, made.time):
                return None
            link(self.earlier / name, self.folder / name)
        except OSError:
            return None
        self._made[name] = (made.of, made.extent)
        return made


def output(folder: Path, earlier: Path, drawing: Drawing) -> Output:
    """Return the new folder as the successor of the earlier one."""
    return Output(folder, earlier, drawing=drawing, _before=_listed(earlier / LIST))


def digest(value: object) -> str:
    """Return the digest of what something is made of: texts, numbers, and whatever has fields of such."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=vars)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def link(source: Path, target: Path) -> None:
    """Put the same file at a second place; copied where the file system knows no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _lies(path: Path) -> tuple[int, int]:
    """Return a file's size and time: enough to see that somebody wrote into it."""
    found = path.lstat()
    return found.st_size, found.st_mtime_ns


def _listed(path: Path) -> dict[str, Made]:
    """Return what the earlier report was made of; nothing where other code made it."""
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["by"] != _makers():
            return {}
        return {name: Made(of, (width, height), size, time) for name, (of, width, height, size, time) in told["made"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


@cache
def _makers() -> str:
    """Return the digest of this package's code, its templates, and the libraries that write."""
    here = Path(__file__).parent
    made = hashlib.sha256(repr([(name, version(name)) for name in _LIBRARIES]).encode())
    for path in sorted(p for p in here.rglob("*") if p.suffix in _CODE):
        made.update(f"\n{path.relative_to(here)}\n".encode() + path.read_bytes())
    return made.hexdigest()[:24]
