"""What the office finds in the morning: counts that add up and where the reports lie; on the console, and by mail where that is set up."""

import os
import smtplib
import ssl
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage

from flows.orders import AuditOrder
from flows.reasons import sentence
from flows.workspace import Mail, Workspace
from schemas.errors import ChuheError, Reason
from schemas.finding import Verdict
from schemas.report import AuditReport
from storage.ledger import State

PASSWORD = "CHUHE_MAIL_PASSWORD"
"""Environment variable with the mail account's password: it doesn't belong into a settings file."""
_SECONDS = 30

_STATES = {
    State.PROCESSED: "已处理",
    State.NEEDS_REVIEW: "部分页面未读出",
    State.QUARANTINED: "未能读取",
    State.DUPLICATE: "重复",
    State.WAITING: "等待下次处理",
    State.IGNORED: "不作为材料",
}


def morning_lines(report: AuditReport, order: AuditOrder, link: str = "") -> list[str]:
    """Return the summary; the states add up to the number of files."""
    verdicts = Counter(finding.verdict for finding in report.findings)
    files = report.run.files
    told = "，".join(f"{words} {files.get(state, 0)}" for state, words in _STATES.items())
    lines = [
        f"收件目录中文件 {files.get('seen', 0)} 个：{told}",
        f"材料 {len(report.round.documents)} 份，申报项目 {len(report.round.applications)} 个，推荐单位 {len(report.round.deliveries)} 家",
        f"不符合 {verdicts[Verdict.FAIL]} 项，需人工核对 {verdicts[Verdict.REVIEW]} 项，缺少依据 {verdicts[Verdict.NO_EVIDENCE]} 项",
    ]
    if notes := len(report.run.notes):
        lines.append(f"收件提示 {notes} 条，见报告末尾的“运行说明”")
    return [*lines, *set_aside(report), f"报告：{link or order.out / 'report.html'}"]


def set_aside(report: AuditReport) -> list[str]:
    """Return how many files could not be used, reason by reason."""
    reasons = Counter(document.reason_code for document in report.round.documents if document.reason_code)
    return [f"　{count} 个：{sentence(Reason(reason))}" for reason, count in reasons.most_common()]


def tell_office(workspace: Workspace, report: AuditReport, order: AuditOrder, say: Callable[[str], None]) -> None:
    """Mail the summary where the workspace asks for it."""
    if (mail := workspace.settings.mail) is None:
        return
    files = report.run.files
    subject = f"初核 {report.as_of}：文件 {files.get('seen', 0)} 个，未能读取 {files.get(State.QUARANTINED, 0)} 个"
    if trouble := send(mail, subject, morning_lines(report, order, mail.link)):
        say(trouble)


@contextmanager
def telling_of_trouble(workspace: Workspace, say: Callable[[str], None]) -> Iterator[None]:
    """Mail that the night's work could not be done, and why, before the error goes its way."""
    try:
        yield
    except ChuheError as error:
        mail = workspace.settings.mail
        lines = [str(error), "收件目录中的文件未受影响，排除故障后会继续处理", f"工作区：{workspace.root}"]
        if mail is not None and (trouble := send(mail, "初核：昨夜未能完成处理", lines)):
            say(trouble)
        raise


def send(mail: Mail, subject: str, lines: Sequence[str]) -> str:
    """Send a mail; return '' or, where that fails, why: a mail that cannot be sent never spoils a night's work."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, mail.sender, ", ".join(mail.to)
    message.set_content("\n".join(lines) + "\n")
    try:
        with _connection(mail) as server:
            if mail.user:
                server.login(mail.user, os.environ.get(PASSWORD, ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        return f"邮件未能发出（{type(error).__name__}），请核对 chuhe.toml 的 [mail] 和邮件服务器"
    return ""


def _connection(mail: Mail) -> smtplib.SMTP:
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=_SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(mail.host, mail.port, timeout=_SECONDS)
    if mail.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server
