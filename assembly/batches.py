"""Documents put into deliveries: a folder is one, loose files join by what they say, two issuers in one folder make two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assembly.agreement import agreed_recommender
from assembly.grouping import Group, alikeness, group_forms
from assembly.identity import reading_order
from assembly.issuers import NOBODY, Issuer, letter_issuer, recognise
from assembly.likeness import NEAR_PROJECT, project_likeness
from assembly.ranking import letter_names
from chinese.names import name_similarity
from schemas.documents import ApplicationForm, Document, RecommendationLetter, Status
from schemas.notice import Notice

SAME_ISSUER = 0.85
"""Two readings of one unknown issuer's name may differ by one character in seven."""


@dataclass(frozen=True)
class Batch:
    """The documents of one delivery, before they are applications."""

    folder: str
    issuer: Issuer
    letters: tuple[RecommendationLetter, ...] = ()
    forms: tuple[ApplicationForm, ...] = ()
    rest: tuple[Document, ...] = ()
    parted: bool = False
    """Whether its folder holds the letters of several issuers."""

    @property
    def place(self) -> tuple[str, ...]:
        """What makes the delivery this one and no other: its folder; the issuer where that is not enough; else its documents."""
        if self.folder:
            return (self.folder, self.issuer.key) if self.parted else (self.folder,)
        return ("", self.issuer.key) if self.issuer.key else ("", "", *sorted(d.id for d in (*self.letters, *self.forms)))

    @property
    def names(self) -> tuple[str, ...]:
        """Every project that its letters name."""
        return tuple(dict.fromkeys(name for letter in self.letters for name in letter_names(letter) if name))

    def likeness_to(self, projects: Iterable[str]) -> float:
        """Return how near the letters' names come to a form's."""
        return max((project_likeness(name, project) for project in projects for name in self.names), default=0.0)


def batches(documents: Sequence[Document], notice: Notice) -> tuple[Batch, ...]:
    """Put documents into batches; those of the top level that join nothing and say nothing of a project stay outside."""
    ordered = sorted(documents, key=reading_order)
    folders = sorted({document.folder for document in ordered if document.folder} - _loose_archives(ordered))
    found = [batch for folder in folders for batch in _folder([d for d in ordered if d.folder == folder], notice)]
    loose = [document for document in ordered if document.folder not in folders and is_live(document)]
    found = _with_letters(found, [d for d in loose if isinstance(d, RecommendationLetter)], notice)
    found = _with_forms(found, [d for d in loose if isinstance(d, ApplicationForm)], notice)
    return tuple(sorted(found, key=lambda batch: (not batch.folder, batch.folder, batch.issuer.key)))


def _loose_archives(documents: Sequence[Document]) -> frozenset[str]:
    """Archives at the top level that bring no letter are loose files in a wrapper: 电子版.zip belongs to somebody's delivery."""
    wrapped = frozenset(d.folder for d in documents if d.folder and d.path.startswith(f"{d.folder}!/"))
    return wrapped - {d.folder for d in documents if isinstance(d, RecommendationLetter) and is_live(d)}


def is_live(document: Document) -> bool:
    """Whether a document counts: read, and not the second of the same bytes."""
    return document.status is Status.PROCESSED


def _folder(documents: Sequence[Document], notice: Notice) -> tuple[Batch, ...]:
    letters = [d for d in documents if isinstance(d, RecommendationLetter) and is_live(d)]
    forms = [d for d in documents if isinstance(d, ApplicationForm) and is_live(d)]
    kept = {d.id for d in (*letters, *forms)}
    rest = tuple(d for d in documents if d.id not in kept or not is_live(d))
    folder = documents[0].folder
    issued = _by_issuer(letters, notice)
    parted = [Batch(folder, issuer, tuple(group), parted=len(issued) > 1) for issuer, group in issued]
    if not parted:
        return (Batch(folder, forms_issuer(forms, notice), forms=tuple(forms), rest=rest),)
    for group in group_forms(forms, [name for batch in parted for name in batch.names]):
        place = _place(group, parted, notice) or 0
        parted[place] = replace(parted[place], forms=(*parted[place].forms, *group.forms))
    return tuple(_issued(batch, notice) for batch in (replace(parted[0], rest=rest), *parted[1:]))


def _issued(batch: Batch, notice: Notice) -> Batch:
    """Let the forms say who recommends where the letter's issuer could not be read."""
    return batch if batch.issuer.key else replace(batch, issuer=forms_issuer(batch.forms, notice))


