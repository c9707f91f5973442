"""Keeps what people put into, or changed in, the recommenders' folders.

The office fills in 补正通知.docx, and the next run must not eat that. Each report lists the digests of the files it wrote in
``.written.json``. A file that is not in the list, or no longer as it was written, is somebody's work: it is carried into the new
report, beside the new file of the same name where there is one.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

LIST = ".written.json"
FOLDER = "recommenders"
CHANGED = "（此前修改）"


def note_written(stage: Path) -> None:
    """List what the new report holds; to be called before ``carry_over`` adds other people's files."""
    written = {path.relative_to(stage).as_posix(): _digest(path) for path in _files(stage / FOLDER)}
    (stage / LIST).write_text(json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")


def carry_over(out: Path, stage: Path) -> None:
    """Copy into the new report what people added to, or changed in, the old one."""
    written = _read_list(out)
    if written is None:
        return
    for path in _files(out / FOLDER):
        name = path.relative_to(out).as_posix()
        if _digest(path) != written.get(name):
            target = _free_place(stage / name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def _read_list(out: Path) -> dict[str, str] | None:
    try:
        written = json.loads((out / LIST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return written if isinstance(written, dict) else None


def _free_place(wanted: Path) -> Path:
    """Return the wanted place, or one beside it where a file of ours stands."""
    place, number = wanted, 1
    while place.exists():
        suffix = CHANGED if number == 1 else f"{CHANGED}{number}"
        place, number = wanted.with_name(f"{wanted.stem}{suffix}{wanted.suffix}"), number + 1
    return place


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
