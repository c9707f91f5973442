"""Finds a document by the id that the reports give it."""

import json
import re
from pathlib import Path

_ID = re.compile(r"d-[0-9a-f]{16}")


def is_document_id(text: str) -> bool:
    """Say whether this looks like an id rather than a path."""
    return _ID.fullmatch(text) is not None


def path_of(document: str, out: Path) -> str | None:
    """Return the path, within the inbox, of a document in a report folder; None where the report doesn't know it."""
    try:
        documents = json.loads((out / "audit.json").read_bytes())["documents"]
    except (OSError, ValueError, KeyError):
        return None
    return next((str(one["path"]) for one in documents if one["id"] == document), None)
