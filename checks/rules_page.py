"""Writes the page that documents every rule: its own words, its clauses and numbers under one notice."""

import sys

from checks.binding import Bound, bind
from checks.wording import verdict_word
from schemas.finding import FindingKind, Verdict
from schemas.notice import Notice

_HEADINGS = {
    FindingKind.REQUIREMENT: "Requirements",
    FindingKind.CONSISTENCY: "Consistency",
    FindingKind.ADVICE: "Advice",
}
_WORDS = {
    FindingKind.REQUIREMENT: f"The notice demands it. Only these may be worded {verdict_word(FindingKind.REQUIREMENT, Verdict.FAIL)}.",
    FindingKind.CONSISTENCY: "Two statements contradict each other, or a value can't be right. Worded 不一致 or 存疑.",
    FindingKind.ADVICE: "Worth a look. Worded 提示, and never counted against anyone.",
}


def rules_page(notice: Notice) -> str:
    """Return docs/rules.md: every rule that the notice switches on, with its clauses, numbers and readings."""
    bound = sorted(bind(notice), key=lambda b: b.rule.name)
    lines = [
        "# The rules",
        "",
        f"Generated from the rules' own words and the notice pack `{notice.id}` by `python docs/make_rules.py`; do not edit.",
        "Situations that each rule must judge stand in `tests/rules/<rule>.yaml`.",
        "",
        "Verdicts: `pass`, `fail` (the documents prove it, surely read), `review` (a person must look), `not_applicable`, `no_evidence`.",
        "An unsure reading turns `pass` and `fail` into `review`; so does a clause that can be read in several ways, where nobody chose",
        "one and the verdicts differ.",
    ]
    for kind in FindingKind:
        lines += ["", f"## {_HEADINGS[kind]}", "", _WORDS[kind]]
        lines += [line for b in bound if b.rule.kind is kind for line in _rule(b, notice)]
    return "\n".join(lines) + "\n"


def _rule(bound: Bound, notice: Notice) -> list[str]:
    rule = bound.rule
    words = (sys.modules[rule.check.__module__].__doc__ or "").strip()
    lines = ["", f"### `{rule.name}` {rule.title}", "", words, "", f"- Scope: {rule.scope.value}"]
    lines += [f"- Clause {clause.id}: {clause.quote}" for clause in bound.clauses]
    lines += [] if bound.clauses else ["- Rests on no clause; runs under every notice"]
    params = bound.params.model_dump(mode="json")
    lines += [f"- `{name}`: {_value(value)}" for name, value in params.items()]
    questions = [question for question in notice.readings if question.id in rule.readings]
    lines += [f"- Reading `{q.id}`: {' / '.join(f'{c.id} {c.title}' for c in q.choices)}; default {q.default}" for q in questions]
    lines += ["- A delivery that fails it stands apart from the province's totals"] if rule.voids else []
    return lines


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_value(item)}" for key, item in value.items())
    return "、".join(map(_value, value)) if isinstance(value, list) else str(value)
