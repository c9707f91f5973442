"""What speaks against a seal being the unit's own: a special purpose, a short form, a division's tail, a strange name."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from assembly.known_names import KnownName
from assembly.ring import readings_of, ring_likeness, ring_text, same_ring, split_after, turned_to
from chinese.punctuation import fold
from schemas.documents import Seal

WHOLE = 0.97
"""Some way read the whole name: whatever shorter texts the others gave, they lost characters."""
CLEARLY_OTHER = 0.84
"""Where most ways read the same to the character, with a sixth of it different from the name, that is what stands there."""
NAMED_BY_TAIL = 3
"""The seal of a branch or a division has three characters or more behind its parent's name: 沈阳分公司, 标准化处."""
UNDOUBTED = 0.99
"""A garbled ring is read with less confidence than this."""
STRANGE_RUN = 6
"""Six characters in a row are more than the endings that many names have in common."""
UNLIKE = 0.34
"""Two characters of six may be the same by chance: 公司, 中心."""
TAILS_AGREE = 0.9
"""Two ways read one tail: one character in ten may differ between them."""
STRANGE_CONFIDENCE = 0.8
"""Below this its own reader doubted it."""
TWO_WAYS = 2
THREE_WAYS = 3
TWO_CHARACTERS = 2
MOST = 0.5
"""Half of the ways; the others may have lost the characters around."""
LEGIBLE = 0.5
"""A way that has half of the name right may say what is left out of it; one that has less read noise."""

_PURPOSES = "合同|财务|发票|业务|报价|报关|审批|许可|投标|招标|检验|检测|项目|资料|技术|公文|会议|收文|档案|人事|办公|电子|税务"
_SPECIAL = re.compile(rf"专用章|(?:{_PURPOSES})[^公]{{0,3}}专(?:用(?:章|$)|[一-鿿]章)")
_DIVISION = re.compile(
    r"(?:公司|支行|分行|分店|营业部|项目部|办事处|工会|党委|党支部|委员会|委员会中共|党组|办公室|[处科股室]|分局|分院|分所|分会|大队|支队)$"
)

_UNIT = re.compile(r"公司|[局厅院校馆队社厂]|中心|政府|委员会|办公室|大学|协会|商会|学会|事务所|基金会|银行|监狱|服务部|经营部|工作室")
_HAN = re.compile(r"[一-鿿]+")
_NOT_HAN = re.compile(r"[^一-鿿]")
_OF_A_LINE = re.compile(rf"{_PURPOSES}|专|用|[章科处室部股会队组]$")
"""What lines say; of a ring's characters taken for a line it is most often nothing."""
_OWN_LINE = re.compile(r"(?:公|行政|印)章$")
PIECE_OF_RING = 3
"""Two characters stand in too many names to tell where they come from."""
LINE_OF_NAME = 0.7
"""A line that is the name's own end (村民委员会) may have one character in four misread."""


def special_purpose(seal: Seal) -> float:
    """Return how sure it is that this is a 合同, 财务 or 发票 seal; 0 where nothing says so. Noise does not make these words."""
    ways = sum(reading.ways for reading in seal.readings if _SPECIAL.search(fold(reading.text)))
    said = bool(_SPECIAL.search(fold(seal.line_text)) or _SPECIAL.search(fold(seal.text)))
    if ways >= TWO_WAYS or (said and ways):
        return 0.95
    return 0.85 if said or ways else 0.0


def bears_another_line(seal: Seal, spelt: Collection[str], others: Collection[str] = ()) -> bool:
    """Whether a straight line stands in the seal that is no part of the name, nor says that this is the unit's own.

    Nor is it what lies over it of the ring of a seal beside, whose owner is one of the ``others``. 财条世音 was 财务专用章.
    A special-purpose seal that passes for the unit's own is missed for good, so what could not be read there goes to a person.
    """
    line = _NOT_HAN.sub("", fold(seal.line_text))
    if len(line) < TWO_CHARACTERS or _OWN_LINE.search(line):
        return seal.line_unread
    names = (*spelt, *others) if len(line) >= PIECE_OF_RING else spelt
    if any(fuzz.partial_ratio(line, key) >= LINE_OF_NAME * 100 for key in names):
        return False
    return bool(_OF_A_LINE.search(line)) or not any(_runs_through(line, key) for key in (*spelt, *others))


def _runs_through(line: str, key: str) -> bool:
    """Whether the characters stand in the name in this order: a line laid across a ring beside meets some of them (市监管)."""
    rest = iter(key)
    return all(char in rest for char in line)


