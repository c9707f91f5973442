"""From pages to labelled values: 「项目名称 → 某某标准化试点」, wherever the label stands.

A label may stand in a table cell beside or above its value, at the head of its own cell, in a line with a colon, on a cover line, or as a
heading over paragraphs; a long value may run on over the next pages. What no label claims is kept as a leftover.
"""

from collections.abc import Sequence

from extractors.labelled.entry import Entry, Loose, Walk
from extractors.labelled.free_text import free_row
from extractors.labelled.labels import Labels
from extractors.labelled.lifted import lifted
from extractors.labelled.lines import items, running_heads
from extractors.labelled.spreads import paged
from extractors.labelled.table import GridWalk
from extractors.labelled.torn_rows import mended
from schemas.page import Grid, Page


def find_entries(pages: Sequence[Page], labels: Labels) -> tuple[tuple[Entry, ...], tuple[Loose, ...]]:
    """Walk the pages of one form in reading order."""
    walk = Walk()
    heads = running_heads(pages)
    for page in mended([page for page in paged(pages) if not page.blank], labels):
        for item in lifted(items(page, heads), labels):
            if isinstance(item, Grid):
                GridWalk(item, page.number, labels, walk).run()
            else:
                free_row(item, page, labels, walk)
    return tuple(walk.entries), tuple(walk.loose)
