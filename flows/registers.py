"""The office's registers: spreadsheets come from outside, too, so the process at the gate reads them; what it told is kept by the bytes."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from extractors.registers import RegisterKind, files_of, together
from flows.gate import ask
from flows.messages import Message, ReadRegister, RegisterRead, Turned
from flows.pool import WorkerPool
from flows.reasons import sentence
from schemas.errors import Quarantine, Reason
from schemas.registers import Registers
from storage import Store, digest, source_version

_SOURCES = ("extractors/registers", "chinese", "schemas/registers.py")


def registers_of(folder: Path | None, inbox: Path, store: Store, pool: WorkerPool) -> Registers:
    """Return every register; one that cannot be read counts as not there, and is told."""
    return together(_register(kind, folder, inbox, store, pool) for kind in RegisterKind)


def _register(kind: RegisterKind, folder: Path | None, inbox: Path, store: Store, pool: WorkerPool) -> Registers:
    files = files_of(kind, folder, inbox)
    if not files:
        return Registers()
    key = _key(kind, files)
    if key is not None and (known := _known(store, key)) is not None:
        return known
    try:
        read = _asked(ReadRegister(kind=kind, folder=None if folder is None else str(folder), inbox=str(inbox)), pool)
    except Quarantine as refusal:
        return Registers(problems=(f"{files[0].name}：未采用。{sentence(refusal.reason)}",))
    if key is not None and _key(kind, files) == key:
        store.results.put(key, read.model_dump(mode="json"))
    return read


def _asked(request: ReadRegister, pool: WorkerPool) -> Registers:
    heard: list[Message] = []
    ask(pool, lambda: request, heard.append, heard.clear)
    match heard[-1]:
        case RegisterRead(registers=registers):
            return registers
        case Turned(reason=reason, detail=detail):
            raise Quarantine(reason, detail)
        case _:
            raise Quarantine(Reason.INTERNAL_ERROR, "an answer to another question")


def _known(store: Store, key: str) -> Registers | None:
    try:
        return Registers.model_validate(store.results.get(key))
    except ValidationError:
        return None


def _key(kind: RegisterKind, files: tuple[Path, ...]) -> str | None:
    """Return the key of what is read from these bytes; None where they cannot be had."""
    try:
        with files[0].open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    return digest("register", kind.value, [file.name for file in files], content, source_version(_SOURCES))
