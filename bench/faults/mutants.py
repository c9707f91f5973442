"""Thousands of damaged copies of good files: none may lose a page, a field or print without a word.

Whether a damaged file gives its pages, its text layer and its whole picture is decided before any character is recognised, so the reading
process here (``looking``) opens, draws and makes out for real, and recognises nothing; 5,000 take some ten minutes instead of hours.
"""

import io
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from bench.faults.sources import good_files
from bench.faults.trial import Row
from extractors.intake import detect
from flows.messages import Setup
from flows.pool import WorkerPool
from flows.process import Patience
from flows.read import UnitOutcome, UnitReader
from flows.shelf import Shelf, Versions
from flows.units import Incoming, Unit
from notices import load
from schemas.documents import Document
from schemas.errors import Quarantine
from schemas.page import WANTS_RESCAN
from storage import Store

_LOOKING = (sys.executable, "-P", "-s", "-W", "ignore", str(Path(__file__).parent / "looking.py"))
_NOTICE = "liaoning-2026"
_SMALL = (60, 84)
_OTHER, _LOST = 48, 0.02
"""Brightness by which a spot is another one, and the share of other spots from which print may be lost."""


@dataclass(frozen=True)
class Content:
    """What was got out of a file."""

    pages: int
    fields: int
    kinds: tuple[str, ...]
    flagged: bool
    pictures: tuple[np.ndarray, ...] = field(default=(), compare=False)


def run(root: Path, most: int = 5000, seed: int = 1, workers: int = 2) -> Iterator[Row]:
    """Make and read ``most`` mutants."""
    store = Store(root / "store")
    files = good_files(root / "good")
    setup = Setup(engine="blank", notice=load(_NOTICE))
    outcomes: Counter[str] = Counter()
    losses: list[str] = []
    with WorkerPool(workers, setup, _LOOKING, Patience(silence=60, base=60)) as pool, ThreadPoolExecutor(workers) as threads:
        trial = _Trial(store, UnitReader(store, Shelf(store, Versions("blank", "1", "1")), pool))
        good = {name: trial.content(name, data) for name, data in files.items()}
        plans = _plans(files, most, seed)
        for (name, number), verdict in zip(plans, threads.map(lambda plan: trial.verdict(plan, files, good), plans), strict=True):
            outcomes[verdict.partition(":")[0]] += 1
            if verdict.startswith("silent"):
                losses.append(f"{name}#{number} {verdict}")
    told = ", ".join(f"{count} {what}" for what, count in outcomes.most_common())
    tried = f"{most} copies of {len(good)} good files: bytes flipped, cut at 10–99 %, blocks zeroed, doubled, swapped (seed {seed})"
    yield Row("damaged files", tried, not losses, told + (f"; {len(losses)}: {losses[:12]}" if losses else "; no silent loss"))


def _plans(files: Mapping[str, bytes], most: int, seed: int) -> list[tuple[str, int]]:
    chance = random.Random(seed)  # noqa: S311  (reproducible, not secret)
    return [(chance.choice(sorted(files)), chance.randrange(1 << 30)) for _ in range(most)]


class _Trial:
    """Reads files and weighs what came of them."""

    def __init__(self, store: Store, reader: UnitReader) -> None:
        self._store, self._reader = store, reader

    def verdict(self, plan: tuple[str, int], files: Mapping[str, bytes], good: Mapping[str, Content | str]) -> str:
        """Say what became of one mutant."""
        name, number = plan
        whole = good[name]
        if isinstance(whole, str):
            raise ValueError(f"{name} is no good file: {whole}")
        made = self.content(name, mutated(files[name], number))
        return made if isinstance(made, str) else _compare(whole, made)

    def content(self, name: str, data: bytes) -> Content | str:
        """Return what is got out of a file, or why it is turned away."""
        original = self._store.vault.put(io.BytesIO(data))
        try:
            kind = detect(original.path, name)
        except Quarantine as refusal:
            return f"turned away at the gate {refusal.reason}"
        outcome = self._reader.read(Unit((Incoming(name, original.sha256, original.size, kind),)))
        if outcome.record.refused:
            return f"quarantined {outcome.record.refused[0].reason}"
        return self._content(outcome)

    def _content(self, outcome: UnitOutcome) -> Content:
        documents = outcome.record.documents
        notes = [note for document in documents for note in document.pages]
        flagged = any(not WANTS_RESCAN.isdisjoint(note.faults) for note in notes)
        pictures = tuple(_small(self._store.pictures.get(note.picture)) for note in notes if note.picture)
        return Content(len(notes), sum(map(_known_fields, documents)), tuple(sorted(d.kind for d in documents)), flagged, pictures)


def _small(picture: bytes | None) -> np.ndarray:
    with Image.open(io.BytesIO(picture or b"")) as shown:
        return np.asarray(shown.convert("L").resize(_SMALL, Image.Resampling.BOX), dtype=np.int16)


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


def _known_fields(document: Document) -> int:
    """Count the fields that have a value, and those that say that they couldn't be read: neither is lost in silence."""
    readings = (value for _, value in document)
    return sum(1 for one in readings if getattr(one, "needs_review", False) or getattr(one, "value", None) not in {None, ""})


def _compare(good: Content, made: Content) -> str:
    if made.pages < good.pages:
        return "fewer pages, flagged" if made.flagged else f"silent loss of pages: {good.pages} became {made.pages}"
    if made.flagged:
        return "read, flagged"
    if made.fields < good.fields:
        other = made.kinds != good.kinds
        return "of another kind, for people to sort" if other else f"silent loss of fields: {good.fields} became {made.fields}"
    lost = max((_other_share(a, b) for a, b in zip(good.pictures, made.pictures, strict=False)), default=0.0)
    return f"another picture, for the reading to notice: {lost:.0%}" if lost > _LOST else "read whole"


def _other_share(one: np.ndarray, other: np.ndarray) -> float:
    return float((np.abs(one - other) > _OTHER).mean())
