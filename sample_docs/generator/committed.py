"""The plan of the committed round: six deliveries, ten applications, some twenty defects, and enough that is in order."""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from sample_docs.generator import defects as bad
from sample_docs.generator.difficulty import CLEAN, HARD, OFFICE, Difficulty
from sample_docs.generator.fonts import Face
from sample_docs.generator.identity import Unit
from sample_docs.generator.letter import LetterPlan
from sample_docs.generator.plan import AppPlan, DeliveryPlan, Electronic, Expected, Packing, RegisterRow, RoundPlan
from sample_docs.generator.project import Project, invent_project
from sample_docs.generator.recipe import BOOK, CLASSIC, COMPACT, LEDGER, MODERN, NARRATIVE, Dates, Recipe
from sample_docs.generator.scan import Capture, Way
from sample_docs.generator.seals_of import office_seal, unit_seal

FLAT200, FLAT300 = Capture(Way.FLATBED, 200), Capture(Way.FLATBED, 300)
SHENYANG, DALIAN, ANSHAN = "沈阳市市场监督管理局", "大连市市场监督管理局", "鞍山市市场监督管理局"
CIVIL, SHENFU, COUNTY = "辽宁省民政厅", "沈抚改革创新示范区市场监督管理局", "凌海市市场监督管理局"


@dataclass(frozen=True)
class Draft:
    """What an application is made from."""

    seed: int
    domain: str
    city: str
    office: str
    recipe: Recipe
    packing: Packing
    electronic: Electronic
    d: Difficulty = OFFICE
    capture: Capture = FLAT200
    length: int = 1
    participants: int = 0
    kind: int = 0
    hand: bool = True
    backs: bool = False


def plan_application(draft: Draft, signed: dt.date, project: Project | None = None) -> AppPlan:
    """An application in order."""
    rng = np.random.default_rng(draft.seed)
    p = project or invent_project(
        draft.domain, draft.city, draft.office, rng, length=draft.length, participants=draft.participants, kind=draft.kind
    )
    own = (unit_seal(p.unit, rng),)
    seals = {
        "cover": own,
        "undertaking": own,
        "participant": tuple(unit_seal(u, rng) for u in p.participants),
        "recommender": (office_seal(draft.office),),
    }
    days = {
        "undertaking": p.filled_on,
        "participant": p.filled_on + dt.timedelta(days=1) if p.participants else None,
        "recommender": signed,
    }
    seals = {r: s for r, s in seals.items() if s}
    return AppPlan(
        p,
        draft.recipe,
        seals,
        days,
        electronic=draft.electronic,
        d=draft.d,
        capture=draft.capture,
        packing=draft.packing,
        hand=draft.hand,
        backs=draft.backs,
        seed=draft.seed,
    )


def letter_for(office: str, apps: tuple[AppPlan, ...], day: dt.date, **more: object) -> LetterPlan:
    """A letter that names the applications in order."""
    names = tuple(a.letter_name or a.project.name for a in apps)
    base = LetterPlan(issuer=office, head=office, projects=names, count=len(names), issued_on=day, seal=office_seal(office))
    return replace(base, **more)  # type: ignore[arg-type]


def _shenyang(rng: np.random.Generator) -> DeliveryPlan:
    a = plan_application(
        Draft(11, "high-tech", "沈阳市", SHENYANG, CLASSIC, Packing.PILE, Electronic.DOCX, participants=1), dt.date(2026, 5, 12)
    )
    b = plan_application(
        Draft(12, "services", "沈阳市", SHENYANG, COMPACT, Packing.LOOSE_LAST, Electronic.DOCX, participants=1, hand=False, backs=True),
        dt.date(2026, 5, 12),
    )
    b = bad.electronic_differs(bad.copies_differ(b, rng), rng)
    b = bad.expect(b, Expected("unit-credit", "application", ("review",), "abnormal-operations"))
    letter = letter_for(
        SHENYANG,
        (a, b),
        dt.date(2026, 5, 15),
        issuer="沈阳市市场监管局",
        wording=1,
        red_head=True,
        number="沈市监函〔2026〕37号",
        count_way=1,
    )
    return DeliveryPlan(SHENYANG, SHENYANG, letter, (a, b), "2026-05-18 10:20", letter_alone=False, licences=(2,), seed=101)


