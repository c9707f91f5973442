"""Mail addresses that hang on l or 1, o or 0, and their like: borne out by the glyphs themselves, where these can tell.

The contact's telephone numbers stand in the same type, and their figures are sure; of an l the host has one now and then. Where a
typeface has one shape for both, or the line can't be cut into its characters, the address stays with a person.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from chinese import mail
from chinese.punctuation import strip_spaces
from extractors.documents.confidence import calibrated
from extractors.documents.contacts import LONE_ONE, LOOK_ALIKE, RULES_READ
from extractors.documents.second import TWINS_DIFFER, Crops
from extractors.documents.text import EXACT_READERS, doubted
from extractors.layout.glyphs import Glyph, difference, glyphs
from extractors.layout.ink import Ink
from schemas.evidence import Reading
from schemas.page import Page, PageFault

TAKEN_FOR = {"l": "1", "i": "1", "I": "1", "o": "0", "O": "0", "z": "2", "s": "5", "b": "68", "B": "8", "g": "9", "q": "9"}
"""The figures that a letter is taken for."""
TWINS = TAKEN_FOR | dict.fromkeys("0125689", "letter")
RIVAL = {"l": "1", "1": "l", "o": "0", "0": "o"}
ONE_SHAPE = "liI"
"""Letters that some typefaces give the shape of 1."""
SAME, NEAR, APART, FAR, UNMISTAKABLE = 0.15, 0.12, 0.2, 0.3, 0.5
"""Differences of glyphs. Of 208 figures of 105 forms, held against the same figure of the telephone, none was over 0.18; a letter was never
under 0.28 but for l and i, which are as near as 0.03 to 1 in some typefaces."""
SURENESS = 0.97


@dataclass(frozen=True)
class _Type:
    """The type that a form's contact is set in: sure glyphs of its figures, and of l."""

    figures: Mapping[str, Sequence[Glyph]]
    ells: Sequence[Glyph]

    def bears_out(self, glyph: Glyph, char: str, rivals: str, *, likely: bool) -> bool:
        """Whether it is that character and none of its rivals; ``likely`` where its neighbours say so too."""
        return self.is_figure(glyph, char, likely=likely) if char.isdigit() else self.is_letter(glyph, char, rivals, likely=likely)

    def is_figure(self, glyph: Glyph, figure: str, *, likely: bool) -> bool:
        """Whether it is that figure: as the sure ones are, and where its neighbours don't tell, unmistakably no l."""
        near, ell = _nearest(glyph, self.figures.get(figure, ())), _nearest(glyph, self.ells)
        if figure == "1" and not likely:
            return near <= NEAR and UNMISTAKABLE <= ell < float("inf")
        return near <= SAME

    def is_letter(self, glyph: Glyph, letter: str, figures: str, *, likely: bool) -> bool:
        """Whether it is that letter and none of these figures; an l may be nearer to 1 where it is as sure ones are."""
        if not all(figure in self.figures for figure in figures):
            return False
        apart = min(_nearest(glyph, self.figures[figure]) for figure in figures)
        as_ells = letter == "l" and _nearest(glyph, self.ells) <= NEAR
        if letter not in ONE_SHAPE:
            return apart >= FAR
        if likely:
            return apart >= (APART if as_ells else FAR)
        return apart >= (FAR if as_ells else UNMISTAKABLE)


def borne_out(address: Reading[str], line: Ink, numbers: Sequence[Ink], crops: Crops) -> Reading[str]:
    """Return the address without its doubt where the glyphs bear out each of its characters that may be another.

    ``numbers`` are the lines of telephone numbers that were read without doubt.
    """
    value, rivals = address.value or "", _rivals(address)
    found = _glyphs(line, value, crops) if rivals else ()
    if not found:
        return address
    host = value.find("@")
    kind = _Type(_figures(numbers, crops), [glyph for place, glyph in enumerate(found) if glyph and place > host and value[place] == "l"])
    same_type, likely = _in_type(found, value, rivals, kind), mail.told_by_neighbours(value)
    for place, rival in rivals.items():
        char, glyph = value[place], found[place]
        if glyph is None or not (same_type or char.isdigit()):
            return address
        if not kind.bears_out(glyph, char, rival, likely=place in likely):
            return address
    return address.model_copy(update={"needs_review": False, "doubt": "", "confidence": round(calibrated(SURENESS), 4)})


LOSES_STROKES = frozenset({PageFault.BILEVEL, PageFault.FAINT})
ON_POOR_PAGE = "页面为黑白二值或墨色浅，邮箱地址逐字核对"


def on_page(address: Reading[str], page: Page) -> Reading[str]:
    """Return an address for review where its page lost strokes: both readers see a c in such an e, and no word bears a letter out."""
    if address.value is None or address.needs_review or address.reader in EXACT_READERS or LOSES_STROKES.isdisjoint(page.faults):
        return address
    return doubted(address, ON_POOR_PAGE)


def _rivals(address: Reading[str]) -> dict[int, str]:
    """Return the places that may be another character, and which; none where the doubt is of another kind.

    Where the other engine read something else altogether, it is the look-alikes among what it did not see that are in doubt.
    """
    value = address.value or ""
    if address.doubt not in {LOOK_ALIKE, TWINS_DIFFER} or value.count("@") != 1:
        return {}
    second = strip_spaces(address.second or "").strip(RULES_READ) or value
    differing = [
        place for edit in Levenshtein.opcodes(value, second) if edit.tag != "equal" for place in range(edit.src_start, edit.src_end)
    ]
    rivals = {place: TWINS[value[place]] for place in differing if value[place] in TWINS}
    return rivals | {
        place: RIVAL[value[place]] for hit in LONE_ONE.finditer(value) for place in range(*hit.span()) if value[place] in RIVAL
    }


def _glyphs(ink: Ink, text: str, crops: Crops) -> tuple[Glyph | None, ...]:
    """Return the glyphs of a value on a single line; () where it can't be cut into them."""
    line = ink.lines[0] if len(ink.lines) == 1 else None
    if line is None or line.quad is None or len(strip_spaces(line.text)) != len(text):
        return ()
    crop = crops.crop(ink.page, line.quad)
    return glyphs(crop, text) if crop is not None else ()


def _figures(numbers: Sequence[Ink], crops: Crops) -> dict[str, list[Glyph]]:
    found: defaultdict[str, list[Glyph]] = defaultdict(list)
    for ink in numbers:
        text = strip_spaces(ink.text)
        for char, glyph in zip(text, _glyphs(ink, text, crops), strict=False):
            if glyph and char.isdigit():
                found[char].append(glyph)
    return dict(found)


def _in_type(found: Sequence[Glyph | None], value: str, rivals: Mapping[int, str], kind: _Type) -> bool:
    """Whether the address's figures are as those of the telephone: else unlike proves nothing. A 1 that may be an l tells nothing."""
    figures = [(p, g) for p, g in enumerate(found) if g and value[p] in kind.figures and not (p in rivals and value[p] == "1")]
    apart = {place: _nearest(glyph, kind.figures[value[place]]) for place, glyph in figures}
    undoubted = [difference for place, difference in apart.items() if place not in rivals]
    return min(apart.values(), default=1.0) <= SAME and max(undoubted, default=0.0) <= APART


def _nearest(glyph: Glyph, others: Sequence[Glyph]) -> float:
    """Return the difference from the most alike; infinite where there is none."""
    return min((difference(glyph, other) for other in others), default=float("inf"))
