"""The selection that a round leaves to make: which sets of candidates the caps allow. It counts, and ranks nobody on merit."""

from checks.selection.posing import selection
from checks.selection.solving import Wish, pools, remaining

__all__ = ["Wish", "pools", "remaining", "selection"]
