from pathlib import Path

import pytest

import notices
from notices import registry
from schemas.errors import NoticeError


def test_every_folder_with_a_notice_is_available_and_loads() -> None:
    assert "liaoning-2026" in notices.available()
    for name in notices.available():
        assert notices.load(name).id == name


@pytest.mark.parametrize("name", ["", "nowhere-1999", "../liaoning-2026", "liaoning/2026"])
def test_unknown_notice_names_the_known_ones(name: str) -> None:
    with pytest.raises(NoticeError) as caught:
        notices.load(name)
    assert "liaoning-2026" in caught.value.remedy


def test_a_new_folder_is_a_new_notice(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "jilin").mkdir(parents=True)
    pack.rename(home / "jilin" / "2027")
    monkeypatch.setattr(registry, "HOME", home)
    assert notices.available() == ("jilin-2027",)
    with pytest.raises(NoticeError, match="不符"):
        notices.load("jilin-2027")


def test_version_is_the_same_for_the_same_files_and_changes_with_any(pack: Path) -> None:
    before = notices.load_path(pack).version
    assert before == notices.load("liaoning-2026").version
    assert len(before) == 64
    with (pack / "form.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# 注\n")
    assert notices.load_path(pack).version != before
