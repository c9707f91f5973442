"""Certificates and credit reports that came along, and the unit each is about."""

from checks.case import ApplicationCase, RoundCase
from chinese import uscc
from chinese.names import same_unit
from schemas.documents import CreditReport, LegalPersonCertificate, Status

_LOOKUPS = {
    "1": "请查验事业单位法人证书或机关赋码信息（机构编制部门）",
    "3": "请查验执业许可证或登记证书（司法行政部门）",
    "5": "请查验社会组织法人登记证书（中国社会组织政务服务平台）",
    "9": "请在国家企业信用信息公示系统查询主体类型",
}


def lookup_hint(code: str) -> str:
    """Say where to look a body up, by the first character of its code."""
    return _LOOKUPS.get(code[:1], "请查验登记证书")


def certificates_of(case: ApplicationCase) -> tuple[LegalPersonCertificate, ...]:
    """Return the certificates that name the undertaking unit."""
    found = (d for d in case.whole.round.documents if isinstance(d, LegalPersonCertificate) and d.status is Status.PROCESSED)
    name, code = case.application.undertaking_unit, case.application.uscc
    return tuple(c for c in found if is_about(c, name, code))


def reports_on(whole: RoundCase, name: str, code: str | None) -> tuple[CreditReport, ...]:
    """Return the credit reports that name a unit."""
    found = (d for d in whole.round.documents if isinstance(d, CreditReport) and d.status is Status.PROCESSED)
    return tuple(report for report in found if is_about(report, name, code))


def is_about(document: LegalPersonCertificate | CreditReport, name: str | None, code: str | None) -> bool:
    """Say whether a document is about the unit of that name or code."""
    read = document.uscc.value if document.uscc else None
    if read and code and uscc.is_valid(code):
        return uscc.normalise(read) == uscc.normalise(code)
    written = document.unit_name.value if document.unit_name else None
    return bool(name and written and same_unit(written, name))
