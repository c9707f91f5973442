"""What a rule gets to see of a delivery: its letter, its documents and its projects."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from checks.rule import Ink, ink_of
from schemas.documents import Document, RecommendationLetter
from schemas.evidence import Reading
from schemas.notice import Notice
from schemas.submission import Delivery

if TYPE_CHECKING:
    from checks.application_case import ApplicationCase
    from checks.case import RoundCase


@dataclass(frozen=True)
class DeliveryCase:
    """What one recommender sent."""

    whole: "RoundCase"
    delivery: Delivery
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the subject that findings name."""
        return self.delivery.id

    @property
    def notice(self) -> Notice:
        """Return the notice under audit."""
        return self.whole.notice

    @cached_property
    def letter(self) -> RecommendationLetter | None:
        """The recommendation letter that counts."""
        letter = self.whole.documents.get(self.delivery.letter or "")
        return letter if isinstance(letter, RecommendationLetter) else None

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Everything in the delivery."""
        return tuple(found for name in self.delivery.documents if (found := self.whole.documents.get(name)) is not None)

    @cached_property
    def applications(self) -> tuple["ApplicationCase", ...]:
        """Its projects, in the letter's order, then the ones that the letter does not name."""
        known = self.whole.application_by_id
        return tuple(known[name] for name in self.delivery.applications if name in known)

    @property
    def name(self) -> str:
        """Return what to call it in a sentence."""
        return self.delivery.recommender or self.delivery.folder or "未识别的推荐单位"

    def letter_ink(self, name: str, title: str) -> tuple[Ink, ...]:
        """Return a slot of the letter as ink; () where there is no letter or the letter has no such slot."""
        reading = getattr(self.letter, name, None)
        return (ink_of(self.letter.id, f"推荐函{title}", reading),) if self.letter and isinstance(reading, Reading) else ()

    @property
    def stands_apart(self) -> bool:
        """Whether it is left out of the province's totals."""
        return self.id in self.whole.apart

    def under(self, choices: Mapping[str, str]) -> "DeliveryCase":
        """Return the same subject under other readings."""
        return replace(self, choices=choices)
