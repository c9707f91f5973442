"""Labels of a form profile, and what in a text is one of them.

A label is compared without spaces, numbering, colons and brackets (``chinese.punctuation.label_key``), so that 「联　系　人：」,
「三、联系人」 and 「联系人（必填）」 are the same. One wrong character in a label of four or more is forgiven
where only one label comes near.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from chinese.dates import parse_date
from chinese.lookalikes import alike
from chinese.punctuation import fold, label_key
from schemas.documents import OpinionRole
from schemas.notice import FieldKind, FormProfile

LONGEST_LABEL = 18
SHORTEST_PIECE = 3
SEPARATORS = "：:﹕"

PERSON_FIELDS = ("project_leader", "legal_representative")
"""Telephone numbers beside these are theirs, not the contact's."""
NAME_WORDS = ("姓名", "名称", "单位名称", "单位全称", "全称")
"""Sub-labels that stand for the group's own name."""
GROUP_ENDING = re.compile(r"(?:基本)?(?:信息|情况|资料|概况)$")
"""What a group adds to its own label: 联系人信息, 参加单位基本情况."""
TELLING_KINDS = frozenset({FieldKind.PHONE, FieldKind.EMAIL, FieldKind.POSTCODE, FieldKind.CODE, FieldKind.DATE})
"""Behind a value of the same line their labels are known even where the space before them was not read: 联系人：赵一电话：…"""
OPINION_ENDING = re.compile(r"(?:意见|审批|签章|盖章)$")
BOX_WITHIN = re.compile(r"(?<=[一-鿿])[□☐☑☒■√✓](?=[一-鿿])")
"""What is seen for a box in the room that sets a label's characters apart (领　域) is none."""
BOX_BEFORE = re.compile(r"^[□☐☑☒■√✓]+(?=[一-鿿])")
PARTICLES = frozenset("的之")
"""They tell no two labels apart."""
JOINTS = re.compile(r"[及和与、/]")


