"""Units and people that do not exist, with codes whose check digits are right."""

from dataclasses import dataclass

import numpy as np

from sample_docs.generator.material import City, UnitKind, cities, people

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Unit:
    """A unit: what its papers say of it."""

    name: str
    uscc: str
    type: str
    head: str
    address: str
    postcode: str
    city: str
    area: str
    number: str = ""
    """The number at the bottom of its seal."""


def pick(rng: np.random.Generator, values: tuple[str, ...]) -> str:
    """One of the values."""
    return values[int(rng.integers(len(values)))]


def code_for(prefix: str, region: str, rng: np.random.Generator) -> str:
    """A unified social credit code with both check digits right (GB 32100, GB 11714)."""
    body = (
        "MA" + "".join(pick(rng, tuple(LETTERS)) for _ in range(6)) if prefix[0] == "9" else "".join(str(d) for d in rng.integers(0, 10, 8))
    )
    total = sum(LETTERS_36.index(c) * w for c, w in zip(body, INNER_WEIGHTS, strict=True))
    inner = "0123456789X0"[11 - total % 11] if total % 11 else "0"
    head = prefix + region + body + inner
    return head + outer_digit(head)


LETTERS_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def outer_digit(head: str) -> str:
    """Check digit 18 of GB 32100 over the first seventeen."""
    total = sum(LETTERS.index(c) * pow(3, i, 31) for i, c in enumerate(head))
    return LETTERS[(31 - total % 31) % 31]


def spoil_code(code: str, rng: np.random.Generator) -> str:
    """The code with one character of its middle mistyped, so that the check fails."""
    at = int(rng.integers(10, 16))
    other = [c for c in "0123456789" if c != code[at]]
    return code[:at] + other[int(rng.integers(len(other)))] + code[at + 1 :]


def person(rng: np.random.Generator) -> str:
    """A name nobody was looked up for."""
    return pick(rng, people("surnames")) + pick(rng, people("given"))


def mobile(rng: np.random.Generator) -> str:
    """A well-formed mobile number out of a range that no test subject answers."""
    return f"{pick(rng, ('199', '198', '166'))}0000{int(rng.integers(0, 10000)):04d}"


def phone(area: str, rng: np.random.Generator) -> str:
    """A land line that nobody has."""
    digits = 8 if area in {"024", "0411"} else 7
    return f"{area}-{'20000000'[: digits - 3]}{int(rng.integers(0, 1000)):03d}"


def mail(rng: np.random.Generator) -> str:
    """A mail address under a reserved name."""
    user = pick(rng, ("biaozhun", "office", "zhb", "bzh", "xmsb", "lianxi", "guanli", "zlb"))
    return f"{user}{int(rng.integers(1, 2030))}@{pick(rng, people('mail_hosts'))}"


def _public_name(kind: UnitKind, city: City, district: str, rng: np.random.Generator) -> str:
    local = district if rng.random() < 0.5 and not district.endswith("街道") else ""
    return f"{local if local.endswith('市') else city.name + local}{kind.tail}"


def _trade_name(kind: UnitKind, city: City, brand: str | None, rng: np.random.Generator) -> str:
    place = city.name.removesuffix("示范区")
    return f"{place.removesuffix('市') if rng.random() < 0.6 else place}{brand or pick(rng, people('brands'))}{kind.tail}"


def found_unit(kind: UnitKind, city: City, rng: np.random.Generator, *, brand: str | None = None, prefix: str | None = None) -> Unit:
    """A unit of a kind in a city."""
    district, region = city.districts[int(rng.integers(len(city.districts)))]
    name = _public_name(kind, city, district, rng) if kind.brandless else _trade_name(kind, city, brand, rng)
    return Unit(
        name=name,
        uscc=code_for(prefix or _prefix(kind.code), region, rng),
        type=kind.type,
        head=person(rng),
        address=f"{'辽宁省' if rng.random() < 0.5 else ''}{city.name}{district}{pick(rng, people('roads'))}{int(rng.integers(1, 300))}号",
        postcode=f"{city.post}{int(rng.integers(0, 200)):03d}",
        city=city.name,
        area=city.area,
        number=f"{region}{int(rng.integers(0, 10**7)):07d}" if kind.code == "91" and rng.random() < 0.7 else "",
    )


def _prefix(code: str) -> str:
    return {"91": "91", "93": "93", "12": "12", "52": "52", "92": "92"}[code]


def office(name: str, city: str) -> Unit:
    """A public office that only signs and seals."""
    place = cities()[city]
    return Unit(name, "", "机关", "", "", "", city, place.area)
