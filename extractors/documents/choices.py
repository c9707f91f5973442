"""Fields with a choice: which option is ticked, or what was written where the form has no boxes."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from chinese.punctuation import fold, label_key
from extractors.documents.second import Crops
from extractors.documents.text import EXACT_READERS, Text, blank, cleaned, reading
from extractors.labelled.entry import Entry
from extractors.layout.ink import between, em, part, shares, union
from extractors.layout.marks import EMPTY_SIGNS, TICKED_SIGNS, Choice, OptionInk, judge
from schemas.evidence import Quad, Reading, Region
from schemas.notice import Domain
from schemas.page import Line

LABEL_SHOWN = 0.35
"""So much of the label's first character (in ems) is cut out with the box before it: where a tick runs over the label, its place is off."""
LIST_LENGTH = 3
"""So many options printed make a list to choose from."""
LONGEST_OPTION = 12
"""A longer stretch of words is an answer, no option."""
SIGNS = EMPTY_SIGNS | TICKED_SIGNS
LABEL_ENDS = frozenset("域项务村品术业理政类")
BRACKETS = re.compile(r"[（(〔\[]\s*([^）)〕\]]?)\s*[）)〕\]]\s*$")
"""A pair of brackets to tick in: （√）消费品."""
PRINTED_EMPTY = "□○〇◯囗▢◻☐"
PRINTED_TICKED = "☑☒√✓✔■●◉▣◼⊠"
PRINTED = frozenset(PRINTED_EMPTY + PRINTED_TICKED + "口")
YES_OR_NO = ("是否", "有无")
TICK_SURE = 0.97
"""How sure a tick is, or that there is none, where the boxes' ink leaves no doubt."""
BOX_ROOM = 2.0
"""Ems from one character's middle to the next with a box between them."""


@dataclass(frozen=True)
class Option:
    """One option as printed: what it stands for, its label, and where that is in the line."""

    value: str
    label: str
    line: Line
    start: int
    words: str = ""
    """All of its words, where the line breaks within them; ``label`` is then what stands on this line."""
    rest: str | None = None
    """What follows the words on the next line, where the line breaks within them."""

    @property
    def sign(self) -> str:
        """The characters between the option before it and its label that may be a box."""
        before = self.line.text[max(0, self.start - 3) : self.start].rstrip(" \u3000")
        if self.brackets is not None:
            inside = BRACKETS.search(self.line.text[: self.start])
            return inside.group(1) if inside and inside.group(1) in SIGNS else ""
        return before[-1:] if before and before[-1] in SIGNS else ""

    @property
    def brackets(self) -> tuple[int, int] | None:
        """Where in the line a pair of brackets opens and closes that stands before the label."""
        found = BRACKETS.search(self.line.text[max(0, self.start - 5) : self.start])
        offset = max(0, self.start - 5)
        return None if found is None else (offset + found.start(), offset + len(found.group().rstrip()) + found.start() - 1)

    @property
    def behind(self) -> str:
        """The character behind the label."""
        rest = self.following.lstrip(" \u3000（(")
        return rest[:1] if rest and rest[0] in SIGNS else ""

    @property
    def mark(self) -> str:
        """The sign before the label, else the one behind it; behind an option with brackets of its own stands the next one's."""
        return self.sign if self.sign or self.brackets is not None else self.behind

    @property
    def bracketed(self) -> bool:
        """Whether the place for the tick is a pair of brackets behind the label: 服务业（√）."""
        return bool(re.match(r"\([^()一-鿿]{0,2}\)", fold(self.following)))

    @property
    def following(self) -> str:
        """What stands behind the option's words."""
        return self.line.text[self.start + len(self.label) :] if self.rest is None else self.rest


def domain(entries: Sequence[Entry], text: Text, domains: Sequence[Domain], crops: Crops) -> tuple[Reading[str], Reading[str]]:
    """Read the field of the call: the domain's id, and the words that stood for it.

    Two ticked options give no value, both in ``raw``, and a look by a person; none gives an empty field.
    """
    options = _domain_options(entries, domains)
    distinct = {option.value for option in options}
    if len(distinct) > 1 and _looks_like_options(entries, options):
        return _ticked_domain(entries, options, text, crops)
    if not cleaned(text.text):
        return blank(text), blank(text)
    found = _stated(text.text, domains)
    if len(distinct) > 1 and _called(text.text, domains) is None:
        return reading(None, text, doubt="写有两个以上领域"), reading(cleaned(text.text), text)
    if found is None:
        return reading(None, text, doubt="未能对应到通知的征集领域"), reading(cleaned(text.text), text)
    return reading(found, text), reading(cleaned(text.text), text)


