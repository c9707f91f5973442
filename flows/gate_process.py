"""The process at the gate: says what kind a file is, and unpacks archives, where whatever a file does to it harms nobody."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from extractors.intake import FileKind, Member, detect, members
from extractors.registers import read_register
from flows.frames import count_frames
from flows.messages import (
    REQUEST,
    Look,
    MemberFound,
    ReadRegister,
    Ready,
    RegisterRead,
    Request,
    Seen,
    Setup,
    Starved,
    Turned,
    Unpack,
    Unpacked,
    to_line,
)
from flows.sandbox import enter, watch_supervisor
from flows.worker import code_location, own_output
from schemas.base import Frozen
from schemas.errors import Quarantine, Reason

_PAGE_IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.BMP})

Say = Callable[[Frozen], None]


def main() -> int:
    """Answer until standard input ends."""
    watch_supervisor()
    answers = own_output()

    def say(message: Frozen) -> None:
        answers.write(to_line(message))
        answers.flush()

    try:
        _work(sys.stdin.buffer, say)
    except MemoryError:
        say(Starved())
        return 1
    return 0


def _work(requests: BinaryIO, say: Say) -> None:
    setup = Setup.model_validate_json(requests.readline())
    say(Ready(sandbox=enter(setup.memory_mb)))
    for line in requests:
        try:
            _answer(REQUEST.validate_json(line), say)
        except Quarantine as refusal:
            say(Turned(reason=refusal.reason, detail=refusal.detail))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  (the boundary around one file)
            say(Turned(reason=Reason.INTERNAL_ERROR, detail=code_location(error)))


def _answer(request: Request, say: Say) -> None:
    match request:
        case Look(path=path, name=name):
            kind = detect(Path(path), name)
            say(Seen(kind=kind, page_image=_is_page_image(Path(path), kind)))
        case Unpack(path=path, into=into):
            for number, member in enumerate(members(Path(path)), 1):
                say(_put_down(member, number, Path(into)))
            say(Unpacked())
        case ReadRegister(kind=kind, folder=folder, inbox=inbox):
            say(RegisterRead(registers=read_register(kind, None if folder is None else Path(folder), Path(inbox))))


def _is_page_image(path: Path, kind: FileKind) -> bool:
    return kind in _PAGE_IMAGES or (kind is FileKind.TIFF and count_frames(path) == 1)


def _put_down(member: Member, number: int, into: Path) -> MemberFound:
    """Lay a member's bytes where the supervisor takes them from; their name is a number."""
    if member.quarantine is not None:
        return MemberFound(name=member.name, reason=member.quarantine.reason, detail=member.quarantine.detail)
    if member.file is None:
        return MemberFound(name=member.name, reason=Reason.INTERNAL_ERROR)
    handle = os.open(into / str(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(member.file, file)
    return MemberFound(name=member.name, number=number)


if __name__ == "__main__":
    sys.exit(main())
