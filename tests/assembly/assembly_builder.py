"""Records as extraction would make them, a few words each. All names are made up but for those of public bodies."""

import datetime as dt
import hashlib

from assembly import assemble
from schemas.documents import (
    ApplicationForm,
    CreditReport,
    LegalPersonCertificate,
    Medium,
    OpinionRole,
    OtherDocument,
    RecommendationLetter,
    Seal,
    Status,
)
from schemas.evidence import Reading
from schemas.notice import Deadline, Domain, FormProfile, LetterProfile, Notice, Recommender, RecommenderClass
from schemas.page import SealReading
from schemas.registers import Registers

CITIES = ("沈阳", "大连", "鞍山", "抚顺", "本溪", "丹东", "锦州", "营口", "阜新", "辽阳", "盘锦", "铁岭", "朝阳", "葫芦岛")
DEPARTMENTS = (
    "民政厅",
    "司法厅",
    "财政厅",
    "审计厅",
    "教育厅",
    "科学技术厅",
    "工业和信息化厅",
    "农业农村厅",
    "商务厅",
    "文化和旅游厅",
    "卫生健康委员会",
)
AS_OF = dt.date(2026, 5, 21)


def _city(name):
    return Recommender(
        name=f"{name}市市场监督管理局",
        recommender_class=RecommenderClass.MAJOR_CITY if name in {"沈阳", "大连"} else RecommenderClass.CITY,
        aliases=(f"{name}市市场监管局", f"{name}市场监督管理局"),
        place=f"{name}市",
    )


NOTICE = Notice(
    id="test",
    title="关于组织开展试点项目申报推荐工作的通知",
    issuer="辽宁省市场监督管理局",
    issued_on=dt.date(2026, 4, 14),
    upstream_title="征集通知",
    upstream_issuer="国家标准化管理委员会",
    upstream_issued_on=dt.date(2026, 4, 9),
    year=2026,
    programme="国家标准化试点项目",
    receiver="辽宁省市场监督管理局",
    clauses=(),
    recommenders=(
        *map(_city, CITIES),
        *(Recommender(name=f"辽宁省{d}", recommender_class=RecommenderClass.DEPARTMENT) for d in DEPARTMENTS),
        Recommender(name="沈抚改革创新示范区市场监督管理局", recommender_class=RecommenderClass.ZONE, aliases=("沈抚示范区市场监管局",)),
    ),
    class_titles={},
    domains=(
        Domain(id="agriculture", name="农业农村", heading="一、农业农村领域", clause="A-1"),
        Domain(id="civil-affairs", name="民政专项", heading="八、民政领域专项", clause="A-8", special=True),
    ),
    deadlines=(Deadline(actor="recommender", day=dt.date(2026, 5, 20), clause="L-4.2a"),),
    form=FormProfile(titles=("国家标准化试点项目申请表",), fields=(), opinions=()),
    letter=LetterProfile(titles=("关于推荐国家标准化试点项目的函",), addressees=("省市场监管局",), cited_notice="通知"),
    version="0",
)


def said(value, confidence=0.97, **more):
    return None if value is None else Reading(value=value, raw=str(value), confidence=confidence, **more)


def unread(raw="模糊"):
    return Reading(value=None, raw=raw, confidence=0.3, needs_review=True)


def _identity(path, page):
    return {
        "id": "d-" + hashlib.sha256(f"{path}#{page}".encode()).hexdigest()[:16],
        "path": path,
        "folder": path.partition("/")[0] if "/" in path else "",
        "first_page": page,
        "last_page": page,
    }


def seal(*texts, role=None, page=1, **more):
    readings = tuple(SealReading(text=text, confidence=0.95, way=str(i)) for i, text in enumerate(texts))
    return Seal(page=page, bbox=(0, 0, 100, 100), text=texts[0] if texts else "", readings=readings, role=role, **more)


def letter(path, projects=(), issuer="沈阳市市场监督管理局", page=1, seals=(), **more):
    return RecommendationLetter(
        **_identity(path, page),
        title=said("关于推荐国家标准化试点项目的函"),
        projects=Reading(value=tuple(projects)) if projects is not None else None,
        issuer=said(issuer) if isinstance(issuer, str) else issuer,
        seals=tuple(seals),
        **more,
    )


def form(path, project="沈阳市智慧农业标准化试点", unit="沈阳禾穗农业科技有限公司", code=None, *, page=1, seals=(), **more):
    fields = {
        "project_name": said(project) if isinstance(project, str) else project,
        "undertaking_unit": said(unit) if isinstance(unit, str) else unit,
        "uscc": said(code) if isinstance(code, str) else code,
        "domain": said("agriculture"),
    }
    return ApplicationForm(**(_identity(path, page) | {"seals": tuple(seals)} | fields | more))


def copies(folder, count=3, start=1, **more):
    return [form(f"{folder}/申请表.pdf", page=start + 6 * i, **more) for i in range(count)]


def electronic(path, **more):
    return form(path, medium=Medium.ELECTRONIC, **more)


def certificate(path, unit, code=None, **more):
    return LegalPersonCertificate(**_identity(path, 1), unit_name=said(unit), uscc=said(code), **more)


def credit_report(path, unit, code=None, **more):
    return CreditReport(**_identity(path, 1), unit_name=said(unit), uscc=said(code), **more)


def quarantined(path):
    return OtherDocument(**_identity(path, 1), status=Status.QUARANTINED, reason="文件损坏")


def agreed_seal(text, ways=3, **more):
    """A seal that several ways read alike, as the reader hands it on: one reading."""
    return seal(text, **more).model_copy(update={"readings": (SealReading(text=text, confidence=0.99, ways=ways),)})


def undertaking_seal(*texts, **more):
    return seal(*texts, role=OpinionRole.UNDERTAKING, **more)


def put_together(*documents, registers=None, notice=NOTICE):
    return assemble(documents, notice, registers or Registers(), AS_OF)


def document(round_, wanted):
    return next(d for d in round_.documents if d.id == wanted.id)


def seal_of(round_, wanted, number=0):
    return document(round_, wanted).seals[number]
