"""Old office formats (DOC, WPS) become DOCX by LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.intake.kinds import FileKind
from extractors.intake.limits import LIMITS, Limits
from schemas.errors import Quarantine, Reason

CONVERTED = frozenset({FileKind.DOC, FileKind.WPS})
_NAMES = ("soffice", "libreoffice")
_SETTINGS = frozenset({"PATH", "LANG", "LC_ALL"})


def office() -> str | None:
    """Return where LibreOffice is, or None."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def converted(path: Path, kind: FileKind, limits: Limits = LIMITS) -> Iterator[Path]:
    """Give a DOCX made from an old office document; it is gone after the block."""
    program = office()
    if program is None:
        raise Quarantine(Reason.CONVERTER_MISSING)
    with tempfile.TemporaryDirectory(prefix="chuhe-office-") as folder:
        original = Path(folder, f"in.{kind.value}")
        shutil.copyfile(path, original)
        _run(program, original, limits.convert_seconds)
        result = original.with_suffix(".docx")
        if not result.is_file() or result.stat().st_size == 0:
            raise Quarantine(Reason.DAMAGED_UNREADABLE, "LibreOffice made nothing of it")
        yield result


def _run(program: str, original: Path, seconds: float) -> None:
    folder = original.parent
    command = [
        program,
        f"-env:UserInstallation=file://{folder}/profile",
        *["--headless", "--norestore", "--nolockcheck", "--nodefault"],
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(original)),
    ]
    surroundings = {name: value for name, value in os.environ.items() if name in _SETTINGS} | {"HOME": str(folder), "TMPDIR": str(folder)}
    with subprocess.Popen(
        command, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            # soffice is a script whose child does the work: the whole group has to go.
            # The group stays in our session, so that whoever ends us ends it, too.
            os.killpg(process.pid, signal.SIGKILL)
            raise Quarantine(Reason.TIME_LIMIT, "LibreOffice took too long") from None
