"""The door: what kind of file came in, what stands inside an archive, and what is turned away with which words."""

from extractors.intake.kinds import FileKind, detect
from extractors.intake.limits import LIMITS, Limits

__all__ = ["LIMITS", "FileKind", "Limits", "detect"]
