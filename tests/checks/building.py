"""Builds a round out of a short description. What a description leaves out is faultless, so that a situation says only what it is about.

A field's value: a scalar was read surely; ``null`` is an empty field; ``absent`` is a field that the layout doesn't have; a mapping
``{value, raw, unsure}`` says more (``unsure`` is the reason for doubt).
"""

import datetime as dt
from functools import cache
from typing import Any, TypedDict

from chinese import uscc
from schemas.documents import (
    ApplicationForm,
    CreditEntry,
    CreditReport,
    Document,
    LegalPersonCertificate,
    Medium,
    Opinion,
    OpinionRole,
    OtherDocument,
    PageNote,
    RecommendationLetter,
    Seal,
    SealOutcome,
    Status,
)
from schemas.evidence import Reading, Region
from schemas.notice import Notice, RecommenderClass
from schemas.page import PageFault
from schemas.registers import CreditLookup, IntakeEntry, PriorPilot, Registers
from schemas.submission import Application, Delivery, RankedName, Round

Given = dict[str, Any]
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
UNIT = "鞍山禾穗农业科技有限公司"
RECOMMENDER = "鞍山市市场监督管理局"

LONG = {
    "standardization_base": "我单位设有标准化工作部，专职标准化人员6名，参与制定GB/T 20014.2—2013等国家标准2项、"
    "DB21/T 3314—2020等地方标准5项，"
    "承担省级标准化技术委员会秘书处工作，已建立企业标准体系并通过质量管理体系认证。",
    "goals": "到2028年底，建成覆盖产前产中产后的智慧农业标准体系，收录标准120项，制定地方标准4项、企业标准20项，"
    "标准实施率达到95%以上，形成可复制、可推广的标准化模式。",
    "tasks": "一是开展标准化需求分析，调研20个村的生产现状。二是梳理适用标准，形成标准清单。三是建立智慧农业标准体系，编制标准明细表。"
    "四是补充制定标准，起草高标准农田管护地方标准。五是推动标准实施应用，组织标准宣贯培训。六是开展实施评价，持续改进标准。",
    "schedule": "2027年1月—2027年6月：开展需求调研，梳理适用标准\n2027年7月—2028年6月：建立标准体系，补充制定标准\n"
    "2028年7月—2028年12月：实施应用，总结评价",
    "unit_profile": "公司成立于2010年，主营粮食种植与农业社会化服务，服务农户一万余户。",
    "necessity": "当地耕地保护与智慧农业发展需要统一的标准支撑。",
    "safeguards": "成立领导小组，落实专人和经费，建立考评制度。",
    "expected_results": "形成标准体系一套，标准化模式一个。",
}


class Numbered(TypedDict):
    """What numbers ids."""

    documents: list[Document]
    applications: list[Application]
    deliveries: list[Delivery]


@cache
def code_for(prefix: str = "91", region: str = "210302", body: str = "MA0ABCD1") -> str:
    """Return a made-up code that passes both check digits."""
    first = prefix + region + body + uscc.inner_digit(body)
    return first + uscc.check_digit(first)


def reading(given: object, page: int = 1, bbox: tuple[float, float, float, float] = (100.0, 100.0, 300.0, 120.0)) -> Reading[Any] | None:
    """Return a reading as described; None for ``absent``."""
    if given == "absent":
        return None
    region = Region(page=page, bbox=bbox)
    if isinstance(given, dict):
        value = given.get("value")
        value = tuple(value) if isinstance(value, list) else value
        unsure = given.get("unsure", "")
        raw = str(given.get("raw", "" if value is None else value))
        return Reading(
            value=value, raw=raw, needs_review=bool(unsure), doubt=str(unsure), region=region, confidence=0.5 if unsure else 0.98
        )
    value = tuple(given) if isinstance(given, list) else given
    return Reading(value=value, raw="" if value is None else _written(value), region=region, confidence=0.98)


