"""The options of a field with a choice: their words, where they stand, and the box printed with each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from chinese.punctuation import fold
from extractors.labelled.entry import Entry
from extractors.layout.ink import em
from extractors.layout.marks import EMPTY_SIGNS, TICKED_SIGNS
from schemas.notice import Domain
from schemas.page import Line

LIST_LENGTH = 3
"""So many options printed make a list to choose from."""
SIGNS = EMPTY_SIGNS | TICKED_SIGNS
BRACKETS = re.compile(r"[（(〔\[]\s*([^）)〕\]]?)\s*[）)〕\]]\s*$")
"""A pair of brackets to tick in: （√）消费品."""
PRINTED_EMPTY = "□○〇◯囗▢◻☐"
PRINTED_TICKED = "☑☒√✓✔■●◉▣◼⊠"
PRINTED = frozenset(PRINTED_EMPTY + PRINTED_TICKED + "口")
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


def options_of_domains(entries: Sequence[Entry], domains: Sequence[Domain]) -> list[Option]:
    """Every domain name in the field's lines, the longest first where one is part of another (社会管理与公共服务 ⊃ 公共服务)."""
    pairs = {(name, item.id) for item in domains for name in {item.name, *item.aliases} if len(name) > 1}
    names = sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
    lines = option_lines(entries)
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


def boxed_options(entries: Sequence[Entry]) -> list[Option]:
    """Options by their boxes: a sign, then words up to the next sign; between such ones also words before which a box has room.

    Engines drop a filled box, which is the ticked one.
    """
    found = [option for line in option_lines(entries) for option in _options_of(line)]
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


def option_lines(entries: Sequence[Entry]) -> list[Line]:
    """Return the lines that options may stand in."""
    return [line for entry in entries for ink in entry.inks for line in ink.lines]
