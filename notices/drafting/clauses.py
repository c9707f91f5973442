"""Which sentences demand something, and which rules may serve them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from pathlib import Path

from notices import text_yaml
from notices.drafting.parts import Part, PartKind
from notices.drafting.sentences import Sentence, sentences
from schemas.base import Frozen
from schemas.draft import DraftClause, Sureness, TextSide

_HERE = Path(__file__).parent
_OBLIGES = re.compile(
    r"应当?|须|必须|不得|不能|不予|严禁|要求|不需|可通过|可在|不作为|请各?|组织|按时|避免|自愿|每年[^，]*(?:提交|报送)|未发生|没有|无[不重违]"
)
_WHOLE = re.compile(r"总数|合计|同一(?:领域|方向)")
_CUT = re.compile(r"[，,](?![^（(]*[)）])(?![^“]*”)")
_AFTER = re.compile(r"^(?:联系[人电方]|-?附件)")
"""Where the demands of a notice end and its contacts and attachments begin."""
_NO_DEMAND = re.compile(r"(?:按照?|根据)[^，]*(?:要求|规定)|.*(?:通知如下|事项如下|明确如下)：?|[^。]*的通知")
_WEAKEST_LAST = ("in_principle", "judgement", "look_up", "must")


class Cue(Frozen):
    """Words that show which rule a sentence may be for."""

    rule: str
    strength: str
    side: str
    pattern: str
    unless: str = ""
    """Words beside which the others mean something else."""

    def fits(self, text: str) -> bool:
        """Say whether the words stand in the text."""
        if not self.pattern or (self.unless and re.search(self.unless, text)):
            return False
        return bool(re.search(self.pattern, text))


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence with the cues that stand in it."""

    text: str
    cues: tuple[Cue, ...]


@cache
def cues() -> tuple[Cue, ...]:
    """Return the cues of ``cues.yaml``."""
    found = text_yaml.parse((_HERE / "cues.yaml").read_text("utf-8"))
    return tuple(Cue.model_validate(entry) for entry in found)


def clauses(parts: Sequence[Part]) -> Iterator[DraftClause]:
    """Propose clauses in the text's order, numbered within each part."""
    for number, part in enumerate(parts, 1):
        found = [made for sentence in sentences(_demanding(part)) for made in _of_sentence(sentence)]
        for place, clause in enumerate(found, 1):
            yield clause.model_copy(update={"id": f"{_letter(part)}{number}-{place}"})


def _demanding(part: Part) -> Part:
    """Leave out contacts, the list of attachments and the headings."""
    if part.kind is not PartKind.NOTICE:
        return part
    kept = takewhile(lambda p: not _AFTER.match(p.text), part.paragraphs)
    return replace(part, paragraphs=tuple(p for p in kept if not p.is_heading))


def _letter(part: Part) -> str:
    if part.kind is PartKind.ANNEX:
        return "A"
    return "N" if part.side is TextSide.NATIONAL else "L"


def _of_sentence(sentence: Sentence) -> Iterator[DraftClause]:
    provincial = sentence.part.side is TextSide.PROVINCIAL
    if sentence.part.kind is PartKind.NOTICE and sentence.text.endswith("：") and re.match("各|省|市|有关", sentence.text) and provincial:
        yield _clause(sentence, sentence.text.rstrip("："), tuple(c for c in cues() if c.side == "salutation"))
    elif sentence.part.kind is PartKind.ANNEX:
        if len(sentence.text) > 20 and re.search(r"[、，]", sentence.text):
            yield _clause(sentence, sentence.text, tuple(c for c in cues() if c.side == "annex"))
    else:
        for piece in _pieces(sentence):
            if piece.cues or (sentence.part.kind is PartKind.NOTICE and _is_demand(piece.text)):
                yield _clause(sentence, piece.text, piece.cues)


def _is_demand(text: str) -> bool:
    return len(text) >= 8 and bool(_OBLIGES.search(text)) and not _NO_DEMAND.fullmatch(text)


def _pieces(sentence: Sentence) -> tuple[Piece, ...]:
    """Cut where another rule begins; what has no cue of its own stays with what stands before it."""
    side = "letter" if sentence.part.kind is PartKind.LETTER else "notice"
    own = [c for c in cues() if c.side == side]
    found: list[Piece] = []
    for text in _CUT.split(sentence.text):
        here = tuple(c for c in own if c.fits(text))
        if found and (not here or here == found[-1].cues):
            joined = f"{found[-1].text}{_between(sentence.text, found[-1].text)}{text}"
            found[-1] = Piece(joined, found[-1].cues)
        else:
            found.append(Piece(text, here))
    whole = tuple(c for c in own if c.fits(sentence.text) and not any(c in p.cues for p in found))
    if whole:
        return (Piece(sentence.text, (*dict.fromkeys(c for p in found for c in p.cues), *whole)),)
    return tuple(found)


def _between(whole: str, text: str) -> str:
    """Return the comma that the cut took away."""
    at = whole.find(text) + len(text)
    return whole[at : at + 1]


def _of_province(sentence: Sentence, found: tuple[Cue, ...]) -> Iterator[str]:
    """A track's places that stand beside the province's own are the province's."""
    whole = sentence.part.side is TextSide.NATIONAL or _WHOLE.search(sentence.text)
    if whole and any(cue.rule == "quota-special" for cue in found):
        yield "quota-province-special"


def _clause(sentence: Sentence, quote: str, found: tuple[Cue, ...]) -> DraftClause:
    strengths = {cue.strength for cue in found}
    strength = "in_principle" if "原则上" in quote else next((s for s in reversed(_WEAKEST_LAST) if s in strengths), "process")
    return DraftClause(
        id="",
        source=sentence.part.side,
        strength=strength,
        quote=quote.rstrip("。"),
        page=sentence.page,
        sure=Sureness.MEDIUM if found else Sureness.LOW,
        rules=tuple(dict.fromkeys((*(cue.rule for cue in found), *_of_province(sentence, found)))),
        by_hand="" if found else "没有对应的规则，由人工核对。",
    )
