"""Holds candidates against caps: how many can be chosen, in how many ways, and which cap keeps how many out."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from checks.selection.counting import Group, Item, Places, Tally, factors
from schemas.selection import Candidate, Cap, CapState, PoolCount

LISTED = 20
"""So many sets are still read; more are only counted."""
PoolOf = Callable[[str], str]
"""The pool that a domain belongs to: '' for ordinary ones."""


@dataclass(frozen=True)
class Wish:
    """Whom somebody has chosen, and whom set aside, by number."""

    taken: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Pool:
    """One pool's candidates and caps."""

    name: str
    title: str
    candidates: tuple[Candidate, ...]
    caps: tuple[Cap, ...]
    wish: Wish = Wish()
    near: Tally | None = field(default=None, compare=False, repr=False)
    """A tally of nearly the same pool, to start from."""

    def sizes(self, *, ranked: bool = False) -> dict[int, int]:
        """Return how many sets of each size the caps allow."""
        if ranked:
            return Tally.of(factors(self.groups, self._places, ranked=True), self._places).sizes()
        return self.tally.sizes()

    @cached_property
    def tally(self) -> Tally:
        """The sets that the caps allow, in whatever order."""
        made = factors(self.groups, self._places, ranked=False)
        if self.near is not None and self.near.places == self._places:
            return self.near.changed(made)
        return Tally.of(made, self._places)

    def relabelled(self, candidate: Candidate, *, stays: bool) -> "Pool":
        """Return the pool with a candidate under the label that it has now; without it where the label belongs to another pool."""
        rest = tuple(c for c in self.candidates if c.number != candidate.number)
        return replace(self, candidates=(*rest, candidate) if stays else rest, near=self.tally)

    @cached_property
    def _places(self) -> Places:
        total = next((cap.places for cap in self.caps if not cap.domain and not cap.recommender), None)
        return Places.made({cap.domain: cap.places for cap in self.caps if cap.domain}, total, len(self.candidates))

    def widened(self, cap: Cap) -> "Pool":
        """Return the pool with one place more under a cap."""
        more = cap.model_copy(update={"places": cap.places + 1})
        return replace(self, caps=tuple(more if known is cap else known for known in self.caps), near=self.tally)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The candidates by recommender, each in its own order; who is set aside does not count."""
        most = {cap.recommender: cap.places for cap in self.caps if cap.recommender}
        homes: dict[str, list[Candidate]] = {}
        for candidate in self.standing:
            homes.setdefault(candidate.recommender, []).append(candidate)
        return tuple(Group(tuple(self._item(c) for c in _in_order(found)), most.get(name)) for name, found in homes.items())

    @cached_property
    def standing(self) -> tuple[Candidate, ...]:
        """Who has not been set aside."""
        return tuple(c for c in self.candidates if c.number not in self.wish.left)

    def _item(self, candidate: Candidate) -> Item:
        return Item(candidate.domain, must=candidate.number in self.wish.taken)

    def under(self, cap: Cap) -> int:
        """Count the candidates that a cap is about."""
        return self._numbers[cap.domain, cap.recommender]

    @cached_property
    def _numbers(self) -> Counter[tuple[str, str]]:
        """How many candidates each domain, each recommender, both together and the pool have."""
        whose = ((c.domain, c.recommender) for c in self.standing)
        return Counter(key for domain, who in whose for key in {(domain, who), (domain, ""), ("", who), ("", "")})

    def count(self) -> PoolCount:
        """Return what the caps allow, with the caps that have more candidates than places."""
        sizes = self.sizes()
        filled = max(sizes, default=0)
        states = [self._state(cap, filled) for cap in self.caps if not cap.recommender or self.under(cap) > cap.places]
        return PoolCount(
            pool=self.name,
            title=self.title,
            candidates=len(self.standing),
            filled=filled,
            ways=sizes.get(filled, 0),
            ways_by_rank=self.sizes(ranked=True).get(filled, 0),
            caps=tuple(states),
        )

    def sets(self) -> tuple[tuple[int, ...], ...]:
        """Return the fullest sets by candidates' numbers, where they are few enough to be read; () where they are not."""
        sizes = self.sizes()
        filled = max(sizes, default=0)
        if not filled or sizes[filled] > LISTED or len(self.standing) > LISTED:
            return ()
        return tuple(self._sets(tuple(c.number for c in self.standing), filled))

    def _sets(self, numbers: tuple[int, ...], filled: int) -> Iterator[tuple[int, ...]]:
        """Decide one candidate after the other, and follow only what still leads to a full set."""
        undecided = [n for n in numbers if n not in self.wish.taken and n not in self.wish.left]
        if not undecided:
            yield tuple(n for n in numbers if n in self.wish.taken)
            return
        first = frozenset(undecided[:1])
        for wish in (replace(self.wish, taken=self.wish.taken | first), replace(self.wish, left=self.wish.left | first)):
            branch = replace(self, wish=wish, near=self.tally)
            if branch.sizes().get(filled):
                yield from branch._sets(numbers, filled)

    def _state(self, cap: Cap, filled: int) -> CapState:
        number = self.under(cap)
        gain = max(self.widened(cap).sizes(), default=0) - filled if number > cap.places else 0
        return CapState(cap=cap, candidates=number, gain=gain)


def pools(
    candidates: Sequence[Candidate], caps: Sequence[Cap], titles: dict[str, str], pool_of: PoolOf, wish: Wish | None = None
) -> tuple[Pool, ...]:
    """Return the pools that the candidates make; ``titles`` names each, in order."""
    return tuple(
        Pool(
            name,
            title,
            tuple(c for c in candidates if pool_of(c.domain) == name),
            tuple(cap for cap in caps if cap.pool == name),
            wish or Wish(),
        )
        for name, title in titles.items()
    )


def remaining(found: Sequence[Pool]) -> tuple[PoolCount, ...]:
    """Count every pool."""
    return tuple(pool.count() for pool in found)


def _in_order(found: Sequence[Candidate]) -> list[Candidate]:
    """The recommender's own order; who has no place in it comes last."""
    return sorted(found, key=lambda c: (c.rank is None, c.rank or 0, c.number))
