"""Keys that say what a stored value was made from, so that nothing stale is ever served."""

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pydantic import JsonValue

from schemas.errors import StoreError


def digest(*parts: JsonValue) -> str:
    """Return the SHA-256 of the parts as canonical JSON."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def source_version(packages: tuple[str, ...], without: tuple[str, ...] = ()) -> str:
    """Return a hash over every file of packages (``extractors``) or parts of them (``schemas/page.py``): no version is bumped by hand.

    ``without`` leaves out files or folders (``extractors/documents``) that the keyed result doesn't depend on.
    """
    total = hashlib.sha256()
    for package in packages:
        for name, path in sorted(_sources(package)):
            if not _is_under(name, without):
                total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _sources(package: str) -> Iterator[tuple[str, Path]]:
    top, _, inner = package.partition("/")
    spec = importlib.util.find_spec(top)
    if spec is None or spec.origin is None:
        raise StoreError(f"找不到程序包 {top}", "请重新安装本软件")
    root = Path(spec.origin).parent
    start = root / inner if inner else root
    for path in [start] if start.is_file() else start.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"{top}/{path.relative_to(root).as_posix()}", path


def _is_under(name: str, tops: Sequence[str]) -> bool:
    return any(name == top or name.startswith(f"{top}/") for top in tops)
