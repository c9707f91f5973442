"""Which projects are ordinary and which belong to a special track, as far as that can be told."""

from dataclasses import dataclass
from enum import StrEnum

from checks.case import ApplicationCase, DeliveryCase
from chinese.punctuation import fold
from schemas.evidence import Reading


class Standing(StrEnum):
    """What a project counts as."""

    ORDINARY = "ordinary"
    SPECIAL = "special"
    OPEN = "open"
    """Its domain is blank, doubtful, or stated differently in its copies: it may be either."""


@dataclass(frozen=True)
class Count:
    """At least and at most so many projects."""

    least: int
    most: int

    @property
    def sure(self) -> bool:
        """Whether there is nothing open about it."""
        return self.least == self.most

    def __str__(self) -> str:
        return f"{self.least}个" if self.sure else f"{self.least}至{self.most}个"


def tracks_of(case: ApplicationCase) -> frozenset[str | None]:
    """Return the tracks that a project may count for: None stands for ordinary; several where its domain is open."""
    every: frozenset[str | None] = frozenset({None, *(domain.id for domain in case.notice.domains if domain.special)})
    readings = [form.domain for form in case.forms if form.domain is not None]
    sure = [reading.value for reading in readings if reading.value is not None and not reading.needs_review]
    named = [domain for reading in readings for domain in _several(case, reading)]
    return frozenset(track for value in (*sure, *named) for track in _of_domain(case, value)) or every


def _several(case: ApplicationCase, reading: Reading[str]) -> list[str]:
    """Return the domains of a form that ticks several: whichever is meant, it is one of these. The whole printed list names none."""
    if reading.value is not None:
        return []
    raw = fold(reading.raw)
    found = [domain.id for domain in case.notice.domains if fold(domain.name) in raw]
    return found if 1 < len(found) < len(case.notice.domains) - 1 else []


def _of_domain(case: ApplicationCase, domain_id: str | None) -> frozenset[str | None]:
    domain = case.notice.domain(domain_id or "")
    return frozenset({domain.id if domain and domain.special else None})


def standing(case: ApplicationCase) -> Standing:
    """Say what a project counts as."""
    tracks = tracks_of(case)
    if tracks == {None}:
        return Standing.ORDINARY
    return Standing.OPEN if None in tracks else Standing.SPECIAL


def is_recommended(case: ApplicationCase) -> bool:
    """Say whether the letter names the project; without a letter, everything sent counts."""
    return case.application.rank is not None or case.letter is None


def count(delivery: DeliveryCase, track: str | None) -> Count:
    """Count the projects of one track (None: ordinary) that a delivery puts up."""
    least = most = 0
    for case in delivery.applications:
        tracks = tracks_of(case)
        least += tracks == {track} and is_recommended(case)
        most += track in tracks
    return Count(least, most + unmatched_names(delivery))


def unmatched_names(delivery: DeliveryCase) -> int:
    """Count names in the letter that no application of the delivery stands for."""
    named = len(delivery.letter.projects.value or ()) if delivery.letter and delivery.letter.projects else 0
    return max(0, named - sum(1 for case in delivery.applications if case.application.rank is not None))
