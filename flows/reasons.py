"""What a clerk is told of a file that is not read."""

from schemas.errors import Reason


def sentence(reason: Reason) -> str:
    """Return the reason and the next step, in Chinese."""
    return f"未能读取（{reason}）"