def _dalian(rng: np.random.Generator) -> DeliveryPlan:
    a = plan_application(
        Draft(21, "consumer-goods", "大连市", DALIAN, LEDGER, Packing.JOINED, Electronic.ZIPPED, CLEAN, FLAT300, kind=0, hand=False),
        dt.date(2026, 5, 11),
    )
    b = plan_application(
        Draft(22, "basic-public-services", "大连市", DALIAN, MODERN, Packing.JOINED, Electronic.ZIPPED, CLEAN, FLAT200),
        dt.date(2026, 5, 11),
    )
    b = bad.no_unit_seal(bad.empty_field(bad.period_outside(b, rng), rng), rng)
    letter = letter_for(
        DALIAN,
        (a, b),
        dt.date(2026, 5, 14),
        dates=Dates.CHINESE,
        body=Face.SONG,
        addressee="辽宁省市场监督管理局",
        prefixed=True,
        wording=0,
    )
    return DeliveryPlan(DALIAN, DALIAN, letter, (a, b), "2026-05-19 16:20", d=CLEAN, capture=FLAT300, credits=(1,), seed=201)


def _anshan(rng: np.random.Generator) -> DeliveryPlan:
    photo = Capture(Way.PHOTO, 200)
    a = plan_application(
        Draft(31, "agriculture", "鞍山市", ANSHAN, COMPACT, Packing.IMAGES, Electronic.PDF, HARD, photo, kind=0, participants=1),
        dt.date(2026, 5, 13),
    )
    b = plan_application(
        Draft(32, "services", "鞍山市", ANSHAN, NARRATIVE, Packing.PNG, Electronic.DOCX, HARD, Capture(Way.BILEVEL, 200)),
        dt.date(2026, 5, 13),
    )
    a = bad.abbreviated_seal(bad.name_differs(a, rng), rng)
    b = bad.black_and_white(bad.sole_trader(b, rng), rng)
    letter = letter_for(ANSHAN, (a, b), dt.date(2026, 5, 16), count_way=0, body=Face.KAI, wording=2, seed=3)
    plan = DeliveryPlan(ANSHAN, ANSHAN, letter, (a, b), "2026-05-19 14:05", "邮件", d=HARD, capture=Capture(Way.FLATBED, 150), seed=301)
    plan = bad.count_differs(bad.undated(plan, rng), rng)
    return replace(plan, expected=(*plan.expected, Expected("quota-recommender", "delivery", ("fail", "review"), "over-quota")))


def _civil() -> DeliveryPlan:
    a = plan_application(
        Draft(41, "civil-affairs", "锦州市", CIVIL, BOOK, Packing.EACH, Electronic.PDF, length=2, kind=1, hand=True), dt.date(2026, 5, 12)
    )
    letter = letter_for(CIVIL, (a,), dt.date(2026, 5, 18), voice="我厅", red_head=True, number="辽民函〔2026〕52号", wording=1)
    return DeliveryPlan(CIVIL, CIVIL, letter, (a,), "2026-05-19 09:10", licences=(1,), seed=401)


