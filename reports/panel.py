"""What the first page says besides its numbers: who is waiting for a look-up, and what changed since an earlier report."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.directory import Directory
from reports.look_ups import homes_of, look_up_rows
from reports.wording import CHANGED_WORDS, OUTLIVED_WORDS, plain_message
from schemas.finding import Finding
from schemas.report import Outlived


@dataclass(frozen=True)
class Waiting:
    """A unit to be looked up in one place, and the projects that wait for it."""

    unit: str
    code: str
    where: str
    why: str
    homes: tuple[tuple[str, str], ...]
    """Name and address of each."""


@dataclass(frozen=True)
class Change:
    """A finding that is new, or no longer stands."""

    word: str
    style: str
    about: str
    href: str
    title: str
    message: str


@dataclass(frozen=True)
class ChangeView:
    """What is different from an earlier report."""

    against: str
    new: int
    unchanged: int
    mended: int
    gone: int
    rows: tuple[Change, ...]


def waiting(directory: Directory) -> Iterator[Waiting]:
    """Give every unit and site to look up, in the report's order."""
    for row in look_up_rows(directory.report.findings):
        yield Waiting(row.unit, row.code_told, row.where, row.why, tuple(homes_of(row, directory)))


def change_view(directory: Directory) -> ChangeView | None:
    """Return what changed; None where nothing was compared."""
    changes = directory.report.run.changes
    if changes is None:
        return None
    mended = sum(p.change is Outlived.MENDED for p in changes.past)
    return ChangeView(
        against=changes.against.isoformat(),
        new=len(changes.new),
        unchanged=len(changes.unchanged),
        mended=mended,
        gone=len(changes.past) - mended,
        rows=(*_new(directory, frozenset(changes.new)), *_past(directory)),
    )


def _new(directory: Directory, new: frozenset[str]) -> Iterator[Change]:
    for finding in directory.report.findings:
        if finding.fingerprint in new:
            yield _change(finding, directory)


def _change(finding: Finding, directory: Directory) -> Change:
    about, href = where(directory, directory.home(finding))
    return Change(
        CHANGED_WORDS[True], "new", about, f"{href}#f-{finding.fingerprint}", finding.title, plain_message(finding.message, about)
    )


def _past(directory: Directory) -> Iterator[Change]:
    changes = directory.report.run.changes
    for past in changes.past if changes else ():
        _, href = where(directory, past.home)
        yield Change(OUTLIVED_WORDS[past.change], past.change.value, past.about, href, past.title, plain_message(past.message, past.about))


def where(directory: Directory, home: str) -> tuple[str, str]:
    """Return what a home is called and the address of its page; the first page for what concerns the round, or is no more."""
    return directory.homes.get(home, ("全省汇总", "report.html"))
