"""``chuhe notice``: look at packs, check them, and draft one from a notice."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_terms import say

notice_app = typer.Typer(help="查看、校验、拟制通知数据包。", no_args_is_help=True)


@notice_app.command("list", help="列出已安装的通知。")
def list_notices() -> int:
    """List the notices."""
    from notices import available, load  # noqa: PLC0415

    for name in available():
        notice = load(name)
        say(f"{notice.id}　{notice.issued_on}　{notice.title}{'（虚构示例）' if notice.fictional else ''}")
    return 0


@notice_app.command("check", help="校验一个通知数据包（编号或文件夹）。")
def check_notice(pack: Annotated[str, typer.Argument(metavar="ID|DIR")]) -> int:
    """Check a pack."""
    from checks.binding import bind  # noqa: PLC0415
    from notices import load, load_path  # noqa: PLC0415

    notice = load_path(Path(pack)) if Path(pack).is_dir() else load(pack)
    rules = bind(notice)
    say(f"{notice.id}：条款 {len(notice.clauses)} 条，启用规则 {len(rules)} 条，没有发现错误")
    return 0


@notice_app.command("show", help="显示一份通知的条款、规则和口径。")
def show_notice(pack: Annotated[str | None, typer.Argument(metavar="ID|DIR")] = None) -> int:
    """Show a notice."""
    from flows.orders import default_notice  # noqa: PLC0415
    from notices import load, load_path  # noqa: PLC0415

    notice = load_path(Path(pack)) if pack and Path(pack).is_dir() else load(pack or default_notice())
    say(f"{notice.id}　{notice.title}")
    for clause in notice.clauses:
        how = "、".join(binding.rule for binding in clause.rules) or f"人工核对：{clause.by_hand}"
        say(f"{clause.id}　{clause.quote}\n　　{how}")
    for question in notice.readings:
        say(f"口径 {question.id}：{question.question}")
        for choice in question.choices:
            say(f"　　{choice.id}{'（默认）' if choice.id == question.default else ''}　{choice.title}")
    for answer in notice.settled:
        say(f"口径 {answer.reading}：{answer.choice}（通知已写明，{answer.clause}）")
    return 0


@notice_app.command("draft", help="由通知文件（PDF、DOCX、TXT、图片）拟出数据包草稿；逐项确认以前不起作用。")
def draft_notice(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="通知文件")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="草稿文件夹，须是空的")],
    like: Annotated[str | None, typer.Option(metavar="ID", help="申请表标签等沿用哪一份通知，默认最新一份")] = None,
    engine: Annotated[str, typer.Option(metavar="auto|rapidocr|tesseract", help="扫描件的识读引擎")] = "auto",
) -> int:
    """Draft a pack."""
    from flows.notice_file import notice_lines  # noqa: PLC0415
    from flows.orders import default_notice  # noqa: PLC0415
    from notices.drafting import draft, write_draft  # noqa: PLC0415

    drafted, source = draft(file.name, notice_lines(file, engine), like or default_notice())
    write_draft(drafted, source, out)
    say(f"已拟出事实 {len(drafted.facts)} 项、条款 {len(drafted.clauses)} 条，均未确认，不起作用")
    say(f"请先读 {out / '草稿说明.md'}，在 {out / 'draft.yaml'} 中逐项确认，再运行 chuhe notice accept {out}")
    return 0


@notice_app.command("accept", help="把已逐项确认的草稿写成数据包；还有未确认的就拒绝。")
def accept_draft(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="草稿文件夹")],
    name: Annotated[str, typer.Option("--id", metavar="ID", help="数据包编号，如 liaoning-2027")],
) -> int:
    """Make a pack of an accepted draft."""
    from checks.binding import bind  # noqa: PLC0415
    from notices import load_path  # noqa: PLC0415
    from notices.drafting import accept  # noqa: PLC0415

    accept(folder, name)
    say(f"已写出数据包：{folder}")
    bind(load_path(folder))
    say("数据包没有发现错误；推荐单位名单等原文没有的内容请按 docs/notice-pack.md 补充")
    return 0
