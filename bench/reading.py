"""How well pages are read, tier by tier and class by class, beside what a user would pick instead.

    python -m bench.reading --seeds 1002-1003 --work DIR [--tiers clean,office,hard] [--forms 10] [--beside] [--wrong N]

Draws short forms and letters from seeds (1–99 for tuning, 1001 and up for measuring), reads every page, makes out the documents, and
compares with the truth. ``--beside`` does the same with whole-page RapidOCR and whole-page Tesseract, each followed by our own
label-and-value parsing without tables, repair and second reading. Pages that were read are kept under DIR; ``--fresh`` reads them again.
"""

import argparse
import datetime as dt
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import notices
from assembly import assemble
from bench.grids import score_grids
from bench.matching import Json
from bench.readers import Cost, Reader, Watch, Way, reader
from bench.reading_report import render
from bench.rounds import add_up
from bench.samples import compare
from extractors.documents import confidence
from extractors.documents.second import Place, SecondReader, Seconds
from extractors.file import UnitFile, documents_of
from extractors.intake import detect
from extractors.ocr import load
from extractors.sources import open_source
from reports.json import audit_document
from schemas.documents import Document
from schemas.notice import Notice
from schemas.page import Page
from schemas.registers import Registers
from schemas.report import AuditReport, RunInfo

AS_OF = dt.date(2026, 5, 21)
PICTURES = {".jpg", ".png"}
READ = {".pdf", ".tif", *PICTURES}


