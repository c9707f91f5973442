"""Which forms are copies of one project's form? No form is ever lost: the odd one makes a group of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from assembly.identity import reading_order
from assembly.likeness import NEAR_PROJECT, Likeness, Sketch, likeness, project_likeness, sketch
from chinese.names import project_key
from schemas.documents import ApplicationForm, Medium

ESTABLISHED = 2
"""From two copies (or a copy and its electronic version) on a group stands by itself: a slip of the pen makes one odd copy, not two."""

SLIP = 0.85
"""Two groups that stand by themselves are one project's only if their names differ by a character in seven …"""

# … and not in equal shape: three copies and three copies are two projects; two copies, and a third with the electronic version, are one
# form of which two copies were misread alike.


@dataclass(frozen=True)
class Group:
    """Forms that are copies of one another, in reading order."""

    forms: tuple[ApplicationForm, ...]
    sketches: tuple[Sketch, ...]

    @property
    def established(self) -> bool:
        """Whether the group stands by itself."""
        scans, electronic = self.shape
        return scans >= ESTABLISHED or (scans > 0 and electronic > 0)

    @property
    def shape(self) -> tuple[int, int]:
        """How many scanned copies and how many electronic versions."""
        scans = sum(form.medium is Medium.SCAN for form in self.forms)
        return scans, len(self.forms) - scans

    @property
    def projects(self) -> tuple[str, ...]:
        """Every reading of the project's name."""
        return tuple(dict.fromkeys(name for drawn in self.sketches for name in drawn.projects))


def group_forms(forms: Sequence[ApplicationForm], named: Sequence[str] = ()) -> tuple[Group, ...]:
    """Put copies together, the most alike first. ``named`` are the letter's project names: what it names apart stays apart."""
    singles = [Group((form,), (sketch(form),)) for form in sorted(forms, key=reading_order)]
    home = dict(enumerate(singles))
    for alike, first, second in _pairs(singles):
        a, b = home[first], home[second]
        if a is not b and not _kept_apart(a, b, alike, tuple(named)):
            joined = _joined(a, b)
            home |= {place: joined for place, group in home.items() if group is a or group is b}
    distinct = {id(group): group for group in home.values()}
    return tuple(sorted(distinct.values(), key=lambda group: reading_order(group.forms[0])))


def _pairs(singles: Sequence[Group]) -> list[tuple[Likeness, int, int]]:
    """Return the pairs of forms that may be copies, the most alike first; of equals in reading order."""
    pairs = ((alikeness(singles[i], singles[j]), i, j) for i, j in combinations(range(len(singles)), 2))
    return sorted((pair for pair in pairs if pair[0].one_project), key=lambda pair: (-pair[0].score, pair[1], pair[2]))


def _joined(a: Group, b: Group) -> Group:
    pairs = sorted(zip((*a.forms, *b.forms), (*a.sketches, *b.sketches), strict=True), key=lambda pair: reading_order(pair[0]))
    return Group(tuple(form for form, _ in pairs), tuple(drawn for _, drawn in pairs))


def alikeness(a: Group, b: Group) -> Likeness:
    """Compare two groups by their two most alike members."""
    return max((likeness(x, y) for x in a.sketches for y in b.sketches), key=lambda alike: (alike.one_project, alike.score))


def _kept_apart(a: Group, b: Group, alike: Likeness, named: tuple[str, ...]) -> bool:
    """Two groups stay two where the letter names both, or where both stand by themselves and differ in more than a slip."""
    first, second = _exactly_named(a, named), _exactly_named(b, named)
    if first and second and first.isdisjoint(second):
        return True
    if not (a.established and b.established):
        return False
    if alike.project == 1.0 or alike.project is None:
        return alike.other_unit
    return alike.project < SLIP or a.shape == b.shape or _nearest(a, named) != _nearest(b, named)


def _nearest(group: Group, named: tuple[str, ...]) -> str | None:
    """Return the letter's name that comes nearest to the group's."""
    scores = [(max((project_likeness(name, project) for project in group.projects), default=0.0), name) for name in named]
    best = max(scores, default=(0.0, ""))
    return best[1] if best[0] >= NEAR_PROJECT else None


def _exactly_named(group: Group, named: tuple[str, ...]) -> frozenset[str]:
    keys = frozenset(project_key(name) for name in named)
    return keys & frozenset(project_key(name) for name in group.projects)
