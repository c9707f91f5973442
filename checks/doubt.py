"""The one place where doubt about the ink turns a verdict into a question."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from checks.rule import Ink, Outcome
from schemas.finding import Verdict

_COPY = re.compile(r"第(\d+)份")
SEVERITY = (Verdict.NOT_APPLICABLE, Verdict.PASS, Verdict.NO_EVIDENCE, Verdict.REVIEW, Verdict.FAIL)


def settle(outcome: Outcome) -> Outcome:
    """Weigh an outcome with its ink: an unsure reading never fails anyone, and never clears anyone either."""
    if outcome.parts:
        return _join(outcome, tuple(settle(part) for part in outcome.parts))
    doubtful = [ink for ink in outcome.rests_on if ink.doubt]
    if not doubtful or outcome.verdict not in (Verdict.PASS, Verdict.FAIL):
        return outcome
    asked = f"{'；'.join(_merged([_question(ink) for ink in doubtful[:3]]))}，请核对原件"
    message = f"{asked}；如识读无误：{outcome.message}" if outcome.message else asked
    return replace(outcome, verdict=Verdict.REVIEW, message=message, unsure=True)


def doubt_damaged(outcome: Outcome, damaged: Mapping[str, str]) -> Outcome:
    """Doubt what is held against a document part of whose pages is not shown; ``damaged`` says of such documents what ails them."""
    parts = tuple(doubt_damaged(part, damaged) for part in outcome.parts)
    if outcome.verdict is not Verdict.FAIL or not damaged:
        return replace(outcome, parts=parts)
    ink = tuple(replace(one, doubt=one.doubt or damaged.get(one.document, "")) for one in outcome.rests_on)
    return replace(outcome, parts=parts, rests_on=ink)


def _question(ink: Ink) -> str:
    read = f"读作“{ink.words}”，" if ink.words else ""
    return f"{ink.title}识读不确定（{read}{ink.doubt}）"


def _join(whole: Outcome, parts: tuple[Outcome, ...]) -> Outcome:
    worst = max((part.verdict for part in parts), key=SEVERITY.index)
    telling = _telling(parts, worst)
    return replace(
        whole,
        verdict=worst,
        message=_sentence(whole.about, telling) if telling else whole.message,
        rests_on=whole.rests_on + tuple(ink for part in (telling or parts) for ink in part.rests_on),
        shows=whole.shows + tuple(ink for part in (telling or parts) for ink in part.shows),
        expected=whole.expected or _joined(part.expected for part in telling),
        observed=whole.observed or _joined(part.observed for part in telling),
        look_ups=whole.look_ups + tuple(look_up for part in telling for look_up in part.look_ups),
        unsure=bool(telling) and all(part.unsure for part in telling if part.verdict is worst),
        parts=(),
    )


def _sentence(about: str, parts: list[Outcome]) -> str:
    return f"{about}{'；'.join(_merged([part.message.rstrip('。') for part in parts]))}。"


def _merged(facts: list[str]) -> list[str]:
    """Say once what holds of several copies: 第1、3份申请表未盖章."""
    copies: dict[str, list[str]] = {}
    for fact in dict.fromkeys(facts):
        numbers = dict.fromkeys(_COPY.findall(fact))
        same = _COPY.sub("第#份", fact) if len(numbers) == 1 else fact
        copies.setdefault(same, []).extend(numbers if same != fact else ())
    return [same.replace("第#份", f"第{'、'.join(numbers)}份") if numbers else same for same, numbers in copies.items()]


def _telling(parts: tuple[Outcome, ...], worst: Verdict) -> list[Outcome]:
    """Return the parts that the clerk must hear of, worst first; none where nothing is wrong."""
    if worst is Verdict.PASS:
        return []
    quiet = {Verdict.PASS, Verdict.NOT_APPLICABLE} - {worst}
    loud = [part for part in parts if part.verdict not in quiet]
    return sorted(loud, key=lambda part: -SEVERITY.index(part.verdict))


def _joined(texts: Iterable[str | None]) -> str | None:
    found = dict.fromkeys(text for text in texts if text)
    return "；".join(found) or None
