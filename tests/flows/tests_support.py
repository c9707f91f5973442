from pathlib import Path

from flows.read import UnitOutcome
from schemas.errors import Reason


def headings(outcome: UnitOutcome) -> list[str]:
    return [getattr(document, "heading", "") for document in outcome.record.documents]


def reasons(outcome: UnitOutcome) -> list[Reason]:
    return [refused.reason for refused in outcome.record.refused]


def living(part_of_command: str) -> list[str]:
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if part_of_command in command and state != "Z":
            found.append(command)
    return found