@dataclass(frozen=True)
class Label:
    """What a label stands for: a field, an opinion box, or (neither) something that the form asks and no field claims."""

    printed: str
    field: str | None = None
    role: OpinionRole | None = None
    kind: FieldKind | None = None
    also: tuple[str, ...] = ()
    """Further fields that the same words ask for: 试点目标及预期成果."""

    @property
    def is_long(self) -> bool:
        """Whether text under it may run over several lines and pages."""
        return self.role is not None or self.kind is FieldKind.LONG


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: the text after a label (``label`` None: before the first one); ``start`` is its offset in the line."""

    label: Label | None
    text: str
    start: int


class Labels:
    """The labels of one form profile."""

    def __init__(self, profile: FormProfile) -> None:
        self._known: dict[str, Label] = {}
        for field in profile.fields:
            for name in field.labels:
                self._known.setdefault(label_key(name), Label(name, field=field.name, kind=field.kind))
        for opinion in profile.opinions:
            for name in opinion.labels:
                self._known.setdefault(label_key(name), Label(name, role=opinion.role))
        for name in profile.other_labels:
            self._known.setdefault(label_key(name), Label(name))
        self._texts = [(field, [fold(word) for word in field.words]) for field in profile.fields if field.words]
        self._boxes = [(opinion, [fold(word) for word in opinion.words]) for opinion in profile.opinions if opinion.words]
        self._notes = {label_key(heading) for heading in profile.notes_headings}

    def match(self, text: str) -> Label | None:
        """Return the label that ``text``, taken whole, is."""
        key = label_key(BOX_WITHIN.sub("", text))
        if not 1 < len(key) <= LONGEST_LABEL:
            return None
        return self._known.get(key) or self._near(key) or self._compound(key) or self._behind_box(key)

    def _behind_box(self, key: str) -> Label | None:
        """Return the label of a value that nobody ticks (☑手机): a corner of the table was seen for a box."""
        bare = BOX_BEFORE.sub("", key)
        label = self._known.get(bare) if bare != key else None
        return label if label is not None and label.kind in {*TELLING_KINDS, FieldKind.PERSON} else None

    def torn(self, text: str) -> Label | None:
        """Return the label of a field that ``text`` is but for its first or last character, which was not read (推荐单｜位)."""
        key = label_key(text)
        if len(key) < SHORTEST_PIECE or self.match(text) is not None:
            return None
        hits = {label.field: label for known, label in self._known.items() if label.field and key in (known[1:], known[:-1])}
        return next(iter(hits.values())) if len(hits) == 1 else None

    def guess(self, text: str) -> Label | None:
        """Return what an unknown label of a long text or an opinion asks for, by the words in it; None where that is not one thing."""
        key = label_key(text)
        if not 3 < len(key) <= LONGEST_LABEL or re.search(r"[。；，：:、]$|\d", key):
            return None
        if OPINION_ENDING.search(key):
            return self._guessed_box(key)
        hits = {field.name: field for field, words in self._texts if any(word in key for word in words)}
        if len(hits) != 1:
            return None
        field = next(iter(hits.values()))
        return Label(key, field=field.name, kind=field.kind)

    def _guessed_box(self, key: str) -> Label | None:
        """The province's box says so; of other words the last one before 意见 counts (申报单位主管部门意见)."""
        hits = [(key.rfind(word), opinion.role) for opinion, words in self._boxes for word in words if word in key]
        if not hits:
            return None
        roles = {role for _, role in hits}
        return Label(key, role=OpinionRole.PROVINCE if OpinionRole.PROVINCE in roles else max(hits)[1])

    def joint(self, text: str) -> tuple[Label, ...]:
        """Return the labels that one cell asks for together: 联系人及电话, 法定代表人／联系电话."""
        parts = [self.match(part) for part in re.split(r"[及和与、/／]", text) if part.strip()]
        found = tuple(part for part in parts if part is not None and part.field is not None)
        return found if found and None not in parts and len(parts) > 1 else ()

    def is_notes_heading(self, text: str) -> bool:
        """Whether ``text`` heads a page without data (填表说明)."""
        return label_key(text) in self._notes

    def within(self, parent: Label, child: str) -> Label | None:
        """Return what a sub-label means inside a group: 联系人 › 电话, 参加单位 › 名称, 项目负责人 › 姓名."""
        if not child.strip():
            return None
        owner = self._owner(parent)
        for group in (parent, owner):
            joined = self._known.get(label_key(group.printed + child))
            if joined is not None:
                return joined
        if label_key(child) in NAME_WORDS and not owner.is_long:
            return owner
        if owner.field in PERSON_FIELDS or owner.field == "participating_units":
            return None
        return self.match(child)

    def joined(self, group: str, child: str) -> Label | None:
        """Return the label that a group which is none itself makes with a word in it: 项目概况 › 名称."""
        if label_key(child) not in NAME_WORDS:
            return None
        return self._known.get(GROUP_ENDING.sub("", label_key(group)) + label_key(child))

    def owner_of(self, parent: Label) -> str | None:
        """Return the field that a group is about: contact_name for 联系人信息."""
        return self._owner(parent).field

    def _owner(self, parent: Label) -> Label:
        return self._known.get(GROUP_ENDING.sub("", label_key(parent.printed)), parent)

    def pieces(self, line: str) -> tuple[Piece, ...]:
        """Split a line at every label that a colon follows; () where there is none."""
        found = list(self._colons(line))
        if not found:
            return ()
        before = [Piece(None, line[: found[0][0]], 0)] if line[: found[0][0]].strip() else []
        ends = [start for start, _, _ in found[1:]] + [len(line)]
        return (*before, *(Piece(label, line[after:end], after) for (_, after, label), end in zip(found, ends, strict=True)))

    def prefix(self, line: str) -> Piece | None:
        """Return the value of a cover line without a colon (「项目名称　某某试点」), where a label and then a gap or a rule starts it."""
        for matched in re.finditer(r"(?:\u3000|\t| [ \u3000])[ \u3000\t]*|[_＿]+", line):
            label = self.match(line[: matched.start()])
            if label is not None:
                return Piece(label, line[matched.end() :], matched.end())
        return None

    def glued(self, line: str) -> Piece | None:
        """Return the value of a line that begins with a label and has no gap behind it: an engine may overlook it."""
        places = [index for index, char in enumerate(line) if not char.isspace()][2 : LONGEST_LABEL + 1]
        for end in reversed(places):
            label = self._known.get(label_key(line[:end]))
            if label is not None and label.field is not None and not label.is_long:
                return Piece(label, line[end:], end)
        return None

    def dated(self, line: str) -> Piece | None:
        """Return the value of a line that is the label of a date and a date, with nothing between them: 填报时间2026/5/9."""
        begins = re.search(r"\d|二[〇○零]", line)
        label = self.match(line[: begins.start()]) if begins else None
        if begins is None or label is None or label.kind is not FieldKind.DATE or parse_date(line[begins.start() :]) is None:
            return None
        return Piece(label, line[begins.start() :], begins.start())

    def _colons(self, line: str) -> Iterator[tuple[int, int, Label]]:
        """Every (start, offset behind the colon, label)."""
        floor = 0
        for mark in re.finditer(f"[{SEPARATORS}]", line):
            hit = self._before(line, floor, mark.start())
            if hit is not None:
                yield hit[0], mark.end(), hit[1]
                floor = mark.end()

    def _before(self, line: str, floor: int, end: int) -> tuple[int, Label] | None:
        """Return the longest label that ends right before a colon: at the line's start, or after a space or punctuation."""
        for start in range(floor, end):
            glued = start > floor and not _may_start(line, start)
            if glued and (not floor or not line[start].isalpha()):
                continue
            key = label_key(line[start:end])
            label = self._known.get(key) if glued else (self.match(line[start:end]) if len(key) <= LONGEST_LABEL else None)
            if label is not None and (not glued or label.kind in TELLING_KINDS or (label.kind is FieldKind.PERSON and len(key) > 2)):
                return start, label
        return None

    def _compound(self, key: str) -> Label | None:
        """Return the label of a heading over several long texts: 试点目标及预期成果, 立项依据和目的. Half of its parts must be known."""
        parts = JOINTS.split(key)
        known = [label for part in parts if (label := self._known.get(part)) and label.field and label.kind is FieldKind.LONG]
        if len(parts) < 2 or not known or 2 * len(known) < len(parts) or not all(len(part) > 1 for part in parts):
            return None
        fields = tuple(dict.fromkeys(label.field for label in known if label.field))
        return Label(key, field=fields[0], kind=FieldKind.LONG, also=fields[1:])

    def _near(self, key: str) -> Label | None:
        """Return the label that ``key`` is but for one misread character. Another word of the form's own vocabulary is no misreading.

        Of a long text's label a character may also have been overlooked, in a column with one a line most of all: 预期标 is 预期目标.
        """
        if len(key) < 3:
            return None
        slips = (self._known[known] for known in self._long if self._is_slip(key, known))
        near = {label.printed: label for label in slips if len(key) > 3 or label.is_long}
        meanings = {(label.field, label.role) for label in near.values()}
        return next(iter(near.values())) if len(meanings) == 1 else None

    def _is_slip(self, key: str, known: str) -> bool:
        if Levenshtein.distance(key, known, score_cutoff=1) != 1:
            return False
        if len(key) != len(known):
            return True
        read, meant = next((a, b) for a, b in zip(key, known, strict=True) if a != b)
        return read not in self._vocabulary or alike(read, meant)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset("".join(self._known)) - PARTICLES

    @cached_property
    def _long(self) -> tuple[str, ...]:
        return tuple(key for key in self._known if len(key) >= 4)


def _may_start(line: str, start: int) -> bool:
    """Whether a label may begin here: after a space, punctuation, or its own number, never inside a number."""
    before = line[start - 1]
    if before.isdigit():
        return not line[start].isascii()
    return bool(re.match(r"[\s，。；、,;（(）)．.·•]", before)) or before in SEPARATORS
