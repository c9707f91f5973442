"""Reads the pages of a report folder as a reader would."""

from pathlib import Path

import lxml.html


def opened(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(path.read_text("utf-8"))


def text(element) -> str:
    return " ".join(element.text_content().split())


def all_pages(out: Path) -> dict[str, lxml.html.HtmlElement]:
    """Return every page of the folder by its address."""
    return {path.relative_to(out).as_posix(): opened(path) for path in sorted(out.rglob("*.html"))}


def messages(page) -> list[str]:
    return [text(m) for m in page.xpath("//main//p[@class='message']")]
