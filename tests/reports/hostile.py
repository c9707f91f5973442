"""Texts that have broken reports elsewhere, and a report that is full of them."""

import datetime as dt

import report_builder as made

from schemas.documents import ApplicationForm, Leftover, Opinion, OpinionRole, OtherDocument, Seal, Status
from schemas.evidence import BBox
from schemas.finding import Evidence, ReadingOutcome, Verdict
from schemas.page import SealReading
from schemas.registers import CreditLookup, Registers
from schemas.report import AuditReport

MARKUP = (
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    "</title><script>document.title='owned'</script>",
    "</style><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=document.title='owned'>",
    "\"><svg/onload=document.title='owned'>",
    "' onmouseover='document.title=1' x='",
    '" autofocus onfocus="document.title=1" x="',
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
    "<object data='data:text/html,<script>1</script>'></object>",
    "<a href=\"javascript:document.title='owned'\">点</a>",
    "javascript:document.title='owned'",
    "data:text/html,<script>1</script>",
    "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
    "<base href=http://192.0.2.1/>",
    "<link rel=stylesheet href=http://192.0.2.1/x.css>",
    "<form action=http://192.0.2.1/><button>x",
    "<style>*{display:none}</style>",
    "<!--",
    "-->",
    "<![CDATA[<script>1</script>]]>",
    "<math><mtext><script>document.title='owned'</script>",
    "<template><script>1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=1>'>",
    "&lt;script&gt;1&lt;/script&gt;",
    "&#60;script&#62;",
    "{{ 7 * 7 }}",
    "{% for x in ().__class__.__bases__ %}{% endfor %}",
    "{{ view.__class__.__mro__ }}",
    "{%tr for item in mend %}",
    "${7*7}",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "]]>",
)
FORMULAS = (
    "=1+1",
    "=HYPERLINK(\"http://192.0.2.1\",\"点\")",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "{=1+1}",
    "=_xlfn.WEBSERVICE(\"http://192.0.2.1\")",
    "http://192.0.2.1/x",
    "external:c:\\x.xlsx",
    "internal:Sheet1!A1",
    "mailto:a@example.org",
    "_x000D_",
    "00123",
    "1e5",
    "TRUE",
)  # fmt: skip
CHARACTERS = (
    "\u202egnp.exe",
    "\u2066abc\u2069",
    "\u200f\u200eabc",
    "零\u200b宽",
    "\ufeff开头",
    "行\u2028段\u2029",
    "空\x00字符",
    "响\x07铃\x1b[31m红",
    "竖\x0b制",
    "删\x7f除\x85",
    "半\ud800个",
    "非\ufffe字\uffff符",
    "标\U000e0041签",
    "长" * 40_000,
)
PAYLOADS = MARKUP + FORMULAS + CHARACTERS


def _box(number: int) -> BBox:
    return (50.0, 20.0 + number * 10.0, 400.0, 28.0 + number * 10.0)


def _form(application: str) -> ApplicationForm:
    """A form that says every payload: as labels that nobody knows, as seals, in opinions, and to each of its readers."""
    return made.form(
        1,
        1,
        application,
        leftovers=tuple(Leftover(label=text, text=text, page=2, bbox=_box(n)) for n, text in enumerate(PAYLOADS)),
        seals=tuple(
            Seal(page=1, bbox=_box(n), text=text, owner=text, readings=(SealReading(text=text, confidence=0.5, way=text),))
            for n, text in enumerate(PAYLOADS)
        ),
        opinions=tuple(
            Opinion(role=OpinionRole.UNDERTAKING, label=text, text=text, page=2, bbox=_box(n)) for n, text in enumerate(PAYLOADS)
        ),
        undertaking_unit=made.reading(MARKUP[0], raw=MARKUP[1], second=MARKUP[2], doubt=MARKUP[3], needs_review=True),
        name_places=tuple(made.reading(text, box=_box(n), second=text, needs_review=True) for n, text in enumerate(PAYLOADS)),
    )


def _registers() -> Registers:
    rows = tuple(
        CreditLookup(unit_name=text, source=text, looked_up_on=dt.date(2030, 5, 1), conclusion=text, detail=text, row=n)
        for n, text in enumerate(PAYLOADS)
    )
    return Registers(problems=PAYLOADS, credit=rows)


def report() -> AuditReport:
    """A report with every payload in every place that the outside world can write to."""
    base = made.report(1)
    application = base.round.applications[0]
    form = _form(application.id)
    quarantined = tuple(
        OtherDocument(id=f"d-ffff{n:012x}", path=f"夹/{text}.pdf", folder=text, status=Status.QUARANTINED, reason=text)
        for n, text in enumerate(PAYLOADS)
    )
    findings = tuple(
        made.finding(
            f"rule-{n}-credit",
            text,
            Verdict.FAIL,
            application.id,
            message=text,
            expected=text,
            observed=text,
            evidence=(
                Evidence(document=form.id, page=9, text=text),
                Evidence(document=form.id, page=2, bbox=_box(n), text=text),
                Evidence(document=form.id, page=2, bbox=_box(n + 1), text=f"{text}甲"),
            ),
            reading_outcomes=(ReadingOutcome(id=text, choice=text, title=text, verdict=Verdict.FAIL, message=text),),
        )
        for n, text in enumerate(PAYLOADS)
    )
    deliveries = (
        base.round.deliveries[0],
        *(
            base.round.deliveries[1].model_copy(update={"id": f"r-{n:016x}", "recommender": text, "folder": text})
            for n, text in enumerate(PAYLOADS, 16)
        ),
    )
    return base.model_copy(
        update={
            "findings": (*base.findings, *findings),
            "round": base.round.model_copy(
                update={
                    "documents": (form, *base.round.documents[1:], *quarantined),
                    "applications": (
                        application.model_copy(
                            update={"project_name": "".join(MARKUP), "undertaking_unit": MARKUP[0], "participating_units": PAYLOADS}
                        ),
                    ),
                    "deliveries": deliveries,
                    "ignored": PAYLOADS,
                    "registers": _registers(),
                }
            ),
        }
    )
