"""Rounds that nobody planned: random recommenders, layouts, scans and defects, from a seed."""

import datetime as dt
from dataclasses import replace

import numpy as np

from sample_docs.generator.committed import Draft, letter_for, plan_application
from sample_docs.generator.defects import APP_DEFECTS, DELIVERY_DEFECTS
from sample_docs.generator.difficulty import Difficulty
from sample_docs.generator.fonts import Face
from sample_docs.generator.identity import Unit, pick
from sample_docs.generator.material import cities, domains
from sample_docs.generator.plan import AppPlan, DeliveryPlan, Electronic, Expected, Packing, RegisterRow, RoundPlan
from sample_docs.generator.recipe import FIXED, Dates, mix
from sample_docs.generator.scan import Way, choose_capture

Rng = np.random.Generator
DEPARTMENTS = (
    ("辽宁省民政厅", "我厅", "civil-affairs"),
    ("辽宁省司法厅", "我厅", "judicial-administration"),
    ("辽宁省农业农村厅", "我厅", "agriculture"),
    ("辽宁省工业和信息化厅", "我厅", "high-tech"),
    ("辽宁省文化和旅游厅", "我厅", "services"),
    ("辽宁省医疗保障局", "我局", "basic-public-services"),
)
ORDINARY = ("agriculture", "consumer-goods", "high-tech", "services", "basic-public-services", "social-governance")
SLIM = 110
"""Characters that are left of a long text where many short forms are wanted."""
TWO_PLACES = ("沈阳市", "大连市")
CLASHES = (
    {"wrong_unit_seal", "contract_seal", "faint_seal", "abbreviated_seal", "no_unit_seal", "black_and_white"},
    {"two_domains", "no_domain"},
    {"sole_trader", "branch"},
    {"no_electronic", "electronic_differs"},
    {"two_copies", "copies_differ"},
    {"period_outside", "electronic_differs"},
    {"sole_trader", "copies_differ"},
    {"branch", "copies_differ"},
    {"empty_field", "copies_differ", "electronic_differs"},
    {"copies_differ", "no_unit_seal", "two_copies"},
)


def random_round(seed: int, d: Difficulty) -> RoundPlan:
    """Two to four deliveries of one difficulty."""
    rng = np.random.default_rng([seed, 77])
    places = [n for n in cities() if n != "沈抚示范区"]
    order = list(rng.permutation(len(places) + len(DEPARTMENTS)))[: int(rng.integers(2, 5))]
    deliveries = tuple(_delivery(rng, places, int(k), d) for k in order)
    units = [a.project.unit for p in deliveries for a in p.apps]
    return RoundPlan(
        seed, deliveries, (RegisterRow(("营口澄朔物流有限公司", "", "冷链物流服务标准化试点", "2019年度", "国家级")),), _looked_up(units)
    )


def reading_round(seed: int, d: Difficulty, applications: int) -> RoundPlan:
    """Many short forms, each of a layout and a scan of its own: few pages, many key fields. For measuring the reading, not the rules."""
    rng = np.random.default_rng([seed, 78])
    places = [n for n in cities() if n != "沈抚示范区"]
    deliveries: list[DeliveryPlan] = []
    for k in rng.permutation(len(places) + len(DEPARTMENTS)):
        if sum(len(p.apps) for p in deliveries) >= applications:
            break
        drawn = _delivery(rng, places, int(k), d)
        deliveries.append(replace(drawn, apps=tuple(_slim(a) for a in drawn.apps), licences=(), credits=()))
    return RoundPlan(seed, tuple(deliveries))


def _slim(app: AppPlan) -> AppPlan:
    """One copy of the application alone, with the beginnings of its long texts."""
    texts = {name: tuple(p[:SLIM] for p in paragraphs[:1]) for name, paragraphs in app.project.texts.items()}
    return replace(app, project=replace(app.project, texts=texts), copies=1, copy_projects={}, copy_seals={}, electronic=Electronic.NONE)


def _looked_up(units: list[Unit]) -> tuple[RegisterRow, ...]:
    return tuple(RegisterRow((u.name, u.uscc, "信用中国", "2026-05-19", "无相关信息", "", "", "")) for u in units[::2])


