"""A table as rows of text, before anyone knows what its columns mean."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

MAX_ROWS = 50_000
MAX_COLUMNS = 64

_WRAPPED = re.compile(r'="(.*)"', re.DOTALL)
_EDGES = " \t\r\n\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True)
class Row:
    """One row; ``number`` counts from 1 as a spreadsheet program shows it."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(self.cells)


@dataclass(frozen=True)
class Sheet:
    """Rows of one sheet, or of one way to read a text file; made anew each time, so that a wrong way costs no more than its head."""

    source: Callable[[], Iterator[Row]]

    def head(self, count: int) -> tuple[Row, ...]:
        """Return the first rows."""
        return tuple(islice(self.source(), count))

    def rows(self) -> tuple[Row, ...]:
        """Return the rows, one more than ``MAX_ROWS`` where there are more."""
        return self.head(MAX_ROWS + 1)


def clean_cell(text: str) -> str:
    """Take off spaces and what spreadsheet programs put around text: a leading apostrophe, ``="…"``."""
    bare = text.strip(_EDGES)
    wrapped = _WRAPPED.fullmatch(bare)
    return (wrapped.group(1) if wrapped else bare.removeprefix("'")).strip(_EDGES)
