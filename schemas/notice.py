"""A notice as data: its clauses word for word, the rules that each switches on, and everything with a number or a name in it.

The loader in ``notices`` builds these from a folder of YAML and CSV files; nothing else in the product knows a year, a quota or a label.
"""

import datetime as dt
from enum import StrEnum

from pydantic import Field, JsonValue

from schemas.base import Frozen
from schemas.documents.base import OpinionRole
from schemas.finding import ClauseQuote


class Strength(StrEnum):
    """How hard a clause binds."""

    MUST = "must"
    IN_PRINCIPLE = "in_principle"
    JUDGEMENT = "judgement"
    LOOK_UP = "look_up"
    PROCESS = "process"
    DERIVED = "derived"


class RuleBinding(Frozen):
    """A rule that a clause switches on, with the clause's numbers."""

    rule: str
    params: dict[str, JsonValue] = {}


class Clause(Frozen):
    """One clause, word for word. It names rules, or says why a person checks it; a clause that does neither is refused on load."""

    id: str
    quote: str
    source: str
    """Which text it stands in: ``provincial``, ``national`` or ``derived`` (X-: follows from the others, stands nowhere)."""
    strength: Strength
    rules: tuple[RuleBinding, ...] = ()
    by_hand: str | None = None

    def quoted(self) -> ClauseQuote:
        """Return the clause as findings carry it."""
        return ClauseQuote(id=self.id, quote=self.quote)


class RecommenderClass(StrEnum):
    """Classes of recommender, as in audit.json."""

    DEPARTMENT = "department"
    MAJOR_CITY = "major-city"
    CITY = "city"
    ZONE = "zone"
    OTHER = "other"


class Recommender(Frozen):
    """One body that the notice addresses."""

    name: str
    """Full official name, as on its seal."""
    recommender_class: RecommenderClass
    aliases: tuple[str, ...] = ()
    """Short forms seen in letters, e.g. 沈阳市市场监管局."""
    region_code: str | None = None
    """First digits of GB/T 2260 that its territory starts with, e.g. 2101."""
    place: str | None = None
    """沈阳市."""
    lines: tuple[str, ...] = ()
    """Words for the line of industry a department is competent for, e.g. 教育, 学校."""
    special_tracks: tuple[str, ...] = ()
    """Domain ids of the special tracks it is the competent department for."""


class CreditTier(Frozen):
    """One tier of a law on dishonesty: which matters it covers, and how long they are shown."""

    name: str
    """轻微, 一般, 严重."""
    words: tuple[str, ...]
    """Words of a penalty's text that point to it."""
    shown: str
    """How long such matters are published."""
    source: str
    """《信用修复管理办法》."""


class IneligiblePattern(Frozen):
    """Issuers that clearly cannot recommend."""

    pattern: str
    """Regular expression, searched in the issuer's name without white space, brackets full-width; the list of recommenders comes first."""
    title: str
    """What such a body is called in the report: 县（市、区）级单位."""


class Domain(Frozen):
    """A field of the call."""

    id: str
    name: str
    """农业农村."""
    heading: str
    """As in the annex: 一、农业农村领域."""
    clause: str
    """Clause id (A-1 …) whose quote is the annex's paragraph."""
    special: bool = False
    aliases: tuple[str, ...] = ()
    """As forms write it: 农业农村领域, 一、农业农村."""
    terms: tuple[str, ...] = ()
    """Words of the annex's own paragraph."""
    related: tuple[str, ...] = ()
    """Words of the trade that the annex does not use: they speak for the domain too, but less."""


class DomainOverlap(Frozen):
    """A term that can carry two labels."""

    term: str
    domains: tuple[str, ...]


class FieldKind(StrEnum):
    """How a field stands on the form."""

    COVER = "cover"
    CELL = "cell"
    LONG = "long"
    CHOICE = "choice"
    DATE = "date"
    PERIOD = "period"
    UNITS = "units"
    NUMBER = "number"
    PERSON = "person"
    PHONE = "phone"
    EMAIL = "email"
    CODE = "code"
    POSTCODE = "postcode"


class FormField(Frozen):
    """One field of a form: labels by which it is known, and what kind of value it holds."""

    name: str
    """A field name of the contract, e.g. ``project_name``."""
    labels: tuple[str, ...]
    """Synonyms, without spaces and colons."""
    kind: FieldKind
    required: bool = False
    key: bool = False
    """A key field is read twice."""
    title: str
    """What the report calls it: 项目名称."""
    words: tuple[str, ...] = ()
    """For long texts: what a label of other wording has in it (必要性, 保障)."""


