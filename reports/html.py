"""The pages for people: they open from disk, without a network, and read the same without their script."""

import base64
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TypeVar

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

from reports.addresses import LOOK_UPS
from reports.charts import MOST_BARS
from reports.overview import Overview
from reports.page_view import DocumentView
from reports.pieces import badge, cells, clauses
from reports.selecting import DISCLAIMER
from reports.view import ApplicationView, DeliveryView
from reports.wording import Mark

_STYLE, _SCRIPT = "report.css", "report.js"


@dataclass(frozen=True)
class Frame:
    """What every page says of the report that it belongs to."""

    title: str
    as_of: str
    audience: str


@dataclass(frozen=True)
class Step:
    """The way to another page, and how things stand there."""

    id: str
    href: str
    name: str
    state: Mark


@dataclass(frozen=True)
class Sender:
    """What an application's page says of its delivery."""

    name: str
    href: str
    received: str
    applications: tuple[Step, ...]


@dataclass(frozen=True)
class Page:
    """A page before it is rendered: its template and what it shows."""

    address: str
    template: str
    root: str
    shows: Mapping[str, object]

    def render(self) -> str:
        """Return the page's text."""
        return _render(self.template, root=self.root, **self.shows)


def round_page(view: Overview) -> Page:
    """Return the first page: where everything stands, and the way to it."""
    domains = tuple(dict.fromkeys(a.domain for d in view.deliveries for a in d.applications))
    return Page(
        "report.html",
        "round.html",
        "",
        {"frame": frame_of(view), "view": view, "domains": domains, "disclaimer": DISCLAIMER, "most_bars": MOST_BARS},
    )


def look_ups_page(view: Overview) -> Page:
    """Return the list of what has to be looked up: it may be longer than all the rest of the first page."""
    return Page(LOOK_UPS, "look_ups.html", "", {"frame": frame_of(view), "rows": view.waiting})


def recommender_page(view: Overview) -> Page:
    """Return one recommender's page: all of it in one file, to be sent."""
    return Page("report.html", "recommender.html", "", {"frame": frame_of(view), "view": view})


def pages(view: Overview) -> Iterator[Page]:
    """Give each delivery's page and each application's."""
    frame = frame_of(view)
    for delivery, steps in _with_steps(view.deliveries):
        rows = tuple(a.row() for a in delivery.applications)
        shows = {"frame": frame, **steps, "delivery": replace(delivery, applications=()), "rows": rows}
        yield Page(delivery.href, "delivery.html", "../", shows)
    senders = {a.id: _sender(d) for d in view.deliveries for a in d.applications}
    for item, steps in _with_steps(tuple(chain.from_iterable(d.applications for d in view.deliveries))):
        yield Page(item.href, "application.html", "../", {"frame": frame, **steps, "item": item, "delivery": senders[item.id]})


def document_page(view: Overview, document: DocumentView) -> Page:
    """Return the page view of a document."""
    return Page(document.address, "document.html", "../", {"frame": frame_of(view), "document": document})


T = TypeVar("T", ApplicationView, DeliveryView)


def frame_of(view: Overview) -> Frame:
    """Return what every page of the report says."""
    return Frame(view.title, view.as_of, view.audience)


def _sender(delivery: DeliveryView) -> Sender:
    steps = (Step(a.id, a.href, a.name, a.state) for a in delivery.applications)
    return Sender(delivery.name, delivery.href, delivery.received, tuple(steps))


def _with_steps(items: tuple[T, ...]) -> Iterator[tuple[T, Mapping[str, str]]]:
    """Give each item with the addresses of the one before it and the one after it."""
    hrefs = ["", *(item.href for item in items), ""]
    for place, item in enumerate(items):
        yield item, {"before": hrefs[place], "after": hrefs[place + 2]}


def _render(name: str, **values: object) -> str:
    """Return a page; every value in it is escaped, and it may run its own script and load its own pictures only."""
    return _environment().get_template(name).render(policy=_policy(), **values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled(),
    )
    made.filters |= {"badge": badge, "cells": cells, "clauses": clauses}
    return made


def _compiled() -> BytecodeCache | None:
    """Return where the templates lie compiled: beside the compiled modules, where one may write there."""
    folder = Path(__file__).parent / "__pycache__"
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


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
