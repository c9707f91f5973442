"""Rules over a round: pure functions from records to findings. No disk, no clock, no chance."""

from checks.engine import readings_in_force, run

__all__ = ["readings_in_force", "run"]
