"""How much of a checked-in pack a draft of the same notice finds, and whether anything in a draft was made up.

Run from the repository's root: python -m bench.notice_draft [TEXT PACK_ID]…
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import yaml

import notices
from chinese.dates import find_dates
from chinese.numerals import parse_count
from chinese.periods import parse_period
from chinese.punctuation import fold
from notices.drafting import draft
from schemas.draft import Draft, DraftFact
from schemas.notice import Notice

COVERED = 0.8
"""So much of a clause's words makes it found."""
PAIRS = (("notices/liaoning/2026/source.txt", "liaoning-2026"), ("tests/notices/texts/lanjiang-2025.txt", "lanjiang-2025"))
LISTED = ("tests/notices/texts/tongchuan-2024.txt", "tests/notices/texts/tongchuan-2024.yaml")
"""A notice that has no pack, and what a person found in it."""
LIKE = "liaoning-2026"
_LISTED_AS = {"domain.name": "domain", "recommenders": "addressee"}
CHOSEN = {"forbidden", "required", "preferred", "must", "in_principle", "true", "false", "receipt", "letter-date", "yes", "no"} | {
    "any",
    "national",
    "per-recommender",
    "undertaking-and-participants",
}
"""Values that name what the quote says instead of repeating it."""


@dataclass(frozen=True)
class Wanted:
    """A fact of a pack."""

    group: str
    key: str
    value: str
    about: str = ""


def of_pack(notice: Notice, source: str) -> Iterator[Wanted]:
    """Return the facts of a pack that its notice's text can give, clauses left out."""
    for key in ("title", "issuer", "doc_no", "issued_on", "year", "programme", "receiver"):
        if value := getattr(notice, key):
            yield Wanted("head", key, str(value))
    for key in ("upstream_title", "upstream_issuer", "upstream_doc_no", "upstream_issued_on"):
        if value := getattr(notice, key):
            yield Wanted("head", key, str(value))
    for deadline in notice.deadlines:
        yield Wanted("days", f"deadline.{deadline.actor}", str(deadline.day))
    for answer in notice.settled:
        yield Wanted("settled", f"settled.{answer.reading}", answer.choice)
    for class_, title in notice.class_titles.items():
        if class_.value != "other":
            yield Wanted("classes", "class", title, class_.value)
    for domain in notice.domains:
        yield Wanted("domains", "domain", domain.name, "special" if domain.special else "")
        yield from (Wanted("terms", "domain.terms", term, domain.name) for term in domain.terms if fold(term) in fold(source))
    yield from (Wanted("papers", "form.title", title) for title in notice.form.titles if title in source)
    yield from (Wanted("papers", "letter.title", title) for title in notice.letter.titles if title in source)
    yield from (Wanted("papers", "letter.addressee", to) for to in notice.letter.addressees if f"\n{to}：" in source)
    yield Wanted("papers", "letter.cited_notice", notice.letter.cited_notice)
    yield from _numbers(notice)


def _numbers(notice: Notice) -> Iterator[Wanted]:
    for clause in notice.clauses:
        for binding in clause.rules:
            params = binding.params
            for side in ("max", "min"):
                value = params.get(side)
                if isinstance(value, dict):
                    yield from (Wanted("quotas", f"quota.{side}", str(number), class_) for class_, number in value.items())
                elif value is not None:
                    yield Wanted("quotas", _KEY[binding.rule], str(value))
            for name, key in _NAMED.items():
                if name in params:
                    yield Wanted(*key, str(params[name]))
            sources = params.get("sources")
            if binding.rule == "unit-credit" and isinstance(sources, list):
                yield from (Wanted("conditions", "credit.source", str(site)) for site in sources)


_KEY = {
    "quota-special": "special.max",
    "quota-province-total": "province.max",
    "quota-province-domain": "province.domain_max",
    "quota-province-special": "special.province_max",
}
_NAMED = {
    "copies": ("quotas", "copies"),
    "start": ("days", "period.start"),
    "end": ("days", "period.end"),
    "relation": ("conditions", "prior_pilot"),
    "branches_allowed": ("conditions", "branches"),
}


def is_found(wanted: Wanted, drafted: Draft) -> bool:
    """Say whether a draft has a fact; a title may be drafted with its issuer before it, a term inside a longer one."""
    return any(fact.key == wanted.key and _same(wanted, fact) for fact in drafted.facts)


def _same(wanted: Wanted, fact: DraftFact) -> bool:
    mine, theirs = fold(wanted.value), fold(fact.value)
    if wanted.key == "domain.terms":
        return fact.about == wanted.about and any(mine in fold(term) for term in fact.value.split("、"))
    if wanted.key in ("quota.max", "quota.min", "class") and fact.about != wanted.about:
        return False
    if wanted.key == "class":
        return mine in theirs or theirs in mine
    return mine == theirs or (wanted.key == "title" and theirs.endswith(mine))


def covers(quote: str, drafted: Draft) -> bool:
    """Say whether the words of a clause are drafted, in one clause or cut into several."""
    wanted = fold(quote)
    covered: set[int] = set()
    for clause in drafted.clauses:
        covered |= _shared(wanted, fold(clause.quote))
    return len(covered) >= COVERED * len(wanted)


