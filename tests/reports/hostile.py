"""Texts that have broken reports elsewhere, and a report that is full of them."""

import report_builder as made

from schemas.documents import OtherDocument, Status
from schemas.finding import Evidence, Verdict
from schemas.registers import Registers
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


def report() -> AuditReport:
    """A report with every payload in every place that the outside world can write to."""
    base = made.report(1)
    application = base.round.applications[0]
    form = made.form(1, 1, application.id)
    quarantined = tuple(
        OtherDocument(id=f"d-ffff{n:012x}", path=f"夹/{text}.pdf", folder=text, status=Status.QUARANTINED, reason=text)
        for n, text in enumerate(PAYLOADS)
    )
    findings = tuple(
        made.finding(
            f"rule-{n}",
            text,
            Verdict.FAIL,
            application.id,
            message=text,
            expected=text,
            observed=text,
            evidence=(Evidence(document=form.id, page=9, text=text),),
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
                    "documents": (*base.round.documents, *quarantined),
                    "applications": (
                        application.model_copy(
                            update={"project_name": "".join(MARKUP), "undertaking_unit": MARKUP[0], "participating_units": PAYLOADS}
                        ),
                    ),
                    "deliveries": deliveries,
                    "ignored": PAYLOADS,
                    "registers": Registers(problems=PAYLOADS),
                }
            ),
        }
    )
