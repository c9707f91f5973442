"""Thousands of damaged copies of good files, read for real: none may lose a page or a field without a word.

Read by the engine that reads nothing, so text comes from text layers, DOCX and OFD; scans count by their pages. Pages and fields of each
mutant are compared with those of the file it was made from.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.faults.trial import TOP, Row
from extractors.intake import detect
from flows.messages import Setup
from flows.pool import Patience, WorkerPool
from flows.read import UnitOutcome, UnitReader
from flows.shelf import Shelf, Versions
from flows.units import Incoming, Unit
from notices import load
from schemas.documents import Document
from schemas.errors import Quarantine
from storage import Store

_SAMPLES = TOP / "sample_docs" / "round" / "inbox"
_LARGEST = 120_000
_NOTICE = "liaoning-2026"


@dataclass(frozen=True)
class Content:
    """What was got out of a file."""

    pages: int
    fields: int
    kinds: tuple[str, ...]
    flagged: bool


def run(root: Path, most: int = 5000, seed: int = 1, workers: int = 2) -> Iterator[Row]:
    """Make and read ``most`` mutants."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    store = Store(root / "store")
    setup = Setup(engine="blank", notice=load(_NOTICE))
    outcomes: Counter[str] = Counter()
    losses: list[str] = []
    with WorkerPool(workers, setup, patience=Patience(silence=60, base=60)) as pool, ThreadPoolExecutor(workers) as threads:
        reader = UnitReader(store, Shelf(store, Versions("blank", "1", "1")), pool)
        read = {path: _content(_read(path.read_bytes(), path, reader, store)) for path in _good_files()}
        good = {path: content for path, content in read.items() if content.pages}
        chance = random.Random(seed)  # noqa: S311
        plans = [(chance.choice(list(good)), chance.randrange(1 << 30)) for _ in range(most)]
        for (path, number), made in zip(plans, threads.map(lambda plan: _try(plan, reader, store), plans), strict=True):
            verdict = made if isinstance(made, str) else _compare(good[path], made)
            outcomes[verdict.partition(":")[0]] += 1
            if verdict.startswith("silent"):
                losses.append(f"{path.name}#{number} {verdict}")
    told = ", ".join(f"{count} {what}" for what, count in outcomes.most_common())
    files = f"{most} copies of {len(good)} good files: bytes flipped, cut at 10–99 %, blocks zeroed, doubled, swapped (seed {seed})"
    yield Row("damaged files", files, not losses, f"{told}" + (f"; {losses[:12]}" if losses else "; no silent loss"))


def _good_files() -> list[Path]:
    return sorted(
        path for path in _SAMPLES.rglob("*") if path.suffix in {".pdf", ".docx", ".ofd", ".jpg"} and path.stat().st_size < _LARGEST
    )


def _try(plan: tuple[Path, int], reader: UnitReader, store: Store) -> Content | str:
    path, number = plan
    outcome = _read(mutated(path.read_bytes(), number), path, reader, store)
    if outcome is None:
        return "turned away at the gate"
    if outcome.record.refused:
        return f"quarantined {outcome.record.refused[0].reason}"
    return _content(outcome)


def mutated(content: bytes, number: int) -> bytes:
    """Damage a file, the same way for the same number."""
    chance = random.Random(number)  # noqa: S311
    out = bytearray(content)
    at, length = chance.randrange(len(out)), chance.randint(1, 4096)
    match number % 5:
        case 0:
            for _ in range(chance.randint(1, 100)):
                out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
        case 1:
            del out[len(out) * chance.choice((10, 50, 90, 99)) // 100 :]
        case 2:
            out[at : at + length] = bytes(len(out[at : at + length]))
        case 3:
            out[at:at] = out[at : at + length]
        case _:
            other = chance.randrange(len(out))
            out[at : at + length], out[other : other + length] = out[other : other + length], out[at : at + length]
    return bytes(out)


def _read(content: bytes, path: Path, reader: UnitReader, store: Store) -> UnitOutcome | None:
    import io  # noqa: PLC0415

    original = store.vault.put(io.BytesIO(content))
    try:
        kind = detect(original.path, path.name)
    except Quarantine:
        return None
    return reader.read(Unit((Incoming(path.name, original.sha256, original.size, kind),)))


def _content(outcome: UnitOutcome | None) -> Content:
    documents = outcome.record.documents if outcome else ()
    pages = sum(len(document.pages) for document in documents)
    flagged = any(note.faults for document in documents for note in document.pages)
    return Content(pages, sum(map(_known_fields, documents)), tuple(sorted(document.kind for document in documents)), flagged)


def _known_fields(document: Document) -> int:
    """Count the fields that have a value, and those that say that they couldn't be read: neither is lost in silence."""
    readings = (value for _, value in document)
    return sum(1 for one in readings if getattr(one, "needs_review", False) or getattr(one, "value", None) not in {None, ""})


def _compare(good: Content, made: Content) -> str:
    if made.pages < good.pages:
        return "fewer pages, flagged" if made.flagged else f"silent loss of pages: {good.pages} became {made.pages}"
    if made.fields >= good.fields:
        return "read whole"
    if made.flagged:
        return "fewer fields, flagged"
    return (
        "of another kind, for people to sort" if made.kinds != good.kinds else f"silent loss of fields: {good.fields} became {made.fields}"
    )
