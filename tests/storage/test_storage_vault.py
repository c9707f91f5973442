import io
from pathlib import Path

import pytest

from schemas.errors import Quarantine, Reason
from storage.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "originals")


def test_an_original_is_named_by_its_hash_and_cannot_be_written(vault: Vault) -> None:
    original = vault.put(io.BytesIO(b"abc"))
    assert original.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert original.size == 3
    assert original.path.read_bytes() == b"abc"
    assert original.path.stat().st_mode & 0o777 == 0o440
    assert vault.verify(original.sha256)


def test_the_same_bytes_are_kept_once(vault: Vault) -> None:
    first, second = vault.put(io.BytesIO(b"same")), vault.put(io.BytesIO(b"same"))
    assert first == second
    assert not list((first.path.parents[2] / "tmp").iterdir())


def test_a_source_that_changed_meanwhile_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(Quarantine) as caught:
        vault.put(io.BytesIO(b"half"), still=lambda: False)
    assert caught.value.reason is Reason.STILL_CHANGING
    assert not [p for p in vault.path("0" * 64).parents[2].rglob("*") if p.is_file()]


def test_a_source_over_the_limit_is_refused(vault: Vault) -> None:
    with pytest.raises(Quarantine) as caught:
        vault.put(io.BytesIO(b"x" * 11), limit=10)
    assert caught.value.reason is Reason.TOO_LARGE


def test_an_altered_original_is_noticed(vault: Vault) -> None:
    original = vault.put(io.BytesIO(b"abc"))
    original.path.chmod(0o600)
    original.path.write_bytes(b"abd")
    assert not vault.verify(original.sha256)


def test_an_original_cut_short_is_replaced_when_it_comes_again(vault: Vault) -> None:
    original = vault.put(io.BytesIO(b"abcdef"))
    original.path.chmod(0o600)
    original.path.write_bytes(b"abc")
    assert vault.put(io.BytesIO(b"abcdef")).path.read_bytes() == b"abcdef"


def test_what_a_killed_run_left_is_cleared(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "originals" / "tmp").mkdir(parents=True)
    (tmp_path / "originals" / "tmp" / "half").write_bytes(b"x")
    vault.clear_leftovers()
    assert not list((tmp_path / "originals" / "tmp").iterdir())


class Failing(io.BytesIO):
    """A source on a disk that gives up half-way."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 0:
            raise OSError(5, "Input/output error")
        return super().read(3)


def test_a_source_that_cannot_be_read_is_its_own_trouble(vault: Vault) -> None:
    with pytest.raises(Quarantine) as caught:
        vault.put(Failing(b"abcdef"))
    assert caught.value.reason is Reason.UNREADABLE_PERMISSION


def test_an_original_that_was_altered_is_put_right_when_it_comes_again(vault: Vault) -> None:
    original = vault.put(io.BytesIO(b"abcdef"))
    vault.put(io.BytesIO(b"abcdef"))
    assert vault.healed == []
    original.path.chmod(0o600)
    original.path.write_bytes(b"abcdeX")
    assert vault.put(io.BytesIO(b"abcdef")).path.read_bytes() == b"abcdef"
    assert vault.healed == [original.sha256]
