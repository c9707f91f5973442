"""What the office keeps beside the packages: intake log, past undertakers, credit look-ups, as CSV or XLSX.

Files come as people save them: UTF-8 or GB18030 or UTF-16, commas or tabs, columns in any order, dates in any style. A row that cannot
be used is named in ``Registers.problems`` and never takes the others with it; nor does a file that cannot be read.
"""

from pathlib import Path

from extractors.registers import credit, intake_log, prior_pilots
from extractors.registers.source import find_register, open_register
from extractors.registers.table import EntryT, Register
from schemas.errors import RegisterError
from schemas.registers import Registers

__all__ = ["is_intake_log", "read_registers"]


def read_registers(folder: Path | None, inbox: Path) -> Registers:
    """Read the intake log from the inbox (else the folder), the other registers from the folder.

    :raises RegisterError: the folder is named and isn't there
    """
    if folder is not None and not folder.is_dir():
        raise RegisterError(f"登记文件夹 {folder} 不存在。", "请核对路径，或去掉该选项。")
    problems: list[str] = []
    return Registers(
        intake=_read(intake_log.REGISTER, (inbox, folder), problems),
        prior_pilots=_read(prior_pilots.REGISTER, (folder,), problems),
        credit=_read(credit.REGISTER, (folder,), problems),
        problems=tuple(problems),
    )


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
