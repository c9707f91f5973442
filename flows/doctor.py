"""Says what is installed, what is missing, and what that costs."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.engines import CHINESE, rapidocr_models, rapidocr_version, tesseract_languages, tesseract_version
from flows.nightly import next_run
from flows.sandbox import WITHOUT_NETWORK
from flows.stores import open_store
from flows.workspace import workspace_of
from notices import available, load
from schemas.errors import ChuheError, EngineMissing

_PREFECT_PINS = {"prefect": ("3.8.8", "3.8.8"), "fastapi": ("0.139", "0.151"), "sqlalchemy": ("2.0.45", "2.1")}
"""Wider ranges resolve to versions with which flows die, or schedules never fire (docs/decisions.md)."""
_WITHOUT_PREFECT = "夜间任务不能用，审核改为直接运行：按 requirements.lock 重新安装"
_WITHOUT_SCHEDULE = "收件目录不会自动处理：在工作区运行 chuhe nightly，或用系统定时器运行 chuhe nightly --once"
_ROOM = 2 << 30


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    found: str
    cost: str = ""
    """What its absence costs, and what to do; '' where all is well."""


def examine(store: Path, here: Path) -> Iterator[Check]:
    """Look at everything, one after the other."""
    yield _rapidocr()
    yield _tesseract()
    yield _fonts()
    yield _office()
    yield _prefect()
    yield _sandbox()
    yield _store(store, here)
    yield _notices()
    yield from _schedule(here)


def require_engine() -> None:
    """Refuse to go on where no engine could read a page; EngineMissing says what to install."""
    if not rapidocr_models() and CHINESE not in tesseract_languages():
        raise EngineMissing("没有可用的识读引擎", "请安装 rapidocr，或 tesseract-ocr 与 tesseract-ocr-chi-sim")


def _rapidocr() -> Check:
    models = rapidocr_models()
    if not rapidocr_version() or not models:
        return Check("RapidOCR", "未安装，或缺少模型", "主识读引擎不可用，扫描件基本无法识读：pip install 'rapidocr>=3.10,<4' onnxruntime")
    return Check("RapidOCR", f"{rapidocr_version()}，模型 {len(models)} 个")


def _tesseract() -> Check:
    if not tesseract_version():
        return Check("Tesseract", "未安装", "关键字段没有第二次识读，需人工核对的项会增多：apt install tesseract-ocr tesseract-ocr-chi-sim")
    languages = tesseract_languages()
    found = f"{tesseract_version()}，语言：{'、'.join(languages)}"
    if CHINESE not in languages:
        return Check("Tesseract", found, f"没有简体中文 {CHINESE}，不能用作第二识读：apt install tesseract-ocr-chi-sim")
    return Check("Tesseract", found)


def _fonts() -> Check:
    families = sorted({line.split(",")[0].strip() for line in _ask("fc-list", ":lang=zh", "family").splitlines() if line.strip()})
    if not families:
        return Check("中文字体", "没有找到", "OFD 和未嵌入字体的 PDF 显示不出汉字，会当作空白：apt install fonts-noto-cjk")
    return Check("中文字体", f"{len(families)} 种，如 {'、'.join(families[:3])}")


def _office() -> Check:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return Check("LibreOffice", "未安装", "DOC、WPS 文件不能读取，会被列为未能读取：apt install libreoffice-writer")
    return Check("LibreOffice", program)


def _prefect() -> Check:
    wrong = [name for name, (least, below) in _PREFECT_PINS.items() if not _is_within(name, least, below)]
    if wrong:
        return Check(
            "Prefect",
            "版本不合：" + "、".join(f"{name} {_version(name) or '未安装'}" for name in wrong),
            _WITHOUT_PREFECT,
        )
    loads = subprocess.run([sys.executable, "-c", "import prefect"], capture_output=True, timeout=120, check=False).returncode == 0
    if not loads:
        return Check("Prefect", "不能载入", _WITHOUT_PREFECT)
    return Check("Prefect", f"{_version('prefect')}（fastapi {_version('fastapi')}，sqlalchemy {_version('sqlalchemy')}）")


def _sandbox() -> Check:
    """Restrict a process as a reading process is, and see how far that goes."""
    level = _ask(sys.executable, "-c", "from flows.sandbox import enter; print(enter(4096))").strip()
    if level == WITHOUT_NETWORK:
        return Check("识读进程隔离", "限制内存、时间、文件大小和临时空间，断开网络")
    cost = (
        "系统不允许识读进程断开网络，恶意文件的危害少一道防线：请以 deploy/ 中的 systemd 服务运行（PrivateNetwork），或在不联网的机器上运行"
    )
    return Check("识读进程隔离", "限制内存、时间、文件大小和临时空间" if level else "不能测定", cost)


def _store(root: Path, here: Path) -> Check:
    try:
        store = open_store(root, here)
        store.probe(0)
        free = store.free_bytes()
        places = store.places()
    except ChuheError as error:
        return Check("存储目录", str(root), error.message)
    cost = "空间不足 2 GB，材料较多时会中途停下：请清理磁盘" if free < _ROOM else ""
    return Check("存储目录", f"{root}，可写，剩余 {free / (1 << 30):.1f} GB；{places}", cost)


def _notices() -> Check:
    try:
        titles = [load(name).id for name in available()]
    except ChuheError as error:
        return Check("通知数据包", "有错误", error.message)
    return Check("通知数据包", "、".join(titles) or "没有", "" if titles else "没有通知就不能审核：请重新安装")


def _schedule(here: Path) -> Iterator[Check]:
    workspace = workspace_of(here)
    if workspace is None:
        return
    when = next_run(workspace)
    cron = workspace.settings.nightly.cron
    if when is None:
        yield Check(
            "夜间任务",
            f"未在运行（设置为 {cron}）",
            "收件目录不会自动处理：在工作区运行 chuhe nightly，或用系统定时器运行 chuhe nightly --once",
        )
    else:
        yield Check("夜间任务", f"下次运行 {when}（{cron}，{workspace.settings.nightly.timezone}）")


def _is_within(name: str, least: str, below: str) -> bool:
    found = _version(name)
    return bool(found) and (found == least or _number(least) <= _number(found) < _number(below))


def _version(name: str) -> str:
    with contextlib.suppress(PackageNotFoundError):
        return version(name)
    return ""


def _number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _ask(*command: str) -> str:
    if shutil.which(command[0]) is None:
        return ""
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False).stdout
    return ""
