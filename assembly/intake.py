"""What the intake log says of a delivery."""

from collections.abc import Sequence

from chinese.names import bare_key
from schemas.documents import Document
from schemas.registers import IntakeEntry, Registers


def receipts(folder: str, documents: Sequence[Document], registers: Registers, recommender: str | None = None) -> tuple[IntakeEntry, ...]:
    """Return the rows of a delivery, the earliest first: under its folder's name and its files', else under the recommender's.

    Later rows (paper after mail) are for the rule on deadlines to see.
    """
    entries = registers.intake or ()
    for names in (_folder_keys(folder) | _file_keys(documents), _name_keys(recommender)):
        found = [entry for entry in entries if names & _entry_keys(entry)]
        if found:
            return tuple(sorted(found, key=lambda entry: (entry.received_at, entry.row)))
    return ()


def _entry_keys(entry: IntakeEntry) -> frozenset[str]:
    return frozenset({_key(entry.delivery)} - {""})


def _folder_keys(folder: str) -> frozenset[str]:
    return frozenset({_key(folder)} - {""})


def _file_keys(documents: Sequence[Document]) -> frozenset[str]:
    """Whole path, for an archive's member the archive's as well; of what lies at the top also the name without its ending.

    In a folder a bare name proves nothing: every folder has its 推荐函.pdf.
    """
    paths = {document.path for document in documents} | {document.path.partition("!/")[0] for document in documents}
    names = {path for path in paths if "/" not in path}
    return frozenset(_key(name) for name in (*paths, *names, *(name.rpartition(".")[0] for name in names))) - {""}


def _name_keys(recommender: str | None) -> frozenset[str]:
    return _folder_keys(recommender or "")


def _key(name: str) -> str:
    return bare_key(name.strip().strip("/\\").removesuffix("!").replace("\\", "/")).casefold()
