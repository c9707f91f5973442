"""What goes with an upload to the national system: the list of the chosen applications, and a draft of the covering letter."""

from collections import Counter
from pathlib import Path

from reports.cleaning import cleaned
from reports.directory import Directory
from reports.letters import UPLOAD_LETTER, write_letter
from reports.masking import masked
from reports.sheet import Sheet, Value, columns
from reports.xlsx import write_workbook
from schemas.documents import ApplicationForm
from schemas.notice import Notice
from schemas.report import AuditReport
from schemas.submission import Application

LETTER, SUMMARY = "报送函（草稿）.docx", "汇总表.xlsx"


def write_papers(folder: Path, report: AuditReport, notice: Notice, chosen: tuple[str, ...], *, with_contacts: bool = False) -> None:
    """Write the letter's draft and the list into ``folder``; contacts are hidden but for a hint unless they are asked for."""
    shown = cleaned(report)
    directory = Directory(shown if with_contacts else masked(shown), notice)
    applications = tuple(directory.application(ident) for ident in chosen)
    write_letter(folder / LETTER, UPLOAD_LETTER, _letter(directory, applications))
    title = f"{notice.year}年度{notice.programme}推荐汇总表"
    write_workbook(folder / SUMMARY, title, (_summary(directory, applications),), report.run.started_at)


def _summary(directory: Directory, applications: tuple[Application, ...]) -> Sheet:
    heads = columns(
        "序号 5, 推荐单位 16, 推荐顺序 6, 项目名称 26, 领域 10, 是否专项 9, 承担单位 20, 统一社会信用代码 21, 单位类型 12, "
        "参加单位 20, 联系人 9, 联系电话 14"
    )
    rows = tuple(_row(number, application, directory) for number, application in enumerate(applications, 1))
    return Sheet("汇总表", "各列均据申报材料识读，上传前请与申报书核对。", heads, rows)


def _row(number: int, application: Application, directory: Directory) -> tuple[Value, ...]:
    return (
        number,
        application.recommender or "",
        application.rank,
        application.project_name or "",
        directory.domain_name(application.domain),
        directory.domain_name(application.special_track) or "否",
        application.undertaking_unit or "",
        application.uscc or "",
        stated(application, "unit_type", directory),
        "、".join(application.participating_units) or "无",
        stated(application, "contact_name", directory),
        stated(application, "contact_mobile", directory) or stated(application, "contact_phone", directory),
    )


def stated(application: Application, field: str, directory: Directory) -> str:
    """Return a field of an application as the first form that has it states it."""
    forms = (d for d in directory.documents_of(application) if isinstance(d, ApplicationForm))
    readings = (getattr(form, field, None) for form in forms)
    return next((str(r.value) for r in readings if r is not None and r.value), "")


def _letter(directory: Directory, applications: tuple[Application, ...]) -> dict[str, object]:
    """Return what the letter's template is filled with."""
    notice = directory.notice
    return {
        "programme": f"{notice.year}年度{notice.programme}",
        "addressee": notice.upstream_issuer,
        "upstream": f"《{notice.upstream_title}》" + (f"（{notice.upstream_doc_no}）" if notice.upstream_doc_no else ""),
        "sender": notice.receiver,
        "we": "我局" if notice.receiver.endswith("局") else "我单位",
        "number": len(applications),
        "counts": "、".join(_counts(directory, applications)),
        "items": [_item(number, application, directory) for number, application in enumerate(applications, 1)],
    }


def _counts(directory: Directory, applications: tuple[Application, ...]) -> list[str]:
    numbers = Counter(directory.domain_name(a.domain) or "领域未定" for a in applications)
    return [f"{name}{number}个" for name, number in numbers.items()]


def _item(number: int, application: Application, directory: Directory) -> dict[str, str | int]:
    return {
        "number": number,
        "project": application.project_name or "（项目名称未能识读）",
        "unit": application.undertaking_unit or "",
        "domain": directory.domain_name(application.domain),
        "recommender": application.recommender or "",
    }
