"""The commands for the choice of projects: what the caps allow, and the folder for the upload."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_terms import choices, console, day, say

choice_app = typer.Typer()


@choice_app.command(help="把选定的项目备成上传国家系统的材料：电子版申报书、汇总表、报送函草稿和带校验值的清单。")
def bundle(  # noqa: PLR0917  (Typer calls it by name)
    inbox: Annotated[Path, typer.Argument(metavar="INBOX", help="收件目录")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="报告目录；先按收件目录的现状更新报告")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="上传目录，须为空或不存在")],
    choose: Annotated[list[str], typer.Option(metavar="NAME", help="选定的项目：名称全称或编号，可重复，按上传的次序写")],
    because: Annotated[str, typer.Option(metavar="TEXT", help="超出名额或有未解决的问题仍要列入的理由，写入清单")] = "",
    contacts: Annotated[bool, typer.Option("--with-contacts", help="汇总表中完整显示联系人和电话（默认隐去一部分）")] = False,
    notice: Annotated[str | None, typer.Option(metavar="ID", help="依据的通知")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="以哪一天为准；默认今天")] = None,
    registers: Annotated[Path | None, typer.Option(metavar="DIR", help="登记册目录")] = None,
    reading: Annotated[list[str] | None, typer.Option(metavar="ID=CHOICE", help="选定一处条款的口径，可重复")] = None,
    store: Annotated[Path | None, typer.Option(metavar="DIR", help="存储目录")] = None,
) -> int:
    """Make the upload folder of a chosen set."""
    from flows import bundle as bundling  # noqa: PLC0415
    from flows.orders import make_order  # noqa: PLC0415

    order = make_order(inbox, out, notice=notice, as_of=day(as_of), registers=registers, readings=choices(reading or []), store=store)
    request = bundling.Request(tuple(choose), to.resolve(), because, contacts)
    bundling.bundle(order, request, console())
    return 0


@choice_app.command(help="按名额测算哪些候选项目可以同时入选；不评价优劣，不排名次。")
def select(
    report: Annotated[Path, typer.Argument(metavar="DIR", help="chuhe audit 写出的报告目录")],
    take: Annotated[list[str] | None, typer.Option(metavar="N[,N]", help="已确定入选的序号，可重复")] = None,
    leave: Annotated[list[str] | None, typer.Option(metavar="N[,N]", help="已确定不选的序号，可重复")] = None,
    domain: Annotated[list[str] | None, typer.Option(metavar="N=领域", help="假定某一项目改属另一领域，可重复")] = None,
) -> int:
    """Say what the caps still allow."""
    from flows.select import remaining_told  # noqa: PLC0415

    for line in remaining_told(report, take or [], leave or [], domain or []):
        say(line)
    return 0