def plain_choice(entries: Sequence[Entry], text: Text, crops: Crops) -> Reading[str]:
    """Read a choice whose options the notice does not list (单位性质: □事业单位 ☑企业): the ticked option's own words."""
    options = _boxed_options(entries)
    if len(options) < 2:
        value = cleaned(text.text)
        several = len(text.raw.split()) >= LIST_LENGTH and len(value) < LIST_LENGTH * LONGEST_OPTION
        return blank(text) if not value else reading(value, text, doubt="列有多个选项，未能辨认所选" if several else "")
    choice = _judge(entries[0].inks[0].page, options, crops)
    if len(choice.ticked) == 1:
        return reading(options[choice.ticked[0]].label, text, doubt="" if choice.sure else "勾选不清")
    if choice.ticked:
        return reading(None, text, doubt="勾选多项")
    return _unticked(text, choice)


def _unticked(text: Text, choice: Choice) -> Reading[str]:
    """No tick anywhere: whatever the readers made of the boxes' words, only the boxes tell."""
    if not choice.sure:
        return reading(None, text, doubt="勾选不清")
    return blank(replace(text, doubt="", second=None, confidence=max(text.confidence, TICK_SURE)))


def yes_or_no(entries: Sequence[Entry], text: Text, crops: Crops) -> Reading[str] | None:
    """Read an answer that is two boxes: 「□是　☑否」 is 否. None where more is said than that."""
    lines = _lines(entries)
    bare = "".join(char for line in lines for char in fold(line.text) if char not in SIGNS and char not in "()")
    if bare not in YES_OR_NO:
        return None
    options = [Option(word, word, line, line.text.index(word)) for word in bare for line in lines if word in line.text]
    choice = _judge(entries[0].inks[0].page, options, crops)
    if len(choice.ticked) != 1:
        return reading(cleaned(text.text), text, doubt="勾选不清")
    return reading(options[choice.ticked[0]].label, text, doubt="" if choice.sure else "勾选不清")


def _ticked_domain(entries: Sequence[Entry], options: Sequence[Option], text: Text, crops: Crops) -> tuple[Reading[str], Reading[str]]:
    choice = _judge(entries[0].inks[0].page, options, crops)
    chosen = [options[i] for i in choice.ticked] or ([] if choice.sure else _likely(options))
    if not chosen:
        return _unticked(text, choice), _unticked(text, choice)
    # The words are the form's own: only the tick can be in doubt.
    labels = "、".join(option.words or option.label for option in chosen)
    page = entries[0].inks[0].page
    place = Region(page=page, bbox=union(part(option.line, option.start, option.start + len(option.label)).bbox for option in chosen))
    told = Text(labels, labels, TICK_SURE if choice.sure else 0.6, place, text.reader)
    if len({option.value for option in chosen}) > 1:
        return reading(None, told, doubt="勾选了两个以上领域"), reading(None, told, doubt="勾选了两个以上领域")
    doubt = "" if choice.sure else "勾选不清"
    return reading(chosen[0].value, told, doubt=doubt), reading(labels, told, doubt=doubt)


def _likely(options: Sequence[Option]) -> list[Option]:
    """What a person is asked to confirm: the one option that a tick was read beside, else the one whose box a tick may have hidden."""
    signed = [option for option in options if option.mark and option.mark in PRINTED_TICKED]
    return signed if len(signed) == 1 else _left_without_a_box(options)


def _left_without_a_box(options: Sequence[Option]) -> list[Option]:
    """The one option whose box nobody saw where each of the others has an empty one."""
    boxless = [option for option in options if not option.sign]
    empty = [option for option in options if option.sign and option.sign in PRINTED_EMPTY]
    return boxless if len(boxless) == 1 and len(empty) == len(options) - 1 >= LIST_LENGTH else []


def _stated(text: str, domains: Sequence[Domain]) -> str | None:
    """Return the domain that a written answer names: by the whole text first, else the one longest name in it."""
    if called := _called(text, domains):
        return called
    bare = fold(text)
    hits = [(len(fold(name)), item.id) for item in domains for name in (item.name, item.heading, *item.aliases) if fold(name) in bare]
    if not hits:
        return None
    longest = max(hits)[0]
    best = {found for size, found in hits if size == longest}
    return best.pop() if len(best) == 1 else None


def _called(text: str, domains: Sequence[Domain]) -> str | None:
    """Return the domain whose name a text is, taken whole."""
    key = label_key(text)
    return next((item.id for item in domains if key in {label_key(name) for name in (item.name, item.heading, *item.aliases)}), None)


