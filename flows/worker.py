"""A reading process: takes jobs on standard input, answers on standard output, and lasts until its input ends.

``except Exception`` stands here because here is the boundary around one file: whatever a file does to a parser ends as a line of text.
"""

import base64
import hashlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from flows.messages import (
    Broken,
    Extracted,
    Extracting,
    Job,
    JobPart,
    OpenedPart,
    PageBegun,
    PageDone,
    Ready,
    RefusedPart,
    RefusedUnit,
    Setup,
    Starved,
    to_line,
)
from flows.reader import OpenFile, Reader, ReaderFactory, ReadPart, Sheet
from flows.sandbox import enter, give_back_memory, watch_supervisor
from schemas.base import Frozen
from schemas.errors import ChuheError, InfrastructureError, Quarantine, Reason
from schemas.page import Page, PageFault

Say = Callable[[Frozen], None]

A4 = (595.0, 842.0)


class Exhausted(Exception):  # noqa: N818
    """Not enough memory: what this process still holds cannot be trusted to be freed, so it ends."""


def serve(factory: ReaderFactory) -> int:
    """Set up a reader and do jobs until standard input ends. The last words of a process that cannot go on are a line, too."""
    watch_supervisor()
    answers = own_output()
    jobs = sys.stdin.buffer

    def say(message: Frozen) -> None:
        answers.write(to_line(message))
        answers.flush()

    try:
        _work(factory, jobs, say)
    except (MemoryError, Exhausted):
        say(Starved())
        return 1
    except ChuheError as error:
        say(Broken(message=error.message, remedy=error.remedy))
        return error.exit_code
    return 0


def unreadable_page(number: int) -> Page:
    """Return what stands for a page that could not be read, so that no page is lost without a word."""
    return Page(number=number, width=A4[0], height=A4[1], faults=(PageFault.UNREADABLE,))


def is_unreadable(page: Page) -> bool:
    """Say whether a page is only a placeholder."""
    return PageFault.UNREADABLE in page.faults and page.picture is None and not page.lines


def code_location(error: BaseException) -> str:
    """Say what went wrong where, without the error's own words: they may hold what stands in the document."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {where}"


def _work(factory: ReaderFactory, jobs: BinaryIO, say: Say) -> None:
    setup = Setup.model_validate_json(jobs.readline())
    sandbox = enter(setup.memory_mb)
    reader = factory(setup)
    say(Ready(sandbox=sandbox))
    for line in jobs:
        _do(Job.model_validate_json(line), reader, say)


def _do(job: Job, reader: Reader, say: Say) -> None:
    read = [_read_part(part, reader, say) for part in job.parts]
    parts = [part for part in read if part is not None]
    if not parts or any(part.only is not None for part in job.parts):
        say(Extracted(documents=()))
        return
    say(Extracting())
    last = _extracted(reader, parts)
    give_back_memory()  # before the job's end is told: what is held then decides whether the process is used again
    say(last)


def _extracted(reader: Reader, parts: Sequence[ReadPart]) -> Frozen:
    try:
        return Extracted(documents=reader.documents(parts))
    except Quarantine as refusal:
        return RefusedUnit(reason=refusal.reason, detail=refusal.detail)
    except Exception as error:  # noqa: BLE001  (the boundary)
        _raise_ours(error)
        return RefusedUnit(reason=Reason.INTERNAL_ERROR, detail=code_location(error))


def _read_part(part: JobPart, reader: Reader, say: Say) -> ReadPart | None:
    try:
        with reader.open(part) as file:
            say(OpenedPart(part=part.index, pages=file.page_count))
            pages = _read_pages(part, file, say)
    except Quarantine as refusal:
        say(RefusedPart(part=part.index, reason=refusal.reason, detail=refusal.detail))
        return None
    except Exception as error:  # noqa: BLE001  (the boundary)
        _raise_ours(error)
        say(RefusedPart(part=part.index, reason=Reason.INTERNAL_ERROR, detail=code_location(error)))
        return None
    return ReadPart(Path(part.path), part.name, part.kind, part.sha256, pages)


def _read_pages(part: JobPart, file: OpenFile, say: Say) -> tuple[Page, ...]:
    """Read what isn't known; raises ``Quarantine`` for a file of which no page at all can be read."""
    known = {page.number: page for page in part.known}
    faults: list[Quarantine] = []
    for number in range(1, file.page_count + 1) if part.only is None else part.only:
        if number not in known:
            say(PageBegun(part=part.index, page=number))
            sheet, fault = _read_page(file, number)
            faults += [fault] if fault else []
            say(PageDone(part=part.index, page=sheet.page, picture=_text(sheet.picture)))
            known[number] = sheet.page
            give_back_memory()
    pages = tuple(known[number] for number in sorted(known) if number <= file.page_count)
    if pages and all(is_unreadable(page) for page in pages):
        raise faults[0] if faults else Quarantine(Reason.DAMAGED_UNREADABLE)
    return pages


def _read_page(file: OpenFile, number: int) -> tuple[Sheet, Quarantine | None]:
    try:
        return _with_key(file.read(number)), None
    except Quarantine as refusal:
        return Sheet(unreadable_page(number)), refusal
    except Exception as error:  # noqa: BLE001  (the boundary)
        _raise_ours(error)
        return Sheet(unreadable_page(number)), Quarantine(Reason.INTERNAL_ERROR, code_location(error))


def _with_key(sheet: Sheet) -> Sheet:
    """Give the page its picture's key in the store, which is the picture's SHA-256."""
    key = None if sheet.picture is None else hashlib.sha256(sheet.picture).hexdigest()
    return Sheet(sheet.page.model_copy(update={"picture": key}), sheet.picture)


def _raise_ours(error: Exception) -> None:
    """Let through what is not the file's fault."""
    if isinstance(error, MemoryError | Exhausted) or "alloc" in str(error).lower():  # ONNX Runtime and OpenCV have their own words for it
        raise Exhausted from error
    if isinstance(error, ChuheError):
        raise error
    if isinstance(error, OSError) and error.errno == 28:
        raise InfrastructureError("临时目录空间不足", "请清理磁盘后重新运行") from error


def _text(picture: bytes | None) -> str | None:
    return None if picture is None else base64.b64encode(picture).decode()


def own_output() -> BinaryIO:
    """Keep standard output for answers; what a library prints goes where its complaints go."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return own


def main() -> int:
    """Serve with the real readers."""
    from flows.file_reader import FileReader  # noqa: PLC0415  (the engines load after the limits are set)

    return serve(FileReader)


if __name__ == "__main__":
    sys.exit(main())
