"""Which option is ticked, by the ink where each one's box stands."""

import math
from collections.abc import Sequence

from extractors.documents.options import PRINTED_TICKED, SIGNS, Option
from extractors.documents.second import Crops
from extractors.documents.text import EXACT_READERS
from extractors.layout.ink import between, em, shares
from extractors.layout.marks import Choice, OptionInk, judge
from schemas.evidence import Quad

LABEL_ENDS = frozenset("域项务村品术业理政类")
LABEL_SHOWN = 0.35
"""So much of the label's first character (in ems) is cut out with the box before it: where a tick runs over the label, its place is off."""


def judged(page: int, options: Sequence[Option], crops: Crops) -> Choice:
    """Compare the ink where each option's box stands; text without places is judged by its signs.

    So is a text layer's, unless it has none: Word's boxes are signs of a symbol font, and their meaning is lost on the way to a PDF.
    """
    bracketed = sum(option.bracketed for option in options)
    if 2 * bracketed > len(options) and bracketed > sum(option.brackets is not None for option in options):
        return _judge_brackets(options)
    behind = _stand_behind(options)
    pitch = _pitch(options)
    places = [_place_behind(option, pitch) if behind else _box_place(option, pitch) for option in options]
    exact = any(option.line.reader in EXACT_READERS for option in options)
    marks = [option.behind if behind else option.mark for option in options]
    if any(place is None for place in places) or (exact and any(marks)):
        return Choice(tuple(i for i, mark in enumerate(marks) if mark and mark in PRINTED_TICKED), sure=True)
    images = [crops.crop(page, place, margin=0.5, red=True) for place in places if place is not None]
    if any(image is None or not image.size for image in images):
        return Choice((), sure=False)
    pairs = [(option, image) for option, image in zip(options, images, strict=True) if image is not None]
    return judge(
        [OptionInk(o.label, image, o.sign, 1.0 if behind else _label_from(o, pitch), o.brackets is not None) for o, image in pairs]
    )


def _stand_behind(options: Sequence[Option]) -> bool:
    """Whether the boxes stand behind their labels (消费品□): the first and last option of each line tell, between two it is anyone's."""
    lines: dict[int, list[Option]] = {}
    for option in options:
        lines.setdefault(id(option.line), []).append(option)
    ordered = [sorted(mine, key=lambda option: option.start) for mine in lines.values()]
    return sum(bool(mine[-1].behind) for mine in ordered) > sum(bool(mine[0].sign) for mine in ordered)


def _pitch(options: Sequence[Option]) -> float:
    """Return the width of a full character in points: one option's own, where a tick makes its line tall, is off by a quarter."""
    widths = sorted(em(option.line) * _long(option.line.quad) for option in options if option.line.quad is not None)
    return widths[len(widths) // 2] if widths else 0.0


def _long(quad: Quad) -> float:
    return math.dist(quad[0], quad[1])


def _place_behind(option: Option, pitch: float) -> Quad | None:
    """Where the option's box stands behind its label: an em and a half from the label's end, or around the sign that was read there.

    It begins within the label's last character, whose place is told too far right beside a tick: what is cut there is dropped.
    """
    line, last = option.line, option.start + len(option.label) - 1
    if line.quad is None:
        return None
    size = pitch / max(1.0, _long(line.quad))
    if len(line.centres) != len(line.text):
        _, end = shares(line, option.start, last + 1)
        return between(line.quad, end - 0.1 * size, end + 1.4 * size)
    end = line.centres[last] + 0.55 * size
    if option.behind:
        middle = line.centres[line.text.index(option.behind, last + 1)]
        return between(line.quad, max(middle - 0.75 * size, end - 0.1 * size), middle + 0.75 * size)
    return between(line.quad, end - LABEL_SHOWN * size, end + 1.4 * size)


def _judge_brackets(options: Sequence[Option]) -> Choice:
    """Brackets hold a sign or nothing; what an engine did not read in any of them may still be there."""
    ticked = tuple(i for i, option in enumerate(options) if option.behind and option.behind in PRINTED_TICKED)
    exact = all(option.line.reader in EXACT_READERS for option in options)
    return Choice(ticked, sure=exact or len(ticked) == 1)


def _box_place(option: Option, pitch: float) -> Quad | None:
    """Where the option's box stands, and a little of its label."""
    span = _box_span(option, pitch)
    return between(option.line.quad, span[0], span[1]) if option.line.quad is not None and span is not None else None


def _label_from(option: Option, pitch: float) -> float:
    """From which share of that place's width on there is nothing but the label."""
    span = _box_span(option, pitch)
    return 1.0 if span is None else (span[2] - span[0]) / (span[1] - span[0])


def _box_span(option: Option, pitch: float) -> tuple[float, float, float] | None:
    """Return shares of the line's width: from where to where the box may stand, and where the label begins.

    Around the sign that the engine saw there, else an em and a half left of the label.
    """
    line = option.line
    size = em(line) if line.quad is None or not pitch else pitch / max(1.0, _long(line.quad))
    if len(line.centres) != len(line.text):
        start, _ = shares(line, option.start, option.start)
        return start - 1.4 * size, start + LABEL_SHOWN * size, start
    if option.brackets is not None:
        opens, closes = (line.centres[at] for at in option.brackets)
        end = max(closes + 0.4 * size, opens + size)
        return opens - 0.4 * size, end, end
    start = line.centres[option.start] - 0.55 * size  # the line's own edge is no help: a box that was not read lies inside it
    before = line.text[option.start - 1] if option.start else ""
    if before.strip() and (before in SIGNS or not _is_label_character(before)):
        middle = line.centres[option.start - 1]
        return middle - 0.75 * size, min(middle + 0.75 * size, start + LABEL_SHOWN * size), start
    return start - 1.4 * size, start + LABEL_SHOWN * size, start


def _is_label_character(char: str) -> bool:
    """Whether a character can be the end of the option before: 域, 项, 务; what is read of a ticked box is rarely one."""
    return char in LABEL_ENDS