def _shenfu(rng: np.random.Generator) -> DeliveryPlan:
    a = plan_application(Draft(51, "high-tech", "沈抚示范区", SHENFU, LEDGER, Packing.TIFF, Electronic.DOCX, kind=2), dt.date(2026, 5, 14))
    b = plan_application(
        Draft(
            52,
            "civil-affairs",
            "沈抚示范区",
            SHENFU,
            LEDGER,
            Packing.JOINED,
            Electronic.DOCX,
            capture=Capture(Way.FLATBED, 200, 90),
            kind=2,
        ),
        dt.date(2026, 5, 14),
    )
    a = bad.no_electronic(bad.two_domains(a, rng), rng)
    b = bad.short_mobile(bad.two_copies(bad.contract_seal(b, rng), rng), rng)
    b = replace(b, copies=2)
    letter = letter_for(SHENFU, (a, b), dt.date(2026, 5, 18), body=Face.MICROHEI, count_way=1, listed=True)
    plan = DeliveryPlan("沈抚示范区", SHENFU, letter, (a, b), "2026-05-20 17:30", capture=Capture(Way.FLATBED, 200, 180), seed=501)
    plan = bad.stale_notice(plan, rng)
    return replace(
        plan,
        expected=(
            *plan.expected,
            Expected("deadline-recommender", "delivery", ("review",), "boundary-day"),
            Expected("quota-special", "delivery", ("review",), "special-quota"),
        ),
    )


def _county(rng: np.random.Generator) -> DeliveryPlan:
    a = plan_application(
        Draft(61, "agriculture", "锦州市", COUNTY, COMPACT, Packing.JOINED, Electronic.DOCX, HARD, Capture(Way.FLATBED, 150), kind=1),
        dt.date(2026, 5, 15),
    )
    a = bad.bad_code(bad.wrong_unit_seal(a, rng), rng)
    a = bad.expect(a, Expected("unit-prior-pilot", "application", ("review",), "prior-pilot"))
    letter = letter_for(COUNTY, (a,), dt.date(2026, 5, 19), dates=Dates.SPACED)
    plan = DeliveryPlan(
        "锦州凌海", COUNTY, letter, (a,), "2026-05-22 09:40", "邮件", note="快递", d=HARD, capture=Capture(Way.PHOTO, 200), seed=601
    )
    plan = bad.late_receipt(plan, rng)
    return replace(
        plan,
        received_at="2026-05-22 09:40",
        expected=(*plan.expected, Expected("recommender-eligible", "delivery", ("fail", "review"), "county-bureau")),
    )


def committed_round() -> RoundPlan:
    """The plan."""
    rng = np.random.default_rng(20260520)
    deliveries = (_shenyang(rng), _dalian(rng), _anshan(rng), _civil(), _shenfu(rng), _county(rng))
    return RoundPlan(20260520, deliveries, *_registers(deliveries), oddities=True)


def _registers(deliveries: tuple[DeliveryPlan, ...]) -> tuple[tuple[RegisterRow, ...], tuple[RegisterRow, ...]]:
    first, last = deliveries[0].apps[1].project.unit, deliveries[5].apps[0].project.unit
    pilots = (
        RegisterRow(("营口澄朔物流有限公司", "", "冷链物流服务标准化试点", "2019年度", "国家级")),
        RegisterRow((last.name, "", "农业社会化服务标准化示范区", "第十批", "国家级")),
    )
    units = [a.project.unit for d in deliveries[:4] for a in d.apps]
    rows = [r for u in units if u is not first for r in _clear(u)]
    rows.append(RegisterRow((first.name, first.uscc, "信用中国", "2026-05-19", "无相关信息", "", "", "")))
    rows.append(
        RegisterRow(
            (
                first.name,
                first.uscc,
                "国家企业信用信息公示系统",
                "2026-05-19",
                "有相关信息",
                "经营异常名录",
                "通过登记的住所无法联系",
                "在列",
            )
        )
    )
    return pilots, tuple(rows)


def _clear(unit: Unit) -> list[RegisterRow]:
    rows = [RegisterRow((unit.name, unit.uscc, "信用中国", "2026-05-19", "无相关信息", "", "", ""))]
    if unit.uscc.startswith("9"):
        rows.append(RegisterRow((unit.name, unit.uscc, "国家企业信用信息公示系统", "2026-05-19", "无相关信息", "", "", "")))
    return rows
