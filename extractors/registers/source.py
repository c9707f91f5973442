"""Where a register stands on the disk, and its rows as text, whatever kind of file it is."""

from pathlib import Path

from extractors.registers.delimited import delimited_sheets
from extractors.registers.sheet import Sheet
from schemas.errors import RegisterError

SUFFIXES = (".csv", ".xlsx")
MAX_BYTES = 20_000_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def find_register(name: str, folders: tuple[Path | None, ...]) -> tuple[Path | None, tuple[Path, ...]]:
    """Return the register's file in the first folder that has it, and other files of its name there."""
    for folder in folders:
        found = sorted(_named(name, folder), key=lambda path: SUFFIXES.index(path.suffix.lower())) if folder else []
        if found:
            return found[0], tuple(found[1:])
    return None, ()


def _named(name: str, folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.stem == name and path.suffix.lower() in SUFFIXES and _is_plain(path)]


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def open_register(path: Path) -> tuple[Sheet, ...]:
    """Return every way to see the file as a table, most likely first; RegisterError where it is none.

    The content decides, not the name: an XLSX that somebody renamed to .csv is an XLSX.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RegisterError("无法打开，未采用。", "请检查文件权限，或关闭正在使用它的程序。") from error
    if len(data) > MAX_BYTES:
        raise RegisterError(f"超过 {MAX_BYTES // 1_000_000} MB，未采用。", "请只保留需要的行。")
    if data.startswith(_ZIP):
        from extractors.registers.workbook import workbook_sheets  # noqa: PLC0415  (a parser: not for who only looks for files)

        return workbook_sheets(data)
    if data.startswith(_OLE):
        raise RegisterError("是加密的或旧格式（xls）的表格，未采用。", "请去掉密码，另存为 CSV（UTF-8）或 XLSX。")
    return delimited_sheets(data)