def _by_issuer(letters: Sequence[RecommendationLetter], notice: Notice) -> list[tuple[Issuer, list[RecommendationLetter]]]:
    """Put letters of one issuer together; one whose issuer nobody could read goes with the only other, or with what it names."""
    found: list[tuple[Issuer, list[RecommendationLetter]]] = []
    read = [(letter, letter_issuer(letter, notice)) for letter in letters]
    for letter, issuer in (*(pair for pair in read if pair[1].key), *(pair for pair in read if not pair[1].key)):
        home = next((group for known, group in found if _one_issuer(known, issuer)), None)
        if home is None and not issuer.key and found:
            home = max((group for _, group in found), key=lambda group: _shared(letter, group))
        if home is None:
            found.append((issuer, [letter]))
        else:
            home.append(letter)
    return found


def _one_issuer(a: Issuer, b: Issuer) -> bool:
    if a.recommender or b.recommender:
        return a.recommender == b.recommender
    return bool(a.key and b.key) and name_similarity(a.key, b.key) >= SAME_ISSUER


def _shared(letter: RecommendationLetter, group: Sequence[RecommendationLetter]) -> float:
    names = [name for other in group for name in letter_names(other)]
    return sum(max((project_likeness(name, other) for other in names), default=0.0) for name in letter_names(letter))


def forms_issuer(forms: Sequence[ApplicationForm], notice: Notice) -> Issuer:
    """Say who sent forms that came without a letter, by what they name as recommending unit; nobody where they do not."""
    name = agreed_recommender(forms)
    return Issuer(recognise(name, notice), name) if name else NOBODY


def _with_letters(found: list[Batch], letters: Sequence[RecommendationLetter], notice: Notice) -> list[Batch]:
    """Join loose letters to the delivery of their issuer, or to the one without a letter whose forms they name."""
    grown = list(found)
    for issuer, group in _by_issuer(letters, notice):
        loose = Batch("", issuer, tuple(group))
        place = _letter_place(loose, grown)
        if place is None:
            grown.append(loose)
        else:
            home = grown[place]
            grown[place] = replace(home, letters=(*home.letters, *group), issuer=home.issuer if home.letters else issuer)
    return grown


def _letter_place(loose: Batch, found: Sequence[Batch]) -> int | None:
    named = [(_named_forms(loose, batch), -i) for i, batch in enumerate(found)]
    same = [(forms, i) for forms, i in named if found[-i].issuer.key and _one_issuer(found[-i].issuer, loose.issuer)]
    if same:
        return -max(same)[1]
    bare = [(forms, i) for forms, i in named if forms and not found[-i].letters and not found[-i].issuer.key]
    return -max(bare)[1] if bare else None


def _named_forms(loose: Batch, batch: Batch) -> int:
    return sum(loose.likeness_to(group.projects) >= NEAR_PROJECT for group in group_forms(batch.forms, loose.names))


def _with_forms(found: list[Batch], forms: Sequence[ApplicationForm], notice: Notice) -> list[Batch]:
    """Join loose forms to the delivery that they belong to; forms of one recommending unit that join nothing make one delivery."""
    grown = list(found)
    for group in group_forms(forms, [name for batch in found for name in batch.names]):
        place = _place(group, grown, notice)
        if place is None:
            grown.append(Batch("", forms_issuer(group.forms, notice), forms=group.forms))
        else:
            grown[place] = replace(grown[place], forms=(*grown[place].forms, *group.forms))
    return grown


def _place(group: Group, found: Sequence[Batch], notice: Notice) -> int | None:
    """Find the delivery of some forms: of the recommending unit they name; with another copy of theirs; with a letter naming them."""
    issuer = forms_issuer(group.forms, notice)
    for fitting in (
        [
            (1.0 + batch.likeness_to(group.projects), -i)
            for i, batch in enumerate(found)
            if issuer.key and _one_issuer(batch.issuer, issuer)
        ],
        [(score, -i) for i, batch in enumerate(found) if (score := _has_copy(group, batch))],
        [(score, -i) for i, batch in enumerate(found) if (score := batch.likeness_to(group.projects)) >= NEAR_PROJECT],
    ):
        if fitting:
            return -max(fitting)[1]
    return None


def _has_copy(group: Group, batch: Batch) -> float:
    """Return how alike the batch's most alike form is, where it is a copy; loose forms compare with forms, not with letters."""
    alike = [alikeness(group, other) for other in group_forms(batch.forms, batch.names)]
    return max((found.score for found in alike if found.one_project), default=0.0)
