"""Which findings have one cause, so that whoever has to mend it is told once.

Several rules stumble over the same thing: a domain whose tick nobody can make out is no stated domain, an incomplete form, and a copy
that cannot be compared. A recommender wants to know of the tick.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.directory import Directory
from reports.spots import Spot
from reports.wording import plain_message
from schemas.finding import Evidence, Finding, FindingKind


@dataclass(frozen=True)
class Cause:
    """Findings with one cause; the first tells of it."""

    findings: tuple[Finding, ...]

    @property
    def message(self) -> str:
        """Return what is told."""
        return self.findings[0].message

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the places of all of them, each once."""
        places = {(e.document, e.page): e for finding in self.findings for e in finding.evidence}
        return tuple(places.values())


def causes(findings: Iterable[Finding], directory: Directory) -> tuple[Cause, ...]:
    """Return the causes of findings about one project, requirements first."""
    groups: list[list[Finding]] = []
    for finding in sorted(findings, key=lambda f: f.kind is not FindingKind.REQUIREMENT):
        home = next((g for g in groups if _is_same(g[0], finding, directory)), None)
        if home is None:
            groups.append([finding])
        else:
            home.append(finding)
    return tuple(Cause(tuple(group)) for group in groups)


def _is_same(first: Finding, other: Finding, directory: Directory) -> bool:
    """Say whether the second says nothing that the first has not said."""
    if _statements(other) <= _statements(first):
        return True
    field = _undetermined(first, directory)
    return bool(field) and field == _undetermined(other, directory)


def _statements(finding: Finding) -> set[str]:
    return {part.strip("。 ") for part in plain_message(finding.message).split("；")}


def _undetermined(finding: Finding, directory: Directory) -> str:
    """Return the one field that a finding is about, if that field has something in it that could not be made out; else ''."""
    spots = [spot for e in finding.evidence if (spot := directory.spot_at(e))]
    titles = {spot.title for spot in spots}
    return titles.pop() if len(titles) == 1 and any(map(_is_unread, spots)) else ""


def _is_unread(spot: Spot) -> bool:
    return spot.reading is not None and spot.reading.value is None and spot.unsure