def tells_apart(known: KnownName, rival: KnownName, texts: Sequence[str]) -> bool:
    """Whether two ways read a pair of characters that this name alone has of the two, and none a pair that only the other has.

    葫芦岛市市场监督管理局 and 鞍山市市场监督管理局 are much alike, but only one of them has 芦岛.
    """
    own, other = _pairs(known), _pairs(rival)
    ways = [_pairs_of(text) for text in texts]
    return sum(bool(way & (own - other)) for way in ways) >= TWO_WAYS and not any(way & (other - own) for way in ways)


def _pairs(known: KnownName) -> frozenset[str]:
    return frozenset(pair for key in known.keys for pair in _pairs_of(key))


def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def is_rewritten(known: KnownName, texts: Sequence[str]) -> bool:
    """Whether most ways leave out, or put in, the same two characters or more inside a clean stretch of the name.

    Where a seal is worn, some ways skip what others garble; where nearly all skip 科技 or have 集团 more, it may be an abbreviation, a
    mother company or a former name, and a person must judge.
    """
    return bool(known.keys) and _rewritten(_nearest(known, texts), texts)


def _nearest(known: KnownName, texts: Sequence[str]) -> str:
    """Return the spelling that the readings come nearest to: 辽阳市… leaves nothing out of 辽宁省辽阳市…."""
    return max(sorted(known.keys), key=lambda key: sum(ring_likeness(text, key) for text in texts))


def _rewritten(key: str, texts: Sequence[str]) -> bool:
    seen = Counter(gap for text in texts for gap in _gaps(text, key))
    return any(count >= max(TWO_WAYS, MOST * len(texts)) for count in seen.values()) or _is_shortened(key, texts)


def is_shortened(known: KnownName, texts: Sequence[str]) -> bool:
    """Whether the ways that read the name leave out the same two characters of it or more: 种植合作社 for 种植专业合作社."""
    return bool(known.keys) and _is_shortened(_nearest(known, texts), texts)


def _is_shortened(key: str, texts: Sequence[str]) -> bool:
    """Characters around a gap may be garbled; that three ways lose the same two and keep both their neighbours is no accident."""
    legible = [text for text in texts if ring_likeness(text, key) >= LEGIBLE]
    seen = Counter(gap for text in legible for gap in _left_out(text, key))
    return any(count >= max(THREE_WAYS, MOST * len(legible)) for count in seen.values())


def _left_out(text: str, key: str) -> frozenset[tuple[int, int]]:
    """Return runs of two or more characters of the name that a text lacks, while it has the one before and the one behind."""
    edits = list(Levenshtein.opcodes(key, turned_to(text, key)))
    inner = (edit for before, edit, after in zip(edits, edits[1:], edits[2:], strict=False) if before.tag == after.tag == "equal")
    return frozenset((edit.src_start, edit.src_end) for edit in inner if edit.tag == "delete" and _length(edit) >= TWO_CHARACTERS)


def _gaps(text: str, key: str) -> frozenset[tuple[int, int, str]]:
    """Return runs of two or more characters that stand only in one of the two, between two or more that are right on either side."""
    turn = turned_to(text, key)
    edits = list(Levenshtein.opcodes(key, turn))
    inner = [edit for before, edit, after in zip(edits, edits[1:], edits[2:], strict=False) if _is_clean(before) and _is_clean(after)]
    gaps = [edit for edit in inner if edit.tag in {"insert", "delete"} and _length(edit) >= TWO_CHARACTERS]
    return frozenset((gap.src_start, gap.src_end, turn[gap.dest_start : gap.dest_end]) for gap in gaps)


def _is_clean(edit: Opcode) -> bool:
    return edit.tag == "equal" and _length(edit) >= TWO_CHARACTERS


def _length(edit: Opcode) -> int:
    return max(edit.src_end - edit.src_start, edit.dest_end - edit.dest_start)


