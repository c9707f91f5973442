"""How long a large report takes to build, and a package's page to open: ``python -m bench.report_speed [FINDINGS]``.

The round is made up: packages of four documents with pages that look like scanned forms, and findings in the proportion that rounds
have (one in ten open, most of those with two places to show). The pages' pictures are drawn once.
"""

import datetime as dt
import io
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageDraw

import reports
from notices import load
from reports.evidence import Pictures
from schemas.documents import ApplicationForm, PageNote
from schemas.evidence import BBox, Reading, Region
from schemas.finding import Evidence, Finding, FindingKind, LookUp, Scope, Verdict
from schemas.report import AuditReport, RunInfo
from schemas.submission import Application, Delivery, Round

NOTICE = load("liaoning-2026")
PAGES = 6
OPEN_ONE_IN = 10
FINDINGS_A_PACKAGE = 150
SIZE = (595.0, 842.0)


def picture() -> bytes:
    """Return a page as the store keeps it, of 176 KB: those of the sample round have 38–258, half of them over 124."""
    image = Image.effect_noise((1075, 1519), 4).point(lambda v: min(255, v + 110)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for row in range(30):
        draw.rectangle((80, 80 + row * 45, 1000, 125 + row * 45), outline="#333")
        draw.text((100, 90 + row * 45), "ABCDEFG 1234567 " * 4, fill="#222")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=60)
    return buffer.getvalue()


def report(findings: int) -> AuditReport:
    """Return a round with that many findings."""
    packages = max(1, findings // FINDINGS_A_PACKAGE)
    documents, applications, deliveries = [], [], []
    for number in range(packages):
        forms = tuple(_form(number, copy) for copy in (1, 2, 3))
        documents += forms
        ids = tuple(f.id for f in forms)
        delivery = f"r-{number // 2:016x}"
        applications.append(
            Application(
                id=f"a-{number:016x}", delivery=delivery, project_name=f"稻田{number}号标准化试点", domain="agriculture", documents=ids
            )
        )
    for number in range((packages + 1) // 2):
        ident = f"r-{number:016x}"
        deliveries.append(Delivery(id=ident, folder=f"某市{number}", applications=tuple(a.id for a in applications if a.delivery == ident)))
    told = tuple(_finding(n, applications[n % packages]) for n in range(findings))
    whole = Round(as_of=dt.date(2026, 5, 21), documents=tuple(documents), deliveries=tuple(deliveries), applications=tuple(applications))
    run = RunInfo(started_at=dt.datetime(2026, 5, 21, tzinfo=dt.UTC))
    return AuditReport(notice=NOTICE.id, as_of=whole.as_of, readings={}, round=whole, findings=told, run=run)


def _box(number: int) -> BBox:
    return (60.0, 45.0 + number * 25.0, 400.0, 66.0 + number * 25.0)


def _form(number: int, copy: int) -> ApplicationForm:
    ident = f"d-{number:012x}{copy:04x}"
    readings = {
        field.name: Reading(value=f"内容{place}", raw=f"内容{place}", region=Region(page=1 + place % PAGES, bbox=_box(place % 28)))
        for place, field in enumerate(NOTICE.form.fields)
        if field.name in {"project_name", "undertaking_unit", "uscc", "address", "contact_name", "contact_mobile", "tasks", "goals"}
    }
    pages = tuple(PageNote(number=n, width=SIZE[0], height=SIZE[1], picture="page") for n in range(1, PAGES + 1))
    path = f"某市{number // 2}/申请表{number}-{copy}.pdf"
    return ApplicationForm(
        id=ident,
        path=path,
        folder=path.split("/", maxsplit=1)[0],
        last_page=PAGES,
        pages=pages,
        application=f"a-{number:016x}",
        copy_number=copy,
        **readings,
    )


def _finding(number: int, application: Application) -> Finding:
    place = number // 7 % 28
    evidence = tuple(
        Evidence(document=document, page=1 + number % PAGES, bbox=_box(place), text=f"某某合作社第{copy}号")
        for copy, document in enumerate(application.documents[:2])
    )
    clause = NOTICE.clauses[number % len(NOTICE.clauses)]
    is_open = number % OPEN_ONE_IN == 0
    verdict = (Verdict.FAIL, Verdict.REVIEW, Verdict.NO_EVIDENCE)[number % 3] if is_open else Verdict.PASS
    unit = f"某某农业科技发展有限公司{application.id[-4:]}"
    sites = tuple(
        LookUp(unit=unit, uscc="91210100MA0XXXX000", where=where, why="信用情况") for where in ("信用中国", "国家企业信用信息公示系统")
    )
    return Finding(
        rule=f"rule-{number % 46}",
        title="各份申请表一致",
        kind=list(FindingKind)[number % 3],
        verdict=verdict,
        look_ups=sites if verdict is Verdict.NO_EVIDENCE else (),
        scope=Scope.APPLICATION,
        subject=application.id,
        message=f"《{application.project_name}》第2份申请表“承担单位”与第1份不同，请核对原件。",
        clauses=(clause.quoted(),),
        evidence=evidence,
    )


def main() -> None:
    """Build the report without and with pictures, and say what it took."""
    findings = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    made, page = report(findings), picture()
    print(f"{findings} findings, {len(made.round.applications)} packages, {len(made.round.documents) * PAGES} pages")
    with tempfile.TemporaryDirectory() as folder:
        _timed("without pictures", made, lambda _: None, Path(folder, "bare"))
        _timed("every place drawn for the first time", made, lambda _: page, Path(folder, "drawn"))
        _timed("the same again, its pictures taken over", made, lambda _: page, Path(folder, "drawn"))


def _timed(what: str, made: AuditReport, pictures: Pictures, out: Path) -> None:
    wall, work = time.monotonic(), time.process_time()
    reports.publish(made, NOTICE, pictures, out)
    print(f"{what}: {time.monotonic() - wall:.1f} s by the clock, {time.process_time() - work:.1f} s of processors")
    pages = [path.stat().st_size for path in out.rglob("*.html")]
    crops = len(list((out / "evidence").glob("*-*-*.jpg")))
    print(f"  {len(pages)} HTML pages, largest {max(pages) / 1000:.0f} KB; {crops} pictures of places")


if __name__ == "__main__":
    main()
