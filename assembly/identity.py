"""Ids that stay the same on every machine: digests of what a thing says, never of when it came."""

import hashlib
import re

from schemas.documents import DocumentBase

_DIGITS = 16


def digest_id(prefix: str, *parts: str) -> str:
    """Return ``prefix`` and 16 hex digits over the parts; the parts' borders count."""
    text = "\x1f".join(parts)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}"


def reading_order(document: DocumentBase) -> tuple[tuple[tuple[int, int, str], ...], int, str]:
    """Sort documents as a clerk would: by path with numbers as numbers (表2 before 表10), then by page."""
    pieces = re.findall(r"\d{1,9}|\D+|\d+", document.path)
    return tuple(_piece(piece) for piece in pieces), document.first_page, document.id


def _piece(piece: str) -> tuple[int, int, str]:
    number = piece.isascii() and piece.isdigit()
    return (0, int(piece), piece) if number else (1, 0, piece)
