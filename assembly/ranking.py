"""Which place has a project in the letter's order? By its name first, then by the nearest name that is still free."""

from collections.abc import Sequence

from assembly.grouping import Group
from assembly.likeness import project_likeness
from schemas.documents import RecommendationLetter
from schemas.submission import RankedName

NAMED = 0.7
"""Least likeness for a name in the letter to mean a form. A character or two may differ (the rule reports it)."""


def letter_names(letter: RecommendationLetter | None) -> tuple[str, ...]:
    """Return the project names of a letter in its order; unreadable ones as '' so that places stay right."""
    if letter is None:
        return ()
    if letter.projects is not None and letter.projects.value is not None:
        return letter.projects.value
    return tuple(reading.value or "" for reading in letter.project_readings)


def names_in_order(letter: RecommendationLetter | None, others: Sequence[RecommendationLetter]) -> tuple[RankedName, ...]:
    """Return the letter's names, then what other letters of the same issuer name besides: a letter a project is common enough."""
    names = _of(letter) if letter else []
    for other in others:
        names += [found for found in _of(other) if found.name and all(project_likeness(found.name, known.name) < NAMED for known in names)]
    return tuple(names)


def _of(letter: RecommendationLetter) -> list[RankedName]:
    return [RankedName(letter=letter.id, place=place, name=name) for place, name in enumerate(letter_names(letter), 1)]


def rank_groups(groups: Sequence[Group], names: Sequence[str]) -> dict[int, int]:
    """Return {place of the group: place in the letter, from 1}, one to one."""
    pairs = sorted(
        ((_named(group, name), g, n) for g, group in enumerate(groups) for n, name in enumerate(names) if name),
        key=lambda pair: (-pair[0], pair[2], pair[1]),
    )
    ranks: dict[int, int] = {}
    for likeness, g, n in pairs:
        if likeness >= NAMED and g not in ranks and n + 1 not in ranks.values():
            ranks[g] = n + 1
    return ranks | _left_over(groups, names, ranks)


def _left_over(groups: Sequence[Group], names: Sequence[str], ranks: dict[int, int]) -> dict[int, int]:
    """Give the one name left over to the one group whose own name nobody could read; more than one would be guessing."""
    groups_left = [g for g in range(len(groups)) if g not in ranks]
    names_left = [n for n in range(1, len(names) + 1) if n not in ranks.values()]
    if len(groups_left) == 1 == len(names_left) and not groups[groups_left[0]].projects:
        return {groups_left[0]: names_left[0]}
    return {}


def _named(group: Group, name: str) -> float:
    return max((project_likeness(project, name) for project in group.projects), default=0.0)
