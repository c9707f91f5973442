"""The pages for people: they open from disk, without a network, and read the same without their script."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.overview import Overview
from reports.page_view import DocumentView
from reports.view import ApplicationView, DeliveryView

_STYLE, _SCRIPT = "report.css", "report.js"


def round_html(view: Overview) -> str:
    """Return the first page: where everything stands, and the way to it."""
    domains = dict.fromkeys(a.domain for d in view.deliveries for a in d.applications)
    return _render("round.html", "", view=view, domains=tuple(domains))


def recommender_html(view: Overview) -> str:
    """Return one recommender's page: all of it in one file, to be sent."""
    return _render("recommender.html", "", view=view)


def delivery_pages(view: Overview) -> Iterator[tuple[str, str]]:
    """Give each delivery's address and page."""
    for before, delivery, after in _with_neighbours(view.deliveries):
        yield delivery.href, _render("delivery.html", "../", view=view, delivery=delivery, before=before, after=after)


def application_pages(view: Overview) -> Iterator[tuple[str, str]]:
    """Give each application's address and page."""
    home = {a.id: d for d in view.deliveries for a in d.applications}
    every = tuple(chain.from_iterable(d.applications for d in view.deliveries))
    for before, item, after in _with_neighbours(every):
        yield item.href, _render("application.html", "../", view=view, delivery=home[item.id], item=item, before=before, after=after)


def document_html(view: Overview, document: DocumentView) -> str:
    """Return the page view of a document."""
    return _render("document.html", "../", view=view, document=document)


T = TypeVar("T", ApplicationView, DeliveryView)


def _with_neighbours(items: tuple[T, ...]) -> Iterator[tuple[T | None, T, T | None]]:
    for place, item in enumerate(items):
        yield items[place - 1] if place else None, item, items[place + 1] if place + 1 < len(items) else None


def _render(name: str, root: str, **values: object) -> str:
    """Return a page; every value in it is escaped, and it may run its own script and load its own pictures only."""
    return _environment().get_template(name).render(policy=_policy(), root=root, **values)


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _policy() -> str:
    """Return the pages' content security policy: the script and the style are known by their digests.

    ``file:`` stands beside ``'self'`` because a page opened from disk has no origin that ``'self'`` could name.
    """
    return (
        f"default-src 'none'; img-src 'self' data: file:; style-src {_digest(_STYLE)}; script-src {_digest(_SCRIPT)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(name: str) -> str:
    text = _environment().get_template(name).render()
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
