"""The ledger's database: SQLite beside the originals, or PostgreSQL by URL. Whoever opens it first brings it up to date."""

import contextlib
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError

from schemas.errors import InfrastructureError, StoreError, UsageError
from storage.atomic import disk_trouble

MIGRATIONS = Path(__file__).with_name("migrations")
_WAIT_SECONDS = 30
_OURS_ALONE = 0x6368756865
"""PostgreSQL's advisory lock under which one starter migrates while the others wait ("chuhe" in ASCII)."""
_BUSY = "请稍后重新运行；若反复出现，请检查磁盘空间和数据库服务"
_BROKEN = "数据库可能已损坏：请用 chuhe restore 从备份恢复，或移走它后重新运行"


def sqlite_url(path: Path) -> str:
    """Return the URL of an SQLite file."""
    return f"sqlite:///{path}"


class Database:
    """Connections whose every commit is on the disk before it counts."""

    def __init__(self, url: str) -> None:
        try:
            self._url = sa.make_url(url)
            if self._url.drivername in {"postgres", "postgresql"}:
                self._url = self._url.set(drivername="postgresql+psycopg")
            self._url.get_dialect()
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise UsageError("数据库地址不对", "请写成 postgresql://用户@主机/库名 的样子，或留空使用 SQLite") from error
        if self._url.get_backend_name() not in {"sqlite", "postgresql"}:
            raise UsageError(f"不支持 {self._url.get_backend_name()} 数据库", "请用 SQLite 或 PostgreSQL")

    @property
    def is_file(self) -> bool:
        """Say whether the database is a file of our own."""
        return self._url.get_backend_name() == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection in one transaction: all of it is kept, or nothing."""
        with _in_our_words("台账数据库无法写入"), self._engine.connect() as connection, connection.execution_options(writes=True).begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the ledger from beginning to end."""
        with _in_our_words("台账数据库无法读取"), self._engine.connect() as connection:
            if not self.is_file:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def holding(self, subject: str, what: str) -> Iterator[None]:
        """Hold a subject against other machines that share the database, which frees it when we die. A file is nobody else's."""
        if self.is_file:
            yield
            return
        key = int.from_bytes(hashlib.sha256(subject.encode("utf-8", "surrogateescape")).digest()[:8], signed=True)
        with self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            with _in_our_words("台账数据库无法打开"):
                is_free = connection.execute(sa.select(sa.func.pg_try_advisory_lock(key))).scalar()
            if not is_free:
                raise InfrastructureError(f"{what}正由另一台机器处理", "请等它结束后再运行")
            try:
                yield
            finally:
                with contextlib.suppress(SQLAlchemyError):
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))

    def faults(self) -> tuple[str, ...]:
        """Return what the database's own integrity check says; nothing for a sound one."""
        with self.reading() as connection:
            if not self.is_file:
                return ()  # PostgreSQL checks its pages itself as it reads them, where it was set up with checksums
            return tuple(row for row in connection.exec_driver_sql("PRAGMA integrity_check").scalars() if row != "ok")

    def close(self) -> None:
        """Let go of the database."""
        if "_engine" in self.__dict__:
            self._engine.dispose()

    @cached_property
    def _engine(self) -> sa.Engine:
        with _in_our_words("台账数据库无法打开"):
            engine = self._connecting()
            if _revision(engine) != head():
                _migrate(engine)
            return engine

    def _connecting(self) -> sa.Engine:
        if not self.is_file:
            return sa.create_engine(self._url, pool_pre_ping=True, connect_args={"connect_timeout": _WAIT_SECONDS})
        if self._url.database:
            with disk_trouble("台账数据库无法建立"):
                Path(self._url.database).touch(0o600)
        engine = sa.create_engine(self._url, connect_args={"timeout": _WAIT_SECONDS})
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine


def head() -> str:
    """Return the newest migration's name: the folder is the registry."""
    return max(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("v*.py"))


def _revision(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is not None and found > head():
        raise StoreError(f"台账数据库的版本是 {found[:20]}，比本程序的 {head()} 新", "请用写入它的版本运行，或升级本软件")
    return found


def _migrate(engine: sa.Engine) -> None:
    """Bring the database up to date. A second starter waits for the first, and then finds nothing left to do."""
    from alembic import command  # noqa: PLC0415  (only a new or an old database needs it)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_OURS_ALONE)))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _set_up_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we begin transactions ourselves; the driver would commit before DDL
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in (f"busy_timeout={_WAIT_SECONDS * 1000}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at once where we mean to write: a reader that turns writer would fail instead of waiting."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


@contextmanager
def _in_our_words(what: str) -> Iterator[None]:
    """A database that is locked, full or away is nobody's document's fault; one that is broken needs a person."""
    try:
        yield
    except OperationalError as error:
        raise InfrastructureError(f"{what}（{_short(error)}）", _BUSY) from error
    except SQLAlchemyError as error:
        raise StoreError(f"{what}（{_short(error)}）", _BROKEN) from error


def _short(error: SQLAlchemyError) -> str:
    """Name an error without what stands in the rows."""
    origin = getattr(error, "orig", None)
    with contextlib.suppress(AttributeError):
        if name := getattr(origin, "sqlite_errorname", None):
            return str(name)
    return type(origin or error).__name__
