"""Which document of the audit is which document of the truth."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Pages = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Pair:
    """A true document and what the audit made of it."""

    truth: Json
    audit: Json | None

    @property
    def tier(self) -> str:
        """Difficulty of the true document; empty for odd files."""
        return str(self.truth["tier"]) if self.truth["status"] == "processed" else ""

    @property
    def kind_right(self) -> bool:
        """Whether the kind was told."""
        return self.audit is not None and self.audit["kind"] == self.truth["kind"]

    @property
    def medium_right(self) -> bool:
        """Whether scan and electronic were told apart."""
        return self.audit is not None and self.audit.get("medium") == self.truth["medium"]

    @property
    def status_right(self) -> bool:
        """Whether a duplicate or a bad file was told."""
        return self.audit is not None and self.audit["status"] == self.truth["status"]

    @property
    def borders_right(self) -> bool:
        """First and last page exact; blank backs at the end may be left out."""
        if self.audit is None:
            return False
        if self.truth["path"].lower().endswith(".docx"):
            return bool(self.audit["path"] == self.truth["path"])
        blank = {(self.truth["path"], n) for n in self.truth.get("blank_pages", ())}
        return pages_of(self.audit) - blank == pages_of(self.truth) - blank

    @property
    def trouble(self) -> str:
        """One line on what went wrong with it as a whole."""
        where = f"{self.truth['path']} {self.truth['first_page']}–{self.truth['last_page']}"
        if self.audit is None:
            return f"{where}: not found"
        if self.truth["status"] != "processed":
            return "" if self.status_right else f"{where}: {self.audit['status']}, should be {self.truth['status']}"
        if not self.kind_right:
            return f"{where}: {self.audit['kind']}, is {self.truth['kind']}"
        return "" if self.borders_right else f"{where}: read as {self.audit['first_page']}–{self.audit['last_page']}"


def pages_of(doc: Json) -> Pages:
    """The pages of a document, each with its file."""
    parts = doc.get("parts") or [{"path": doc["path"], "first_page": doc["first_page"], "last_page": doc["last_page"]}]
    return frozenset((p["path"], n) for p in parts for n in range(p["first_page"] or 1, (p["last_page"] or p["first_page"] or 1) + 1))


def match_documents(audit: list[Json], truth: list[Json]) -> list[Pair]:
    """Pairs by the pages that two documents share, the best overlap first; each document is used once."""
    ranked = []
    for t, true in enumerate(truth):
        for a, read in enumerate(audit):
            share = _overlap(true, read)
            if share > 0:
                ranked.append((-share, t, a))
    taken_t: dict[int, int] = {}
    taken_a: set[int] = set()
    for _, t, a in sorted(ranked):
        if t not in taken_t and a not in taken_a:
            taken_t[t] = a
            taken_a.add(a)
    return [Pair(true, audit[taken_t[t]] if t in taken_t else None) for t, true in enumerate(truth)]


def _overlap(true: Json, read: Json) -> float:
    if true["path"] == read["path"] and (true["path"].lower().endswith(".docx") or true["status"] != "processed"):
        return 1.0
    a, b = pages_of(true), pages_of(read)
    return len(a & b) / len(a | b)
