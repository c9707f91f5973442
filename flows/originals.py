"""Whether every original that the ledger knows is there and is still what came in."""

from dataclasses import dataclass

from storage import Store


@dataclass(frozen=True)
class OriginalsFound:
    """Hashes of originals by what is wrong with them."""

    sound: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    unknown: tuple[str, ...]
    """In the vault without a receipt: a run was killed between storing and noting, or an archive was refused half-way."""


def check_originals(store: Store) -> OriginalsFound:
    """Hash every original anew."""
    expected = store.ledger.known_originals() - store.ledger.buried()
    there = set(store.vault.all())
    altered = {sha256 for sha256 in there if not store.vault.verify(sha256)}
    return OriginalsFound(
        sound=len(there & expected - altered),
        missing=tuple(sorted(expected - there)),
        altered=tuple(sorted(altered)),
        unknown=tuple(sorted(there - expected - altered)),
    )
