import sys
from pathlib import Path

from flows.process import Patience
from flows.read import UnitOutcome
from schemas.errors import Reason

FAKE_WORKER = (sys.executable, str(Path(__file__).parent / "fake_worker.py"))
SHORT = Patience(start=30, silence=1.0, base=4, per_page=0.2, most=20)


def headings(outcome: UnitOutcome) -> list[str]:
    return [getattr(document, "heading", "") for document in outcome.record.documents]


def reasons(outcome: UnitOutcome) -> list[Reason]:
    return [refused.reason for refused in outcome.record.refused]


def living(part: str) -> list[str]:
    """Return the processes with these words in their command line or environment; a reading process's home lies in its test's folder."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            surroundings = (folder / "environ").read_bytes().decode("utf-8", "replace")
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if part in command + surroundings and state != "Z":
            found.append(command)
    return found
