"""What the copies of a form agree on: the value with most readers behind it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from chinese import uscc
from chinese.names import bare_key, project_text
from schemas.documents import ApplicationForm
from schemas.evidence import Reading

T = TypeVar("T")

DOUBTFUL_SHARE = 0.5
"""A reading that a person must look at weighs half of a sure one: two sure copies outvote three doubtful ones."""
LEAST_WEIGHT = 0.01
"""Even a reading without any confidence is better than none."""


def agreed(readings: Iterable[Reading[T] | None], key: Callable[[T], str]) -> T | None:
    """Return the value with the greatest weight; of equals the one read first. ``key`` says which spellings are one value."""
    votes: dict[str, float] = {}
    spelling: dict[str, tuple[float, T]] = {}
    for reading in readings:
        if reading is None or reading.value is None:
            continue
        name, weight = key(reading.value), _weight(reading)
        votes[name] = votes.get(name, 0.0) + weight
        if name not in spelling or weight > spelling[name][0]:
            spelling[name] = (weight, reading.value)
    if not votes:
        return None
    return spelling[max(votes, key=lambda name: votes[name])][1]


def _weight(reading: Reading[T]) -> float:
    return max(reading.confidence * (DOUBTFUL_SHARE if reading.needs_review else 1.0), LEAST_WEIGHT)


def agreed_project(forms: Sequence[ApplicationForm]) -> str | None:
    """Return the project's name; from any place of the form where its own field could not be read."""
    return agreed((form.project_name for form in forms), project_text) or agreed(
        (place for form in forms for place in form.project_name_places), project_text
    )


def agreed_unit(forms: Sequence[ApplicationForm]) -> str | None:
    """Return the undertaking unit's name."""
    return agreed((form.undertaking_unit for form in forms), bare_key) or agreed(
        (place for form in forms for place in form.name_places), bare_key
    )


def agreed_uscc(forms: Sequence[ApplicationForm]) -> str | None:
    """Return the unit's code; one that passes its check digits beats any number that do not."""
    readings = [form.uscc for form in forms if form.uscc and form.uscc.value]
    sound = [reading for reading in readings if uscc.is_valid(reading.value or "")]
    return agreed(sound or readings, uscc.normalise)


def agreed_domain(forms: Sequence[ApplicationForm]) -> str | None:
    """Return the domain's id."""
    return agreed((form.domain for form in forms), str)


def agreed_participants(forms: Sequence[ApplicationForm]) -> tuple[str, ...]:
    """Return the participating units in the form's order."""
    return agreed((form.participating_units for form in forms), lambda units: "\x1f".join(map(bare_key, units))) or ()


def agreed_recommender(forms: Sequence[ApplicationForm]) -> str | None:
    """Return the recommending unit as the forms name it."""
    return agreed((form.recommending_unit for form in forms), bare_key)
