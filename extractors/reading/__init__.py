"""One page from picture to ``Page``: turned, straightened, read, its tables, tick boxes and seals found."""

from extractors.reading.page_reader import PageRead, PageReader

__all__ = ["PageRead", "PageReader"]
