"""What stands at the gate: asks a process of its own what a file is and what an archive holds, since telling means opening it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter, ValidationError

from extractors.intake import FileKind
from flows.messages import Look as LookAt
from flows.messages import MemberFound, Message, Request, Seen, Setup, Turned, Unpack, Unpacked
from flows.pool import WorkerPool
from flows.process import Ending, Patience
from flows.scratch import Scratch
from schemas.base import Frozen
from schemas.errors import Quarantine, Reason
from storage import Store, digest, source_version
from storage.vault import Original

COMMAND = (sys.executable, "-P", "-s", "-m", "flows.gate_process")
_MEMORY_MB = 2048
_UNPACKED_MB = 2048
_ATTEMPTS = 2
_VERDICT = TypeAdapter[Seen | Turned](Seen | Turned)


class Found(Frozen):
    """A member of an archive: its bytes in the vault, or why it was turned away."""

    name: str
    sha256: str = ""
    size: int = 0
    reason: Reason | None = None
    detail: str = ""


_LIST = TypeAdapter(tuple[Found, ...])


def gate_pool(patience: Patience | None = None) -> WorkerPool:
    """Return the process at the gate, started when the first file needs it."""
    return WorkerPool(1, Setup(engine="", memory_mb=_MEMORY_MB), COMMAND, patience)


class Gate:
    """Looks at files before they are taken up; what was told once is remembered by the bytes."""

    def __init__(self, store: Store, pool: WorkerPool) -> None:
        self.store = store
        self._pool = pool
        self._version = source_version(("extractors/intake", "flows/frames.py"))

    def look(self, original: Original, name: str) -> tuple[FileKind, bool]:
        """Return what kind a file is, and whether it is the picture of one page; raises ``Quarantine``."""
        key = digest("look", original.sha256, PurePosixPath(name).suffix.lower(), self._version)
        verdict = self._known_verdict(key) or self._ask_for_verdict(key, original, name)
        match verdict:
            case Seen(kind=kind, page_image=page_image):
                return FileKind(kind), page_image
            case Turned(reason=reason, detail=detail):
                raise Quarantine(reason, detail)

    def unpack(self, archive: Original) -> tuple[Found, ...]:
        """Return an archive's files, all in the vault; raises ``Quarantine`` for an archive that is bad as a whole."""
        key = digest("archive", archive.sha256, self._version)
        known = self._known_list(key)
        if known is not None:
            return known
        found = self._unpacked(archive)
        self.store.results.put(key, [one.model_dump(mode="json") for one in found], (archive.sha256,))
        return found

    def _known_verdict(self, key: str) -> Seen | Turned | None:
        try:
            return _VERDICT.validate_python(self.store.results.get(key))
        except ValidationError:
            return None

    def _ask_for_verdict(self, key: str, original: Original, name: str) -> Seen | Turned:
        heard: list[Message] = []
        ask(self._pool, lambda: LookAt(path=str(original.path), name=name), heard.append, heard.clear)
        verdict = _VERDICT.validate_python(heard[-1])
        self.store.results.put(key, verdict.model_dump(mode="json"), (original.sha256,))
        return verdict

    def _known_list(self, key: str) -> tuple[Found, ...] | None:
        value = self.store.results.get(key)
        try:
            found = None if value is None else _LIST.validate_python(value)
        except ValidationError:
            return None
        if found is None or not all(one.reason or self.store.vault.has(one.sha256) for one in found):
            return None
        return found

    def _unpacked(self, archive: Original) -> tuple[Found, ...]:
        unpacking = _Unpacking(self.store)
        try:
            ask(self._pool, lambda: unpacking.request(archive), unpacking.hear, unpacking.found.clear)
        finally:
            unpacking.end()
        if unpacking.refusal is not None:
            raise unpacking.refusal
        return tuple(unpacking.found)


def ask(pool: WorkerPool, request: Callable[[], Request], hear: Callable[[Message], None], again: Callable[[], None]) -> None:
    """Have one request answered; a second process tries what the first one died of. Raises ``Quarantine`` for what defeats both."""
    for stretch in range(1, _ATTEMPTS + 1):
        ending = pool.run(request(), hear, stretch)
        if ending is Ending.DONE:
            return
        again()
    raise Quarantine(ending.reason)


class _Unpacking:
    """Takes an archive's files over as they come."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._scratch: Scratch | None = None
        self.found: list[Found] = []
        self.refusal: Quarantine | None = None

    def request(self, archive: Original) -> Unpack:
        """Return what is asked for; the files are laid into a new folder."""
        self.end()
        self._scratch = Scratch(_UNPACKED_MB << 20)
        return Unpack(path=str(archive.path), into=self._scratch.path)

    def hear(self, message: Message) -> None:
        """Take one file over, or hear that it, or all of them, were turned away."""
        match message:
            case MemberFound():
                self.found.append(self._take(message))
            case Turned(reason=reason, detail=detail):
                self.refusal = Quarantine(reason, detail)
            case Unpacked():
                pass
            case _:
                raise ValueError("a message out of place")

    def end(self) -> None:
        """Remove what was laid down."""
        if self._scratch is not None:
            self._scratch.remove()

    def _take(self, member: MemberFound) -> Found:
        if member.reason is not None or self._scratch is None:
            return Found(name=member.name, reason=member.reason or Reason.INTERNAL_ERROR, detail=member.detail)
        self._scratch.look()
        place = Path(self._scratch.path, str(member.number))
        try:
            handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise ValueError("a file that isn't there") from error
        with os.fdopen(handle, "rb") as file:
            original = self._store.vault.put(file)
        place.unlink()
        return Found(name=member.name, sha256=original.sha256, size=original.size)