class OpinionBox(Frozen):
    """A box for an opinion, a signature, a seal and a date."""

    role: OpinionRole
    labels: tuple[str, ...]
    seal_required: bool = False
    words: tuple[str, ...] = ()
    """What a label of other wording has before 意见 (推荐, 主管部门)."""


class FormProfile(Frozen):
    """How the call's application form may look."""

    titles: tuple[str, ...]
    """Title synonyms: 国家标准化试点项目申请表, …申报书."""
    notes_headings: tuple[str, ...] = ()
    """Headings of pages without data: 填表说明."""
    fields: tuple[FormField, ...]
    opinions: tuple[OpinionBox, ...]
    placeholders: tuple[str, ...] = ()
    """Texts that count as empty: XXX, 请填写."""
    empty_marks: tuple[str, ...] = ()
    """无, ／, —: filled in, and saying that there is nothing."""
    other_labels: tuple[str, ...] = ()
    """Labels that a form may carry and no field claims (传真, 职务): they end the value before them and are never a value."""

    def field(self, name: str) -> FormField | None:
        """Return the field of that name, if the profile has it."""
        return next((f for f in self.fields if f.name == name), None)


class LetterProfile(Frozen):
    """The recommendation letter's form."""

    titles: tuple[str, ...]
    """What its title contains: 关于推荐国家标准化试点项目的函."""
    addressees: tuple[str, ...]
    cited_notice: str
    cited_variants: tuple[str, ...] = ()
    voices: dict[str, tuple[str, ...]] = {}
    """Self-references and the endings of issuers' names they fit: 我局 → 局."""


class ReadingChoice(Frozen):
    """One way to read a clause."""

    id: str
    title: str
    argument: str


class ReadingQuestion(Frozen):
    """A clause that can be read in more than one way."""

    id: str
    question: str
    clauses: tuple[str, ...]
    choices: tuple[ReadingChoice, ...] = Field(min_length=2)
    default: str


class SettledReading(Frozen):
    """A question that other notices leave open and this one answers in its own words."""

    reading: str
    choice: str
    clause: str
    """The clause that answers it."""


class Deadline(Frozen):
    """A day by which somebody must have done something."""

    actor: str
    """``recommender`` or ``province``."""
    day: dt.date
    clause: str


class City(Frozen):
    """A city of the province: what is told from a misread address or telephone number by what there is."""

    name: str
    """沈阳市."""
    area_code: str
    """024."""
    counties: tuple[str, ...]
    """Districts, counties and county-level cities: 和平区, 新民市."""


class Notice(Frozen):
    """Everything a call for projects demands."""

    id: str
    title: str
    issuer: str
    doc_no: str | None = None
    issued_on: dt.date
    upstream_title: str
    upstream_issuer: str
    upstream_doc_no: str | None = None
    upstream_issued_on: dt.date
    year: int
    """Year of the call (2026年度)."""
    programme: str
    """国家标准化试点项目."""
    other_programmes: tuple[str, ...] = ()
    """Words that show a title to be another programme's: 省级, 示范."""
    receiver: str
    """Who receives the packages: 辽宁省市场监督管理局."""
    clauses: tuple[Clause, ...]
    recommenders: tuple[Recommender, ...]
    cities: tuple[City, ...] = ()
    """The province's; none where the pack doesn't say."""
    ineligible: tuple[IneligiblePattern, ...] = ()
    """Tried in order; the first that fits names the kind of body."""
    class_titles: dict[RecommenderClass, str]
    domains: tuple[Domain, ...]
    overlaps: tuple[DomainOverlap, ...] = ()
    deadlines: tuple[Deadline, ...]
    form: FormProfile
    letter: LetterProfile
    readings: tuple[ReadingQuestion, ...] = ()
    settled: tuple[SettledReading, ...] = ()
    """Readings that the notice decides itself: nobody is asked, and nobody can choose otherwise."""
    fictional: bool = False
    """Made up, to show how a pack is written: never taken unless it is named."""
    credit_tiers: tuple[CreditTier, ...] = ()
    """From light to grave."""
    not_required: tuple[str, ...] = ()
    """What the notice does not ask for, said once in the report: 营业执照复印件, …"""
    version: str
    """SHA-256 over the pack's files."""

    def clause(self, clause_id: str) -> Clause:
        """Return the clause; KeyError where the pack has none of that id."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise KeyError(clause_id)

    def domain(self, domain_id: str) -> Domain | None:
        """Return the domain of that id."""
        return next((d for d in self.domains if d.id == domain_id), None)

    def deadline(self, actor: str) -> Deadline | None:
        """Return the deadline of ``recommender`` or ``province``."""
        return next((d for d in self.deadlines if d.actor == actor), None)
