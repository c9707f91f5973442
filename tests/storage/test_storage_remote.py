"""A store whose originals and pictures lie in S3: shared by machines, fetched where they are needed, checked when they come."""

import io
from pathlib import Path

import pytest

from schemas.errors import InfrastructureError, StoreError, UsageError
from storage import Store
from storage.remote import Remote

pytestmark = pytest.mark.slow


@pytest.fixture
def place(s3: str, request: pytest.FixtureRequest) -> str:
    return f"{s3}/{request.node.name}"


def test_what_one_machine_keeps_another_has(place: str, tmp_path: Path) -> None:
    here, there = Store(tmp_path / "here", objects=place), Store(tmp_path / "there", objects=place)
    original = here.vault.put(io.BytesIO(b"an original"))
    picture = here.pictures.put(b"a picture")
    here.results.put("ab" * 32, {"页": 1}, (original.sha256,))
    assert there.vault.has(original.sha256)
    assert there.vault.path(original.sha256).read_bytes() == b"an original"
    assert there.vault.verify(original.sha256)
    assert list(there.vault.all()) == [original.sha256]
    assert there.pictures.has(picture)
    assert there.pictures.get(picture) == b"a picture"
    assert there.results.get("ab" * 32) == {"页": 1}
    assert [(kept.key, kept.origins) for kept in there.results.entries()] == [("ab" * 32, (original.sha256,))]


def test_what_is_removed_is_removed_there_too(place: str, tmp_path: Path) -> None:
    here, there = Store(tmp_path / "here", objects=place), Store(tmp_path / "there", objects=place)
    original, picture = here.vault.put(io.BytesIO(b"an original")), here.pictures.put(b"a picture")
    here.results.put("ab" * 32, 1)
    here.vault.remove(original.sha256)
    here.pictures.drop(picture)
    here.results.drop("ab" * 32)
    assert not there.vault.has(original.sha256)
    assert there.pictures.get(picture) is None
    assert there.results.get("ab" * 32) is None
    assert not here.vault.path(original.sha256).exists()


def test_what_was_altered_there_never_comes_in(place: str, tmp_path: Path) -> None:
    here, there = Store(tmp_path / "here", objects=place), Store(tmp_path / "there", objects=place)
    original, picture = here.vault.put(io.BytesIO(b"an original")), here.pictures.put(b"a picture")
    here.results.put("ab" * 32, 1)
    remote = Remote(place)
    remote.below("originals").put(original.sha256, b"another one")
    remote.below("pictures").put(picture, b"another picture")
    remote.below("results").put("ab" * 32, b"another result")
    with pytest.raises(StoreError, match=original.sha256[:12]):
        there.vault.path(original.sha256)
    assert there.pictures.get(picture) is None
    assert there.results.get("ab" * 32) is None
    assert not here.vault.verify(original.sha256)  # its own copy is sound; the one of record is not


def test_an_original_that_only_this_machine_has_is_brought_there(place: str, tmp_path: Path) -> None:
    alone = Store(tmp_path / "here")
    original = alone.vault.put(io.BytesIO(b"an original"))
    shared = Store(tmp_path / "here", objects=place)
    assert not shared.vault.has(original.sha256)
    shared.vault.put(io.BytesIO(b"an original"))
    assert shared.vault.has(original.sha256)


def test_a_bucket_that_is_not_there_blames_no_file(s3: str, tmp_path: Path) -> None:
    with pytest.raises(InfrastructureError):
        Store(tmp_path, objects=f"{s3}-nowhere/x").vault.put(io.BytesIO(b"x"))


def test_an_address_of_no_known_kind_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Store(tmp_path, objects="gopher://x/y").vault.put(io.BytesIO(b"x"))


def test_a_value_that_another_machine_changes_is_heard_anew(place: str, tmp_path: Path) -> None:
    here, there = Store(tmp_path / "here", objects=place), Store(tmp_path / "there", objects=place)
    for count in (1, 2):
        here.results.put("ab" * 32, count)
        assert there.results.latest("ab" * 32) == count
    assert here.results.latest("ab" * 32) == 2
