"""Clauses that can be read in more than one way: which reading is in force, and what each would say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from checks.catalogue import AnyRule
from checks.rule import Outcome
from checks.wording import verdict_word
from schemas.errors import UsageError
from schemas.finding import FindingKind, ReadingInForce, ReadingOutcome, Verdict
from schemas.notice import Notice, ReadingQuestion
from schemas.report import ChosenBy, ReadingState

Choices = Mapping[str, str]
States = Mapping[str, ReadingState]


def readings_in_force(notice: Notice, choices: Choices) -> dict[str, ReadingState]:
    """Return every reading of the notice with its choice and who made it.

    :raises UsageError: a choice names a reading, or a way of reading it, that the notice doesn't have
    """
    questions = {question.id: question for question in notice.readings}
    for name, choice in choices.items():
        _refuse_settled(notice, name)
        _refuse_unknown(questions, name, choice)
    return {
        name: ReadingState(choice=choices[name], by=ChosenBy.PERSON)
        if name in choices
        else ReadingState(choice=question.default, by=ChosenBy.DEFAULT)
        for name, question in questions.items()
    }


def _refuse_settled(notice: Notice, name: str) -> None:
    for answer in notice.settled:
        if answer.reading == name:
            raise UsageError(f"口径 {name} 已由通知写明：“{notice.clause(answer.clause).quote}”", "不必另行选定，请去掉这一项。")


def _refuse_unknown(questions: Mapping[str, ReadingQuestion], name: str, choice: str) -> None:
    if name not in questions:
        raise UsageError(f"没有名为 {name} 的口径", f"可选的口径有：{'、'.join(questions) or '（无）'}。")
    known = [c.id for c in questions[name].choices]
    if choice not in known:
        raise UsageError(f"口径 {name} 没有 {choice} 这一选项", f"可选：{'、'.join(known)}。")


@dataclass(frozen=True)
class Judged:
    """An outcome after every way of reading was tried."""

    outcome: Outcome
    reading: ReadingInForce | None = None
    outcomes: tuple[ReadingOutcome, ...] = ()


def under_every_reading(rule: AnyRule, notice: Notice, states: States, judge: Callable[[Choices], Outcome]) -> Judged:
    """Judge under every combination of choices, and apply the law of open readings.

    A person's choice decides; where nobody chose and the choices disagree, the verdict is a question with every answer printed.
    """
    questions = [q for q in notice.readings if q.id in rule.readings]
    fixed = {name: choices[0] for name, choices in rule.readings.items() if name not in states} | _settled(notice, rule)
    if not questions:
        return Judged(judge(fixed))
    in_force = {q.id: states[q.id].choice for q in questions}
    combinations = [dict(zip(in_force, ids, strict=True)) for ids in product(*([c.id for c in q.choices] for q in questions))]
    results = [(chosen, judge(fixed | chosen)) for chosen in combinations]
    allowed = [(chosen, outcome) for chosen, outcome in results if _allowed(chosen, states)]
    ruling = next(outcome for chosen, outcome in results if chosen == in_force)
    if len({outcome.verdict for _, outcome in allowed}) > 1:
        ruling = _open(ruling, rule.kind, questions, allowed)
    deciding = _deciding(questions, in_force, results)
    return Judged(ruling, ReadingInForce(id=deciding.id, choice=in_force[deciding.id]), _printed(questions, in_force, results))


def _settled(notice: Notice, rule: AnyRule) -> dict[str, str]:
    return {answer.reading: answer.choice for answer in notice.settled if answer.reading in rule.readings}


def _allowed(chosen: Choices, states: States) -> bool:
    return all(states[name].by is ChosenBy.DEFAULT or states[name].choice == choice for name, choice in chosen.items())


def _open(ruling: Outcome, kind: FindingKind, questions: list[ReadingQuestion], allowed: list[tuple[dict[str, str], Outcome]]) -> Outcome:
    """Say what each reading leads to, the rarest verdict first; the last and largest group needs no list of its combinations."""
    groups: dict[Verdict, list[tuple[dict[str, str], Outcome]]] = {}
    for chosen, outcome in allowed:
        groups.setdefault(outcome.verdict, []).append((chosen, outcome))
    ordered = sorted(groups.items(), key=lambda item: len(item[1]))
    told = [_told(questions, kind, verdict, group, last=place == len(ordered)) for place, (verdict, group) in enumerate(ordered, 1)]
    ink = tuple(ink for _, outcome in allowed for ink in outcome.rests_on + outcome.shows)
    message = f"条款有不同理解，结论不一，请先确定口径。{'；'.join(told)}。"
    return replace(ruling, verdict=Verdict.REVIEW, message=message, rests_on=(), shows=ink, unsure=False)


def _told(
    questions: list[ReadingQuestion], kind: FindingKind, verdict: Verdict, group: list[tuple[dict[str, str], Outcome]], *, last: bool
) -> str:
    who = "按其余口径" if last and len(group) > 1 else f"按“{_choices_of(questions, [chosen for chosen, _ in group])}”"
    return f"{who}，{verdict_word(kind, verdict)}：{group[0][1].message.rstrip('。')}"


def _choices_of(questions: list[ReadingQuestion], group: list[dict[str, str]]) -> str:
    """Name the choices that lead to one verdict: 以收到时间为准, and nothing of the questions whose answer makes no difference to it."""
    made = {q.id: list(dict.fromkeys(chosen[q.id] for chosen in group)) for q in questions}
    if prod(len(choices) for choices in made.values()) != len(group):
        return "”或“".join("、".join(_choice_title(q, chosen[q.id]) for q in questions) for chosen in group)
    telling = [q for q in questions if len(made[q.id]) < len(q.choices)] or questions
    return "、".join("或".join(_choice_title(q, choice) for choice in made[q.id]) for q in telling)


def _choice_title(question: ReadingQuestion, choice: str) -> str:
    return next(c.title for c in question.choices if c.id == choice)


def _deciding(questions: list[ReadingQuestion], in_force: Choices, results: list[tuple[dict[str, str], Outcome]]) -> ReadingQuestion:
    """Return the first question whose answer changes the verdict, else the first."""
    for question in questions:
        verdicts = {outcome.verdict for _, outcome in _varied(question, in_force, results)}
        if len(verdicts) > 1:
            return question
    return questions[0]


def _varied(question: ReadingQuestion, in_force: Choices, results: list[tuple[dict[str, str], Outcome]]) -> list[tuple[str, Outcome]]:
    rest = {name: choice for name, choice in in_force.items() if name != question.id}
    return [(chosen[question.id], outcome) for chosen, outcome in results if all(chosen[name] == choice for name, choice in rest.items())]


def _printed(
    questions: list[ReadingQuestion], in_force: Choices, results: list[tuple[dict[str, str], Outcome]]
) -> tuple[ReadingOutcome, ...]:
    return tuple(
        ReadingOutcome(
            id=question.id, choice=choice, title=_choice_title(question, choice), verdict=outcome.verdict, message=outcome.message
        )
        for question in questions
        for choice, outcome in _varied(question, in_force, results)
    )