def main(argv: list[str] | None = None) -> int:
    """Draw, read, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", default="1002", help="one, or a range: 1002-1004")
    parser.add_argument("--tiers", default="clean,office,hard")
    parser.add_argument("--forms", type=int, default=10, help="forms of each seed and tier")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--beside", action="store_true", help="RapidOCR and Tesseract over whole pages as well")
    parser.add_argument("--fresh", action="store_true", help="read pages again that were read before")
    parser.add_argument("--wrong", type=int, default=0, help="list so many wrong values of each tier and outcome")
    parser.add_argument("--observations", type=Path, help="write each value's confidence and whether it was right, for bench.calibration")
    given = parser.parse_args(argv)
    ways = list(Way) if given.beside else [Way.OURS]
    if given.observations:  # the curve is fitted to what the readers say themselves
        confidence.curve = lambda: ((0.0, 0.0), (1.0, 1.0))  # type: ignore[assignment]
    results: dict[str, Json] = {}
    for way in ways:
        desk = Desk(way, reader(way), notices.load("liaoning-2026"), given.work, fresh=given.fresh)
        rounds = [desk.round(tier, seed, given.forms) for tier in given.tiers.split(",") for seed in _seeds(given.seeds)]
        results[way.value] = add_up(rounds)
    if given.observations:
        given.observations.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in results["ours"]["seen"]), encoding="utf-8")
    print(render(results, given.wrong))
    return 0


@dataclass(frozen=True)
class ReadFile:
    """A file of a round with its pages as they were read, and what that took."""

    file: UnitFile
    cost: Cost


class Once(SecondReader):
    """No second reading: what is put beside us reads pages once."""

    def read(self, places: Sequence[Place]) -> Mapping[Place, Seconds]:
        """Read nothing."""
        del places
        return {}


class Desk:
    """Reads rounds in one way."""

    def __init__(self, way: Way, pages: Reader, notice: Notice, work: Path, *, fresh: bool) -> None:
        self._way, self._pages, self._notice, self._work, self._fresh = way, pages, notice, work, fresh
        self._engines = (load("rapidocr"), load("tesseract")) if way is Way.OURS else (load("blank"), load("blank"))

    def round(self, tier: str, seed: int, forms: int) -> Json:
        """Read one round and compare it with its truth."""
        place = self._work / f"{tier}-{seed}-{forms}"
        draw(tier, seed, forms, place)
        read = [self._file(place, path) for path in sorted((place / "inbox").rglob("*")) if path.suffix in READ]
        documents, cost = self._documents(read)
        audit = self._audit(documents)
        (place / f"{self._way.value}.json").write_text(json.dumps(audit, ensure_ascii=False, indent=1), encoding="utf-8")
        truth = json.loads((place / "truth.json").read_text(encoding="utf-8"))
        pages = sum(len(r.file.pages) for r in read)
        total = sum((r.cost for r in read), Cost(0, 0))
        result = compare(audit, truth)
        result["cost"] = {tier: {"pages": pages, "wall": total.wall, "core": total.core, "documents_core": cost.core}}
        result["grids"] = {tier: self._grids(read, truth, json.loads((place / "grids.json").read_text(encoding="utf-8")))}
        return result

    def _file(self, place: Path, path: Path) -> ReadFile:
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        name = path.relative_to(place / "inbox").as_posix()
        kind = detect(path, path.name)
        kept = place / "pages" / self._way.value / f"{sha256[:16]}.json"
        if kept.exists() and not self._fresh:
            book = json.loads(kept.read_text(encoding="utf-8"))
            pages = tuple(Page.model_validate(p) for p in book["pages"])
            return ReadFile(UnitFile(name, sha256, path, kind, pages), Cost(*book["cost"]))
        with open_source(path, kind) as source:
            watch = Watch()
            pages = tuple(self._pages.read(source.page(number)) for number in range(1, source.page_count + 1))
            cost = watch.stop()
        kept.parent.mkdir(parents=True, exist_ok=True)
        book = {"cost": [cost.wall, cost.core], "pages": [p.model_dump(mode="json") for p in pages]}
        kept.write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
        return ReadFile(UnitFile(name, sha256, path, kind, pages), cost)

    def _documents(self, read: list[ReadFile]) -> tuple[list[Document], Cost]:
        watch = Watch()
        documents = [d for unit in _units(read) for d in self._unit(unit)]
        return documents, watch.stop()

    def _unit(self, unit: list[UnitFile]) -> tuple[Document, ...]:
        second = SecondReader if self._way is Way.OURS else Once
        return documents_of(unit, self._notice, lambda crops: second(crops, *self._engines))

    def _audit(self, documents: list[Document]) -> Json:
        assembled = assemble(documents, self._notice, Registers(), AS_OF)
        run = RunInfo(started_at=dt.datetime(2026, 5, 21, tzinfo=dt.UTC))
        report = AuditReport(notice=self._notice.id, as_of=AS_OF, readings={}, round=assembled, findings=(), run=run)
        return dict(audit_document(report, self._notice))

    @staticmethod
    def _grids(read: list[ReadFile], truth: Json, cells: Json) -> Json:
        pages = {(r.file.path, p.number): p for r in read for p in r.file.pages}
        total = {"pages": 0, "exact": 0, "cells": 0, "cells_found": 0, "cells_too_many": 0}
        for document in truth["documents"]:
            parts = [p["path"] for p in document["parts"] or []]
            for number in range(document["first_page"], document["last_page"] + 1):
                mine = [c for c in cells[f"{document['path']}#{document['first_page']}"] if c[0] == number]
                page = pages[(parts[number - 1], 1)] if parts else pages[(document["path"], number)]
                total = {k: v + score_grids(page, mine)[k] for k, v in total.items()}
        return dict(total)


def draw(tier: str, seed: int, forms: int, place: Path) -> None:
    """A round from a seed, unless it is there."""
    if (place / "grids.json").exists():
        return
    command = [sys.executable, "-m", "sample_docs.generator", "--seed", str(seed), "--difficulty", tier]
    subprocess.run([*command, "--reading", str(forms), "--out", str(place)], check=True, stdout=subprocess.DEVNULL)


def _units(read: list[ReadFile]) -> Iterator[list[UnitFile]]:
    """What may hold whole documents: a file, or the page images of one folder."""
    folders: dict[str, list[UnitFile]] = {}
    for one in read:
        path = Path(one.file.path)
        folders.setdefault(str(path.parent if path.suffix in PICTURES else path), []).append(one.file)
    yield from folders.values()


def _seeds(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


if __name__ == "__main__":
    sys.exit(main())
