"""The page number printed in a page's margin: 「- 3 -」, 第3页 共6页, 3 / 6."""

import re

from chinese.punctuation import half_width
from schemas.page import Page

PRINTED_NUMBER = re.compile(r"^[\-—–－一·.\s]*(?:第\s*)?(\d{1,3})\s*(?:页)?(?:\s*[/／共,，]+\s*(\d{1,3})\s*页?)?[\-—–－一·.\s]*$")
TOP, BOTTOM = 0.09, 0.88
"""Page numbers stand above or below these shares of the page's height."""
MOST = 200


def printed_number(page: Page) -> int | None:
    """Return the page's own number."""
    return _printed(page)[0]


def printed_total(page: Page) -> int | None:
    """Return how many pages there are by what is printed beside the number."""
    return _printed(page)[1]


def _printed(page: Page) -> tuple[int | None, int | None]:
    for line in page.lines:
        if line.bbox is None or page.height * TOP < line.bbox[1] < page.height * BOTTOM:
            continue
        found = PRINTED_NUMBER.match(half_width(line.text).strip())
        if found and 0 < int(found.group(1)) < MOST:
            number, total = int(found.group(1)), int(found.group(2) or 0)
            return number, total if number <= total < MOST else None
    return None, None
