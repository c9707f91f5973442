"""What a rule gets to see: a subject with everything that belongs to it, under one way of reading the notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from checks.codes import codes_by_name
from checks.rule import Ink, ink_of
from chinese.names import bare_key
from schemas.documents import ApplicationForm, Document, Medium, RecommendationLetter, Status
from schemas.evidence import Reading
from schemas.notice import Notice
from schemas.page import PageFault
from schemas.submission import Application, Delivery, Round

NO_PAPER = (".mp3", ".m4a", ".wav", ".amr", ".mp4", ".mov", ".avi", ".exe", ".dll", ".msi", ".apk", ".lnk", ".url")
"""Files that can't hold a letter or a form, whatever is the matter with them."""


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
    def deliveries(self) -> tuple["DeliveryCase", ...]:
        """Every delivery, in the round's order."""
        return tuple(DeliveryCase(self, delivery) for delivery in self.round.deliveries)

    @cached_property
    def delivery_by_id(self) -> dict[str, "DeliveryCase"]:
        """Every delivery by id."""
        return {case.id: case for case in self.deliveries}

    @cached_property
    def applications(self) -> tuple["ApplicationCase", ...]:
        """Every application, in the round's order."""
        return tuple(ApplicationCase(self, application) for application in self.round.applications)

    @cached_property
    def application_by_id(self) -> dict[str, "ApplicationCase"]:
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
class DeliveryCase:
    """What one recommender sent."""

    whole: RoundCase
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

    @cached_property
    def unread(self) -> tuple[Document, ...]:
        """Files that could not be read and may hold paper: what seems to be missing may stand in them."""
        bad = (document for document in self.documents if document.status is Status.QUARANTINED)
        return tuple(document for document in bad if not document.path.lower().endswith(NO_PAPER))

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


@dataclass(frozen=True)
class ApplicationCase:
    """One project with its delivery, letter, scanned copies and electronic versions."""

    whole: RoundCase
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
    def letter(self) -> RecommendationLetter | None:
        """The letter that puts it up, else the delivery's."""
        ranking, rank = self.delivery.delivery.ranking, self.application.rank
        named = self.whole.documents.get(ranking[rank - 1].letter) if rank and rank <= len(ranking) else None
        return named if isinstance(named, RecommendationLetter) else self.delivery.letter

    @cached_property
    def unit_in_letter(self) -> tuple[Ink, ...]:
        """The unit that the letter names beside this project; () where it names none."""
        ranking, rank = self.delivery.delivery.ranking, self.application.rank
        place = ranking[rank - 1].place if rank and rank <= len(ranking) else None
        units = self.letter.unit_readings if self.letter and place else ()
        reading = units[place - 1] if place and place <= len(units) else None
        if self.letter is None or reading is None or not reading.value:
            return ()
        return (replace(ink_of(self.letter.id, f"推荐函第{place}个项目的承担单位", reading), text=reading.value),)

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
        return tuple(sorted(scans, key=lambda form: form.copy_number or len(scans) + 1))

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
        return "申请表" if len(self.copies) == 1 else f"第{form.copy_number or self.copies.index(form) + 1}份申请表"

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
