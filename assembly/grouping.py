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


@dataclass(frozen=True)
class Group:
    """Forms that are copies of one another, in reading order."""

    forms: tuple[ApplicationForm, ...]
    sketches: tuple[Sketch, ...]

    @property
    def established(self) -> bool:
        """Whether the group stands by itself."""
        scans = sum(form.medium is Medium.SCAN for form in self.forms)
        return scans >= ESTABLISHED or 0 < scans < len(self.forms)

    @property
    def projects(self) -> tuple[str, ...]:
        """Every reading of the project's name."""
        return tuple(dict.fromkeys(name for drawn in self.sketches for name in drawn.projects))


def group_forms(forms: Sequence[ApplicationForm], named: Sequence[str] = ()) -> tuple[Group, ...]:
    """Put copies together, the most alike first. ``named`` are the letter's project names: what it names apart stays apart."""
    groups = [Group((form,), (sketch(form),)) for form in sorted(forms, key=reading_order)]
    while (pair := _closest(groups, tuple(named))) is not None:
        first, second = pair
        groups[first] = _joined(groups[first], groups.pop(second))
    return tuple(sorted(groups, key=lambda group: reading_order(group.forms[0])))


def _joined(a: Group, b: Group) -> Group:
    pairs = sorted(zip((*a.forms, *b.forms), (*a.sketches, *b.sketches), strict=True), key=lambda pair: reading_order(pair[0]))
    return Group(tuple(form for form, _ in pairs), tuple(drawn for _, drawn in pairs))


def _closest(groups: Sequence[Group], named: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the places of the two groups that belong together most, if any do."""
    best: tuple[float, int, int] | None = None
    for first, second in combinations(range(len(groups)), 2):
        alike = alikeness(groups[first], groups[second])
        if alike.one_project and not _kept_apart(groups[first], groups[second], alike, named) and (best is None or alike.score > best[0]):
            best = (alike.score, first, second)
    return best[1:] if best else None


def alikeness(a: Group, b: Group) -> Likeness:
    """Compare two groups by their two most alike members."""
    return max((likeness(x, y) for x in a.sketches for y in b.sketches), key=lambda alike: (alike.one_project, alike.score))


def _kept_apart(a: Group, b: Group, alike: Likeness, named: tuple[str, ...]) -> bool:
    """Two groups stay two where the letter names both, or where both stand by themselves and nothing says they are one."""
    first, second = _exactly_named(a, named), _exactly_named(b, named)
    if first and second and first.isdisjoint(second):
        return True
    if not (a.established and b.established):
        return False
    if alike.project == 1.0 or alike.project is None:
        return alike.other_unit
    return not named or max((project_likeness(name, p) for name in named for p in (*a.projects, *b.projects)), default=0.0) < NEAR_PROJECT


def _exactly_named(group: Group, named: tuple[str, ...]) -> frozenset[str]:
    keys = frozenset(project_key(name) for name in named)
    return keys & frozenset(project_key(name) for name in group.projects)
