"""The only writer: originals, results, pictures and the ledger of what came in and what became of it."""

from storage.keys import digest, source_version
from storage.store import Store

__all__ = ["Store", "digest", "source_version"]
