"""The recommender's letter: 关于推荐国家标准化试点项目的函."""

from typing import Literal

from schemas.documents.base import DocumentBase, Kind
from schemas.evidence import Reading


class RecommendationLetter(DocumentBase):
    """One letter, slot by slot of the notice's form."""

    kind: Literal[Kind.RECOMMENDATION_LETTER] = Kind.RECOMMENDATION_LETTER
    title: Reading[str] | None = None
    addressee: Reading[str] | None = None
    cited_notice: Reading[str] | None = None
    """The cited title without 《》."""
    projects: Reading[tuple[str, ...]] | None = None
    """In the letter's order, which is the recommender's ranking."""
    stated_count: Reading[int] | None = None
    issuer: Reading[str] | None = None
    """As printed over the date."""
    issued_on: Reading[str] | None = None
    voice: Reading[str] | None = None
    """How the issuer speaks of itself: 我局, 我厅, 我委."""
    project_readings: tuple[Reading[str], ...] = ()
    """One reading per quoted name, in order."""
    unit_readings: tuple[Reading[str] | None, ...] = ()
    """For each of ``projects`` the undertaking unit that the letter names beside it, where it names one."""
