"""What was accepted, as the files of a pack."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from notices import text_yaml
from notices.drafting.limits import classes_in
from notices.drafting.scope import terms
from notices.text_yaml import YamlText
from schemas.draft import Draft, DraftClause, DraftFact
from schemas.notice import Notice, RecommenderClass

_HERE = Path(__file__).parent
_PLACES = {
    "copies": (("form-copies", "copies"),),
    "period.start": (("construction-period", "start"),),
    "period.end": (("construction-period", "end"),),
    "special.max": (("quota-special", "max"),),
    "special.province_max": (("quota-province-special", "max"), ("quota-special", "province_max")),
    "province.max": (("quota-province-total", "max"),),
    "province.domain_max": (("quota-province-domain", "max"),),
    "branches": (("unit-legal-person", "branches_allowed"),),
    "prior_pilot": (("unit-prior-pilot", "relation"),),
}
"""Which rule takes a fact as which of its numbers."""
_TRACKED = ("quota-special", "quota-province-special")
_HEAD = ("title", "issuer", "doc_no", "issued_on", "upstream_title", "upstream_issuer", "upstream_doc_no", "upstream_issued_on", "year")


@dataclass(frozen=True)
class Composer:
    """Makes the files of a pack from a draft, with the form's labels of a pack that is there."""

    draft: Draft
    like: Notice
    pack_id: str

    def notice(self) -> dict[str, YamlText]:
        """Return notice.yaml."""
        head: dict[str, YamlText] = {"id": self.pack_id, **{key: value for key in _HEAD if (value := self.one(key))}}
        titles: dict[str, YamlText] = {f.about: f.value for f in self.all("class")}
        settled = [f for f in self.draft.facts if f.key.startswith("settled.")]
        clauses: list[YamlText] = [self._clause(clause) for clause in self.draft.clauses]
        return {
            **head,
            "programme": self.one("programme"),
            "receiver": self.one("receiver"),
            "class_titles": {**titles, "other": "名单以外的单位"},
            "deadlines": [
                {"actor": f.key.partition(".")[2], "day": f.value, "clause": self._clause_of(f)}
                for f in self.draft.facts
                if f.key.startswith("deadline.")
            ],
            "settled": [{"reading": f.key.partition(".")[2], "choice": f.value, "clause": self._clause_of(f)} for f in settled],
            "readings": self._questions({f.key.partition(".")[2] for f in settled}),
            "clauses": clauses,
        }

    def domains(self) -> dict[str, YamlText]:
        """Return domains.yaml; a domain that a known pack has keeps its id."""
        return {"domains": [self._domain(number, f) for number, f in enumerate(self.all("domain"), 1)]}

    def letter(self) -> dict[str, YamlText]:
        """Return letter.yaml; self-references are the known pack's."""
        voices: dict[str, YamlText] = {voice: list(ends) for voice, ends in self.like.letter.voices.items()}
        return {
            "titles": [f.value for f in self.all("letter.title")] or ["推荐函"],
            "addressees": [f.value for f in self.all("letter.addressee")] or [self.one("receiver")],
            "cited_notice": self.one("letter.cited_notice") or self.one("title"),
            "voices": voices,
        }

    def form_titles(self) -> list[str]:
        """Return what the call's form is called."""
        return list(dict.fromkeys(f.value for f in self.all("form.title")))

    def recommenders(self) -> list[str]:
        """Return rows for the bodies that the salutation names in full; the rest of the list is a person's to write."""
        named = [f.value for f in self.all("addressee") if not re.match("各|省[直（(级]|有关", f.value) and len(f.value) > 4]
        return [f"{name},{next(iter(classes_in(name)), RecommenderClass.OTHER)},,,,," for name in named]

    def one(self, key: str) -> str:
        """Return the first fact of that name, '' where there is none."""
        return next((f.value for f in self.draft.facts if f.key == key), "")

    def all(self, key: str) -> Sequence[DraftFact]:
        """Return the facts of that name."""
        return [f for f in self.draft.facts if f.key == key]

    def domain_id(self, number: int, fact: DraftFact) -> str:
        """Return the id of a domain: the known pack's where it has one of that name."""
        return next((d.id for d in self.like.domains if d.name == fact.value), f"domain-{number}")

    def _domain(self, number: int, fact: DraftFact) -> YamlText:
        made: dict[str, YamlText] = {"id": self.domain_id(number, fact), "name": fact.value, "heading": fact.quote}
        scope = next((f for f in self.all("domain.scope") if f.about == fact.value), fact)
        made["clause"] = self._clause_of(scope)
        if fact.about == "special":
            made["special"] = "true"
        words = next((f.value for f in self.all("domain.terms") if f.about == fact.value), "")
        return {**made, "terms": [word for word in words.split("、") if word]}

    def _clause(self, clause: DraftClause) -> YamlText:
        made: dict[str, YamlText] = {"id": clause.id, "source": clause.source.value, "strength": clause.strength, "quote": clause.quote}
        if not clause.rules:
            return {**made, "by_hand": clause.by_hand}
        rules: list[YamlText] = []
        for rule in clause.rules:
            params = self._params(clause, rule)
            rules.append({"rule": rule, "params": params} if params else {"rule": rule})
        return {**made, "rules": rules}

    def _params(self, clause: DraftClause, rule: str) -> dict[str, YamlText]:
        """Return the numbers that this clause gives the rule; tracks stand where the number does."""
        params: dict[str, YamlText] = {}
        for fact in self.draft.facts:
            if self._clause_of(fact) != clause.id:
                continue
            for name in (place[1] for place in _PLACES.get(fact.key, ()) if place[0] == rule):
                params[name] = fact.value
            if rule == "quota-recommender" and fact.key.startswith("quota."):
                side = params.setdefault(fact.key.partition(".")[2], {})
                if isinstance(side, dict):
                    side[fact.about] = fact.value
        sources: list[YamlText] = [f.value for f in self.all("credit.source")]
        if rule in ("unit-credit", "participant-credit") and self._first_with(rule) == clause.id:
            params["sources"] = sources
        if rule == "unit-prior-pilot" and "relation" in params:
            params["strength"] = next(f.about for f in self.all("prior_pilot"))
        if rule == "activities-covered":
            params["activities"] = [{"name": word, "terms": [word]} for word in terms(clause.quote)]
        if rule in _TRACKED and self._first_with(rule) == clause.id:
            params["tracks"] = [self.domain_id(n, f) for n, f in enumerate(self.all("domain"), 1) if f.about == "special"]
        return params

    def _first_with(self, rule: str) -> str:
        return next((c.id for c in self.draft.clauses if rule in c.rules), "")

    def _clause_of(self, fact: DraftFact) -> str:
        """Return the clause that gives a fact: one whose rule takes it, else one with its words, else the first of the sentence."""
        takers = {rule for rule, _ in _PLACES.get(fact.key, ())} | _RULES_OF.get(fact.key.partition(".")[0], set())
        here = [c for c in self.draft.clauses if c.page == fact.page and (c.quote in fact.quote or fact.quote.rstrip("。") in c.quote)]
        here = here or [c for c in self.draft.clauses if c.quote in fact.quote or fact.quote.rstrip("。") in c.quote]
        return next((c.id for c in (*(c for c in here if takers & set(c.rules)), *here)), "")

    def _questions(self, settled: set[str]) -> YamlText:
        asked: list[YamlText] = []
        for question in _questions():
            serving = [c.id for c in self.draft.clauses if question["rule"] in c.rules]
            if serving and question["id"] not in settled:
                asked.append({**{k: v for k, v in question.items() if k != "rule"}, "clauses": list[YamlText](serving)})
        return asked


_RULES_OF = {
    "quota": {"quota-recommender"},
    "deadline": {"deadline-recommender", "national-deadline"},
    "settled": {"deadline-recommender"},
    "domain": {"domain-fits"},
}


@cache
def _questions() -> tuple[dict[str, YamlText], ...]:
    found = text_yaml.parse((_HERE / "questions.yaml").read_text("utf-8"))
    return tuple(entry for entry in found if isinstance(entry, dict))


def as_yaml(value: Mapping[str, object]) -> str:
    """Return YAML as people write it: Chinese as Chinese, in the order given."""
    return str(yaml.safe_dump(dict(value), allow_unicode=True, sort_keys=False, width=200))


def without_empty(found: dict[str, YamlText], names: Iterable[str]) -> dict[str, YamlText]:
    """Leave out the named entries where they are empty."""
    gone = {name for name in names if not found.get(name)}
    return {name: value for name, value in found.items() if name not in gone}