def _written(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


def build(given: Given, notice: Notice) -> Round:
    """Return the round that a situation describes: ``deliveries``, or one delivery written flat."""
    made = Numbered(documents=[], applications=[], deliveries=[])
    for number, delivery in enumerate(given.get("deliveries", [given]), 1):
        _delivery(made, delivery, number, notice)
    for number, report in enumerate(given.get("credit_reports", []), 1):
        made["documents"].append(_credit_report(report, number))
    for number, certificate in enumerate(given.get("certificates", []), 1):
        made["documents"].append(_certificate(certificate, number))
    return Round(
        as_of=dt.date.fromisoformat(str(given.get("as_of", "2026-05-21"))),
        documents=tuple(made["documents"]),
        deliveries=tuple(made["deliveries"]),
        applications=tuple(made["applications"]),
        registers=_registers(given.get("registers", {})),
    )


def _delivery(made: Numbered, given: Given, number: int, notice: Notice) -> None:
    name = given.get("recommender", RECOMMENDER)
    delivery_id = f"r-{number}"
    projects = given.get("projects", [{}])
    mine = len(made["documents"])
    letter = _letter(given, number, name, projects)
    if letter:
        made["documents"].append(letter)
    more = enumerate(given.get("more_letters", []), 2)
    others = [found for n, said in more if (found := _letter({"letter": said}, f"{number}-{n}", name, []))]
    made["documents"].extend(others)
    named = [p for p in projects if p.get("in_letter", True)]
    applications = []
    for place, project in enumerate(projects, 1):
        rank = project.get("rank", named.index(project) + 1 if letter and project in named else None)
        applications.append(_application(made, project, f"{number}-{place}", name, rank))
    made["documents"].extend(_unread(path, number) for path in given.get("unread", []))
    made["documents"].extend(_unknown(said, number) for said in given.get("unknown", []))
    receipts = _receipts(given.get("received", "2026-05-18 16:20"), name)
    made["applications"].extend(applications)
    made["deliveries"].append(
        Delivery(
            id=delivery_id,
            folder=given.get("folder", name),
            recommender=given.get("known_as", name),
            recommender_class=_class_of(name, notice),
            letter=letter.id if letter else None,
            other_letters=tuple(other.id for other in others),
            ranking=_ranking([*([letter] if letter else []), *others]),
            received_at=receipts[0].received_at if receipts else None,
            receipts=receipts,
            applications=tuple(a.id for a in applications),
            documents=tuple(d.id for d in made["documents"][mine:]),
        )
    )


def _ranking(letters: list[RecommendationLetter]) -> tuple[RankedName, ...]:
    """Number the names of all letters; one that stood in an earlier letter already isn't numbered twice."""
    found: dict[str, RankedName] = {}
    for letter in letters:
        for place, name in enumerate((letter.projects.value or ()) if letter.projects else (), 1):
            found.setdefault(name, RankedName(letter=letter.id, place=place, name=name))
    return tuple(found.values())


def _receipts(given: Any, name: str) -> tuple[IntakeEntry, ...]:
    """Return the rows of the intake log: one time, several with their ways, or none."""
    rows = given if isinstance(given, list) else [{"at": given}] if given else []
    return tuple(
        IntakeEntry(
            delivery=name, received_at=dt.datetime.fromisoformat(r["at"]).replace(tzinfo=SHANGHAI), channel=r.get("channel", ""), row=n
        )
        for n, r in enumerate(rows, 2)
    )


def _class_of(name: str, notice: Notice) -> RecommenderClass:
    return next((r.recommender_class for r in notice.recommenders if name in (r.name, *r.aliases)), RecommenderClass.OTHER)


def _unread(path: str, number: int) -> OtherDocument:
    return OtherDocument(id=f"d-unread-{number}-{path}", path=path, status=Status.QUARANTINED, reason="文件已加密，需要密码")


def _unknown(said: Given, number: int) -> OtherDocument:
    path = said["path"]
    medium = Medium(said.get("medium", "scan"))
    return OtherDocument(id=f"d-unknown-{number}-{path}", path=path, heading=said.get("heading", ""), medium=medium)


def _letter(given: Given, number: int | str, name: str, projects: list[Given]) -> RecommendationLetter | None:
    said = given.get("letter", {})
    if said is None:
        return None
    names = said.get(
        "names",
        [p.get("letter_name", p.get("name", f"智慧农业{i}标准化试点")) for i, p in enumerate(projects, 1) if p.get("in_letter", True)],
    )
    letter_id = f"d-letter-{number}"
    name_readings = tuple(r for n in names if (r := reading(n)) is not None)
    return RecommendationLetter(
        id=letter_id,
        path=f"{name}/推荐函{number}.pdf",
        medium=Medium(said.get("medium", "scan")),
        pages=(PageNote(number=1, width=595, height=842, faults=tuple(PageFault(f) for f in said.get("faults", []))),),
        title=reading(said.get("title", f"{name}关于推荐国家标准化试点项目的函")),
        addressee=reading(said.get("addressee", "省市场监管局")),
        cited_notice=reading(said.get("cited", "关于组织开展2026年度国家标准化试点项目申报推荐工作的通知")),
        projects=reading(
            {
                "value": [r.value for r in name_readings],
                "raw": "、".join(r.raw for r in name_readings),
                "unsure": said.get("list_doubt", ""),
            }
        ),
        project_readings=name_readings,
        unit_readings=tuple(reading(unit) for unit in said.get("units", ())),
        stated_count=reading(said.get("count", len(names))),
        issuer=reading(said.get("issuer", name)),
        issued_on=reading(said.get("date", "2026-05-15")),
        voice=reading(said.get("voice", "我局")),
        seals=tuple(_seal(s, name, None) for s in _seals_of(said.get("seal", "own"))),
    )


def _seals_of(given: object) -> list[object]:
    if given in (None, "none"):
        return []
    return given if isinstance(given, list) else [given]


def _seal(given: Any, own: str, role: OpinionRole | None, page: int = 1) -> Seal:
    said: Given = given if isinstance(given, dict) else {}
    owner = said.get("owner", own)
    outcome = SealOutcome(said.get("outcome", "matched" if owner == own else "mismatched"))
    text = said.get("text", owner)
    asked = said.get("role", role.value if role else None)
    return Seal(
        page=said.get("page", page),
        bbox=(300.0, 600.0, 420.0, 720.0),
        ink=said.get("ink", "red"),
        text=text or "",
        line_text=said.get("line_text", ""),
        line_unread=said.get("line_unread", False),
        complete=said.get("complete", True),
        role=OpinionRole(asked) if asked else None,
        owner=None if outcome is SealOutcome.UNREADABLE else said.get("owner", own),
        outcome=outcome,
        short_of=said.get("short_of"),
        confidence=0.9,
    )


def _application(made: Numbered, given: Given, key: str, recommender: str, rank: int | None) -> Application:
    name = given.get("name", f"智慧农业{key.rpartition('-')[2]}标准化试点")
    unit = given.get("unit", UNIT)
    fields = _fields(given, name, unit, recommender)
    forms = [_form({"unit": unit, "recommender": recommender, **given}, fields, key, n) for n in range(1, _copies(given) + 1)]
    if given.get("electronic", True):
        forms.append(_electronic(given, fields, key))
    doubles = [
        forms[0].model_copy(update={"id": f"d-{key}-double-{n}", "status": Status.DUPLICATE}) for n in range(given.get("doubles", 0))
    ]
    made["documents"].extend([*forms, *doubles])
    domain = fields["domain"] if isinstance(fields["domain"], str) and fields["domain"] != "absent" else None
    return Application(
        id=f"a-{key}",
        delivery=f"r-{key.partition('-')[0]}",
        project_name=given.get("known_as", name),
        domain=domain,
        special_track=domain if domain in ("judicial-administration", "civil-affairs") else None,
        undertaking_unit=unit,
        uscc=fields["uscc"] if isinstance(fields["uscc"], str) else None,
        participating_units=tuple(given.get("participants", [])),
        recommender=recommender,
        rank=rank,
        documents=tuple(form.id for form in [*forms, *doubles]),
    )


def _copies(given: Given) -> int:
    copies = given.get("copies", 3)
    return len(copies) if isinstance(copies, list) else int(copies)


def _fields(given: Given, name: str, unit: str, recommender: str) -> Given:
    base: Given = {
        "form_title": "国家标准化试点项目申请表",
        "form_year": 2026,
        "project_name": name,
        "domain": given.get("domain", "agriculture"),
        "undertaking_unit": unit,
        "participating_units": list(given.get("participants", [])),
        "uscc": given.get("uscc", code_for()),
        "unit_type": "absent",
        "legal_representative": "周样本",
        "address": "鞍山市铁东区样本路1号",
        "contact_name": "吴样本",
        "contact_phone": "0412-5550000",
        "contact_mobile": "13800000000",
        "contact_email": "sample@example.com",
        "period_start": "2027-01",
        "period_end": "2028-12",
        "recommending_unit": recommender,
        "filled_on": "2026-05-08",
        **LONG,
    }
    return {**base, **given.get("fields", {})}


def _form(given: Given, fields: Given, key: str, number: int) -> ApplicationForm:
    copies = given.get("copies", 3)
    said: Given = copies[number - 1] if isinstance(copies, list) else {}
    values = {k: reading(v) for k, v in {**fields, **said.get("fields", {})}.items()}
    pages = said.get("pages", given.get("pages", 6))
    return ApplicationForm(
        id=f"d-{key}-copy-{number}",
        path=f"{given['recommender']}/申请表{key}-{number}.pdf",
        medium=Medium.SCAN,
        application=f"a-{key}",
        copy_number=number,
        first_page=1,
        last_page=_last_page(pages),
        pages=_pages(pages, said.get("faults") or given.get("faults") or []),
        seals=_form_seals({**given, **said}),
        opinions=_opinions({**given, **said}),
        name_places=tuple(r for n in said.get("unit_places") or given.get("unit_places") or [] if (r := reading(n))),
        project_name_places=tuple(r for n in said.get("name_places") or given.get("name_places") or [] if (r := reading(n))),
        **values,
    )


def _last_page(pages: int | list[Given]) -> int:
    return pages if isinstance(pages, int) else len(pages)


def _pages(pages: int | list[Given], faults: list[str]) -> tuple[PageNote, ...]:
    found = tuple(PageFault(f) for f in faults)
    if isinstance(pages, int):
        return tuple(PageNote(number=n, width=595, height=842, faults=found) for n in range(1, pages + 1))
    return tuple(
        PageNote(
            number=n, width=595, height=842, blank=p.get("blank", False), printed_number=p.get("printed"), printed_total=p.get("total")
        )
        for n, p in enumerate(pages, 1)
    )


def _form_seals(said: Given) -> tuple[Seal, ...]:
    unit, recommender = said["unit"], said["recommender"]
    own = [_seal(s, unit, OpinionRole.UNDERTAKING, page=6) for s in _seals_of(said.get("seal", "own"))]
    owners = said["participant_seals"] if "participant_seals" in said else said.get("participants") or []
    others = [_seal({"owner": name, "outcome": "matched"}, name, OpinionRole.PARTICIPANT, page=6) for name in owners]
    theirs = [_seal(s, recommender, OpinionRole.RECOMMENDER, page=6) for s in _seals_of(said.get("recommender_seal", "none"))]
    return (*own, *others, *theirs)


def _opinions(said: Given) -> tuple[Opinion, ...]:
    roles = said.get("opinions", ["undertaking", "participant", "province"])
    signed = {"undertaking": reading(said.get("signed", "absent"))}
    return tuple(
        Opinion(role=OpinionRole(role), label=f"{role}意见", page=6, bbox=(60.0, 500.0, 530.0, 760.0), signed_on=signed.get(role))
        for role in roles
    )


def _electronic(given: Given, fields: Given, key: str) -> ApplicationForm:
    said = given.get("electronic", True)
    changed = said if isinstance(said, dict) else {}
    values = {k: reading(v) for k, v in {**fields, **changed}.items()}
    return ApplicationForm(id=f"d-{key}-electronic", path=f"电子版/{key}.docx", medium=Medium.ELECTRONIC, application=f"a-{key}", **values)


def _credit_report(said: Given, number: int) -> CreditReport:
    return CreditReport(
        id=f"d-credit-{number}",
        path=f"信用报告{number}.pdf",
        source=reading(said.get("source", "信用中国")),
        unit_name=reading(said.get("unit", UNIT)),
        uscc=reading(said.get("uscc", code_for())),
        reported_on=reading(said.get("date", "2026-05-10")),
        complete=said.get("complete", True),
        entries=tuple(
            CreditEntry(block=e["block"], text=_told(e.get("text", e["block"])), state=e.get("state", ""), decided_on=e.get("date"))
            for e in said.get("entries", [])
        ),
    )


def _told(given: object) -> Reading[str]:
    found = reading(given)
    assert found is not None
    return found


def _certificate(said: Given, number: int) -> LegalPersonCertificate:
    return LegalPersonCertificate(
        id=f"d-certificate-{number}",
        path=f"证书{number}.pdf",
        certificate_type=reading(said.get("kind", "营业执照")),
        unit_name=reading(said.get("unit", UNIT)),
        uscc=reading(said.get("uscc", code_for())),
        unit_type=reading(said.get("type", "absent")),
    )


def _registers(said: Given) -> Registers:
    pilots, credit = said.get("prior_pilots"), said.get("credit")
    return Registers(
        prior_pilots=None if pilots is None else tuple(PriorPilot(row=n, **row) for n, row in enumerate(pilots, 2)),
        credit=None if credit is None else tuple(_lookup(row, n) for n, row in enumerate(credit, 2)),
    )


def _lookup(row: Given, number: int) -> CreditLookup:
    base: Given = {"source": "信用中国", "looked_up_on": "2026-05-12", "conclusion": "无相关信息"}
    return CreditLookup.model_validate({**base, **row, "row": number})
