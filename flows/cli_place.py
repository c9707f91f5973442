"""The commands that set up a workspace and say what this machine has."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_terms import say

place_app = typer.Typer()


@place_app.command(help="建立工作区：设置文件、收件目录、登记册、空的存储目录。")
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="工作区的位置")]) -> int:
    """Make a workspace."""
    from flows.workspace import make_workspace  # noqa: PLC0415
    from storage import Store  # noqa: PLC0415

    made = make_workspace(folder)
    Store(folder / "store")
    for path in made:
        say(f"已建立 {path}")
    say(f"工作区：{folder.resolve()}。把材料放入 inbox，然后运行 chuhe audit {folder / 'inbox'} --out {folder / 'out'}")
    return 0


@place_app.command(help="检查本机装有什么、缺什么、缺了有什么影响。")
def doctor(store: Annotated[Path | None, typer.Option(metavar="DIR", help="存储目录")] = None) -> int:
    """Say what is installed."""
    from flows.doctor import examine, require_engine  # noqa: PLC0415
    from flows.orders import default_store  # noqa: PLC0415
    from flows.workspace import workspace_of  # noqa: PLC0415

    place = workspace_of(Path())
    for check in examine(store or (place.store if place else default_store()), Path()):
        say(f"{'缺' if check.cost else '好'}　{check.name}：{check.found}")
        if check.cost:
            say(f"　　影响：{check.cost}")
    require_engine()
    return 0
