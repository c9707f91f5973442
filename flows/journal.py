"""The log: one JSON object a line, for machines to collect. Ids, hashes, counts and codes; never a name, never a document's words."""

import datetime as dt
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from pydantic import JsonValue

from storage.atomic import disk_trouble, make_folder

_LOCK = threading.Lock()


class Journal:
    """A file a month in the store's ``logs``; lines are only ever added."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, event: str, **said: JsonValue) -> None:
        """Add a line."""
        now = dt.datetime.now(dt.UTC)
        line = json.dumps({"ts": now.isoformat(timespec="milliseconds"), "event": event} | said, ensure_ascii=False) + "\n"
        with disk_trouble("日志无法写入"), _LOCK:
            make_folder(self._folder)
            handle = os.open(self._folder / f"{now:%Y-%m}.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.write(handle, line.encode())
            finally:
                os.close(handle)

    def last(self, event: str) -> dict[str, JsonValue] | None:
        """Return the latest line of that kind."""
        return next((line for line in self._backwards() if line.get("event") == event), None)

    def _backwards(self) -> Iterator[dict[str, JsonValue]]:
        for path in sorted(self._folder.glob("*.jsonl"), reverse=True):
            for line in reversed(path.read_text("utf-8", "replace").splitlines()):
                try:
                    said = json.loads(line)
                except ValueError:
                    continue  # torn by a power cut
                if isinstance(said, dict):
                    yield said
