"""Runs the rules that a notice switches on over a round. Doubt and open readings are handled here, once, for every rule."""

from collections.abc import Iterable, Mapping

from checks.binding import Bound, bind, gives
from checks.case import Case, DocumentCase, RoundCase
from checks.doubt import doubt_damaged, settle
from checks.readings import Judged, States, readings_in_force, under_every_reading
from checks.rule import Outcome
from checks.wording import worded
from schemas.finding import Evidence, Finding, Scope, Verdict
from schemas.notice import Clause, Notice
from schemas.submission import Round

__all__ = ["readings_in_force", "run"]

ORDER = (Scope.ROUND, Scope.DELIVERY, Scope.APPLICATION, Scope.DOCUMENT)


def run(round_: Round, notice: Notice, choices: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what every rule says of every subject, in an order that depends on the round and the notice alone.

    :raises NoticeError: the notice switches on rules that don't exist, or gives them wrong numbers
    :raises UsageError: a choice that the notice doesn't offer
    """
    states = readings_in_force(notice, choices)
    bound = bind(notice)
    whole = RoundCase(notice, round_)
    voiding = [finding for b in bound if b.rule.voids for finding in _findings(b, whole, states)]
    apart = frozenset(finding.subject for finding in voiding if finding.verdict is Verdict.FAIL)
    whole = RoundCase(notice, round_, apart=apart)
    rest = [finding for b in bound if not b.rule.voids for finding in _findings(b, whole, states)]
    return _in_order(voiding + rest, whole, bound)


def _findings(bound: Bound, whole: RoundCase, states: States) -> Iterable[Finding]:
    for case in _cases(whole, bound.rule.scope):
        for judged in _judge(bound, case, states):
            yield _finding(bound, case, judged)


def _cases(whole: RoundCase, scope: Scope) -> tuple[Case, ...]:
    match scope:
        case Scope.ROUND:
            return (whole,)
        case Scope.DELIVERY:
            return whole.deliveries
        case Scope.APPLICATION:
            return whole.applications
        case Scope.DOCUMENT:
            return tuple(DocumentCase(whole, document) for document in whole.round.documents)


def _judge(bound: Bound, case: Case, states: States) -> tuple[Judged, ...]:
    if not bound.rule.readings:
        return tuple(Judged(settle(outcome)) for outcome in _said(bound, case))

    def one(choices: Mapping[str, str]) -> Outcome:
        (outcome,) = _said(bound, case.under(choices))
        return settle(outcome)

    return (under_every_reading(bound.rule, case.notice, states, one),)


def _said(bound: Bound, case: Case) -> tuple[Outcome, ...]:
    said = bound.rule.check(case, bound.params)
    damaged = (case if isinstance(case, RoundCase) else case.whole).damaged
    return tuple(doubt_damaged(outcome, damaged) for outcome in (said if isinstance(said, tuple) else (said,)))


def _finding(bound: Bound, case: Case, judged: Judged) -> Finding:
    rule, outcome = bound.rule, judged.outcome
    clauses = [clause for clause in bound.clauses if _in_question(bound, clause, outcome)]
    return Finding(
        rule=rule.name,
        title=rule.title,
        kind=rule.kind,
        verdict=outcome.verdict,
        scope=rule.scope,
        subject=case.id,
        message=worded(rule.kind, outcome.verdict, outcome.message),
        expected=outcome.expected,
        observed=outcome.observed,
        clauses=tuple(clause.quoted() for clause in clauses or bound.clauses),
        reading=judged.reading,
        reading_outcomes=judged.outcomes,
        evidence=_evidence(outcome, case),
        look_ups=tuple(dict.fromkeys(outcome.look_ups)),
        unsure=outcome.unsure,
    )


def _in_question(bound: Bound, clause: Clause, outcome: Outcome) -> bool:
    if outcome.turns_on:
        return gives(clause, bound.rule.name, outcome.turns_on)
    return not outcome.clauses or clause.id in outcome.clauses


def _evidence(outcome: Outcome, case: Case) -> tuple[Evidence, ...]:
    known = (case if isinstance(case, RoundCase) else case.whole).documents
    places = dict.fromkeys(ink.evidence() for ink in outcome.rests_on + outcome.shows)
    return tuple(place for place in places if place.document in known)


def _in_order(findings: list[Finding], whole: RoundCase, bound: tuple[Bound, ...]) -> tuple[Finding, ...]:
    rules = {b.rule.name: place for place, b in enumerate(bound)}
    subjects = {case.id: place for scope in ORDER for place, case in enumerate(_cases(whole, scope))}
    return tuple(sorted(findings, key=lambda f: (ORDER.index(f.scope), subjects[f.subject], rules[f.rule])))
