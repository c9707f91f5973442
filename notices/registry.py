"""The folder is the registry: a pack exists because ``<province>/<year>/notice.yaml`` does."""

from functools import lru_cache
from pathlib import Path

from notices.pack import NOTICE_FILE, load_path
from schemas.errors import NoticeError
from schemas.notice import Notice

HOME = Path(__file__).parent


def available() -> tuple[str, ...]:
    """Return the ids of all packs, e.g. ``liaoning-2026``, in alphabetical order."""
    return tuple(sorted(_folders()))


def load(notice_id: str) -> Notice:
    """Return a notice by its id; NoticeError where there is none, or its pack is wrong."""
    folder = folder_of(notice_id)
    notice = _loaded(folder, tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir())))
    if notice.id != notice_id:
        raise NoticeError(f"{folder / NOTICE_FILE}：编号写作“{notice.id}”，与所在文件夹不符。", f"请将 id 改为“{notice_id}”。")
    return notice


@lru_cache(8)
def _loaded(folder: Path, _as_of: tuple[tuple[str, int], ...]) -> Notice:
    """Return the notice in a folder, read once as long as its files stay as they are."""
    return load_path(folder)


def folder_of(notice_id: str) -> Path:
    """Return the folder of a pack; NoticeError where there is none of that id."""
    folder = _folders().get(notice_id)
    if folder is None:
        raise NoticeError(
            f"没有编号为“{notice_id}”的通知。", f"现有通知：{'、'.join(available()) or '无'}。请核对编号，或先建立通知数据包。"
        )
    return folder


def _folders() -> dict[str, Path]:
    found = sorted(HOME.glob(f"*/*/{NOTICE_FILE}"))
    return {f"{path.parent.parent.name}-{path.parent.name}": path.parent for path in found}
