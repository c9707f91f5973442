"""So many projects stand in each special track.

The extra places lie outside the province's total. A project whose domain can't be told may stand here or there, and both ends of the
count are shown.

Outcomes: within the places passes; more is for review. Example: three 民政 projects for two places.
"""

from checks.candidates import against, candidates
from checks.case import RoundCase
from checks.rule import Outcome, Params, Rule
from schemas.finding import FindingKind, Scope


class TrackParams(Params):
    """Places of one track, and the tracks."""

    max: int
    tracks: tuple[str, ...]


def check(case: RoundCase, params: TrackParams) -> tuple[Outcome, ...]:
    """Count the candidates of every track."""
    return tuple(against(case, candidates(case, track), track, _name(case, track), params.max) for track in params.tracks)


def _name(case: RoundCase, track: str) -> str:
    domain = case.notice.domain(track)
    return domain.name if domain else track


RULE = Rule("quota-province-special", "全省专项推荐数", FindingKind.REQUIREMENT, Scope.ROUND, check, TrackParams)
