"""What a rule gets to see of a project: its place in the letters, its documents, and the versions of its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from checks.delivery_case import DeliveryCase
from checks.rule import Ink, ink_of
from schemas.documents import ApplicationForm, Document, Medium, RecommendationLetter, Status
from schemas.evidence import Reading
from schemas.notice import Notice
from schemas.submission import Application, Delivery, RankedName

if TYPE_CHECKING:
    from checks.case import RoundCase


@dataclass(frozen=True)
class ApplicationCase:
    """One project with its delivery, letter, scanned copies and electronic versions."""

    whole: "RoundCase"
    application: Application
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the subject that findings name."""
        return self.application.id

    @property
    def notice(self) -> Notice:
        """Return the notice under audit."""
        return self.whole.notice

    @cached_property
    def delivery(self) -> DeliveryCase:
        """The delivery it came in; an empty one where the round names none."""
        found = self.whole.delivery_by_id.get(self.application.delivery)
        return found or DeliveryCase(self.whole, Delivery(id=self.application.delivery, folder=""))

    @cached_property
    def named(self) -> RankedName | None:
        """Its place in the letters; None where no letter names it."""
        ranking = self.delivery.delivery.ranking
        return next((name for rank, name in enumerate(ranking, 1) if rank == self.application.rank), None)

    @cached_property
    def letter(self) -> RecommendationLetter | None:
        """The letter that puts it up, else the delivery's."""
        found = self.whole.documents.get(self.named.letter) if self.named else None
        return found if isinstance(found, RecommendationLetter) else self.delivery.letter

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Its documents, as the application lists them, then others that name it."""
        listed = tuple(found for name in self.application.documents if (found := self.whole.documents.get(name)) is not None)
        others = self.whole.by_application.get(self.application.id, ())
        return listed + tuple(document for document in others if document.id not in self.application.documents)

    @cached_property
    def forms(self) -> tuple[ApplicationForm, ...]:
        """Every readable version of its form: scanned copies by number, then electronic ones."""
        return self.copies + self.electronic

    @cached_property
    def copies(self) -> tuple[ApplicationForm, ...]:
        """Scanned copies by number."""
        scans = [form for form in self._readable() if form.medium is Medium.SCAN]
        return tuple(sorted(scans, key=lambda form: form.copy_number or 0))

    @cached_property
    def electronic(self) -> tuple[ApplicationForm, ...]:
        """Electronic versions."""
        return tuple(form for form in self._readable() if form.medium is Medium.ELECTRONIC)

    def _readable(self) -> list[ApplicationForm]:
        return [d for d in self.documents if isinstance(d, ApplicationForm) and d.status is Status.PROCESSED]

    def title_of(self, form: ApplicationForm) -> str:
        """Return what a clerk calls this version of the form."""
        if form.medium is Medium.ELECTRONIC:
            return "电子版申请表"
        numbers = {copy.id: number for number, copy in enumerate(self.copies, 1)}
        return f"第{numbers[form.id]}份申请表" if len(numbers) > 1 else "申请表"

    def label(self, field_name: str) -> str:
        """Return what the report calls a field: 承担单位."""
        field_ = self.notice.form.field(field_name)
        return field_.title if field_ else field_name

    def ink(self, form: ApplicationForm, field_name: str) -> Ink:
        """Return a field of a form as ink; without a place where the layout has no such field."""
        title = f"{self.title_of(form)}“{self.label(field_name)}”"
        reading = getattr(form, field_name, None)
        return ink_of(form.id, title, reading) if isinstance(reading, Reading) else Ink(form.id, title)

    def titles(self, forms: Sequence[ApplicationForm], among: Sequence[ApplicationForm]) -> str:
        """Return what to call some of the form's versions: 申请表 where it is all of them, else 第2份申请表、电子版申请表."""
        return "申请表" if len(forms) == len(among) else "、".join(self.title_of(form) for form in forms)

    @property
    def name(self) -> str:
        """Return what to call it in a sentence: 《项目名》."""
        return f"《{self.application.project_name}》" if self.application.project_name else "（项目名称未识别）"

    def under(self, choices: Mapping[str, str]) -> "ApplicationCase":
        """Return the same subject under other readings."""
        return replace(self, choices=choices)
