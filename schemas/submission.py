"""Documents put together: applications, deliveries, and the round."""

import datetime as dt

from schemas.base import Frozen
from schemas.documents import Document
from schemas.notice import RecommenderClass
from schemas.registers import IntakeEntry, Registers


class Application(Frozen):
    """One project: all its documents, and what they agree on."""

    id: str
    delivery: str
    project_name: str | None = None
    domain: str | None = None
    special_track: str | None = None
    undertaking_unit: str | None = None
    uscc: str | None = None
    participating_units: tuple[str, ...] = ()
    recommender: str | None = None
    rank: int | None = None
    """Place in the letter's order; None where the letter does not name it or there is no letter."""
    documents: tuple[str, ...] = ()
    """Ids: scanned copies by number, then electronic versions, then the rest."""


class RankedName(Frozen):
    """One project as the letters name it; its place in ``Delivery.ranking`` is its rank."""

    letter: str
    place: int
    """Which of that letter's names it is, from 1."""
    name: str
    """'' where a name stands there that nobody could read."""


class Delivery(Frozen):
    """Everything one recommender sent."""

    id: str
    folder: str
    """'' where loose files make the delivery."""
    recommender: str | None = None
    """Full official name where the issuer (letter or seal) is known to the notice, else the issuer as printed."""
    recommender_class: RecommenderClass = RecommenderClass.OTHER
    letter: str | None = None
    other_letters: tuple[str, ...] = ()
    ranking: tuple[RankedName, ...] = ()
    """The letter's names in its order, then what other letters of the same issuer name besides."""
    received_at: dt.datetime | None = None
    """When the first of it came in."""
    receipts: tuple[IntakeEntry, ...] = ()
    """Every row of the intake log about it, the earliest first: paper may follow mail."""
    applications: tuple[str, ...] = ()
    """In the letter's order, then the ones it does not name."""
    documents: tuple[str, ...] = ()


class Round(Frozen):
    """One call's packages, as the rules see them."""

    as_of: dt.date
    documents: tuple[Document, ...]
    deliveries: tuple[Delivery, ...]
    applications: tuple[Application, ...]
    registers: Registers = Registers()
    ignored: tuple[str, ...] = ()
    """Names in the inbox that are no submissions."""
