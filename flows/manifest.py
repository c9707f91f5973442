"""A bundle's manifest: what is in it, where each file came from, and every file's SHA-256 (also as ``sha256sum -c`` reads it)."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path

from schemas.base import Frozen

MANIFEST, SUMS = "清单.json", "SHA256SUMS"


class Objection(Frozen):
    """Something against the bundle, told in the words of the report."""

    application: str | None
    message: str


class Listed(Frozen):
    """A chosen application."""

    id: str
    project_name: str | None
    undertaking_unit: str | None


class Head(Frozen):
    """What the manifest says before it lists files."""

    notice: str
    as_of: dt.date
    made_at: dt.datetime
    because: str | None
    """Why the objections don't hold, in somebody's words."""
    obstacles: tuple[Objection, ...]
    applications: tuple[Listed, ...]


class Source(Frozen):
    """Where a file of the bundle came from."""

    path: str
    source: str
    """Path in the inbox."""
    application: str


class Entry(Frozen):
    """One file of the bundle."""

    path: str
    sha256: str
    size: int
    source: str | None = None
    application: str | None = None


class Manifest(Head):
    """The whole manifest."""

    files: tuple[Entry, ...]


def write_manifest(folder: Path, head: Head, sources: Iterable[Source]) -> None:
    """List everything that lies in ``folder``, and write the list beside it."""
    origin = {source.path: source for source in sources}
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    entries = tuple(_entry(path, folder, origin) for path in paths)
    manifest = Manifest(**dict(head), files=entries)
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n", "utf-8")
    sums = {entry.path: entry.sha256 for entry in entries} | {MANIFEST: _sha256(folder / MANIFEST)}
    (folder / SUMS).write_text("".join(f"{digest}  {path}\n" for path, digest in sums.items()), "utf-8")


def _entry(path: Path, folder: Path, origin: dict[str, Source]) -> Entry:
    name = path.relative_to(folder).as_posix()
    source = origin.get(name)
    return Entry(
        path=name,
        sha256=_sha256(path),
        size=path.stat().st_size,
        source=source.source if source else None,
        application=source.application if source else None,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
