"""Writes docs/rules.md anew: python docs/make_rules.py."""

from pathlib import Path

import notices
from checks.rules_page import rules_page

if __name__ == "__main__":
    Path(__file__).with_name("rules.md").write_text(rules_page(notices.load("liaoning-2026")), encoding="utf-8")
