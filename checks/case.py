"""What a rule gets to see: a subject with everything that belongs to it, under one way of reading the notice."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from checks.application_case import ApplicationCase
from checks.codes import codes_by_name
from checks.delivery_case import DeliveryCase
from chinese.names import bare_key
from schemas.documents import Document
from schemas.notice import Notice
from schemas.page import PageFault
from schemas.submission import Round

__all__ = ["ApplicationCase", "Case", "DeliveryCase", "DocumentCase", "RoundCase"]


@dataclass(frozen=True)
class RoundCase:
    """The whole round. ``apart`` names the deliveries that stand apart because they are late or their sender is not eligible."""

    notice: Notice
    round: Round
    choices: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Return the subject that findings name."""
        return "round"

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every document by id."""
        return {document.id: document for document in self.round.documents}

    @cached_property
    def damaged(self) -> dict[str, str]:
        """Documents of which some pages may not be shown whole, and what to say of them."""
        broken = ((d.id, [note.number for note in d.pages if PageFault.DAMAGED in note.faults]) for d in self.round.documents)
        return {name: f"第{'、'.join(map(str, pages))}页图像数据已损坏" for name, pages in broken if pages}

    @cached_property
    def deliveries(self) -> tuple[DeliveryCase, ...]:
        """Every delivery, in the round's order."""
        return tuple(DeliveryCase(self, delivery) for delivery in self.round.deliveries)

    @cached_property
    def delivery_by_id(self) -> dict[str, DeliveryCase]:
        """Every delivery by id."""
        return {case.id: case for case in self.deliveries}

    @cached_property
    def applications(self) -> tuple[ApplicationCase, ...]:
        """Every application, in the round's order."""
        return tuple(ApplicationCase(self, application) for application in self.round.applications)

    @cached_property
    def application_by_id(self) -> dict[str, ApplicationCase]:
        """Every application by id."""
        return {case.id: case for case in self.applications}

    @cached_property
    def by_application(self) -> dict[str, tuple[Document, ...]]:
        """Documents that say which application they belong to."""
        found: dict[str, list[Document]] = {}
        for document in self.round.documents:
            if document.application is not None:
                found.setdefault(document.application, []).append(document)
        return {key: tuple(documents) for key, documents in found.items()}

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return codes_by_name(self.round)

    def code_of(self, unit: str) -> str | None:
        """Return the sound code that a unit is known by anywhere in the round; None where there is none, or more than one."""
        return self._codes.get(bare_key(unit))

    def under(self, choices: Mapping[str, str]) -> "RoundCase":
        """Return the same subject under other readings."""
        return replace(self, choices=choices)


@dataclass(frozen=True)
class DocumentCase:
    """One document."""

    whole: RoundCase
    document: Document
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the subject that findings name."""
        return self.document.id

    @property
    def notice(self) -> Notice:
        """Return the notice under audit."""
        return self.whole.notice

    def under(self, choices: Mapping[str, str]) -> "DocumentCase":
        """Return the same subject under other readings."""
        return replace(self, choices=choices)


Case = RoundCase | DeliveryCase | ApplicationCase | DocumentCase
