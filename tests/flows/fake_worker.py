"""A reading process whose files say what it does with them: crash, hang, garble, flood, starve.

A file is lines: ``pages 3``, ``page 2 crash``, ``page 2 crash once MARKER``, ``open hang``, ``documents raise`` …
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.messages import JobPart, PageDone, Setup, to_line
from flows.reader import ReadPart, Sheet
from flows.worker import serve
from schemas.documents import Document, OtherDocument, PageNote, Part
from schemas.errors import EngineMissing, Quarantine, Reason
from schemas.page import Line, Page

RAW = os.dup(1)


def misbehave(how: str) -> None:  # noqa: PLR0912
    match how:
        case "crash":
            os.abort()
        case "exit":
            os._exit(0)
        case "hang":
            time.sleep(600)
        case "child":
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            time.sleep(600)
        case "other group":
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], process_group=0)
            time.sleep(600)
        case "fill":
            for number in range(30):
                Path(os.environ["TMPDIR"], f"{number}.bin").write_bytes(bytes(4 << 20))
            time.sleep(600)
        case "babble":
            while True:
                os.write(RAW, b'{"says": "opened", "part": 0, "pages": 1}\n' * 500)
        case "repeat":
            os.write(RAW, to_line(PageDone(part=0, page=Page(number=1, width=1, height=1))))
        case "garble":
            os.write(RAW, b'{"says": "page", "part": \xff\xfe\n')
            time.sleep(600)
        case "lie":
            os.write(RAW, b'{"says": "begun", "part": 0, "page": 99999}\n')
            time.sleep(600)
        case "flood":
            while True:
                os.write(RAW, b"x" * 65536)
        case "starve":
            raise MemoryError
        case "hog":
            sys.stdout.write(str(len(bytearray(1 << 40))))
        case "raise":
            raise ValueError("the applicant's phone is 13800000000")
        case "refuse":
            raise Quarantine(Reason.ENCRYPTED_NEEDS_PASSWORD)
        case "broken":
            raise EngineMissing("识读引擎没有安装", "请安装")
        case "chatter":
            sys.stdout.write("a library prints\n" * 1000)
            os.write(1, b"in C, too\n" * 1000)
        case _ if how.startswith("wait "):
            while not Path(how.removeprefix("wait ")).exists():
                time.sleep(0.05)
        case "pause":
            time.sleep(0.1)
        case "slow":
            time.sleep(0.4)


class FakeFile:
    def __init__(self, path: Path) -> None:
        self._lines = path.read_text("utf-8", "replace").splitlines()
        self.do("open")
        self.page_count = next((int(line.split()[1]) for line in self._lines if line.startswith("pages ")), 1)

    def do(self, stage: str) -> None:
        for line in self._lines:
            if not line.startswith(f"{stage} "):
                continue
            how, _, end = line.removeprefix(f"{stage} ").partition(" unless ")
            if end and Path(end).exists():
                continue
            line = f"{stage} {how}"  # noqa: PLW2901
            how, _, marker = line.removeprefix(f"{stage} ").partition(" once ")
            if marker and Path(marker).exists():
                continue
            if marker:
                Path(marker).touch()
            misbehave(how)

    def read(self, number: int) -> Sheet:
        self.do(f"page {number}")
        for line in self._lines:
            if line.startswith("log "):
                with Path(line.removeprefix("log ")).open("a") as log:
                    log.write(f"{number}\n")
        page = Page(number=number, width=595, height=842, lines=(Line(text=f"第{number}页"),))
        return Sheet(page, f"picture of {self._lines} {number}".encode())


class FakeReader:
    def __init__(self, setup: Setup) -> None:
        if setup.engine in {"missing", "tesseract"}:
            misbehave("broken")
        if setup.engine == "dead":
            os._exit(1)

    @contextmanager
    def open(self, part: JobPart) -> Iterator[FakeFile]:
        yield FakeFile(Path(part.path))

    def documents(self, parts: Sequence[ReadPart]) -> tuple[Document, ...]:
        for part in parts:
            _make_out(part)
        pages = [page for part in parts for page in part.pages]
        shas = [part.sha256 for part in parts]
        if len(parts) == 1 and "apart" in parts[0].path.read_text("utf-8", "replace").splitlines():
            return tuple(_of_one_page(parts[0], page) for page in pages)
        return (
            OtherDocument(
                id=f"d-{hashlib.sha256(repr(shas).encode()).hexdigest()[:16]}",
                path=parts[0].name,
                last_page=len(pages),
                parts=tuple(Part(path=p.name, first_page=1, last_page=len(p.pages)) for p in parts) if len(parts) > 1 else None,
                pages=tuple(
                    PageNote(number=i, width=p.width, height=p.height, faults=p.faults, picture=p.picture) for i, p in enumerate(pages, 1)
                ),
                heading=" ".join(page.text or "?" for page in pages),
            ),
        )


def _of_one_page(part: ReadPart, page: Page) -> OtherDocument:
    ident = hashlib.sha256(f"{part.sha256} {page.number}".encode()).hexdigest()[:16]
    note = PageNote(number=page.number, width=page.width, height=page.height)
    return OtherDocument(
        id=f"d-{ident}", path=part.name, first_page=page.number, last_page=page.number, pages=(note,), heading=f"第{page.number}页"
    )


def _make_out(part: ReadPart) -> None:
    lines = part.path.read_text("utf-8", "replace").splitlines()
    for line in lines:
        how, _, end = line.removeprefix("documents ").partition(" unless ")
        if line.startswith("documents ") and not (end and Path(end).exists()):
            misbehave(how)


if __name__ == "__main__":
    sys.exit(serve(FakeReader))
