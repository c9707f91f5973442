"""Which projects are ordinary and which belong to a special track, as far as that can be told."""

from dataclasses import dataclass
from enum import StrEnum

from checks.case import ApplicationCase, DeliveryCase
from checks.letters import names_by_rank
from chinese.names import project_key
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
    """Say whether a letter names the project; what came without a letter only may be recommended."""
    return case.application.rank is not None


def count(delivery: DeliveryCase, track: str | None) -> Count:
    """Count the projects of one track (None: ordinary) that a delivery puts up."""
    least = most = 0
    for case in delivery.applications:
        tracks = tracks_of(case)
        least += tracks == {track} and is_recommended(case)
        most += track in tracks
    return Count(least, most + unmatched_names(delivery))


@dataclass(frozen=True)
class Elsewhere:
    """What the same recommender put up in its other deliveries."""

    folders: tuple[str, ...]
    count: Count

    def added_to(self, own: Count) -> Count:
        """Return both together."""
        return Count(own.least + self.count.least, own.most + self.count.most)

    @property
    def told(self) -> str:
        """Name the other deliveries: 同一推荐单位另一批材料（补报）推荐1个."""
        names = "、".join(folder or "散件" for folder in self.folders)
        return f"同一推荐单位另有{len(self.folders)}批材料（{names}）推荐{self.count}"


def elsewhere(delivery: DeliveryCase, track: str | None) -> Elsewhere | None:
    """Count what other deliveries of the recommender put up besides; a project that came twice counts once."""
    name = delivery.delivery.recommender
    others = [d for d in delivery.whole.deliveries if d.id != delivery.id and d.delivery.recommender == name and not d.stands_apart]
    mine = {_project(a) for a in delivery.applications}
    found = {key: a for d in others for a in d.applications if (key := _project(a)) not in mine and track in tracks_of(a)}
    if not name or not found:
        return None
    least = sum(1 for a in found.values() if tracks_of(a) == {track} and is_recommended(a))
    folders = dict.fromkeys(a.delivery.delivery.folder for a in found.values())
    return Elsewhere(tuple(folders), Count(least, len(found)))


def _project(case: ApplicationCase) -> str:
    return project_key(case.application.project_name) if case.application.project_name else case.id


def unmatched_names(delivery: DeliveryCase) -> int:
    """Count names in the letters that no application of the delivery stands for."""
    named = len(names_by_rank(delivery))
    return max(0, named - sum(1 for case in delivery.applications if case.application.rank is not None))
