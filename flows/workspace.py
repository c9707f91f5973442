"""A workspace: a folder with a settings file, an inbox, registers and a store."""

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from schemas.base import Frozen
from schemas.errors import UsageError

SETTINGS = "chuhe.toml"

_TEMPLATE = """\
# 初核工作区设置。以 # 开头的行是说明；路径相对于本文件所在的文件夹。

inbox = "inbox"            # 收件目录：一个推荐单位一个文件夹
out = "out"                # 报告目录
registers = "registers"    # 登记册：往届试点单位.csv、信用查询.csv
store = "store"            # 存储目录：原件、识读结果、台账
# notice = "liaoning-2026" # 依据的通知；不写则取已安装的最新一份（chuhe notice list）
# workers = 2              # 同时识读的进程数；不写则等于处理器核数
# database = "postgresql://chuhe@localhost/chuhe"   # 台账数据库；不写则用存储目录中的 SQLite
# objects = "s3://chuhe/store"                      # 原件和页面图像的对象存储；不写则放在存储目录
# engine = "auto"          # auto、rapidocr 或 tesseract

[nightly]
cron = "30 1 * * *"        # 分 时 日 月 星期，北京时间
timezone = "Asia/Shanghai"
# pool = "chuhe"           # 多台机器：由这个 Prefect 工作池的各台机器识读，见 deploy/README.md
settle = 30                # 两次查看收件目录之间隔多少秒；其间有变化的文件留待下次处理

# [mail]                   # 早晨把处理结果发到邮箱；密码放在环境变量 CHUHE_MAIL_PASSWORD
# host = "smtp.example.cn"
# port = 465
# security = "tls"         # tls、starttls 或 none
# sender = "chuhe@example.cn"
# to = ["reviewer@example.cn"]
# user = "chuhe@example.cn"
# link = "http://office-server/chuhe/report.html"   # 邮件中报告的地址；不写则写报告文件的位置

[retention]                # 保存期限（天），到期由 chuhe retention 删除；不写则一直保存
# originals = 1095         # 原件：自最后一次在收件目录中见到起算，连同其识读结果和页面图像
# records = 365            # 识读结果和页面图像：自写入起算，删除后需要时重新识读
# receipts = 1095          # 收据（文件名和处理结果）：自最后一次处理起算，不得少于 180 天
# logs = 1095              # 日志：不得少于 180 天

[readings]
# 对通知中可作不同理解的条款，由人选定口径（chuhe notice show 列出全部），例如：
# special-quota-scope = "per-recommender"
"""


class Nightly(Frozen):
    """When the scheduled ingestion runs."""

    cron: str = "30 1 * * *"
    timezone: str = "Asia/Shanghai"
    settle: float = Field(default=30, ge=0, le=600)
    pool: str | None = None
    """Prefect work pool whose workers read the packages; None for this machine alone."""


class Mail(Frozen):
    """Where the morning's summary is sent."""

    host: str
    port: int = Field(default=465, ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = "tls"
    sender: str
    to: tuple[str, ...] = Field(min_length=1)
    user: str = ""
    link: str = ""


class Retention(Frozen):
    """After how many days what is deleted; what is left out is kept."""

    originals: int | None = Field(default=None, ge=1)
    records: int | None = Field(default=None, ge=1)
    receipts: int | None = Field(default=None, ge=180)
    logs: int | None = Field(default=None, ge=180)
    """The Cybersecurity Law has network logs kept for six months at least; receipts are as good as logs."""


class Settings(Frozen):
    """The settings file, as written."""

    inbox: str = "inbox"
    out: str = "out"
    registers: str = "registers"
    store: str = "store"
    notice: str | None = None
    workers: int | None = Field(default=None, ge=1, le=256)
    engine: str | None = Field(default=None, pattern="^(auto|rapidocr|tesseract)$")
    nightly: Nightly = Nightly()
    readings: dict[str, str] = {}
    database: str | None = None
    objects: str | None = None
    retention: Retention = Retention()
    mail: Mail | None = None


class Workspace:
    """A folder and its settings."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    @cached_property
    def settings(self) -> Settings:
        """Return the settings; UsageError says which line is wrong."""
        path = self.root / SETTINGS
        try:
            return Settings.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(f"设置文件 {path} 无法读取：{error}", "请改正后重新运行") from error
        except ValidationError as error:
            names = "、".join(".".join(map(str, problem["loc"])) for problem in error.errors())
            raise UsageError(f"设置文件 {path} 中这些项不对：{names}", "请对照 chuhe init 生成的样例改正") from error

    @property
    def inbox(self) -> Path:
        """Where packages arrive."""
        return self.root / self.settings.inbox

    @property
    def out(self) -> Path:
        """Where the report goes."""
        return self.root / self.settings.out

    @property
    def registers(self) -> Path:
        """Where the office's registers lie."""
        return self.root / self.settings.registers

    @property
    def store(self) -> Path:
        """Where originals and results are kept."""
        return self.root / self.settings.store

    @property
    def notice(self) -> str | None:
        """The notice that the workspace is for."""
        return self.settings.notice

    @property
    def workers(self) -> int | None:
        """How many reading processes."""
        return self.settings.workers

    @property
    def engine(self) -> str | None:
        """Which OCR engine."""
        return self.settings.engine

    @property
    def readings(self) -> dict[str, str]:
        """The readings that a person chose."""
        return self.settings.readings


def workspace_of(path: Path) -> Workspace | None:
    """Return the workspace that a path lies in."""
    start = path.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return Workspace(folder)
    return None


def make_workspace(root: Path) -> tuple[Path, ...]:
    """Make a workspace, or complete one; nothing that is there is touched. Returns what was made."""
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root} 不是文件夹", "请另选一个位置")
    made = [folder for name in ("inbox", "registers", "out", "store") if not (folder := root / name).exists()]
    for folder in made:
        folder.mkdir(parents=True, mode=0o700 if folder.name == "store" else 0o755)
    if not (root / SETTINGS).exists():
        (root / SETTINGS).write_text(_TEMPLATE, "utf-8")
        (root / SETTINGS).chmod(0o640)  # it may come to hold a database's address and password
        made.append(root / SETTINGS)
    return tuple(made)
