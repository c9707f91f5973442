"""A copy of the store that can be carried away, and the way back.

The ledger is copied row by row from one moment's view, so that a copy made on SQLite can be restored into PostgreSQL and the other way
round. Whatever is named by its hash is copied once, however often a backup is made, and hashed on the way.
"""

import base64
import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from pydantic import JsonValue

from schemas.errors import StoreError
from storage.atomic import disk_trouble, make_folder, write_whole
from storage.database import Database, head
from storage.store import Store
from storage.tables import ALL

_LEDGER, _TRAIL, _MANIFEST = "ledger.jsonl", "trail.jsonl", "manifest.json"
_VERSION = 1


@dataclass(frozen=True)
class Copied:
    """What a backup holds, and how much of it was new."""

    originals: int
    rows: int
    new_files: int


def back_up(store: Store, target: Path) -> Copied:
    """Copy the store into a folder; what an earlier backup left there is completed, not copied again."""
    with disk_trouble("备份无法写入"):
        make_folder(target)
        rows = tuple(_dumped(store.ledger.database))
        ledger = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
        write_whole(target / _LEDGER, ledger)
        trail = store.trail.path.read_bytes() if store.trail.path.exists() else b""
        write_whole(target / _TRAIL, trail)
        originals = sorted(store.vault.all())
        new = sum(_copy_original(store, sha256, target) for sha256 in originals)
        new += sum(_copy_kept(store.root / name, target / name) for name in ("results", "pictures"))
        manifest = {
            "version": _VERSION,
            "ledger": _sha256(ledger),
            "revision": head(),
            "trail": _sha256(trail),
            "originals": originals,
            "id": store.id,
        }
        write_whole(target / _MANIFEST, json.dumps(manifest).encode())
    return Copied(len(originals), len(rows), new)


def restore(source: Path, store: Store) -> Copied:
    """Bring a backup into an empty store; StoreError where the backup is incomplete or altered, or the store is not empty."""
    manifest = _manifest(source)
    if store.trail.path.exists() or any(store.vault.all()) or _has_rows(store.ledger.database):
        raise StoreError("要恢复到的存储目录或数据库不是空的", "请用 --store 另指一个空目录，或先移走原有内容")
    with disk_trouble("备份无法恢复"):
        for sha256 in manifest.originals:
            with _original(source, sha256).open("rb") as file:
                store.vault.put(file)
        new = sum(_copy_kept(source / name, store.root / name) for name in ("results", "pictures"))
        rows = [json.loads(line) for line in (source / _LEDGER).read_bytes().splitlines()]
        _load(store.ledger.database, rows)
        if trail := (source / _TRAIL).read_bytes():
            write_whole(store.trail.path, trail)
        store.rename(manifest.id)
    return Copied(len(manifest.originals), len(rows), new + len(manifest.originals))


@dataclass(frozen=True)
class _Manifest:
    originals: tuple[str, ...]
    id: str


def _manifest(source: Path) -> _Manifest:
    try:
        found = json.loads((source / _MANIFEST).read_bytes())
        version, revision, originals = found["version"], found["revision"], tuple(found["originals"])
        ident = str(found["id"])
        sums = {_LEDGER: found["ledger"], _TRAIL: found["trail"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{source} 不是完整的备份", "请核对路径；备份中断时请重新运行 chuhe backup") from error
    if version != _VERSION or revision != head():
        raise StoreError("备份由另一版本的程序写成", "请用写成它的版本恢复，再升级")
    wrong = [name for name, mark in sums.items() if _sha256_of(source / name) != mark]
    wrong += [sha256[:12] for sha256 in originals if _sha256_of(_original(source, sha256)) != sha256]
    if wrong:
        raise StoreError(f"备份中 {len(wrong)} 个文件缺失或被改动：{'、'.join(wrong[:5])}", "请改用另一份备份")
    return _Manifest(originals, ident)


def _dumped(database: Database) -> Iterator[dict[str, JsonValue]]:
    with database.reading() as connection:
        for table in ALL:
            for row in connection.execute(sa.select(table).order_by(*table.primary_key or [next(iter(table.c))])).mappings():
                yield {"table": table.name, "row": {name: _plain(value) for name, value in row.items()}}


def _load(database: Database, rows: list[dict[str, dict[str, JsonValue]]]) -> None:
    tables = {table.name: table for table in ALL}
    with database.writing() as connection:
        for row in rows:
            table = tables[str(row["table"])]
            connection.execute(table.insert(), {name: _value(value) for name, value in row["row"].items()})
        if not database.is_file:
            for table in ALL:
                if "id" in table.c and isinstance(table.c.id.type, sa.Integer):
                    highest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
                    connection.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, "id"), highest, False)))


def _has_rows(database: Database) -> bool:
    with database.reading() as connection:
        return any(connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).scalar() for table in ALL)


def _plain(value: object) -> JsonValue:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    return value  # type: ignore[return-value]  # the tables hold text, numbers and JSON


def _value(value: JsonValue) -> object:
    if isinstance(value, dict) and set(value) == {"bytes"}:
        return base64.b64decode(str(value["bytes"]))
    return value


def _original(folder: Path, sha256: str) -> Path:
    return folder / "originals" / sha256[:2] / sha256


def _copy_original(store: Store, sha256: str, target: Path) -> bool:
    place, source = _original(target, sha256), store.vault.path(sha256)
    if place.is_file() and place.stat().st_size == source.stat().st_size:
        return False
    content = source.read_bytes()
    if _sha256(content) != sha256:
        raise StoreError(f"原件 {sha256[:12]} 已被改动，没有备份", "请运行 chuhe verify 查看，并从较早的备份恢复该原件")
    write_whole(place, content)
    return True


def _copy_kept(source: Path, target: Path) -> int:
    """Copy what carries its own digest; whoever reads a torn copy notices."""
    new = 0
    for path in source.glob("??/*"):
        place = target / path.relative_to(source)
        if path.name.startswith(".") or (place.is_file() and place.stat().st_size == path.stat().st_size):
            continue
        make_folder(place.parent)
        shutil.copyfile(path, place)
        place.chmod(0o600)
        new += 1
    return new


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sha256_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
