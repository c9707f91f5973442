"""Enclosures that nobody asked for: a certificate of registration, a credit print-out."""

from sample_docs.generator.form import Drawn
from sample_docs.generator.plan import DeliveryPlan


def enclosures(plan: DeliveryPlan) -> list[tuple[str, Drawn]]:
    """Files and what is drawn in them."""
    return []