def serves(quote: str, rule: str, drafted: Draft) -> bool:
    """Say whether a drafted clause that is a part of those words, or has them as its part, proposes the rule."""
    wanted = fold(quote)
    near = [c for c in drafted.clauses if len(_shared(wanted, fold(c.quote))) >= COVERED * min(len(wanted), len(fold(c.quote)))]
    return any(rule in clause.rules for clause in near)


def _shared(wanted: str, drafted: str) -> set[int]:
    """Return the places of the longest stretch that both have; a few characters are in every sentence."""
    match = SequenceMatcher(None, wanted, drafted, autojunk=False).find_longest_match()
    return set(range(match.a, match.a + match.size)) if match.size >= min(4, len(wanted)) else set()


def made_up(drafted: Draft, original: str) -> list[str]:
    """Return every proposal whose quote does not stand in the text, or whose value does not stand in its quote."""
    words = fold(original).replace("-8-", "")
    found = [f"clause {clause.id}: {clause.quote}" for clause in drafted.clauses if fold(clause.quote) not in words]
    for fact in drafted.facts:
        if "×××" not in fact.quote and fold(fact.quote) not in words:
            found.append(f"{fact.key}: {fact.quote}")
        elif not _stands_in(fact):
            found.append(f"{fact.key}={fact.value}: {fact.quote}")
    return found


def _stands_in(fact: DraftFact) -> bool:
    quote, value = fold(fact.quote), fact.value
    if value in CHOSEN or fold(value) in quote:
        return True
    if fact.key == "domain.terms":
        return all(fold(term) in quote for term in value.split("、"))
    if fact.key == "domain":
        return fold(value).removesuffix("专项") in quote
    if fact.key.startswith("period."):
        period = parse_period(fact.quote)
        return period is not None and value in {(period.start or "")[:7], (period.end or "")[:7]}
    if value.isdigit():
        return any(
            str(parse_count(quote[a:b])) == value for a in range(len(quote)) for b in range(a + 1, min(a + 4, len(quote)) + 1)
        ) or any(date.value.startswith(value) for date in find_dates(fact.quote))
    return any(date.value == value for date in find_dates(fact.quote))


def measure(text: Path, pack_id: str) -> tuple[Counter[str], Counter[str], list[str], list[str]]:
    """Return how many facts of each group there are, how many are found, which are missed, and what was made up."""
    source = text.read_text("utf-8")
    notice = notices.load(pack_id)
    drafted, _ = draft(text.name, (tuple(source.splitlines()),), pack_id)
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: list[str] = []
    for wanted in of_pack(notice, source):
        total[wanted.group] += 1
        hit = is_found(wanted, drafted)
        found[wanted.group] += hit
        missed += [] if hit else [f"{wanted.key} {wanted.about} {wanted.value}"]
    for clause in (c for c in notice.clauses if c.source != "derived"):
        total["clauses"] += 1
        hit = covers(clause.quote, drafted)
        found["clauses"] += hit
        missed += [] if hit else [f"clause {clause.id} {clause.quote[:40]}"]
        for binding in clause.rules:
            total["rules of clauses"] += 1
            hit = serves(clause.quote, binding.rule, drafted)
            found["rules of clauses"] += hit
            missed += [] if hit else [f"rule {clause.id} {binding.rule}"]
    return total, found, missed, made_up(drafted, source)


def measure_list(text: Path, listed: Path) -> tuple[Counter[str], Counter[str], list[str], list[str]]:
    """Return the same for a notice without a pack, against what a person listed of it; a limit's class is not in the list."""
    source, said = text.read_text("utf-8"), yaml.safe_load(listed.read_text("utf-8"))
    drafted, _ = draft(text.name, (tuple(source.splitlines()),), LIKE)
    values: dict[str, list[str]] = {}
    for fact in drafted.facts:
        values.setdefault(fact.key, []).append(fact.value)
    pairs = [(key, str(one)) for key, value in said["facts"].items() for one in (value if isinstance(value, list) else [value])]
    hits = [("facts", f"{key} {v}", any(got.endswith(v) for got in values.get(_LISTED_AS.get(key, key), ()))) for key, v in pairs]
    hits += [("clauses", quote, covers(quote, drafted)) for quote in said["clauses"]]
    total, found = Counter(group for group, *_ in hits), Counter(group for group, _, hit in hits if hit)
    return total, found, [f"{group} {what}" for group, what, hit in hits if not hit], made_up(drafted, source)


def main(arguments: list[str]) -> int:
    """Measure each notice and print a table."""
    pairs = list(zip(arguments[::2], arguments[1::2], strict=True))
    found_in = {name: measure(Path(text), name) for text, name in pairs or PAIRS}
    if not pairs:
        found_in["tongchuan-2024"] = measure_list(*map(Path, LISTED))
    for pack_id, (total, found, missed, invented) in found_in.items():
        print(f"{pack_id}: {found.total()} of {total.total()} facts found ({found.total() / total.total():.1%}), {len(invented)} made up")
        for group in total:
            print(f"  {group}: {found[group]} of {total[group]}")
        print("  missed:", *missed, sep="\n    ")
        print(*invented, sep="\n    ")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
