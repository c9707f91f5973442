from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.pictures import Pictures
from storage.results import Results

KEY = "ab" + "0" * 62
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)  # each example waits for the disk
@given(value=json_values)
def test_what_was_put_comes_back(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    results = Results(tmp_path_factory.mktemp("results"))
    results.put(KEY, value)  # type: ignore[arg-type]
    assert results.get(KEY) == value


def test_an_unknown_key_gives_nothing(tmp_path: Path) -> None:
    assert Results(tmp_path).get(KEY) is None


@pytest.mark.parametrize("cut", [0, 1, 40, 64, 65, 70])
def test_a_torn_entry_is_deleted(tmp_path: Path, cut: int) -> None:
    results = Results(tmp_path)
    results.put(KEY, {"页": [1, 2, 3]})
    path = results.path(KEY)
    path.write_bytes(path.read_bytes()[:cut])
    assert results.get(KEY) is None
    assert not path.exists()


@settings(deadline=None)  # each example waits for the disk
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_never_comes_back_as_a_value(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    results = Results(tmp_path_factory.mktemp("results"))
    results.put(KEY, {"text": "沈阳市", "n": 3})
    path = results.path(KEY)
    raw = bytearray(path.read_bytes())
    raw[place % len(raw)] ^= 1 << bit
    path.write_bytes(raw)
    assert results.get(KEY) is None


def test_no_temporary_file_stays(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.put(KEY, 1)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [f"{KEY}.json"]


def test_an_altered_picture_is_no_picture(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path)
    key = pictures.put(b"jpeg")
    assert pictures.get(key) == b"jpeg"
    pictures.path(key).write_bytes(b"jpeh")
    assert pictures.get(key) is None
    assert pictures.put(b"jpeg") == key
    assert pictures.get(key) == b"jpeg"


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "a" * 63, "/" * 64])
def test_a_picture_key_is_never_a_path(tmp_path: Path, key: str) -> None:
    assert Pictures(tmp_path).get(key) is None
