"""docs/rules.md is what the rules and the pack say today."""

from pathlib import Path

import notices
from checks.rules_page import rules_page


def test_page_is_fresh() -> None:
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert page.read_text("utf-8") == rules_page(notices.load("liaoning-2026")), "run: python docs/make_rules.py"