def has_room_for(known: KnownName, texts: Sequence[str], characters: int) -> bool:
    """Whether the middle one of the readings has so many characters more than the name: a branch's or a division's may be among them."""
    lengths = sorted(len(text) for text in texts)
    return lengths[len(lengths) // 2] >= max(map(len, known.keys)) + characters


def reads_otherwise(known: KnownName, texts: Sequence[str]) -> bool:
    """Whether most ways read one and the same text that a sixth of the name is missing from, or different in."""
    return any(_is_other(text, known) for text in _agreed_texts(texts))


def plainly_another(known: KnownName, seal: Seal) -> bool:
    """Whether a way that had no doubt read a whole ring, no shorter than the name, that a sixth of the name is not on.

    Worn seals lose characters, and what is read of them is doubted; 阜新市…中心 read without a doubt is no worn 辽宁省…中心.
    """
    shortest = min(map(len, known.keys), default=0) - 1
    clear = [ring_text(reading, seal) for reading in readings_of(seal) if reading.confidence >= UNDOUBTED]
    return any(len(text) >= shortest and _is_other(text, known) for text in clear)


def _is_other(text: str, known: KnownName) -> bool:
    """Whether a text is far from every spelling; one with all but its first and last character, where a ring begins and ends, is near."""
    cut = any(key[1:-1] in text and len(text) <= len(key) for key in known.keys)
    return not cut and max(ring_likeness(text, key) for key in known.keys) < CLEARLY_OTHER


def _agreed_texts(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts that half of the ways, and two at least, read alike, wherever each began."""
    enough = max(TWO_WAYS, len(texts) / 2)
    return tuple(text for text in texts if sum(same_ring(text, other) for other in texts) >= enough)


def division_tails(known: KnownName, texts: Sequence[str]) -> tuple[str, ...]:
    """Return what readings have behind the name where it is a branch's or a division's: 沈阳分公司, 标准化处."""
    tails = (split_after(text, key) for text in texts for key in known.keys if len(text) - len(key) >= NAMED_BY_TAIL)
    return tuple(tail for tail in tails if len(tail) >= NAMED_BY_TAIL and _DIVISION.search(tail))


def bears_a_tail(known: KnownName, texts: Sequence[str]) -> bool:
    """Whether a branch's or a division's name stands behind this one in two ways, or in one where no other read the name alone."""
    tails = division_tails(known, texts)
    alone = any(len(text) < len(key) + NAMED_BY_TAIL and ring_likeness(text, key) >= WHOLE for text in texts for key in known.keys)
    return len(tails) >= TWO_WAYS or (bool(tails) and not alone)


def agree(texts: Sequence[str]) -> bool:
    """Whether two of the texts are the same but for one character in ten."""
    return any(Levenshtein.normalized_similarity(a, b) >= TAILS_AGREE for i, a in enumerate(texts) for b in texts[i + 1 :])


def bears_others(seal: Seal, expected: Sequence[KnownName]) -> bool:
    """Whether three ways without a doubt read one whole name that has other characters, two on end, where every expected name has its own.

    What wears off a ring is missing from its reading. Of 2,076 rings that three ways read alike and without a doubt, 46 had a character
    that does not stand there, one of them two, but none two on end: 泊远家居制造有限公司 is no worn 润岫家居制造有限公司.
    """
    undoubted = (r for r in readings_of(seal) if r.ways >= THREE_WAYS and r.confidence >= UNDOUBTED)
    texts = [text for r in undoubted if _UNIT.search(text := ring_text(r, seal))]
    keys = [key for name in expected for key in name.keys]
    return any(all(len(text) >= len(key) - 1 and _replaced(text, key) >= TWO_CHARACTERS for key in keys) for text in texts)


def _replaced(text: str, key: str) -> int:
    """The longest run of characters that stand in the place of others."""
    return max((_length(edit) for edit in Levenshtein.opcodes(key, turned_to(text, key)) if edit.tag == "replace"), default=0)


def strange_name(seal: Seal, expected: Sequence[KnownName]) -> bool:
    """Whether most undoubted ways read one run of characters that no expected name has, nor anything like it.

    Ways disagree about every third character of a worn seal; six in a row that they share do stand there. 种植专业合作社 is no misread
    发展有限公司.
    """
    sure = [r for r in readings_of(seal) if r.confidence >= STRANGE_CONFIDENCE]
    texts = [text for r in sure if _UNIT.search(2 * (text := ring_text(r, seal))) for _ in range(r.ways)]
    enough = max(TWO_WAYS, sum(r.ways for r in readings_of(seal)) / 2)
    shared = {run for text in texts for run in _runs(text) if sum(run in other + other for other in texts) >= enough}
    return any(all(_unlike(run, key) for name in expected for key in name.keys) for run in shared)


def _runs(text: str) -> frozenset[str]:
    """Return the runs of six characters on a ring, but for those over the place where it began: there something may be lost."""
    runs = (text[i : i + STRANGE_RUN] for i in range(len(text) - STRANGE_RUN + 1))
    return frozenset(run for run in runs if _HAN.fullmatch(run))


def _unlike(run: str, key: str) -> bool:
    windows = (key[i : i + STRANGE_RUN] for i in range(max(1, len(key) - STRANGE_RUN + 1)))
    return max(Levenshtein.normalized_similarity(run, window) for window in windows) <= UNLIKE
