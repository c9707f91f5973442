"""Counts sets of candidates under caps exactly, without listing them: by the places that they use in each domain.

A round of 80 candidates has some 10^10 sets of eight; what the caps see of a set is only how many it takes from each domain and
recommender, and of those there are a few hundred. Recommenders multiply like polynomials (each adds its own choices to every set so
far), so one of them is taken out again by dividing: another label of one project costs two steps, not a new count.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import comb

Vector = tuple[int, ...]
Option = tuple[Vector, int]
"""So many of each domain, and the number of ways to take them."""
Factor = tuple[tuple[int, int], ...]
"""A group's options, their vectors packed."""
ELSEWHERE = ""
"""Domains without a cap of their own are all the same to the caps."""


@dataclass(frozen=True, order=True)
class Item:
    """A candidate as the caps see it. ``must`` is one that somebody has chosen already."""

    domain: str
    must: bool


@dataclass(frozen=True)
class Group:
    """A recommender's candidates in its own order, and how many it may have; None for no limit."""

    items: tuple[Item, ...]
    most: int | None = None

    @property
    def free(self) -> bool:
        """Whether nothing but domains and the total binds its candidates."""
        return self.most is None or self.most >= len(self.items)


@dataclass(frozen=True)
class Places:
    """The caps of domains and of the total; vectors are packed into a number, a field of ``width`` bits for each cap.

    A field holds twice the candidates, with a guard bit above: ``_room`` fills a field up so far that one place too many sets it. So
    one addition adds two vectors, and one more finds every cap that they exceed.
    """

    caps: tuple[tuple[str, int], ...]
    total: int | None
    width: int

    @classmethod
    def made(cls, caps: Mapping[str, int], total: int | None, candidates: int) -> "Places":
        """Return places wide enough for so many candidates."""
        return cls(tuple(caps.items()), total, candidates.bit_length() + 2)

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """The fields in their order."""
        return (ELSEWHERE, *(domain for domain, _ in self.caps))

    @cached_property
    def _guards(self) -> int:
        return sum(1 << (self.width * (place + 1) - 1) for place in range(len(self.domains) + 1))

    @cached_property
    def _room(self) -> int:
        full = (1 << (self.width - 1)) - 1
        known = (full, *(most for _, most in self.caps), full if self.total is None else self.total)
        return sum((full - min(most, full)) << (self.width * place) for place, most in enumerate(known))

    def pack(self, used: Vector) -> int:
        """Return the number that stands for so many places in each domain, and their sum on top."""
        return sum(number << (self.width * place) for place, number in enumerate((*used, sum(used))))

    def size(self, packed: int) -> int:
        """Return how many places are used in all."""
        return packed >> (self.width * len(self.domains))

    def fit(self, packed: int) -> bool:
        """Say whether no cap is exceeded."""
        return not (packed + self._room) & self._guards


@dataclass(frozen=True)
class Tally:
    """The sets that the caps allow, by places used."""

    places: Places
    factors: tuple[Factor, ...]
    sets: Mapping[int, int]

    @classmethod
    def of(cls, factors: tuple[Factor, ...], places: Places) -> "Tally":
        """Count from nothing."""
        return cls(places, factors, _multiplied({0: 1}, factors, places))

    def sizes(self) -> dict[int, int]:
        """Return for each size how many sets there are; {} where what must be in is too much already."""
        found: Counter[int] = Counter()
        for packed, number in self.sets.items():
            found[self.places.size(packed)] += number
        return dict(sorted(found.items()))

    def changed(self, factors: tuple[Factor, ...]) -> "Tally":
        """Return the tally of other groups: what is gone is divided out, unless that is most of them or it has somebody who must be in."""
        gone, new = Counter(self.factors) - Counter(factors), Counter(factors) - Counter(self.factors)
        if gone.total() * 2 > len(factors) or any(factor[:1] != ((0, 1),) for factor in gone):
            return Tally.of(factors, self.places)
        sets = self.sets
        for factor in gone.elements():
            sets = _divided(sets, factor)
        return Tally(self.places, factors, _multiplied(sets, new.elements(), self.places))


def factors(groups: Iterable[Group], places: Places, *, ranked: bool) -> tuple[Factor, ...]:
    """Return what each group multiplies; ``ranked`` gives only the choices that pass over nobody for a later one of the same group.

    Whoever no recommender's cap or order binds is counted with the rest of its domain.
    """
    seen = [Group(tuple(_seen(item, places) for item in group.items), group.most) for group in groups]
    bound = [group for group in seen if not group.free or (ranked and len(group.items) > 1)]
    loose = sorted(item for group in seen if group not in bound for item in group.items)
    merged = [Group(tuple(i for i in loose if i.domain == domain)) for domain in dict.fromkeys(i.domain for i in loose)]
    return (*(_factor(group, places, ranked=False) for group in merged), *(_factor(group, places, ranked=ranked) for group in bound))


def _seen(item: Item, places: Places) -> Item:
    return item if item.domain in places.domains else Item(ELSEWHERE, item.must)


@lru_cache(maxsize=4_096)
def _factor(group: Group, places: Places, *, ranked: bool) -> Factor:
    options = (by_rank if ranked else in_any_order)(group, places.domains)
    packed = ((places.pack(vector), times) for vector, times in options)
    return tuple(sorted((used, times) for used, times in packed if places.fit(used)))


def _multiplied(sets: Mapping[int, int], by: Iterable[Factor], places: Places) -> Mapping[int, int]:
    for factor in by:
        after: dict[int, int] = {}
        for more, times in factor:
            for used, number in sets.items():
                if places.fit(used + more):
                    after[used + more] = after.get(used + more, 0) + number * times
        sets = after
    return sets


def _divided(sets: Mapping[int, int], factor: Factor) -> Mapping[int, int]:
    """Undo a multiplication by a group that may also have nobody: smaller sets come first and tell what they gave to larger ones."""
    rest = dict(sorted(sets.items()))
    for used, number in rest.items():
        for more, times in factor[1:]:
            if used + more in rest:
                rest[used + more] -= times * number
    return {used: number for used, number in rest.items() if number}


def in_any_order(group: Group, domains: Sequence[str]) -> Iterator[Option]:
    """Return every number of each domain that the recommender may have."""
    must = [sum(item.must and item.domain == domain for item in group.items) for domain in domains]
    free = [sum(not item.must and item.domain == domain for item in group.items) for domain in domains]
    room = (len(group.items) if group.most is None else group.most) - sum(must)

    def extend(place: int, left: int) -> Iterator[tuple[Vector, int]]:
        if place == len(domains):
            yield (), 1
            return
        for number in range(min(free[place], left) + 1):
            for rest, times in extend(place + 1, left - number):
                yield (must[place] + number, *rest), comb(free[place], number) * times

    if room >= 0:
        yield from extend(0, room)


def by_rank(group: Group, domains: Sequence[str]) -> Iterator[Option]:
    """Return the sets that take the first of the recommender's order, and pass over nobody."""
    most = len(group.items) if group.most is None else group.most
    needed = max((place for place, item in enumerate(group.items, 1) if item.must), default=0)
    for length in range(needed, min(most, len(group.items)) + 1):
        taken = Counter(item.domain for item in group.items[:length])
        yield tuple(taken[domain] for domain in domains), 1