def _domain_options(entries: Sequence[Entry], domains: Sequence[Domain]) -> list[Option]:
    """Every domain name in the field's lines, the longest first where one is part of another (社会管理与公共服务 ⊃ 公共服务)."""
    pairs = {(name, item.id) for item in domains for name in {item.name, *item.aliases} if len(name) > 1}
    names = sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
    lines = _lines(entries)
    taken = [[False] * len(line.text) for line in lines]
    found: list[tuple[int, Option]] = []
    for name, value in names:
        for number, line in enumerate(lines):
            for hit in re.finditer(re.escape(name), line.text):
                found += _claim(taken[number], number, Option(value, name, line, hit.start()))
        found += _broken(lines, taken, name, value)
    if len({option.value for _, option in found}) >= LIST_LENGTH:
        missing = [(name, value) for name, value in names if value not in {option.value for _, option in found}]
        found += _garbled(lines, taken, missing)
    return [option for _, option in sorted(found, key=lambda item: (item[0], item[1].start))]


def _broken(lines: Sequence[Line], taken: list[list[bool]], name: str, value: str) -> list[tuple[int, Option]]:
    """An option whose words run over the end of a line: 基本公共服｜务."""
    found: list[tuple[int, Option]] = []
    for number, (line, following) in enumerate(pairwise(lines)):
        text, rest = line.text.rstrip(), following.text.lstrip()
        for cut in range(1, len(name)):
            if len(name) > 2 and text.endswith(name[:cut]) and rest.startswith(name[cut:]):
                behind = rest[len(name) - cut :]
                claimed = _claim(taken[number], number, Option(value, name[:cut], line, len(text) - cut, name, behind))
                indent = len(following.text) - len(rest)
                taken[number + 1][indent : indent + len(name) - cut] = [bool(claimed)] * (len(name) - cut)
                found += claimed
    return found


def _claim(taken: list[bool], number: int, option: Option) -> list[tuple[int, Option]]:
    """Take an option's place in its line, unless another has it."""
    place = slice(option.start, option.start + len(option.label))
    if any(taken[place]):
        return []
    taken[place] = [True] * len(taken[place])
    return [(number, option)]


def _garbled(lines: Sequence[Line], taken: list[list[bool]], missing: Sequence[tuple[str, str]]) -> list[tuple[int, Option]]:
    """Options of a list whose words were misread: a pen's tick runs over the label of the very option that it chooses."""
    found: list[tuple[int, Option]] = []
    for name, value in missing:
        if len(name) < 3 or value in {option.value for _, option in found}:
            continue
        slips = 1 if len(name) < 6 else 2
        near = [
            (Levenshtein.distance(line.text[start : start + len(name)], name), number, start)
            for number, line in enumerate(lines)
            for start in range(len(line.text) - len(name) + 1)
        ]
        for distance, number, start in sorted(near):
            if distance <= slips:
                found += _claim(taken[number], number, Option(value, name, lines[number], start))
    return found


def _looks_like_options(entries: Sequence[Entry], options: Sequence[Option]) -> bool:
    """A list to choose from has boxes, or names (nearly) all there is; a written answer names one."""
    boxed = sum(1 for option in options if option.sign or option.behind or option.bracketed)
    return boxed >= 1 or len({option.value for option in options}) >= 4 or len(_lines(entries)) > 2


def _boxed_options(entries: Sequence[Entry]) -> list[Option]:
    """Options by their boxes: a sign, then words up to the next sign; between such ones also words before which a box has room.

    Engines drop a filled box, which is the ticked one.
    """
    found = [option for line in _lines(entries) for option in _options_of(line)]
    return found if sum(bool(option.sign) for option in found) > 1 else []


def _options_of(line: Line) -> Iterator[Option]:
    for start, end in _words(line):
        option = Option(line.text[start:end], line.text[start:end], line, start)
        if option.sign or (end - start > 1 and _has_room(line, start)):
            yield option


def _words(line: Line) -> Iterator[tuple[int, int]]:
    """Stretches between signs, spaces, and gaps that no space was read for."""
    start = 0
    for index, char in enumerate(line.text):
        parted = char in PRINTED or char.isspace()
        if parted or (index > start and _has_room(line, index)):
            if index > start:
                yield start, index
            start = index + parted
    if start < len(line.text):
        yield start, len(line.text)


def _has_room(line: Line, index: int) -> bool:
    """Whether a box has room before a character: at the line's beginning, or where the next character on the left is far away."""
    before = next((at for at in range(index - 1, -1, -1) if not line.text[at].isspace()), None)
    if before is None:
        return True
    if len(line.centres) != len(line.text):
        return line.text[index - 1].isspace()
    return line.centres[index] - line.centres[before] > BOX_ROOM * em(line)


def _judge(page: int, options: Sequence[Option], crops: Crops) -> Choice:
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


def _lines(entries: Sequence[Entry]) -> list[Line]:
    return [line for entry in entries for ink in entry.inks for line in ink.lines]
