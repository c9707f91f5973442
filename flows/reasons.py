"""What a clerk is told of a file that is not read."""

from extractors.intake import explain
from schemas.errors import Reason


def sentence(reason: Reason) -> str:
    """Return the reason and the next step, in Chinese."""
    told = explain(reason)
    return f"{told.sentence}{told.next_step}"
