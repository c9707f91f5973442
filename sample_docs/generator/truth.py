"""The book of what is true of a round, and truth.json."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sample_docs.generator.plan import Expected, RoundPlan
from sample_docs.generator.scan import Scanned
from sample_docs.generator.sheet import Sheet

ON_FILES = frozenset({"form-electronic", "letter-present", "form-present"})
"""Rules that look at which files there are, not at what was read."""

Value = str | int | list[str] | None


@dataclass(frozen=True)
class SealTruth:
    """One seal: place, words, whose it is."""

    page: int
    bbox: tuple[float, float, float, float]
    text: str
    owner: str
    role: str | None
    legible: bool
    special: bool
    """A 合同专用章 or the like."""


@dataclass(frozen=True)
class DocumentTruth:
    """One document of the inbox."""

    path: str
    first_page: int
    last_page: int
    kind: str
    medium: str
    delivery: str
    project: str | None
    copy: int | None = None
    tier: str = ""
    fields: dict[str, Value] = field(default_factory=dict)
    boxes: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """Field to page and x0, y0, x1, y1 in points on the upright delivered page; also cover.* and opinion.* places."""
    seals: list[SealTruth] = field(default_factory=list)
    opinions: list[dict[str, str | int | None]] = field(default_factory=list)
    parts: tuple[str, ...] | None = None
    status: str = "processed"
    way: str = ""
    dpi: int = 0
    turned: bool = False
    blank_pages: tuple[int, ...] = ()
    cells: tuple[tuple[float, ...], ...] = ()
    """Cells of ruled tables: page and x0, y0, x1, y1. They stand in grids.json, since the committed truth does without."""


def seal_truths(sheet: Sheet, page: Scanned, number: int) -> list[SealTruth]:
    """The seals of a sheet, where the scan has put them."""
    return [
        SealTruth(
            number,
            page.carry(s.box),
            s.spec.words,
            s.spec.owner,
            s.role,
            s.legible and page.way not in ("bilevel", "grey"),
            bool(s.spec.line),
        )
        for s in sheet.stamps
    ]


class Truth:
    """Collects the truth of a round."""

    def __init__(self, plan: RoundPlan) -> None:
        self.plan = plan
        self.documents: list[DocumentTruth] = []

    def expected(self) -> list[Expected]:
        """Everything that a reviewer would find."""
        out = []
        for d in self.plan.deliveries:
            out += [Expected(e.rule, e.scope, e.verdicts, e.defect, "", d.folder) for e in d.expected]
            for a in d.apps:
                out += [Expected(e.rule, e.scope, e.verdicts, e.defect, e.project or a.project.name, d.folder) for e in a.expected]
        return out

    def verdicts(self, e: Expected) -> list[str]:
        """Verdicts in order: the one that sure readings give first. On hard scans an unsure reading is always a lawful way out."""
        hard = any(d.folder == e.folder and d.d.tier.value == "hard" for d in self.plan.deliveries)
        found = list(e.verdicts)
        return [*found, "review"] if hard and "review" not in found and e.rule not in ON_FILES else found

    def save(self, path: Path) -> None:
        """Write truth.json."""
        findings = [
            {
                "rule": e.rule,
                "scope": e.scope,
                "match": {k: v for k, v in (("delivery", e.folder), ("project", e.project)) if v},
                "verdict": self.verdicts(e),
                "defect": e.defect,
            }
            for e in self.expected()
        ]
        data = {
            "schema_version": 1,
            "seed": self.plan.seed,
            "as_of": "2026-05-21",
            "documents": [_plain(d) for d in self.documents],
            "deliveries": [self._delivery(i) for i in range(len(self.plan.deliveries))],
            "applications": self._applications(),
            "expected_findings": findings,
            "clean": self._clean(),
        }
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def save_cells(self, path: Path) -> None:
        """Write grids.json: the cells of each document's tables, by its path and first page."""
        cells = {f"{d.path}#{d.first_page}": d.cells for d in self.documents if d.medium == "scan"}
        path.write_text(json.dumps(cells, ensure_ascii=False) + "\n", encoding="utf-8")

    def _delivery(self, i: int) -> dict[str, object]:
        d = self.plan.deliveries[i]
        return {
            "folder": d.folder,
            "recommender": d.office,
            "received_at": d.received_at if d.logged else None,
            "tier": d.d.tier.value,
            "projects": list(d.letter.projects) if d.letter else [],
            "planted": sorted({e.defect for e in d.expected}),
        }

    def _applications(self) -> list[dict[str, object]]:
        return [
            {
                "delivery": d.folder,
                "project_name": a.project.name,
                "domain": a.project.domain,
                "undertaking_unit": a.project.unit.name,
                "uscc": a.project.unit.uscc,
                "copies": a.copies,
                "electronic": a.electronic.value,
                "layout": a.recipe.name,
                "tier": a.d.tier.value,
                "planted": sorted({e.defect for e in a.expected}),
            }
            for d in self.plan.deliveries
            for a in d.apps
        ]

    def _clean(self) -> dict[str, list[str]]:
        return {
            "deliveries": [d.folder for d in self.plan.deliveries if not d.expected],
            "applications": [a.project.name for d in self.plan.deliveries for a in d.apps if not a.expected],
        }


def _plain(d: DocumentTruth) -> dict[str, object]:
    data = asdict(d)
    del data["cells"]
    data["parts"] = [{"path": p, "first_page": 1, "last_page": 1} for p in d.parts] if d.parts else None
    return data
