"""The door: what kind of file came in, what stands inside an archive, and what is turned away with which words."""

from extractors.intake.archive import Member, members
from extractors.intake.kinds import FileKind, detect
from extractors.intake.limits import LIMITS, Limits
from extractors.intake.names import display, is_ignored
from extractors.intake.reasons import Explanation, explain

__all__ = ["LIMITS", "Explanation", "FileKind", "Limits", "Member", "detect", "display", "explain", "is_ignored", "members"]
