"""How alike two project names are, and whether two forms are copies of one project's form."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from chinese import uscc
from chinese.names import bare_key, project_key
from chinese.punctuation import fold
from schemas.documents import ApplicationForm
from schemas.evidence import Reading

_GENRE = re.compile(r"(?:国家级?)?标准化(?:综合|专项|示范)?$")

SAME_WORDS = 0.9
"""Share of characters in common, in whatever order, from which two names are one with its words exchanged."""
EXCHANGED = 0.85
"""What a name with its words exchanged, or with a place put before it, counts as: near, and never the same."""
LEAST_CONTAINED = 5
"""A name inside another tells something from five characters on; 养老服务 stands inside many."""

NEAR_PROJECT = 0.7
"""Three characters in ten may differ between two readings of one name: a poor photo loses one in ten, a slip changes one or two."""
NEAR_UNIT = 0.7
SURE_UNIT = 0.85
SAME_BODY = 0.85
"""Goals and tasks are written for one project; two projects of one unit share profile and address, not these."""
LONG_ENOUGH = 20
COMPARED = 400

_BODY_FIELDS = ("goals", "tasks", "necessity", "schedule", "expected_results")


def project_core(name: str) -> str:
    """Return what is particular to a project's name: without quotes, 试点, 项目 and the 标准化 that all of them end in."""
    key = project_key(name)
    return _GENRE.sub("", key) or key


def project_likeness(a: str, b: str) -> float:
    """Return 0–1: 1 for one name (apart from 试点/项目 and quotes), near 1 for a character's difference."""
    if project_key(a) == project_key(b):
        return 1.0
    first, second = project_core(a), project_core(b)
    return max(_edited(first, second), _exchanged(first, second), _contained(first, second))


def _edited(a: str, b: str) -> float:
    """Never 1: the keys differ, if only in their genre."""
    return min(Levenshtein.normalized_similarity(a, b), 0.99)


def _exchanged(a: str, b: str) -> float:
    common = sum((Counter(a) & Counter(b)).values())
    return EXCHANGED if common >= SAME_WORDS * max(len(a), len(b), 1) else 0.0


def _contained(a: str, b: str) -> float:
    short, long = sorted((a, b), key=len)
    return EXCHANGED if len(short) >= LEAST_CONTAINED and short in long else 0.0


@dataclass(frozen=True)
class Sketch:
    """What a form says of itself, ready for comparing."""

    projects: tuple[str, ...]
    units: tuple[str, ...]
    code: str
    body: tuple[tuple[str, str], ...]


def sketch(form: ApplicationForm) -> Sketch:
    """Draw a form's sketch; what could not be read is left out."""
    code = form.uscc.value if form.uscc and form.uscc.value else ""
    texts = ((name, getattr(form, name)) for name in _BODY_FIELDS)
    body = tuple((name, fold(reading.value)[:COMPARED]) for name, reading in texts if reading and reading.value)
    return Sketch(
        projects=_values((form.project_name, *form.project_name_places)),
        units=_values((form.undertaking_unit, *form.name_places)),
        code=uscc.normalise(code),
        body=tuple((name, text) for name, text in body if len(text) >= LONG_ENOUGH),
    )


def _values(readings: Iterable[Reading[str] | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.value for reading in readings if reading and reading.value))


@dataclass(frozen=True)
class Likeness:
    """How alike two forms are, heading by heading; None where one of them does not say."""

    project: float | None
    unit: float | None
    code: float | None
    body: float | None

    @property
    def score(self) -> float:
        """One number for putting pairs in order; the project's name weighs as much as unit and code together."""
        parts = [(self.project, 0.4), (self.unit, 0.2), (self.code, 0.2), (self.body, 0.2)]
        said = [(value, weight) for value, weight in parts if value is not None]
        return sum(value * weight for value, weight in said) / sum(weight for _, weight in said) if said else 0.0

    @property
    def one_unit(self) -> bool:
        """Whether name or code says that it is one unit."""
        return (self.unit or 0.0) >= NEAR_UNIT or (self.code or 0.0) >= 1.0

    @property
    def other_unit(self) -> bool:
        """Whether name and code both say that these are two units."""
        return self.unit is not None and self.unit < NEAR_UNIT and self.code is not None and self.code < 0.5

    @property
    def one_project(self) -> bool:
        """Whether two forms are copies of one, by the weakest evidence that is still enough."""
        same_body = self.body is None or self.body >= SAME_BODY
        if self.project is None:
            sure = (self.unit or 0.0) >= SURE_UNIT or self.code == 1.0
            return (sure and same_body) or (self.body or 0.0) >= SAME_BODY
        if self.project == 1.0:
            return not self.other_unit or (self.body or 0.0) >= SAME_BODY
        if self.project >= NEAR_PROJECT:
            return self.one_unit
        return self.one_unit and not self.other_unit and (self.body or 0.0) >= SAME_BODY


@lru_cache(maxsize=65_536)
def likeness(a: Sketch, b: Sketch) -> Likeness:
    """Compare two forms."""
    return Likeness(
        project=_best(a.projects, b.projects),
        unit=max((Levenshtein.normalized_similarity(bare_key(x), bare_key(y)) for x in a.units for y in b.units), default=None),
        code=_code(a.code, b.code),
        body=_body(a, b),
    )


def _best(a: tuple[str, ...], b: tuple[str, ...]) -> float | None:
    """Compare the forms' own fields where both have them: a cover copied from elsewhere must not join two projects."""
    return project_likeness(a[0], b[0]) if a and b else None


def _code(a: str, b: str) -> float | None:
    """One or two characters apart is a misreading; more is another unit's, and so are two that both pass their check digits."""
    if not a or not b:
        return None
    if a != b and uscc.is_valid(a) and uscc.is_valid(b):
        return 0.0
    apart = Levenshtein.distance(a, b)
    return 1.0 if apart == 0 else 0.8 if apart <= 2 else 0.0


def _body(a: Sketch, b: Sketch) -> float | None:
    other = dict(b.body)
    shares = [fuzz.ratio(text, other[name]) / 100 for name, text in a.body if name in other]
    return sum(shares) / len(shares) if shares else None
