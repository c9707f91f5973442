"""The one place where doubt about the ink turns a verdict into a question."""

from collections.abc import Mapping
from dataclasses import replace

from checks.listing import joined, listed
from checks.rule import Ink, Outcome
from schemas.finding import Verdict

SEVERITY = (Verdict.NOT_APPLICABLE, Verdict.PASS, Verdict.NO_EVIDENCE, Verdict.REVIEW, Verdict.FAIL)
_QUIET = frozenset({Verdict.NOT_APPLICABLE, Verdict.PASS})


def settle(outcome: Outcome) -> Outcome:
    """Weigh an outcome with its ink: an unsure reading never fails anyone, and never clears anyone either."""
    weighed = _weighed(outcome)
    return replace(weighed, message=_asked([weighed]), doubts=()) if weighed.doubts else weighed


def _weighed(outcome: Outcome) -> Outcome:
    """Weigh it, and keep what is in doubt apart from what would hold without the doubt, so that several may share their questions."""
    if outcome.parts:
        return _join(outcome, [_weighed(part) for part in outcome.parts])
    doubtful = [ink for ink in outcome.rests_on if ink.doubt]
    if not doubtful or outcome.verdict not in (Verdict.PASS, Verdict.FAIL):
        return outcome
    return replace(outcome, verdict=Verdict.REVIEW, doubts=tuple(_question(ink) for ink in doubtful), unsure=True)


def doubt_damaged(outcome: Outcome, damaged: Mapping[str, str]) -> Outcome:
    """Doubt what is held against a document part of whose pages is not shown; ``damaged`` says of such documents what ails them."""
    parts = tuple(doubt_damaged(part, damaged) for part in outcome.parts)
    if outcome.verdict is not Verdict.FAIL:
        return replace(outcome, parts=parts)
    ink = tuple(replace(one, doubt=one.doubt or damaged.get(one.document, "")) for one in outcome.rests_on)
    return replace(outcome, parts=parts, rests_on=ink)


def _question(ink: Ink) -> str:
    if ink.doubt.startswith("是否"):
        return f"{ink.title}为“{ink.words}”，{ink.doubt}"
    read = f"读作“{ink.words}”，" if ink.words else ""
    return f"{ink.title}识读不确定（{read}{ink.doubt}）"


def _join(whole: Outcome, parts: list[Outcome]) -> Outcome:
    worst = max((part.verdict for part in parts), key=SEVERITY.index)
    telling = _telling(parts, worst)
    heard = telling or parts
    return replace(
        whole,
        verdict=worst,
        message=_sentence(whole.about, telling) if telling else whole.message,
        rests_on=tuple(ink for part in heard for ink in part.rests_on),
        shows=tuple(ink for part in heard for ink in part.shows),
        expected=joined(part.expected for part in telling),
        observed=joined(part.observed for part in telling),
        look_ups=tuple(look_up for part in telling for look_up in part.look_ups),
        unsure=bool(telling) and all(part.unsure for part in telling if part.verdict is worst),
        parts=(),
    )


def _telling(parts: list[Outcome], worst: Verdict) -> list[Outcome]:
    """Return the parts that the clerk must hear of, worst first; none where nothing is wrong."""
    if worst is Verdict.PASS:
        return []
    loud = [part for part in parts if part.verdict not in _QUIET - {worst}]
    return sorted(loud, key=lambda part: -SEVERITY.index(part.verdict))


def _sentence(about: str, telling: list[Outcome]) -> str:
    """Say first what is sure, then what is in doubt and what it would mean."""
    sure = listed(part.message.rstrip("。") for part in telling if not part.doubts)
    doubtful = [part for part in telling if part.doubts]
    asked = _asked(doubtful).rstrip("。") if doubtful else ""
    return f"{about}{'；'.join(said for said in (sure, asked) if said)}。"


def _asked(doubtful: list[Outcome]) -> str:
    """Ask once about all that is in doubt, and say what holds if it was read rightly."""
    question = f"{listed(doubt for part in doubtful for doubt in part.doubts)}，请核对原件"
    meant = listed(part.message.rstrip("。") for part in doubtful if part.message)
    return f"{question}；如识读无误：{meant}。" if meant else f"{question}。"
