"""The word store: places, people, and what projects of each domain write about themselves."""

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "material"


@functools.cache
def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


@dataclass(frozen=True)
class City:
    """A city, with what its addresses and telephone numbers begin with."""

    name: str
    area: str
    post: str
    districts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UnitKind:
    """A kind of unit that works in a domain."""

    tail: str
    code: str
    type: str
    share: int
    brandless: bool = False


@dataclass(frozen=True)
class DomainMaterial:
    """What a domain's projects are called and write."""

    id: str
    names: tuple[str, ...]
    objects: tuple[str, ...]
    suffixes: tuple[str, ...]
    units: tuple[UnitKind, ...]
    standards: tuple[str, ...]
    profile: tuple[str, ...]
    need: tuple[str, ...]
    action: tuple[str, ...]
    results: tuple[str, ...]


@functools.cache
def cities() -> dict[str, City]:
    """Cities by name."""
    return {n: City(n, c["area"], c["post"], tuple(c["districts"].items())) for n, c in _load("places").items()}


@functools.cache
def domains() -> dict[str, DomainMaterial]:
    """Material by domain id."""
    out = {}
    for key, raw in _load("domains").items():
        kinds = tuple(UnitKind(**k) for k in raw["units"])
        lists = {k: tuple(raw[k]) for k in ("names", "objects", "suffixes", "standards", "profile", "need", "action", "results")}
        out[key] = DomainMaterial(id=key, units=kinds, **lists)
    return out


def people(name: str) -> tuple[str, ...]:
    """A list of surnames, given names, brands, roads or mail hosts."""
    values = _load("people")[name]
    return tuple(values)


def sentences(name: str) -> tuple[str, ...]:
    """A list of sentences that any project may use."""
    values = _load("general")[name]
    return tuple(values)


def phases() -> tuple[tuple[str, str], ...]:
    """Phases of a schedule: name and what is done."""
    values = _load("general")["schedule_phase"]
    return tuple((a, b) for a, b in values)
