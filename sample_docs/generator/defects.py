"""Defects to plant: how each changes a plan, and what somebody who knows the notice would say of it.

The verdicts are reasoned from the law, never copied from what a program said. Where two are given, the first is what a sure
reading leads to, the second what an unsure one may: an unsure reading never fails anyone. Where an open reading of the notice
decides and nobody has chosen, it is ``review`` alone.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sample_docs.generator.identity import Unit, found_unit, spoil_code
from sample_docs.generator.letter import LetterPlan
from sample_docs.generator.material import UnitKind, cities, domains
from sample_docs.generator.plan import AppPlan, DeliveryPlan, Electronic, Expected
from sample_docs.generator.project import compose_schedule, without
from sample_docs.generator.scan import Capture, Way
from sample_docs.generator.seals_of import short_seal, special_seal, unit_seal, weak

Rng = np.random.Generator
FAIL, REVIEW, EITHER = ("fail",), ("review",), ("fail", "review")


def expect(app: AppPlan, *found: Expected) -> AppPlan:
    """The application with more to be found in it."""
    return replace(app, expected=(*app.expected, *found))


def _app(rule: str, verdicts: tuple[str, ...], defect: str) -> Expected:
    return Expected(rule, "application", verdicts, defect)


def no_unit_seal(app: AppPlan, rng: Rng) -> AppPlan:
    """D1: one copy lacks the undertaking unit's seal."""
    k = int(rng.integers(1, app.copies + 1))
    bare = {r: s for r, s in app.seals.items() if r != "undertaking"}
    return expect(replace(app, copy_seals={**app.copy_seals, k: bare}), _app("form-sealed", EITHER, "no-unit-seal"))


def wrong_unit_seal(app: AppPlan, rng: Rng) -> AppPlan:
    """D2: the seal in the unit's box is another unit's."""
    m = domains()[app.project.domain]
    other = found_unit(m.units[0], cities()[app.project.unit.city], rng, brand="泊远")
    seals = {**app.seals, "undertaking": (unit_seal(other, rng),)}
    out = replace(app, seals=seals, copy_seals={k: {**s, "undertaking": seals["undertaking"]} for k, s in app.copy_seals.items()})
    return expect(out, _app("form-sealed", EITHER, "wrong-unit-seal"), _app("unit-name-consistent", EITHER, "wrong-unit-seal"))


def contract_seal(app: AppPlan, rng: Rng) -> AppPlan:
    """D2: a seal for contracts (or invoices) stands where the official seal belongs."""
    words = ("合同专用章", "财务专用章", "发票专用章")[int(rng.integers(3))]
    seals = {**app.seals, "undertaking": (special_seal(app.project.unit, words),)}
    return expect(replace(app, seals=seals), _app("form-sealed", EITHER, "contract-seal"))


def faint_seal(app: AppPlan, rng: Rng) -> AppPlan:
    """D3: the unit's seal is hardly to be read."""
    seals = {r: tuple(weak(s) for s in plans) if r == "undertaking" else plans for r, plans in app.seals.items()}
    return expect(replace(app, seals=seals), _app("form-sealed", ("review", "pass"), "faint-seal"))


def black_and_white(app: AppPlan, rng: Rng) -> AppPlan:
    """D3: a black-and-white copy, in which nobody can tell a seal from a photocopy of one."""
    return expect(replace(app, capture=Capture(Way.BILEVEL, 200, app.capture.turn)), _app("form-sealed", REVIEW, "black-and-white"))


def abbreviated_seal(app: AppPlan, rng: Rng) -> AppPlan:
    """D4: the seal carries an abbreviation."""
    name = app.project.unit.name
    short = (
        name.replace("有限责任公司", "公司")
        .replace("股份有限公司", "公司")
        .replace("有限公司", "公司")
        .replace("服务中心", "中心")
        .replace("专业合作社", "合作社")
    )
    if short == name:
        short = name.removeprefix(app.project.unit.city)
    seals = {**app.seals, "undertaking": (short_seal(app.project.unit, short),)}
    return expect(
        replace(app, seals=seals),
        _app("form-sealed", REVIEW, "abbreviated-seal"),
        _app("unit-name-consistent", REVIEW, "abbreviated-seal"),
    )


