"""Numbers that people would rather look at than read: places taken, verdicts for each recommender, deliveries day by day.

A chart here is rows of words and whole numbers; the template draws them as inline SVG, and prints every number beside its bar.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reports.directory import Directory
from reports.wording import MARKS_IN_ORDER, OPEN_VERDICTS, Mark, mark
from schemas.finding import Finding, FindingKind, Scope
from schemas.submission import Delivery

LONGEST_SPAN = 45
"""Days that the picture of deliveries shows."""
MOST_BARS = 24
"""Bars that a picture shows: more are no picture any more, and the table has them all."""


@dataclass(frozen=True)
class Slots:
    """So many places, so many of them asked for."""

    label: str
    taken: int
    most: int
    """More than ``taken`` where some may or may not count."""
    places: int
    mark: Mark

    @property
    def over(self) -> int:
        """How many are asked for beyond the places."""
        return max(0, self.most - self.places)


@dataclass(frozen=True)
class Piece:
    """One colour of a stacked bar."""

    mark: Mark
    number: int
    start: int


@dataclass(frozen=True)
class Stack:
    """A bar of several colours."""

    label: str
    href: str
    pieces: tuple[Piece, ...]

    @property
    def total(self) -> int:
        """The bar's whole length."""
        return sum(piece.number for piece in self.pieces)


@dataclass(frozen=True)
class Day:
    """What came in on one day."""

    day: date
    number: int
    is_deadline: bool


def slots(findings: Iterable[Finding], directory: Directory) -> tuple[Slots, ...]:
    """Return the places that findings count: those whose expectation and observation are numbers of things; of very many, the fullest."""
    every = [found for finding in findings if (found := _slots(finding, directory))]
    shown = sorted(every, key=lambda each: each.places - each.most)[:MOST_BARS] if len(every) > MOST_BARS else every
    return tuple(shown)


def _slots(finding: Finding, directory: Directory) -> Slots | None:
    places, counted = (_numbers(text) for text in (finding.expected, finding.observed))
    if len(places) != 1 or not counted:
        return None
    return Slots(_label(finding, directory), counted[0], counted[-1], places[0], mark(finding.kind, finding.verdict))


def _numbers(text: str | None) -> list[int]:
    return [int(n) for n in re.findall(r"\d{1,4}(?=个|至)", text or "")]


def _label(finding: Finding, directory: Directory) -> str:
    if finding.scope is Scope.DELIVERY:
        return directory.homes.get(finding.subject, ("", ""))[0]
    named = next((d.name for d in directory.notice.domains if finding.message.partition("候选")[0].find(d.name) >= 0), "")
    return named or finding.title


def stacks(directory: Directory, addresses: dict[str, str]) -> tuple[Stack, ...]:
    """Return for each delivery how many findings of each open word it has, its applications' included; of very many, those with most."""
    every = [_stack(d, addresses.get(d.id, ""), directory) for d in directory.report.round.deliveries]
    shown = sorted(every, key=lambda stack: -stack.total)[:MOST_BARS] if len(every) > MOST_BARS else every
    return tuple(shown)


def _stack(delivery: Delivery, href: str, directory: Directory) -> Stack:
    homes = (delivery.id, *(a.id for a in directory.applications_of(delivery)))
    found = [f for home in homes for f in directory.findings_for(home) if f.verdict in OPEN_VERDICTS and f.kind is not FindingKind.ADVICE]
    numbers = Counter(sorted((mark(f.kind, f.verdict) for f in found), key=MARKS_IN_ORDER.index))
    return Stack(directory.homes[delivery.id][0], href, tuple(_pieces(numbers)))


def _pieces(numbers: Counter[Mark]) -> Iterator[Piece]:
    start = 0
    for its_mark, number in numbers.items():
        yield Piece(its_mark, number, start)
        start += number


def days(directory: Directory) -> tuple[Day, ...]:
    """Return how many deliveries came in day by day, up to the recommenders' deadline or the last of them."""
    received = Counter(d.received_at.date() for d in directory.report.round.deliveries if d.received_at)
    if not received:
        return ()
    deadline = directory.notice.deadline("recommender")
    last = max((*received, deadline.day) if deadline else received)
    first = max(min(received), last - timedelta(LONGEST_SPAN))
    span = (first + timedelta(n) for n in range((last - first).days + 1))
    return tuple(Day(day, received[day], bool(deadline and day == deadline.day)) for day in span)
