"""An object store (S3 or whatever fsspec knows) behind the local folders: what lies there is shared by machines and outlives them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from schemas.errors import InfrastructureError, UsageError

_CHUNK = 1 << 22


class Remote:
    """Objects by name below a URL. An object is there whole or not at all."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def below(self, folder: str) -> "Remote":
        """Return the objects of a folder."""
        return Remote(f"{self._url}/{folder}")

    def put(self, name: str, content: bytes | Path) -> None:
        """Store an object, from memory or from a file."""
        with _reaching():
            if isinstance(content, Path):
                self._files.put_file(str(content), self._place(name))
            else:
                self._files.pipe_file(self._place(name), content)

    def get(self, name: str) -> bytes | None:
        """Return an object, or None where there is none."""
        with _reaching():
            try:
                content: bytes = self._files.cat_file(self._place(name))
            except FileNotFoundError:
                return None
            return content

    def fetch(self, name: str, target: Path) -> bool:
        """Copy an object into a file; say whether there was one."""
        with _reaching():
            try:
                self._files.get_file(self._place(name), str(target))
            except FileNotFoundError:
                return False
            return True

    def size(self, name: str) -> int | None:
        """Return an object's size, or None where there is none."""
        with _reaching():
            try:
                return int(self._files.info(self._place(name), refresh=True)["size"])
            except FileNotFoundError:
                return None

    def sha256(self, name: str) -> str:
        """Return the hash of an object's bytes, read through; '' where there is none."""
        total = hashlib.sha256()
        with _reaching():
            try:
                with self._files.open(self._place(name), "rb") as file:
                    while chunk := file.read(_CHUNK):
                        total.update(chunk)
            except FileNotFoundError:
                return ""
        return total.hexdigest()

    def names(self) -> Iterator[str]:
        """Return the names of all objects."""
        with _reaching():
            yield from (path.rpartition("/")[2] for path in self._files.find(self._root, refresh=True))

    def drop(self, name: str) -> None:
        """Delete an object, if there is one."""
        with _reaching():
            try:
                self._files.rm_file(self._place(name))
            except FileNotFoundError:
                return

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs  # noqa: PLC0415  (only who has an object store needs it)

        try:
            files, root = url_to_fs(self._url)
            return files, str(root)
        except (ImportError, ValueError) as error:
            raise UsageError(
                f"对象存储地址不可用：{self._url.partition('://')[0]}", "S3 需安装 chuhe[s3]；地址写成 s3://桶/目录"
            ) from error

    @property
    def _files(self) -> Any:  # noqa: ANN401  (fsspec has no types)
        return self._opened[0]

    @property
    def _root(self) -> str:
        return self._opened[1]

    def _place(self, name: str) -> str:
        return f"{self._root}/{name[:2]}/{name}"


@contextmanager
def _reaching() -> Iterator[None]:
    """A store that doesn't answer is nobody's document's fault."""
    try:
        yield
    except OSError as error:  # what fsspec raises for every protocol, botocore's errors translated
        raise InfrastructureError(f"对象存储无法访问（{type(error).__name__}）", "请检查网络、地址和密钥后重新运行") from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] in {"botocore", "aiobotocore", "aiohttp"}:
            raise InfrastructureError(f"对象存储无法访问（{type(error).__name__}）", "请检查网络、地址和密钥后重新运行") from error
        raise
