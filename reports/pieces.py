"""The smallest pieces of the pages, which stand in them by the ten thousand: a template's loop would take five times as long."""

from functools import lru_cache

from markupsafe import Markup, escape

from reports.aligning import Row
from reports.wording import Mark
from schemas.finding import ClauseQuote

_BADGE = Markup('<span class="mark {}"><span aria-hidden="true">{}</span> {}{}</span>')
_NUMBER = Markup(" <b>{}</b>")
_CLAUSE = Markup('<span class="doubt"><span class="clause-id">{}</span> {}</span>')


@lru_cache(maxsize=1000)
def badge(mark: Mark, number: int | None = None) -> Markup:
    """Return a verdict's word with its symbol, and how often where a number is given."""
    return _BADGE.format(mark.style, mark.symbol, mark.word, "" if number is None else _NUMBER.format(number))


def cells(row: Row) -> Markup:
    """Return a row of aligned characters; those that differ are framed."""
    inside = "".join(
        f"<i>{escape(cell.text)}</i>" if not cell.differs else f"<b>{escape(cell.text)}</b>" if cell.text else '<b class="gap"></b>'
        for cell in row
    )
    return Markup(f'<span class="cells" aria-hidden="true">{inside}</span>')  # noqa: S704  (each character is escaped)


@lru_cache(maxsize=1000)
def clauses(quotes: tuple[ClauseQuote, ...]) -> Markup:
    """Return clauses with their numbers, small."""
    return Markup("").join(_CLAUSE.format(quote.id, quote.quote) for quote in quotes)
