"""Names in the order a person would put them: 第2页 before 第10页."""

import re
import unicodedata

_DIGITS = re.compile(r"(\d+)")


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key in which runs of digits count as numbers; full-width digits are digits."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return tuple(_piece(piece) for piece in _DIGITS.split(plain) if piece)


def _piece(piece: str) -> tuple[int, int, str]:
    if piece.isascii() and piece.isdigit() and len(piece) <= 30:
        return (0, int(piece), piece)
    return (1, 0, piece)
