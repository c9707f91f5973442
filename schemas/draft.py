"""A notice as a machine reads it: proposals with their quotes, none of which counts until a person has accepted it."""

from enum import StrEnum

from schemas.base import Frozen


class Sureness(StrEnum):
    """How sure a proposal is."""

    HIGH = "high"
    MEDIUM = "medium"
    """The words are there, but what they mean had to be guessed."""
    LOW = "low"
    """One of several candidates."""


class TextSide(StrEnum):
    """Which text a sentence stands in, as clauses name it."""

    PROVINCIAL = "provincial"
    NATIONAL = "national"


class DraftFact(Frozen):
    """One number, day or name that a pack needs, with the words it was read from."""

    key: str
    """What it is: ``issued_on``, ``quota.max``."""
    value: str
    about: str = ""
    """Whose it is where several are alike: a class of recommender, a domain."""
    quote: str
    """Word for word, spaces left out."""
    page: int
    sure: Sureness
    accepted: bool = False


class DraftClause(Frozen):
    """One sentence that demands something, with the rules that may serve it."""

    id: str
    source: TextSide
    strength: str
    quote: str
    page: int
    sure: Sureness
    rules: tuple[str, ...] = ()
    by_hand: str = ""
    """What to think about where no rule serves it."""
    accepted: bool = False


class Draft(Frozen):
    """Everything that was read from a notice."""

    file: str
    """Name of the file it was read from."""
    like: str
    """Id of the pack whose form labels and self-references are taken over."""
    facts: tuple[DraftFact, ...]
    clauses: tuple[DraftClause, ...]

    @property
    def open(self) -> int:
        """How many proposals nobody has accepted yet."""
        return sum(not fact.accepted for fact in self.facts) + sum(not clause.accepted for clause in self.clauses)
