"""Puts a report folder in place whole, or leaves the one that stands there.

The new report is written beside the old one, in a hidden folder of the same directory, and flushed to disk. Renaming that
folder to ``.ready`` is the moment from which the new report counts: a power cut after it is made good by the next run. Only names
that are ours are replaced, so that the folder may also be a mount point, the shell's working directory, or hold somebody's notes.
"""

import contextlib
import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

OUR_NAMES = (
    ".written.json",
    "recommenders",
    ".made.json",
    "evidence",
    "documents",
    "applications",
    "deliveries",
    "report.xlsx",
    "look-ups.html",
    "report.html",
    "audit.json",
)
"""In the order in which they are put in place: first what says that a report of ours stands here, should the run be killed next; audit.json
last, so that a program waiting for it finds the rest."""

_READY = ".ready"
_REPLACED = ".replaced"
_STAGE = ".publishing-"


def holds_others_work(out: Path) -> bool:
    """Whether a folder that no report of ours stands in has something under a name that a report would replace."""
    ours = any((out / name).is_file() for name in (".written.json", "audit.json"))
    return not ours and any(os.path.lexists(out / name) for name in OUR_NAMES)


@contextlib.contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Give an empty folder to write a report into; it takes the old report's place when the block ends without an exception."""
    out.mkdir(parents=True, exist_ok=True)
    with _alone_in(out):
        _finish_interrupted(out)
        stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=out))
        try:
            yield stage
            _flush(stage)
            _put_in_place(stage, out)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder against another publisher; the lock goes with the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _finish_interrupted(out: Path) -> None:
    """Complete a replacement that a crash cut short, and clear what dead runs left."""
    ready = out / _READY
    if ready.is_dir():
        _replaced(out)
        for name in OUR_NAMES:
            if (ready / name).exists():
                _step_aside(out, name)
                (ready / name).rename(out / name)
        _sync(out)
    _clear(out)


def _put_in_place(stage: Path, out: Path) -> None:
    ready = stage.rename(out / _READY)
    _sync(out)
    _replaced(out)
    moved: list[str] = []
    try:
        for name in OUR_NAMES:
            moved.append(name)
            _step_aside(out, name)
            (ready / name).rename(out / name)
    except BaseException:
        _take_back(out, moved)
        _clear(out)
        raise
    _sync(out)
    _clear(out)


def _clear(out: Path) -> None:
    for leftover in (out / _READY, out / _REPLACED, *out.glob(f"{_STAGE}*")):
        shutil.rmtree(leftover, ignore_errors=True)


def _replaced(out: Path) -> None:
    (out / _REPLACED).mkdir(exist_ok=True)


def _step_aside(out: Path, name: str) -> None:
    """Move what stands under our name away; a crash may have done so before."""
    old, aside = out / name, out / _REPLACED / name
    if not os.path.lexists(old):
        return
    if os.path.lexists(aside):
        _remove(aside)
    old.rename(aside)


def _take_back(out: Path, names: list[str]) -> None:
    for name in reversed(names):
        aside = out / _REPLACED / name
        if os.path.lexists(aside):
            _remove(out / name)
            aside.rename(out / name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
        return
    path.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """Bring every file and folder below ``folder`` to the disk, closed to everybody but the owner and the owner's group."""
    paths = [Path(directory) / name for directory, _, files in os.walk(folder) for name in (*files, ".")]
    for path in paths:
        path.chmod(path.stat().st_mode & 0o750)
    if not _sync_file_system(folder):
        for path in paths:
            _sync(path)


def _sync_file_system(folder: Path) -> bool:
    """Flush all of the folder's file system in one call, where there is such a call: a report has thousands of files."""
    syncfs = getattr(ctypes.CDLL(None), "syncfs", None)
    if syncfs is None:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        return bool(syncfs(handle) == 0)
    finally:
        os.close(handle)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
