"""The commands that look after the store: reconcile, verify, backup, restore, retention."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_terms import say
from schemas.errors import UsageError

store_app = typer.Typer()

_Where = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="存储目录，默认当前工作区的")]


@store_app.command(help="对账：收件目录、台账、原件、报告逐一核对，证明没有文件丢失；有出入时以 1 退出。")
def reconcile(store: _Where = None) -> int:
    """Prove that nothing was lost."""
    from flows.reconcile import reconcile as compare  # noqa: PLC0415
    from flows.reconcile import told_lines  # noqa: PLC0415
    from flows.stores import opened  # noqa: PLC0415

    with opened(store) as place:
        found = compare(place)
    for line in told_lines(found):
        say(line)
    say("对账有出入，见上" if found.gaps else "对账相符")
    return 1 if found.gaps else 0


@store_app.command(help="现状：最近一次运行的结果、是否正在运行、下次何时运行、日志和指标在哪里。")
def status(store: _Where = None) -> int:
    """Say how things stand."""
    from flows.status import status_lines  # noqa: PLC0415
    from flows.stores import opened  # noqa: PLC0415
    from flows.workspace import workspace_of  # noqa: PLC0415

    with opened(store) as place:
        for line in status_lines(place, workspace_of(Path())):
            say(line)
    return 0


@store_app.command(help="校验：数据库、审计记录、原件是否被改动或损坏；有问题时以 1 退出。")
def verify(
    store: _Where = None,
    anchor: Annotated[list[str] | None, typer.Option(metavar="序号:校验值", help="报告页脚所印的审计记录校验值，可重复")] = None,
) -> int:
    """Look for tampering and decay."""
    from flows.stores import opened  # noqa: PLC0415
    from flows.verify import note, told_lines  # noqa: PLC0415
    from flows.verify import verify as look  # noqa: PLC0415

    with opened(store) as place:
        found = look(place, anchor or ())
        note(place, found)
    for line in told_lines(found):
        say(line)
    return 0 if found.is_sound else 1


@store_app.command(help="备份存储目录和台账；对同一目录再次备份只补新增的部分。")
def backup(target: Annotated[Path, typer.Argument(metavar="DIR", help="备份目录，最好在另一块磁盘上")], store: _Where = None) -> int:
    """Copy the store."""
    from flows.stores import opened  # noqa: PLC0415
    from storage.backup import back_up  # noqa: PLC0415
    from storage.trail import Action, Event  # noqa: PLC0415

    with opened(store) as place:
        if target.resolve().is_relative_to(place.root.resolve()):
            raise UsageError("备份目录不能放在存储目录里", "请另选一个目录，最好在另一块磁盘上")
        with place.claim(target, f"备份目录 {target} "):
            copied = back_up(place, target)
        place.trail.append([Event(Action.BACKED_UP, "store", {"originals": copied.originals, "rows": copied.rows})])
    say(f"已备份：原件 {copied.originals} 个，台账 {copied.rows} 行，本次新增文件 {copied.new_files} 个　{target}")
    return 0


@store_app.command(help="把备份恢复到一个空的存储目录，恢复后自动校验。")
def restore(
    source: Annotated[Path, typer.Argument(metavar="DIR", help="备份目录")],
    store: Annotated[Path, typer.Option("--store", metavar="DIR", help="恢复到的存储目录，须是空的")],
) -> int:
    """Bring a backup back."""
    from flows.stores import opened  # noqa: PLC0415
    from flows.verify import told_lines  # noqa: PLC0415
    from flows.verify import verify as look  # noqa: PLC0415
    from storage.backup import restore as bring_back  # noqa: PLC0415
    from storage.trail import Action, Event  # noqa: PLC0415

    with opened(store) as place:
        copied = bring_back(source, place)
        place.trail.append([Event(Action.RESTORED, "store", {"originals": copied.originals, "rows": copied.rows})])
        found = look(place)
    say(f"已恢复：原件 {copied.originals} 个，台账 {copied.rows} 行")
    for line in told_lines(found):
        say(line)
    return 0 if found.is_sound else 1


@store_app.command(help="删除超过保存期限的原件、识读结果、页面图像和日志；期限写在 chuhe.toml 的 retention 一节。")
def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出要删除的内容，不删除")] = False,
    erase: Annotated[list[str] | None, typer.Option(metavar="SHA256", help="不等到期，删除这份原件及由它识读的内容，可重复")] = None,
    workspace: Annotated[Path | None, typer.Option(metavar="DIR", help="工作区，默认当前目录所在的工作区")] = None,
) -> int:
    """Delete what is over its time."""
    from flows.retention import asked, due, remove  # noqa: PLC0415
    from flows.stores import opened  # noqa: PLC0415
    from flows.workspace import workspace_of  # noqa: PLC0415

    place = workspace_of(workspace or Path())
    if place is None:
        raise UsageError("这里不是工作区：没有找到 chuhe.toml", "请在工作区中运行，或用 --workspace 指定")
    now = dt.datetime.now(dt.UTC)
    with opened(place.store, near=place.root) as store, store.claim(place.inbox, f"收件目录 {place.inbox} "):
        what = asked(store, erase, now) if erase else due(store, place.settings.retention, now)
        if not dry_run:
            remove(store, what, now)
    counts = what.counts
    for sha256 in what.originals:
        say(f"原件 {sha256[:12]}")
    words = {"originals": "原件", "records": "识读结果", "pictures": "页面图像", "receipts": "收据", "logs": "日志"}
    sums = "，".join(f"{word} {counts[name]}" for name, word in words.items())
    say(f"{'将删除' if dry_run else '已删除'}：{sums}")
    return 0
