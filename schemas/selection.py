"""What the caps of a call allow: who can be chosen together. Nobody is ranked on merit here."""

from schemas.base import Frozen


class Candidate(Frozen):
    """A project that stands for the province's places."""

    number: int
    """By which people name it: 1 … in the order of the report."""
    application: str
    name: str
    recommender: str
    rank: int | None = None
    """Place in the recommender's own order."""
    domain: str
    failed: int = 0
    """Requirements that it does not meet, by the rules."""
    may_be: tuple[str, ...] = ()
    """Other domains that its text speaks for."""


class Excluded(Frozen):
    """A project that is not counted, and why."""

    application: str
    name: str
    why: str


class Cap(Frozen):
    """So many places: of a pool as a whole, of one domain, or of one recommender."""

    title: str
    places: int
    pool: str = ""
    """'' for ordinary projects, else the special track's domain id."""
    domain: str = ""
    recommender: str = ""


class CapState(Frozen):
    """A cap held against the candidates."""

    cap: Cap
    candidates: int
    gain: int = 0
    """How many more could be chosen in all if this cap had one place more."""

    @property
    def over(self) -> int:
        """How many candidates at least this cap keeps out."""
        return max(0, self.candidates - self.cap.places)


class PoolCount(Frozen):
    """The ordinary projects, or those of one track: how many can be chosen, and in how many ways."""

    pool: str
    title: str
    candidates: int
    filled: int
    """The most that all caps together allow."""
    ways: int
    """Different sets of that many."""
    ways_by_rank: int
    """Those of them that pass over nobody for a later one of the same recommender."""
    caps: tuple[CapState, ...] = ()


class Scenario(Frozen):
    """One way to say who stands."""

    title: str
    pools: tuple[PoolCount, ...]


class Move(Frozen):
    """What another domain label of one project would change."""

    number: int
    name: str
    stated: str
    other: str
    effects: tuple[str, ...]
    """Chinese; () where it changes nothing."""


class Selection(Frozen):
    """The selection that a round leaves to make."""

    candidates: tuple[Candidate, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    caps: tuple[Cap, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    moves: tuple[Move, ...] = ()
