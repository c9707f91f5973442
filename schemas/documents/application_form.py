"""The form of a project: 国家标准化试点项目申请表 / 申报书."""

from typing import Literal

from schemas.documents.base import DocumentBase, Kind
from schemas.evidence import Reading


class ApplicationForm(DocumentBase):
    """One copy of a form. ``None``: this layout has no such field; a ``Reading`` without a value: it is empty or was not understood."""

    kind: Literal[Kind.APPLICATION_FORM] = Kind.APPLICATION_FORM
    form_title: Reading[str] | None = None
    form_year: Reading[int] | None = None
    project_name: Reading[str] | None = None
    domain: Reading[str] | None = None
    """A domain id of the notice; two ticked boxes give value None, both labels in raw, needs_review."""
    domain_text: Reading[str] | None = None
    undertaking_unit: Reading[str] | None = None
    participating_units: Reading[tuple[str, ...]] | None = None
    """() where the form says 无, ／ or —."""
    uscc: Reading[str] | None = None
    unit_type: Reading[str] | None = None
    legal_representative: Reading[str] | None = None
    address: Reading[str] | None = None
    postcode: Reading[str] | None = None
    project_leader: Reading[str] | None = None
    contact_name: Reading[str] | None = None
    contact_phone: Reading[str] | None = None
    contact_mobile: Reading[str] | None = None
    contact_email: Reading[str] | None = None
    period_start: Reading[str] | None = None
    """ISO month or day; a period that names only years starts in month 01."""
    period_end: Reading[str] | None = None
    """ISO month or day; a period that names only years ends in month 12."""
    unit_profile: Reading[str] | None = None
    standardization_base: Reading[str] | None = None
    necessity: Reading[str] | None = None
    goals: Reading[str] | None = None
    tasks: Reading[str] | None = None
    schedule: Reading[str] | None = None
    """A table kept as text: rows by line breaks, cells by tabs."""
    safeguards: Reading[str] | None = None
    expected_results: Reading[str] | None = None
    recommending_unit: Reading[str] | None = None
    filled_on: Reading[str] | None = None
    copies_stated: Reading[int] | None = None
    prior_pilot_statement: Reading[str] | None = None

    name_places: tuple[Reading[str], ...] = ()
    """Every place where the undertaking unit's name stands (cover, table, opinion box), for unit-name-consistent."""
    project_name_places: tuple[Reading[str], ...] = ()
    """Every place where the project's name stands (cover, table)."""
