"""Walks an inbox without trusting it: names are labels, links are not followed, what is no plain file is never opened for its content."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractors.intake import is_ignored
from extractors.registers import is_intake_log
from flows.natural import natural_key
from schemas.errors import Reason, UsageError

REGISTERS = frozenset(f"{name}{suffix}" for name in ("往届试点单位", "信用查询") for suffix in (".csv", ".xlsx"))

_UNFINISHED = (".part", ".crdownload", ".filepart", ".tmp")
_DEEPEST = 32
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


Stamp = tuple[int, ...]
"""What changes when somebody writes to a file."""

IGNORED_NAME = "ignored_name"
REGISTER = "register"


@dataclass(frozen=True)
class Ignored:
    """A name that is no submission."""

    path: str
    raw: bytes = b""
    reason: str = IGNORED_NAME


@dataclass(frozen=True)
class Refused:
    """Something in the inbox that cannot be taken in."""

    path: str
    raw: bytes
    reason: Reason


@dataclass(frozen=True)
class Opened:
    """A plain file, open for reading until the next one is asked for."""

    path: str
    raw: bytes
    file: BinaryIO

    def stamp(self) -> Stamp:
        """Return what changes when somebody writes to the file."""
        found = os.fstat(self.file.fileno())
        return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


Entry = Ignored | Refused | Opened


def walk(inbox: Path) -> Iterator[Entry]:
    """Give everything below the inbox, in an order that doesn't depend on the disk."""
    try:
        handle = os.open(inbox, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"收件目录不存在或不是文件夹：{inbox}", "请核对路径") from error
    except PermissionError as error:
        raise UsageError(f"没有权限读取收件目录：{inbox}", "请以有权限的账户运行") from error
    try:
        yield from _walk_folder(handle, "", b"", 0)
    finally:
        os.close(handle)


def readable_name(raw: bytes) -> str:
    """Return a name as text: UTF-8, else the GB18030 of an old Windows share, else with its bytes spelled out."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _walk_folder(folder: int, path: str, raw: bytes, depth: int) -> Iterator[Entry]:
    names = [os.fsencode(name) for name in os.listdir(folder)]
    for name in sorted(names, key=lambda n: (natural_key(readable_name(n)), n)):
        yield from _entry(folder, name, f"{path}{readable_name(name)}", raw + name, depth)


def _entry(folder: int, name: bytes, path: str, raw: bytes, depth: int) -> Iterator[Entry]:
    text = readable_name(name)
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return  # taken away while we looked: it never came in
    except OSError:
        yield Refused(path, raw, Reason.UNREADABLE_PERMISSION)
        return
    if depth == 0 and (is_intake_log(text) or text in REGISTERS):
        yield Ignored(path, raw, REGISTER)
    elif is_ignored(text):
        yield Ignored(f"{path}/" if stat.S_ISDIR(mode.st_mode) else path, raw)
    elif stat.S_ISDIR(mode.st_mode):
        yield from _subfolder(folder, name, path, raw, depth)
    elif not stat.S_ISREG(mode.st_mode) or mode.st_nlink > 1:
        yield Refused(path, raw, Reason.NOT_PLAIN_FILE)
    elif text.lower().endswith(_UNFINISHED):
        yield Refused(path, raw, Reason.STILL_CHANGING)
    else:
        yield from _plain_file(folder, name, path, raw)


def _subfolder(folder: int, name: bytes, path: str, raw: bytes, depth: int) -> Iterator[Entry]:
    if depth >= _DEEPEST:
        yield Refused(path, raw, Reason.NOT_PLAIN_FILE)
        return
    try:
        handle = os.open(name, _FOLDER, dir_fd=folder)
    except OSError:
        yield Refused(path, raw, Reason.UNREADABLE_PERMISSION)
        return
    try:
        yield from _walk_folder(handle, f"{path}/", raw + b"/", depth + 1)
    finally:
        os.close(handle)


def _plain_file(folder: int, name: bytes, path: str, raw: bytes) -> Iterator[Entry]:
    try:
        handle = os.open(name, _FILE, dir_fd=folder)
    except OSError:
        yield Refused(path, raw, Reason.UNREADABLE_PERMISSION)
        return
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:  # swapped between the look and the opening
            yield Refused(path, raw, Reason.NOT_PLAIN_FILE)
            return
        yield Opened(path, raw, file)
