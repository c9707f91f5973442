"""What is wrong with a pack: collected, so that one run names everything, and said in Chinese."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import NoticeError

SHOWN = 20


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which file, where in it (条款 L-4.1a), what, and what to do about it."""

    file: str
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}，{self.where}：{self.what}" if self.where else f"{self.file}：{self.what}"


def refuse(folder: Path, faults: Iterable[Fault]) -> None:
    """Raise one NoticeError for all faults; return quietly where there is none."""
    if found := tuple(faults):
        raise refusal(folder, found)


def refusal(folder: Path, faults: Sequence[Fault]) -> NoticeError:
    """Return the error that names every fault of a pack."""
    lines = [f"通知数据包 {folder} 有 {len(faults)} 处问题："]
    lines += [f"{number}. {fault}" for number, fault in enumerate(faults[:SHOWN], start=1)]
    if len(faults) > SHOWN:
        lines.append(f"（其余 {len(faults) - SHOWN} 处略）")
    remedies = dict.fromkeys(fault.remedy for fault in faults[:SHOWN])
    return NoticeError("\n".join(lines), " ".join(remedies))
