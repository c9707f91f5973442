"""Packages for workers elsewhere: every pending unit in exactly one, and a manifest that says the same on every machine."""

import pytest

from flows.units import Incoming, Unit
from schemas.errors import InfrastructureError
from storage import Store

pytestmark = pytest.mark.slow  # Prefect takes seconds to load


def unit(path: str, sha256: str) -> Unit:
    return Unit((Incoming(path, sha256 * 64, 1, "pdf"),))


def test_a_package_is_a_delivery_and_no_unit_is_left_out() -> None:
    from flows.spread import _packages

    units = [unit("乙/1.pdf", "1"), unit("甲/2.pdf", "2"), unit("乙/3.pdf", "3"), unit("散件.pdf", "4")]
    packages = _packages(units)
    assert sorted(len(package) for package in packages) == [1, 1, 2]
    assert sorted(one.name for package in packages for one in package) == sorted(one.name for one in units)


def test_a_manifest_comes_back_as_it_went(store: Store) -> None:
    from flows.spread import _UNITS, _listed

    units = (
        unit("甲/a.zip!/b.pdf", "a"),
        Unit((Incoming("甲/1.jpg", "b" * 64, 1, "jpeg", True), Incoming("甲/2.jpg", "c" * 64, 1, "jpeg", True))),
    )
    store.results.put("m" * 64, _UNITS.dump_python(units, mode="json"))
    assert _listed(store, "m" * 64) == units


def test_a_machine_without_the_shared_store_says_so(store: Store) -> None:
    from flows.spread import _listed

    with pytest.raises(InfrastructureError) as caught:
        _listed(store, "0" * 64)
    assert "共享存储" in caught.value.message