def name_differs(app: AppPlan, rng: Rng) -> AppPlan:
    """D5: the letter calls the project by a name that differs in a character."""
    name = app.project.name
    body = name.split("标准化")[0]
    at = int(rng.integers(len(body) // 2, len(body)))
    other = name[:at] + name[at + 1 :]
    return expect(replace(app, letter_name=other), _app("project-name-consistent", EITHER, "name-differs"))


def two_copies(app: AppPlan, rng: Rng) -> AppPlan:
    """D17: fewer copies than three; whether scans must show all three is an open reading."""
    return expect(replace(app, copies=int(rng.integers(1, 3))), _app("form-copies", REVIEW, "two-copies"))


def copies_differ(app: AppPlan, rng: Rng) -> AppPlan:
    """D17: one copy was printed from an older draft."""
    p, k = app.project, int(rng.integers(1, app.copies + 1))
    other = (
        replace(p, mobile=p.mobile[:-2] + f"{(int(p.mobile[-2:]) + 37) % 100:02d}"),
        replace(p, unit=replace(p.unit, head=p.leader if p.leader != p.unit.head else p.contact)),
        replace(p, leader=p.contact, contact=p.leader),
    )[int(rng.integers(3))]
    return expect(replace(app, copy_projects={k: other}), _app("copies-identical", EITHER, "copies-differ"))


def period_outside(app: AppPlan, rng: Rng) -> AppPlan:
    """D18: the building period is not 2027–2028."""
    period = (("2026-07", "2028-06"), ("2026-01", "2027-12"), ("2027-01", "2029-12"), ("2026-06", "2028-12"))[int(rng.integers(4))]
    years = [int(y[:4]) for y in period]
    p = replace(app.project, period=period, schedule=compose_schedule(rng, years[0], min(years[1], years[0] + 1)))
    return expect(replace(app, project=p), _app("construction-period", EITHER, "period-outside"))


def bad_code(app: AppPlan, rng: Rng) -> AppPlan:
    """D14: the code was mistyped; suspect, never false."""
    p = replace(app.project, unit=replace(app.project.unit, uscc=spoil_code(app.project.unit.uscc, rng)))
    return expect(replace(app, project=p), _app("uscc-valid", REVIEW, "bad-code"))


def sole_trader(app: AppPlan, rng: Rng) -> AppPlan:
    """D13: a 个体工商户 applies."""
    p = app.project
    unit = found_unit(UnitKind("家政服务部", "92", "个体工商户", 1), cities()[p.unit.city], rng)
    return expect(_with_unit(app, replace(unit, type="个体工商户"), rng), _app("unit-legal-person", EITHER, "sole-trader"))


def branch(app: AppPlan, rng: Rng) -> AppPlan:
    """D13: a branch applies."""
    p = app.project
    place = p.unit.city.removesuffix("市") if p.unit.city.endswith("市") else "沈抚"
    tail = domains()[p.domain].units[0].tail
    tail = tail if tail.endswith("公司") else "咨询服务有限公司"
    unit = found_unit(UnitKind(f"{tail}{place}分公司", "91", "有限责任公司分公司", 1), cities()[p.unit.city], rng)
    return expect(_with_unit(app, unit, rng), _app("unit-legal-person", EITHER, "branch"))


def _with_unit(app: AppPlan, unit: Unit, rng: Rng) -> AppPlan:
    p = app.project
    texts = {k: tuple(t.replace(p.unit.name, unit.name) for t in v) for k, v in p.texts.items()}
    seal = (unit_seal(unit, rng),)
    seals = {r: seal if r in ("undertaking", "cover") else s for r, s in app.seals.items()}
    return replace(app, project=replace(p, unit=unit, texts=texts, name=p.name.replace(p.unit.name, unit.city)), seals=seals)


def two_domains(app: AppPlan, rng: Rng) -> AppPlan:
    """D10: two domains are ticked."""
    others = [k for k in domains() if k != app.project.domain and k not in ("civil-affairs", "judicial-administration")]
    p = replace(app.project, ticked=(app.project.domain, others[int(rng.integers(len(others)))]))
    return expect(replace(app, project=p), _app("domain-stated", EITHER, "two-domains"))


def no_domain(app: AppPlan, rng: Rng) -> AppPlan:
    """D10: no domain is ticked."""
    return expect(replace(app, project=replace(app.project, ticked=())), _app("domain-stated", EITHER, "no-domain"))


def no_electronic(app: AppPlan, rng: Rng) -> AppPlan:
    """D21: the electronic version is missing."""
    return expect(replace(app, electronic=Electronic.NONE), _app("form-electronic", FAIL, "no-electronic"))


def electronic_differs(app: AppPlan, rng: Rng) -> AppPlan:
    """D21: the electronic version is an older draft."""
    p = app.project
    other = replace(p, leader=p.contact, contact=p.leader) if rng.random() < 0.5 else replace(p, period=("2027-03", "2028-11"))
    return expect(replace(app, electronic_project=other), _app("electronic-matches-scan", EITHER, "electronic-differs"))


def empty_field(app: AppPlan, rng: Rng) -> AppPlan:
    """A cell that must be filled was left empty."""
    names = [n for n in ("legal_representative", "address", "contact_name", "goals", "safeguards", "uscc") if n not in app.recipe.left_out]
    name = names[int(rng.integers(len(names)))]
    return expect(replace(app, project=without(app.project, name)), _app("form-complete", EITHER, f"empty-field:{name}"))


def short_mobile(app: AppPlan, rng: Rng) -> AppPlan:
    """D20: a mobile number with ten digits."""
    p = replace(app.project, mobile=app.project.mobile[:-1])
    return expect(replace(app, project=p), _app("contact-reachable", ("review", "pass"), "short-mobile"))


def stale_form(app: AppPlan, rng: Rng) -> AppPlan:
    """D19: last year's form."""
    recipe = app.recipe if app.recipe.year else replace(app.recipe, year=2)
    return expect(
        replace(app, recipe=recipe, project=replace(app.project, title_year=2025)), _app("template-current", EITHER, "stale-form")
    )


def participant_unsealed(app: AppPlan, rng: Rng) -> AppPlan:
    """D29: a participating unit has not sealed."""
    if not app.project.participants or "participant" not in app.recipe.roles:
        return app
    seals = {r: s for r, s in app.seals.items() if r != "participant"}
    return expect(replace(app, seals=seals), _app("participants-sealed", REVIEW, "participant-unsealed"))


AppDefect = Callable[[AppPlan, Rng], AppPlan]
APP_DEFECTS: dict[str, AppDefect] = {
    f.__name__: f
    for f in (
        no_unit_seal,
        wrong_unit_seal,
        contract_seal,
        faint_seal,
        black_and_white,
        abbreviated_seal,
        name_differs,
        two_copies,
        copies_differ,
        period_outside,
        bad_code,
        sole_trader,
        branch,
        two_domains,
        no_domain,
        no_electronic,
        electronic_differs,
        empty_field,
        short_mobile,
        stale_form,
        participant_unsealed,
    )
}


# -- deliveries -----------------------------------------------------------------------------------------------------


def _found(plan: DeliveryPlan, rule: str, verdicts: tuple[str, ...], defect: str) -> DeliveryPlan:
    return replace(plan, expected=(*plan.expected, Expected(rule, "delivery", verdicts, defect)))


def _letter(plan: DeliveryPlan) -> LetterPlan:
    if plan.letter is None:
        raise ValueError("this delivery has no letter to spoil")
    return plan.letter


def count_differs(plan: DeliveryPlan, rng: Rng) -> DeliveryPlan:
    """D6: the letter counts more projects than it names."""
    return _found(replace(plan, letter=replace(_letter(plan), count=_letter(plan).count + 1)), "letter-ranked", EITHER, "count-differs")


def undated(plan: DeliveryPlan, rng: Rng) -> DeliveryPlan:
    """D28: 年 月 日 was left blank."""
    return _found(replace(plan, letter=replace(_letter(plan), issued_on=None)), "letter-dated", EITHER, "undated")


def stale_notice(plan: DeliveryPlan, rng: Rng) -> DeliveryPlan:
    """D19: the letter cites last year's notice."""
    return _found(
        replace(plan, letter=replace(_letter(plan), cited=_letter(plan).cited.replace("2026", "2025"))),
        "letter-form",
        EITHER,
        "stale-notice",
    )


def unsealed_letter(plan: DeliveryPlan, rng: Rng) -> DeliveryPlan:
    """The letter bears no seal."""
    return _found(replace(plan, letter=replace(_letter(plan), seal=None)), "letter-sealed", EITHER, "unsealed-letter")


def late_receipt(plan: DeliveryPlan, rng: Rng) -> DeliveryPlan:
    """D12: dated in time, received after the day; which of the two counts is an open reading."""
    return _found(replace(plan, received_at=f"2026-05-{int(rng.integers(22, 26))} 09:40"), "deadline-recommender", REVIEW, "late-receipt")


def late_letter(plan: DeliveryPlan, rng: Rng) -> DeliveryPlan:
    """D11: dated and received after the day: late under every reading."""
    day = dt.date(2026, 5, int(rng.integers(21, 24)))
    out = replace(plan, letter=replace(_letter(plan), issued_on=day), received_at=f"2026-05-{day.day + 1} 15:05")
    return _found(_found(out, "deadline-recommender", EITHER, "late-letter"), "letter-dated", EITHER, "late-letter")


def no_letter(plan: DeliveryPlan, rng: Rng) -> DeliveryPlan:
    """The letter is missing."""
    return _found(replace(plan, letter=None), "letter-present", FAIL, "no-letter")


DeliveryDefect = Callable[[DeliveryPlan, Rng], DeliveryPlan]
DELIVERY_DEFECTS: dict[str, DeliveryDefect] = {
    f.__name__: f for f in (count_differs, undated, stale_notice, unsealed_letter, late_receipt, late_letter)
}
