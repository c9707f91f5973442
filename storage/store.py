"""The store: a folder of originals, results and pictures, the ledger, and the audit trail."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from schemas.errors import InfrastructureError, StoreError
from storage.atomic import disk_trouble, make_folder, write_whole
from storage.database import Database, sqlite_url
from storage.keys import digest
from storage.ledger import Ledger
from storage.lock import only_one
from storage.pictures import Pictures
from storage.remote import Remote
from storage.results import Results
from storage.trail import Trail
from storage.vault import Vault

_LAYOUT = "1"


class Store:
    """Everything the product keeps, under one root that only its owner can enter.

    ``database`` is the URL of a PostgreSQL database, ``objects`` that of an object store (``s3://bucket/folder``).
    """

    def __init__(self, root: Path, database: str | None = None, objects: str | None = None) -> None:
        self.root = root
        with disk_trouble("存储目录无法建立"):
            self._lay_out()
        self._shared = Database(database or sqlite_url(root / "ledger.db"))
        remote = Remote(objects) if objects else None
        self.vault = Vault(root / "originals", remote and remote.below("originals"))
        self.results = Results(root / "results", remote and remote.below("results"))
        self.pictures = Pictures(root / "pictures", remote and remote.below("pictures"))
        self.id = (root / "ID").read_text("ascii").strip()
        self.trail = Trail(root / "trail.jsonl", self.id)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, opened when first needed."""
        return Ledger(self._shared)

    @contextmanager
    def claim(self, subject: Path, what: str) -> Iterator[None]:
        """Hold this subject (an inbox, a report folder) alone, on this machine and on those that share the database."""
        name = str(subject.resolve())
        with only_one(self.root / "locks" / f"{digest(name)[:32]}.lock", what), self._shared.holding(name, what):
            yield

    def probe(self, needed: int) -> None:
        """Write, sync and delete a file, look for room, and have the ledger check itself, before any work begins."""
        probe = self.root / f"probe-{secrets.token_hex(6)}"
        with disk_trouble("存储目录不可写"):
            write_whole(probe, b"probe")
            probe.unlink()
        if (free := self.free_bytes()) < needed:
            raise InfrastructureError(f"磁盘空间不足：需要 {needed >> 20} MB，只剩 {free >> 20} MB", "请清理磁盘后重新运行")
        if faults := self.ledger.database.faults():
            raise StoreError(f"台账数据库已损坏（{len(faults)} 处）", "请用 chuhe restore 从备份恢复，或移走它后重新运行")

    def free_bytes(self) -> int:
        """Return the room left on the store's disk."""
        return shutil.disk_usage(self.root).free

    def places(self) -> str:
        """Say where ledger and originals are, having reached both; InfrastructureError where one doesn't answer."""
        self.vault.has("0" * 64)
        database = "SQLite" if self._shared.is_file else "PostgreSQL"
        return f"台账 {database}，原件{'在对象存储' if self.vault.is_remote else '在本机'}"

    def rename(self, ident: str) -> None:
        """Go on as the store of which this is a restored copy."""
        write_whole(self.root / "ID", ident.encode())
        self.id = ident
        self.trail = Trail(self.trail.path, ident)

    def close(self) -> None:
        """Let go of the database."""
        self._shared.close()

    def _name(self) -> None:
        """Give the store an id. Of two starters that do so at once the first one's stands."""
        fresh = self.root / f"ID-{secrets.token_hex(6)}"
        write_whole(fresh, secrets.token_hex(16).encode())
        with contextlib.suppress(FileExistsError):
            (self.root / "ID").hardlink_to(fresh)
        fresh.unlink()

    def _lay_out(self) -> None:
        make_folder(self.root)
        for name in ("originals", "results", "pictures", "locks"):
            make_folder(self.root / name)
        if not (self.root / "ID").exists():
            self._name()
        version = self.root / "VERSION"
        if not version.exists():
            write_whole(version, _LAYOUT.encode())
        elif (found := version.read_text("utf-8").strip()) != _LAYOUT:
            raise StoreError(f"存储目录的版本是 {found[:20]}，本程序只认得 {_LAYOUT}", "请用写入它的版本运行，或用 --store 另指一个目录")
