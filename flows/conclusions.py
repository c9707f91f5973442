"""The round and what the rules say of it, worked out again only when something that they rest on has changed.

``chuhe document FILE --from checks`` and a night on which nothing came in find everything as it was: then putting the round together
and running the rules would take most of the time and say the same.
"""

import hashlib
from collections.abc import Iterable

from pydantic import JsonValue, ValidationError

from flows.desk import Desk
from flows.ingest import Intake
from schemas.base import Frozen
from schemas.documents import Document
from schemas.finding import Finding
from schemas.selection import Selection
from schemas.submission import Round
from storage import digest, source_version

_SOURCES = ("assembly", "checks", "chinese", "schemas", "flows/conclusions.py")


class Conclusions(Frozen):
    """A round, and what follows from it."""

    round: Round
    findings: tuple[Finding, ...]
    selection: Selection


class _Kept(Frozen):
    """Conclusions as they lie in the store, one entry for each inbox and notice, with what they were drawn from."""

    drawn_from: str
    conclusions: Conclusions


def conclude(desk: Desk, intake: Intake, documents: tuple[Document, ...]) -> Conclusions:
    """Return what was concluded before from the very same, else conclude."""
    place = digest("conclusions", str(desk.order.inbox), desk.order.notice)
    drawn_from = _fingerprint(desk, documents, intake.ignored)
    known = _known(desk, place)
    if known is not None and known.drawn_from == drawn_from:
        return known.conclusions
    drawn = _drawn(desk, documents, intake.ignored)
    origins = sorted({seen.sha256 for seen in intake.seen if seen.sha256})
    desk.store.results.put(place, _Kept(drawn_from=drawn_from, conclusions=drawn).model_dump(mode="json"), origins)
    return drawn


def _drawn(desk: Desk, documents: tuple[Document, ...], ignored: Iterable[str]) -> Conclusions:
    import checks  # noqa: PLC0415  (the rules load when they are needed)
    from assembly import assemble  # noqa: PLC0415
    from checks.selection import selection  # noqa: PLC0415

    round_ = assemble(documents, desk.notice, desk.registers, desk.order.as_of, tuple(sorted(ignored)))
    findings = checks.run(round_, desk.notice, desk.order.readings)
    return Conclusions(round=round_, findings=findings, selection=selection(round_, desk.notice, findings, desk.readings))


def _known(desk: Desk, place: str) -> _Kept | None:
    value = desk.store.results.get(place)
    try:
        return None if value is None else _Kept.model_validate(value)
    except ValidationError:
        return None


def _fingerprint(desk: Desk, documents: tuple[Document, ...], ignored: Iterable[str]) -> str:
    order = desk.order
    read = hashlib.sha256()
    for document in documents:
        read.update(document.model_dump_json().encode("utf-8", "surrogatepass") + b"\n")
    said: tuple[JsonValue, ...] = (order.as_of.isoformat(), {**order.readings}, desk.registers.model_dump(mode="json"), [*sorted(ignored)])
    return digest(read.hexdigest(), desk.notice.version, source_version(_SOURCES), *said)