def _delivery(rng: Rng, places: list[str], k: int, d: Difficulty) -> DeliveryPlan:
    if k < len(places):
        city, office, voice, own = places[k], f"{places[k]}市场监督管理局", "我局", ""
    else:
        office, voice, own = DEPARTMENTS[k - len(places)]
        city = places[int(rng.integers(len(places)))]
    limit = 2 if own or city in TWO_PLACES else 1
    count = limit if rng.random() < 0.8 else limit + 1
    day = dt.date(2026, 5, int(rng.integers(10, 20)))
    apps: tuple[AppPlan, ...] = ()
    while len(apps) < count:
        app = _application(rng, city, office, own, day=day, d=d)
        if app.project.name not in {a.project.name for a in apps}:
            apps = (*apps, app)
    capture = choose_capture(d, rng)
    issuer = office.replace("市场监督管理局", "市场监管局") if rng.random() < 0.3 else office
    letter = letter_for(
        office,
        apps,
        day,
        issuer=issuer,
        voice=voice,
        red_head=bool(rng.random() < 0.4),
        wording=int(rng.integers(3)),
        count_way=int(rng.integers(3)),
        listed=bool(rng.random() < 0.25),
        prefixed=bool(rng.random() < 0.3),
        addressee=pick(rng, ("省市场监管局", "辽宁省市场监督管理局")),
        dates=[Dates.YMD, Dates.YMD, Dates.SPACED, Dates.CHINESE][int(rng.integers(4))],
        seed=int(rng.integers(1 << 20)),
        body=[Face.SERIF, Face.SONG, Face.KAI, Face.MICROHEI][int(rng.integers(4))],
    )
    piled = bool(rng.random() < 0.3)
    if piled:  # a feeder scans the whole pile in one way
        apps = tuple(replace(a, packing=Packing.PILE) for a in apps)
    plan = DeliveryPlan(
        office,
        office,
        letter,
        apps,
        f"2026-05-{min(20, day.day + int(rng.integers(1, 4)))} {int(rng.integers(9, 17))}:15",
        d=d,
        capture=capture,
        letter_alone=not piled,
        licences=(1,) if rng.random() < 0.25 else (),
        credits=(1,) if rng.random() < 0.25 else (),
        seed=int(rng.integers(1 << 20)),
    )
    return _spoil(_quota(plan, limit), rng)


def _quota(plan: DeliveryPlan, limit: int) -> DeliveryPlan:
    ordinary = [a for a in plan.apps if a.project.domain in ORDINARY]
    special = [a.project.domain for a in plan.apps if a.project.domain not in ORDINARY]
    found = list(plan.expected)
    if plan.received_at.startswith("2026-05-20"):
        found.append(Expected("deadline-recommender", "delivery", ("review",), "boundary-day"))
    if len(ordinary) > limit:
        found.append(Expected("quota-recommender", "delivery", ("fail", "review"), "over-quota"))
    if any(special.count(t) > 2 for t in special):
        found.append(Expected("quota-special", "delivery", ("fail", "review"), "over-special-quota"))
    return replace(plan, expected=tuple(found))


def _spoil(plan: DeliveryPlan, rng: Rng) -> DeliveryPlan:
    if rng.random() < 0.35:
        plan = replace(plan, expected=tuple(e for e in plan.expected if e.defect != "boundary-day"), received_at="2026-05-19 10:15")
        name = pick(rng, tuple(DELIVERY_DEFECTS))
        return DELIVERY_DEFECTS[name](plan, rng)
    return plan


def _application(rng: Rng, city: str, office: str, own: str, *, day: dt.date, d: Difficulty) -> AppPlan:
    domain = own or pick(rng, ORDINARY)
    recipe = mix(rng) if rng.random() < 0.6 else list(FIXED.values())[int(rng.integers(len(FIXED)))]
    capture = choose_capture(d, rng)
    packing = [Packing.EACH, Packing.JOINED, Packing.EACH, Packing.TIFF][int(rng.integers(4))]
    if capture.way is Way.PHOTO:
        packing = Packing.IMAGES if rng.random() < 0.7 else Packing.EACH
    draft = Draft(
        int(rng.integers(1 << 24)),
        domain,
        city,
        office,
        recipe,
        packing,
        [Electronic.DOCX, Electronic.DOCX, Electronic.PDF, Electronic.ZIPPED][int(rng.integers(4))],
        d,
        capture,
        length=1 + int(rng.random() < 0.3),
        participants=int(rng.integers(0, 3)),
        kind=int(rng.integers(len(domains()[domain].units))),
        hand=bool(rng.random() < d.hand),
        backs=bool(rng.random() < 0.1),
    )
    app = plan_application(draft, day - dt.timedelta(days=int(rng.integers(0, 4))))
    if capture.way in (Way.BILEVEL, Way.GREY):
        app = replace(app, expected=(Expected("form-sealed", "application", ("review",), "black-and-white"),))
    for name in _choose(rng):
        app = APP_DEFECTS[name](app, rng)
    return app


def _choose(rng: Rng) -> list[str]:
    """None to three defects that do not hide one another."""
    names = [list(APP_DEFECTS)[i] for i in rng.permutation(len(APP_DEFECTS))]
    wanted = int(rng.choice([0, 0, 1, 1, 2, 3]))
    chosen: list[str] = []
    for n in names:
        if len(chosen) < wanted and not any(n in c and c & set(chosen) for c in CLASHES):
            chosen.append(n)
    return chosen
