"""A copy of the Liaoning pack to spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import notices
from schemas.errors import NoticeError

LIAONING = Path(notices.__file__).parent / "liaoning" / "2026"
Spoil = Callable[[str, str, str], str]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the folder of a copy that a test may change."""
    folder = tmp_path / "pack"
    shutil.copytree(LIAONING, folder)
    return folder


@pytest.fixture
def spoil(pack: Path) -> Spoil:
    """Return a function that replaces ``old`` by ``new`` in one file of the copy, and gives the error that loading it raises."""

    def _spoil(file: str, old: str, new: str) -> str:
        path = pack / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(NoticeError) as caught:
            notices.load_path(pack)
        assert caught.value.remedy
        return caught.value.message

    return _spoil
