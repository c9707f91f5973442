"""Which OCR engines are here, and a fingerprint of them for the keys; nothing is loaded to find out."""

import hashlib
import importlib.util
import shutil
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import JsonValue

from storage import digest

CHINESE = "chi_sim"


@cache
def fingerprint(engine: str) -> str:
    """Return a hash over the choice of engine, the engines' versions and their models."""
    return digest(engine, rapidocr_version(), [_hash(model) for model in rapidocr_models()], tesseract_version(), _languages_digest())


def rapidocr_version() -> str:
    """Return RapidOCR's version, '' where it isn't installed."""
    try:
        return f"{version('rapidocr')} onnxruntime {version('onnxruntime')} openvino {version('openvino')}"
    except PackageNotFoundError:
        return ""


def rapidocr_models() -> tuple[Path, ...]:
    """Return the models inside the package."""
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return ()
    return tuple(sorted((Path(spec.origin).parent / "models").glob("*.onnx")))


@cache
def tesseract_version() -> str:
    """Return Tesseract's version, '' where it isn't installed."""
    return (_ask_tesseract("--version").splitlines() or [""])[0].removeprefix("tesseract ").strip()


@cache
def tesseract_languages() -> tuple[str, ...]:
    """Return the languages that Tesseract can read."""
    return tuple(line.strip() for line in _ask_tesseract("--list-langs").splitlines()[1:] if line.strip())


@cache
def tessdata_folder() -> Path | None:
    """Return where Tesseract keeps its languages."""
    first = (_ask_tesseract("--list-langs").splitlines() or [""])[0]
    folder = Path(first.partition('"')[2].partition('"')[0])
    return folder if folder.is_dir() and folder != Path() else None


def _languages_digest() -> list[JsonValue]:
    folder = tessdata_folder()
    return [_hash(model) for model in sorted(folder.glob(f"{CHINESE}*.traineddata"))] if folder else []


def _ask_tesseract(option: str) -> str:
    if shutil.which("tesseract") is None:
        return ""
    try:
        return subprocess.run(["tesseract", option], capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
