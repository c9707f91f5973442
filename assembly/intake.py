"""When a delivery came in, by the intake log."""

import datetime as dt
from collections.abc import Sequence

from chinese.names import bare_key
from schemas.documents import Document
from schemas.registers import IntakeEntry, Registers


def received_at(folder: str, documents: Sequence[Document], registers: Registers, recommender: str | None = None) -> dt.datetime | None:
    """Return the first receipt logged for a delivery: under its folder's name, else under one of its files', else under the recommender's.

    Later rows of the same delivery (paper after mail) stay in the register for the rule on deadlines to see.
    """
    entries = registers.intake or ()
    for names in (_folder_keys(folder), _file_keys(documents), _name_keys(recommender)):
        times = [entry.received_at for entry in entries if names & _entry_keys(entry)]
        if times:
            return min(times)
    return None


def _entry_keys(entry: IntakeEntry) -> frozenset[str]:
    return frozenset({_key(entry.delivery)} - {""})


def _folder_keys(folder: str) -> frozenset[str]:
    return frozenset({_key(folder)} - {""})


def _file_keys(documents: Sequence[Document]) -> frozenset[str]:
    """Whole path, name, and name without its ending; for an archive's member the archive's as well."""
    paths = {document.path for document in documents} | {document.path.partition("!/")[0] for document in documents}
    names = {path.rpartition("/")[2] for path in paths}
    return frozenset(_key(name) for name in (*paths, *names, *(name.rpartition(".")[0] for name in names))) - {""}


def _name_keys(recommender: str | None) -> frozenset[str]:
    return _folder_keys(recommender or "")


def _key(name: str) -> str:
    return bare_key(name.strip().strip("/\\").removesuffix("!").replace("\\", "/")).casefold()
