"""A made-up round with one of everything that a report must show. Names, codes and numbers are invented."""

import datetime as dt
import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from schemas.documents import (
    ApplicationForm,
    Document,
    Kind,
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
from schemas.evidence import BBox, Reading, Region
from schemas.finding import ClauseQuote, Evidence, Finding, FindingKind, LookUp, ReadingInForce, ReadingOutcome, Scope, Verdict
from schemas.notice import (
    Clause,
    Deadline,
    Domain,
    FieldKind,
    FormField,
    FormProfile,
    LetterProfile,
    Notice,
    OpinionBox,
    ReadingChoice,
    ReadingQuestion,
    Recommender,
    RecommenderClass,
    Strength,
)
from schemas.page import PageFault
from schemas.report import AuditReport, ChosenBy, ReadingState, RunInfo
from schemas.submission import Application, Delivery, Round

A4 = (595.0, 842.0)
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
NAME_BOX: BBox = (90.0, 130.0, 420.0, 152.0)
SEAL_BOX: BBox = (350.0, 560.0, 470.0, 680.0)
TZ = dt.timezone(dt.timedelta(hours=8))


def notice() -> Notice:
    fields = [
        ("project_name", "项目名称", FieldKind.COVER, True),
        ("domain", "试点领域", FieldKind.CHOICE, True),
        ("undertaking_unit", "承担单位", FieldKind.COVER, True),
        ("uscc", "统一社会信用代码", FieldKind.CODE, True),
        ("participating_units", "参加单位", FieldKind.UNITS, False),
        ("contact_name", "联系人", FieldKind.PERSON, True),
        ("contact_mobile", "手机", FieldKind.PHONE, True),
        ("contact_email", "电子邮箱", FieldKind.EMAIL, False),
        ("period_start", "建设周期（起）", FieldKind.PERIOD, True),
        ("period_end", "建设周期（止）", FieldKind.PERIOD, True),
        ("tasks", "试点任务", FieldKind.LONG, False),
    ]
    return Notice(
        id="testland-2030",
        title="关于组织开展2030年度试点项目申报推荐工作的通知",
        issuer="测试省市场监督管理局",
        issued_on=dt.date(2030, 4, 1),
        upstream_title="关于征集2030年度试点项目的通知",
        upstream_issuer="国家试点委",
        upstream_doc_no="国试委发〔2030〕1号",
        upstream_issued_on=dt.date(2030, 3, 20),
        year=2030,
        programme="国家标准化试点项目",
        receiver="测试省市场监督管理局",
        clauses=(
            Clause(id="L-3.1d", quote="加盖相关单位印章", source="provincial", strength=Strength.MUST),
            Clause(id="L-4.1b", quote="其他地区不超过1个", source="provincial", strength=Strength.MUST),
            Clause(id="X-3", quote="一式三份内容应当一致", source="derived", strength=Strength.DERIVED),
            Clause(id="L-1", quote="组织申报", source="provincial", strength=Strength.PROCESS, by_hand="由审核人员判断。"),
            Clause(id="L-4.2a", quote="于5月20日前报送", source="provincial", strength=Strength.MUST),
        ),
        recommenders=(
            Recommender(name="东湖市市场监督管理局", recommender_class=RecommenderClass.CITY, aliases=("东湖市市场监管局",)),
            Recommender(name="测试省民政厅", recommender_class=RecommenderClass.DEPARTMENT, special_tracks=("civil-affairs",)),
        ),
        class_titles={
            RecommenderClass.DEPARTMENT: "省（中）直部门",
            RecommenderClass.MAJOR_CITY: "大市",
            RecommenderClass.CITY: "其他市",
            RecommenderClass.ZONE: "示范区",
            RecommenderClass.OTHER: "未识别",
        },
        domains=(
            Domain(id="services", name="服务业", heading="四、服务业领域", clause="A-4"),
            Domain(id="agriculture", name="农业农村", heading="一、农业农村领域", clause="A-1"),
            Domain(id="civil-affairs", name="民政专项", heading="八、民政领域专项", clause="A-8", special=True),
        ),
        deadlines=(
            Deadline(actor="recommender", day=dt.date(2030, 5, 20), clause="L-4.2a"),
            Deadline(actor="province", day=dt.date(2030, 6, 30), clause="N-10a"),
        ),
        form=FormProfile(
            titles=("国家标准化试点项目申请表",),
            fields=tuple(FormField(name=n, labels=(t,), title=t, kind=k, key=key, required=key) for n, t, k, key in fields),
            opinions=(OpinionBox(role=OpinionRole.UNDERTAKING, labels=("承担单位意见",), seal_required=True),),
        ),
        letter=LetterProfile(titles=("关于推荐试点项目的函",), addressees=("省市场监管局",), cited_notice="通知"),
        readings=(
            ReadingQuestion(
                id="special-quota-scope",
                question="专项额外名额给谁？",
                clauses=("L-4.1b",),
                choices=(
                    ReadingChoice(id="per-recommender", title="每个推荐单位各有", argument="该句对各部门、各地区而言"),
                    ReadingChoice(id="per-province", title="全省合计", argument="与上级通知一致"),
                ),
                default="per-recommender",
            ),
        ),
        not_required=("营业执照复印件", "信用报告", "汇总表"),
        version="0" * 64,
    )


def reading(value: object, page: int = 1, box: BBox | None = NAME_BOX, **more: object) -> Reading[object]:
    return Reading(
        value=value, raw=more.pop("raw", str(value)), confidence=more.pop("confidence", 0.98), region=Region(page=page, bbox=box), **more
    )


def pages(document: str, count: int) -> tuple[PageNote, ...]:
    return tuple(PageNote(number=n, width=A4[0], height=A4[1], picture=f"{document}/{n}") for n in range(1, count + 1))


def form(number: int, copy: int | None, application: str, **changes: object) -> ApplicationForm:
    """One copy of application ``number``'s form; copy None is the electronic version."""
    ident = f"d-{number:04x}{copy or 0:04x}00000000"
    box = NAME_BOX if copy else None
    return ApplicationForm(
        id=ident,
        path=f"东湖市/申请表{number}（{'第' + str(copy) + '份' if copy else '电子版'}）.{'pdf' if copy else 'docx'}",
        folder="东湖市",
        last_page=2,
        medium=Medium.SCAN if copy else Medium.ELECTRONIC,
        pages=pages(ident, 2) if copy else (),
        application=application,
        copy_number=copy,
        **{
            "project_name": reading(f"东湖市康养服务标准化试点{number}", box=box),
            "domain": reading("services", box=box, raw="☑ 服务业"),
            "undertaking_unit": reading(
                "东湖市康养服务有限公司",
                box=box,
                confidence=0.71,
                needs_review=True,
                doubt="两次识读不一致",
                second="东湖市康养服努有限公司",
            ),
            "uscc": reading("91210100MA0TEST00X", box=box),
            "participating_units": reading(("东湖市养老院", "东湖市大学"), box=box),
            "contact_name": reading("测试联系人", box=box),
            "contact_mobile": reading("13800001234", box=box),
            "contact_email": reading("someone@example.org", box=box),
            "period_start": reading("2031-01", box=box),
            "period_end": Reading(value=None, raw="", region=Region(page=1, bbox=box)),
            "tasks": reading("分析工作需求、梳理适用标准。" * 30, page=2, box=(60.0, 100.0, 540.0, 520.0) if copy else None),
            "seals": (
                Seal(
                    page=2,
                    bbox=SEAL_BOX,
                    text="东湖市康养服务有限公司",
                    role=OpinionRole.UNDERTAKING,
                    owner="东湖市康养服务有限公司",
                    outcome=SealOutcome.MATCHED,
                    confidence=0.93,
                ),
            )
            if copy
            else (),
            "opinions": (
                Opinion(
                    role=OpinionRole.UNDERTAKING,
                    label="承担单位意见",
                    text="同意申报",
                    signed_on=reading("2030-05-08", 2, box),
                    page=2,
                    bbox=box,
                ),
                Opinion(role=OpinionRole.PROVINCE, label="省级意见", page=2),
            ),
            **changes,
        },
    )


def letter(ident: str, folder: str, projects: tuple[str, ...], issuer: str) -> RecommendationLetter:
    return RecommendationLetter(
        id=ident,
        path=f"{folder}/推荐函.pdf",
        folder=folder,
        pages=pages(ident, 1),
        title=reading("关于推荐国家标准化试点项目的函"),
        addressee=reading("省市场监管局"),
        cited_notice=reading("关于组织开展2030年度试点项目申报推荐工作的通知"),
        projects=reading(projects),
        stated_count=reading(len(projects), raw=f"{len(projects)}个"),
        issuer=reading(issuer, box=(330.0, 600.0, 520.0, 620.0)),
        issued_on=reading("2030-05-12", box=(350.0, 630.0, 500.0, 650.0)),
        voice=reading("我局"),
        project_readings=tuple(reading(p) for p in projects),
        seals=(Seal(page=1, bbox=SEAL_BOX, text=issuer, owner=issuer, outcome=SealOutcome.MATCHED, confidence=0.9),),
    )


def at(document: Document, page: int = 1, box: BBox | None = NAME_BOX, text: str = "") -> Evidence:
    return Evidence(document=document.id, page=page, bbox=box, text=text)


def finding(rule: str, title: str, verdict: Verdict, subject: str, **more: object) -> Finding:
    defaults: dict[str, object] = {
        "kind": FindingKind.REQUIREMENT,
        "scope": Scope.APPLICATION,
        "message": f"{title}：核对结果见证据。",
        "clauses": (ClauseQuote(id="L-3.1d", quote="加盖相关单位印章"),),
    }
    return Finding(rule=rule, title=title, verdict=verdict, subject=subject, **{**defaults, **more})


LOOK_UPS = (
    LookUp(unit="东湖市康养服务有限公司", uscc="91210100MA0TEST00X", where="信用中国", why="承担单位信用记录"),
    LookUp(unit="东湖市康养 服务有限公司", where="往届试点下达文件", why="是否承担过试点项目"),
)


def findings_of(application: str, copies: tuple[ApplicationForm, ...]) -> tuple[Finding, ...]:
    first, second = copies[0], copies[1]
    advice, consistency = FindingKind.ADVICE, FindingKind.CONSISTENCY
    return (
        finding(
            "form-sealed",
            "申请表盖章",
            Verdict.FAIL,
            application,
            message="第2份申请表“承担单位意见”栏未见承担单位公章，请补盖后重报。",
            expected="每份均盖承担单位公章",
            observed="第2份无印章",
            evidence=(at(second, 2, SEAL_BOX, "（盖章）"),),
        ),
        finding(
            "copies-identical",
            "三份一致",
            Verdict.FAIL,
            application,
            kind=consistency,
            message="第1份与第2份的承担单位名称不一致。",
            expected="东湖市康养服务有限公司",
            observed="东湖市康养服务公司",
            clauses=(ClauseQuote(id="X-3", quote="一式三份内容应当一致"),),
            evidence=(at(first, 1, NAME_BOX, "东湖市康养服务有限公司"), at(second, 1, NAME_BOX, "东湖市康养服务公司")),
        ),
        finding(
            "unit-credit", "信用记录", Verdict.NO_EVIDENCE, application, message="未附信用查询结果，请到“信用中国”查询。", look_ups=LOOK_UPS
        ),
        finding(
            "uscc-valid",
            "信用代码校验",
            Verdict.REVIEW,
            application,
            kind=consistency,
            unsure=True,
            evidence=(at(first, 1, NAME_BOX, "91210100MA0TEST00X"),),
        ),
        finding("form-copies", "份数", Verdict.PASS, application, message="已收到三份扫描件。", evidence=(at(first),)),
        finding("participant-credit", "参加单位信用", Verdict.NOT_APPLICABLE, application, message="申请表未列参加单位。"),
        finding(
            "activities-covered",
            "六项活动",
            Verdict.REVIEW,
            application,
            kind=advice,
            message="任务中未见“持续改进标准”的表述。",
            clauses=(),
        ),
        finding(
            "pages-complete", "页面完整", Verdict.PASS, first.id, scope=Scope.DOCUMENT, kind=consistency, message="页码连续。", clauses=()
        ),
    )


def delivery_findings(delivery: str, its_letter: RecommendationLetter) -> tuple[Finding, ...]:
    outcomes = (
        ReadingOutcome(
            id="special-quota-scope", choice="per-recommender", title="每个推荐单位各有", verdict=Verdict.PASS, message="未超过。"
        ),
        ReadingOutcome(
            id="special-quota-scope", choice="per-province", title="全省合计", verdict=Verdict.FAIL, message="全省合计超出1个。"
        ),
    )
    return (
        finding(
            "quota-special",
            "专项名额",
            Verdict.REVIEW,
            delivery,
            scope=Scope.DELIVERY,
            message="两种口径结论不同，请确定口径。",
            reading=ReadingInForce(id="special-quota-scope", choice="per-recommender"),
            reading_outcomes=outcomes,
            evidence=(at(its_letter),),
        ),
        finding("letter-dated", "推荐函日期", Verdict.PASS, delivery, scope=Scope.DELIVERY, message="落款日期在通知日期和截止日期之间。"),
        finding(
            "letter-voice", "推荐函自称", Verdict.PASS, delivery, scope=Scope.DELIVERY, kind=FindingKind.ADVICE, message="自称与单位相符。"
        ),
    )


def report(applications: int = 2) -> AuditReport:
    """A round of two deliveries: a city with ``applications`` projects, and a department whose only file could not be opened."""
    documents: list[Document] = []
    findings: list[Finding] = []
    records: list[Application] = []
    for number in range(1, applications + 1):
        ident = f"a-{number:016x}"
        copies = tuple(form(number, copy, ident) for copy in (1, 2, 3))
        electronic = form(number, None, ident)
        documents += [*copies, electronic]
        findings += findings_of(ident, copies)
        records.append(_application(number, ident, (*copies, electronic)))
    its_letter = letter("d-aaaa000000000000", "东湖市", tuple(a.project_name or "" for a in records), "东湖市市场监督管理局")
    documents += [its_letter, *_odd_files()]
    findings += delivery_findings("r-0000000000000001", its_letter)
    findings.append(
        finding(
            "quota-province-total",
            "全省总数",
            Verdict.REVIEW,
            "round",
            scope=Scope.ROUND,
            message="候选项目多于名额，需要遴选。",
            expected="8",
            observed="9",
        )
    )
    return AuditReport(
        notice="testland-2030",
        as_of=dt.date(2030, 5, 21),
        readings={"special-quota-scope": ReadingState(choice="per-recommender", by=ChosenBy.DEFAULT)},
        round=Round(
            as_of=dt.date(2030, 5, 21),
            documents=tuple(documents),
            deliveries=_deliveries(its_letter, records, documents),
            applications=tuple(records),
            ignored=("Thumbs.db", "东湖市/~$申请表.docx"),
        ),
        findings=tuple(findings),
        run=RunInfo(started_at=dt.datetime(2030, 5, 21, 9, 30, tzinfo=TZ), seconds=12.3456, versions={"chuhe": "0.1.0"}),
    )


def _application(number: int, ident: str, documents: tuple[ApplicationForm, ...]) -> Application:
    return Application(
        id=ident,
        delivery="r-0000000000000001",
        project_name=f"东湖市康养服务标准化试点{number}",
        domain="services",
        undertaking_unit="东湖市康养服务有限公司",
        uscc="91210100MA0TEST00X",
        participating_units=("东湖市养老院", "东湖市大学"),
        recommender="东湖市市场监督管理局",
        rank=number,
        documents=tuple(d.id for d in documents),
    )


def _odd_files() -> tuple[Document, ...]:
    return (
        OtherDocument(
            id="d-bbbb000000000000",
            path="测试省民政厅/材料.pdf",
            folder="测试省民政厅",
            status=Status.QUARANTINED,
            reason="文件需要密码才能打开。请向报送单位索取无密码的文件。",
            reason_code="encrypted_needs_password",
        ),
        OtherDocument(
            id="d-cccc000000000000",
            path="东湖市/申请表副本.pdf",
            folder="东湖市",
            status=Status.DUPLICATE,
            duplicate_of="d-0001000100000000",
            last_page=2,
        ),
        OtherDocument(
            id="d-dddd000000000000",
            path="东湖市/情况说明.pdf",
            folder="东湖市",
            heading="情况说明",
            pages=(PageNote(number=1, width=595, height=842, faults=(PageFault.BLURRED,), picture="d-dddd000000000000/1"),),
        ),
    )


def _deliveries(its_letter: RecommendationLetter, records: list[Application], documents: list[Document]) -> tuple[Delivery, ...]:
    return (
        Delivery(
            id="r-0000000000000001",
            folder="东湖市",
            recommender="东湖市市场监督管理局",
            recommender_class=RecommenderClass.CITY,
            letter=its_letter.id,
            received_at=dt.datetime(2030, 5, 18, 16, 20, tzinfo=TZ),
            applications=tuple(a.id for a in records),
            documents=tuple(d.id for d in documents if d.folder == "东湖市"),
        ),
        Delivery(id="r-0000000000000002", folder="测试省民政厅", documents=("d-bbbb000000000000",)),
    )


@cache
def picture(key: str) -> bytes | None:
    """A page that looks a little like a form, 150 dpi."""
    scale = 150 / 72
    image = Image.new("RGB", (round(A4[0] * scale), round(A4[1] * scale)), "#fbfaf6")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 30) if FONT.exists() else ImageFont.load_default(30)
    for row in range(16):
        top = (80 + row * 44) * scale
        draw.rectangle((50 * scale, top, 545 * scale, top + 44 * scale), outline="#222")
        draw.text((95 * scale, top + 10 * scale), f"承担单位　东湖市康养服务有限公司　第{row}行", fill="#222", font=font)
    draw.ellipse(tuple(v * scale for v in SEAL_BOX), outline="#d22", width=8)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


__all__ = ["Kind", "at", "finding", "form", "letter", "notice", "picture", "reading", "report"]
