"""Archives into the vault: unpacked once, and never under a member's own name."""

from pydantic import TypeAdapter, ValidationError

from extractors.intake import Member, members
from schemas.base import Frozen
from schemas.errors import Reason
from storage import Store, digest, source_version
from storage.vault import Original

INNER = "!/"


class Found(Frozen):
    """A member: its bytes in the vault, or why it was turned away."""

    name: str
    sha256: str = ""
    size: int = 0
    reason: Reason | None = None
    detail: str = ""


_LIST = TypeAdapter(tuple[Found, ...])


def unpack(archive: Original, store: Store) -> tuple[Found, ...]:
    """Return an archive's files, unpacking it where that hasn't been done; raises ``Quarantine`` for an archive that is bad as a whole."""
    key = digest("archive", archive.sha256, source_version(("extractors/intake",)))
    known = _recalled(key, store)
    if known is not None:
        return known
    found = tuple(_take(member, store) for member in members(archive.path))
    store.results.put(key, [one.model_dump(mode="json") for one in found], (archive.sha256,))
    return found


def _recalled(key: str, store: Store) -> tuple[Found, ...] | None:
    value = store.results.get(key)
    try:
        found = None if value is None else _LIST.validate_python(value)
    except ValidationError:
        return None
    if found is None or not all(one.reason or store.vault.has(one.sha256) for one in found):
        return None
    return found


def _take(member: Member, store: Store) -> Found:
    if member.quarantine is not None:
        return Found(name=member.name, reason=member.quarantine.reason, detail=member.quarantine.detail)
    if member.file is None:
        return Found(name=member.name, reason=Reason.INTERNAL_ERROR)
    original = store.vault.put(member.file)
    return Found(name=member.name, sha256=original.sha256, size=original.size)
