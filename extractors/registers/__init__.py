"""What the office keeps beside the packages: intake log, past undertakers, credit look-ups, as CSV or XLSX.

Files come as people save them: UTF-8 or GB18030 or UTF-16, commas or tabs, columns in any order, dates in any style. A row that cannot
be used is named in ``Registers.problems`` and never takes the others with it; nor does a file that cannot be read.
"""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from extractors.registers import credit, intake_log, prior_pilots
from extractors.registers.source import find_register, open_register
from extractors.registers.table import EntryT, Register
from schemas.errors import RegisterError
from schemas.registers import Registers

__all__ = ["RegisterKind", "files_of", "is_intake_log", "read_register", "read_registers", "together"]


class RegisterKind(StrEnum):
    """Which register; the values are the fields of ``Registers``."""

    INTAKE = "intake"
    PRIOR_PILOTS = "prior_pilots"
    CREDIT = "credit"


def read_registers(folder: Path | None, inbox: Path) -> Registers:
    """Read the intake log from the inbox (else the folder), the other registers from the folder.

    :raises RegisterError: the folder is named and isn't there
    """
    if folder is not None and not folder.is_dir():
        raise RegisterError(f"登记文件夹 {folder} 不存在。", "请核对路径，或去掉该选项。")
    return together(read_register(kind, folder, inbox) for kind in RegisterKind)


def read_register(kind: RegisterKind, folder: Path | None, inbox: Path) -> Registers:
    """Read one register; the others are left out."""
    problems: list[str] = []
    folders = _folders(kind, folder, inbox)
    match kind:
        case RegisterKind.INTAKE:
            return Registers(intake=_read(intake_log.REGISTER, folders, problems), problems=tuple(problems))
        case RegisterKind.PRIOR_PILOTS:
            return Registers(prior_pilots=_read(prior_pilots.REGISTER, folders, problems), problems=tuple(problems))
        case RegisterKind.CREDIT:
            return Registers(credit=_read(credit.REGISTER, folders, problems), problems=tuple(problems))


def files_of(kind: RegisterKind, folder: Path | None, inbox: Path) -> tuple[Path, ...]:
    """Return a register's file and those that it is taken before, without opening any; () where there is none."""
    name = {RegisterKind.INTAKE: intake_log, RegisterKind.PRIOR_PILOTS: prior_pilots, RegisterKind.CREDIT: credit}[kind].REGISTER.name
    path, passed_over = find_register(name, _folders(kind, folder, inbox))
    return () if path is None else (path, *passed_over)


def together(parts: Iterable[Registers]) -> Registers:
    """Put registers that were read one by one side by side."""
    read = tuple(parts)
    return Registers(
        intake=next((one.intake for one in read if one.intake is not None), None),
        prior_pilots=next((one.prior_pilots for one in read if one.prior_pilots is not None), None),
        credit=next((one.credit for one in read if one.credit is not None), None),
        problems=tuple(problem for one in read for problem in one.problems),
    )


def _folders(kind: RegisterKind, folder: Path | None, inbox: Path) -> tuple[Path | None, ...]:
    """The intake log may lie in the inbox, where it goes first."""
    return (inbox, folder) if kind is RegisterKind.INTAKE else (folder,)


def is_intake_log(name: str) -> bool:
    """Whether a file of this name in the inbox is the intake log and no submission."""
    stem, _, suffix = name.rpartition(".")
    return stem == intake_log.REGISTER.name and suffix.lower() in {"csv", "xlsx"}


def _read(register: Register[EntryT], folders: tuple[Path | None, ...], problems: list[str]) -> tuple[EntryT, ...] | None:
    path, passed_over = find_register(register.name, folders)
    problems += [f"{other.name}：与 {path.name} 并存，只采用 {path.name}。" for other in passed_over if path]
    if path is None:
        return None
    try:
        entries, faults = register.read(path.name, open_register(path))
    except RegisterError as error:
        problems.append(f"{path.name}：{error.message}{error.remedy}")
        return None
    problems += faults
    return entries
