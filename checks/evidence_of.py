"""Certificates and credit reports that came along, and the unit each is about."""

from checks.case import ApplicationCase, RoundCase
from checks.matching import Match, match_unit
from checks.rule import Ink, ink_of
from chinese import uscc
from schemas.documents import CreditReport, LegalPersonCertificate, Status

_REGISTRARS = {
    "1": ("请查验事业单位法人证书或机关赋码信息（机构编制部门）", "机构编制部门"),
    "3": ("请查验执业许可证或登记证书（司法行政部门）", "司法行政部门"),
    "5": ("请查验社会组织法人登记证书（中国社会组织政务服务平台）", "中国社会组织政务服务平台"),
    "9": ("请在国家企业信用信息公示系统查询主体类型", "国家企业信用信息公示系统"),
}


def registrar_of(code: str) -> tuple[str, str]:
    """Say what to look at, and with whom, to know what kind of body a code is; by the code's first character."""
    return _REGISTRARS.get(code[:1], ("请查验登记证书", "登记管理部门"))


def certificates_of(case: ApplicationCase) -> tuple[LegalPersonCertificate, ...]:
    """Return the certificates of the undertaking unit; one under a merely similar name proves nothing."""
    found = (d for d in case.whole.round.documents if isinstance(d, LegalPersonCertificate) and d.status is Status.PROCESSED)
    name, code = case.application.undertaking_unit, case.application.uscc
    return tuple(c for c in found if _match(c, name, code) is Match.SAME)


def reports_on(whole: RoundCase, name: str, code: str | None) -> tuple[tuple[CreditReport, Match], ...]:
    """Return the credit reports that name a unit, or one that may be it."""
    found = (d for d in whole.round.documents if isinstance(d, CreditReport) and d.status is Status.PROCESSED)
    return tuple((report, match) for report in found if (match := _match(report, name, code)))


def bearing_ink(document: LegalPersonCertificate | CreditReport) -> tuple[Ink, ...]:
    """Return what says whom a document is about: a code that checks out bears itself out, else the name."""
    if document.uscc and document.uscc.value and uscc.is_valid(document.uscc.value):
        return (ink_of(document.id, "统一社会信用代码", document.uscc).sure(),)
    return (ink_of(document.id, "所载单位名称", document.unit_name),) if document.unit_name else ()


def _match(document: LegalPersonCertificate | CreditReport, name: str | None, code: str | None) -> Match | None:
    written = document.unit_name.value if document.unit_name else None
    read = document.uscc.value if document.uscc else None
    return match_unit(name or "", code, written or "", read)
