"""What the project says supports the domain that it states.

The label decides the recommender's quota, the domain's cap and the extra places at once, and some subjects can wear two labels
(养老, 智能家居). Words of the annex and of the trade count, those of the project's name twice; likeness to the notice's wording counts
where words are rare. Only a person can move a project, so the finding suggests, with the words, the sentence and
with what either label does to the quotas.

Outcomes: the text speaks for the stated domain about as much as for another: pass; else review.
Example: stated 民政专项, but the tasks speak of 家政 and 物流.
"""

from dataclasses import replace

from checks.case import ApplicationCase
from checks.domain_words import Support, supports
from checks.fields import reading_of
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, passed
from checks.tracks import count
from chinese.punctuation import strip_spaces
from schemas.finding import FindingKind, Scope
from schemas.notice import Domain

NAME = 2
"""A word of the name counts so many times; finer weights told no more projects right."""
_WEIGHTS = {"project_name": NAME, **dict.fromkeys(("tasks", "goals", "necessity", "unit_profile", "expected_results", "schedule"), 1)}
CLEAR = 1.5
"""So many times the stated domain's weight another one must have before it is suggested."""


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Weigh the words of every domain, and compare with the stated one."""
    stated = case.notice.domain(case.application.domain or "")
    texts = _texts(case)
    if stated is None:
        return not_applicable(f"{case.name}未能确定所填领域，无法核对内容是否相符。")
    if not texts:
        return not_applicable(f"{case.name}没有可供核对的文字内容。")
    ranked = supports(case.notice, texts, _WEIGHTS)
    own = next(s for s in ranked if s.domain.id == stated.id)
    best = ranked[0]
    told = f"{case.name}填报领域为{stated.name}"
    if not any(support.words for support in ranked):
        return _narrowed(case, needs_review(f"{told}，正文未见与各领域直接相关的用语，请审核。", *_ink(case)), own)
    if not outweighs(best.weight, own.weight):
        return _narrowed(case, passed(f"{told}，内容相符（{_words(own)}）。", *(ink.sure() for ink in _ink(case, own))), own)
    return _narrowed(case, _disputed(case, own, best, "".join(texts.values())), own, best)


def outweighs(other: float, own: float) -> bool:
    """Say whether another domain's weight is so much more than the stated one's that it must be asked about."""
    return other >= CLEAR * own


def _disputed(case: ApplicationCase, own: Support, best: Support, text: str) -> Outcome:
    """Suggest the other domain, with what speaks for either and what the label would change."""
    little = f"支持该领域的用语较少（{_words(own)}）" if own.words else "未见支持该领域的用语"
    nearer = f"内容更接近{best.domain.name}（{_words(best)}）{_both(case, text, {own.domain.id, best.domain.id})}"
    said = f"{case.name}填报领域为{own.domain.name}，但{little}，{nearer}，请审核{_effect(case, own.domain, best.domain)}。"
    return needs_review(said, *_ink(case, own, best), expected=best.domain.name, observed=own.domain.name)


def _texts(case: ApplicationCase) -> dict[str, str]:
    """Return the text of each telling field, from the first version of the form that has it."""
    found: dict[str, str] = {}
    for form in case.forms:
        for name in _WEIGHTS:
            reading = reading_of(form, name)
            if name not in found and reading is not None and reading.value:
                found[name] = strip_spaces(str(reading.value))
    return found


def _words(support: Support) -> str:
    return "、".join(support.words[:5]) or "与通知所列用语相近"


def _both(case: ApplicationCase, text: str, pair: set[str]) -> str:
    """Name the words in the text that can carry both labels."""
    shared = [overlap.term for overlap in case.notice.overlaps if pair <= set(overlap.domains) and overlap.term in text]
    return f"；“{'”“'.join(shared)}”两个领域都可归入" if shared else ""


def _effect(case: ApplicationCase, stated: Domain, other: Domain) -> str:
    """Say what the other label would do to the quotas."""
    if stated.special == other.special:
        return f"；如改为{other.name}，改占{other.name}的全省名额，推荐单位普通名额不变"
    change = "增加" if stated.special else "减少"
    return f"；如改为{other.name}，{case.delivery.name}普通项目现为{count(case.delivery, None)}，将{change}1个"


def _ink(case: ApplicationCase, *told: Support) -> tuple[Ink, ...]:
    """Show the stated domain, the name, and for each domain in question the sentence that speaks for it."""
    form = case.forms[0]
    found = [case.ink(form, name) for name in ("domain", "project_name") if reading_of(form, name) is not None]
    for support in told:
        bearer = next((f for f in case.forms if (r := reading_of(f, support.field)) and r.value), None)
        found += [replace(case.ink(bearer, support.field), text=support.sentence)] if bearer else []
    return tuple(dict.fromkeys(found))


def _narrowed(case: ApplicationCase, outcome: Outcome, *supports: Support) -> Outcome:
    """Cite the annex's paragraphs in question, not all of them."""
    others = {domain.clause for domain in case.notice.domains} - {support.domain.clause for support in supports}
    clauses = tuple(clause.id for clause in case.notice.clauses if clause.id not in others)
    return replace(outcome, clauses=clauses)


RULE = Rule("domain-fits", "领域与内容相符", FindingKind.REQUIREMENT, Scope.APPLICATION, check, Params)
