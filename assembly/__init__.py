"""Documents put together: deliveries, applications, copies, ranks, and whose seal each one is."""

from assembly.assembling import assemble

__all__ = ["assemble"]
