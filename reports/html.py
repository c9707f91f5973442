"""report.html: one page that opens from disk, without a network, and reads the same without its script."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.overview import Overview

_TEMPLATE, _STYLE, _SCRIPT = "report.html", "report.css", "report.js"


def report_html(view: Overview) -> str:
    """Return the page; every value in it is escaped, and the page may run its own script and load its own pictures only."""
    domains = dict.fromkeys(a.domain for d in view.deliveries for a in d.applications)
    return _environment().get_template(_TEMPLATE).render(view=view, policy=_policy(), domains=tuple(domains))


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _policy() -> str:
    """Return the page's content security policy: the script and the style are known by their digests.

    ``file:`` stands beside ``'self'`` because a page opened from disk has no origin that ``'self'`` could name.
    """
    return (
        f"default-src 'none'; img-src 'self' data: file:; style-src {_digest(_STYLE)}; script-src {_digest(_SCRIPT)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(name: str) -> str:
    text = _environment().get_template(name).render()
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
