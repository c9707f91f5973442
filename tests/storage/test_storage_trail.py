"""Whoever tampers with the trail is told from whoever lost power, and each from the other."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from storage.ledger import Anchor
from storage.trail import Action, Event, Trail, Trouble, Verdict

LENGTH = 12


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    trail = Trail(tmp_path / "trail.jsonl")
    for n in range(LENGTH):
        trail.append([Event(Action.RECEIVED, f"{n:064x}", {"receipt": n, "size": n * 7})])
    return trail


def lines(trail: Trail) -> list[bytes]:
    return trail.path.read_bytes().splitlines(keepends=True)


def rewrite(trail: Trail, content: list[bytes]) -> None:
    trail.path.write_bytes(b"".join(content))


def forged(line: bytes, **changes: object) -> bytes:
    """Return the line changed, with a hash that fits: what somebody who knows the format would write."""
    import hashlib

    body = json.loads(line) | changes
    body.pop("hash")
    canonical = lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()  # noqa: E731
    return canonical(body | {"hash": hashlib.sha256(b"v1\n" + canonical(body)).hexdigest()}) + b"\n"


def test_a_trail_that_nobody_touched_is_sound(trail: Trail) -> None:
    head = trail.head()
    assert head.seq == LENGTH
    assert trail.verify([head, Anchor(3, json.loads(lines(trail)[2])["hash"][:16])]) == ()
    assert trail.path.stat().st_mode & 0o777 == 0o600


def test_no_trail_is_a_trail_of_nothing(tmp_path: Path) -> None:
    trail = Trail(tmp_path / "none.jsonl")
    assert trail.verify() == ()
    assert trail.verify([Anchor(1, "a" * 64)]) == (Verdict(Trouble.SHORTER, 1),)


@pytest.mark.parametrize("at", [0, 5, LENGTH - 1])
def test_an_altered_line_is_named(trail: Trail, at: int) -> None:
    content = lines(trail)
    content[at] = content[at].replace(b'"size":', b'"size":1')
    rewrite(trail, content)
    assert trail.verify() == (Verdict(Trouble.ALTERED, at + 1),)


def test_a_line_altered_with_a_hash_that_fits_is_named_by_the_next(trail: Trail) -> None:
    content = lines(trail)
    content[4] = forged(content[4], object="f" * 64)
    rewrite(trail, content)
    assert trail.verify() == (Verdict(Trouble.ALTERED, 5),)


def test_a_missing_line_is_named(trail: Trail) -> None:
    content = lines(trail)
    del content[4]
    rewrite(trail, content)
    assert trail.verify() == (Verdict(Trouble.MISSING, 5),)


def test_lines_in_another_order_are_named(trail: Trail) -> None:
    content = lines(trail)
    content[4], content[5] = content[5], content[4]
    rewrite(trail, content)
    assert Verdict(Trouble.MISSING, 5) in trail.verify()


def test_a_line_that_was_put_in_is_named(trail: Trail) -> None:
    content = lines(trail)
    content.insert(4, forged(content[4], object="f" * 64))
    rewrite(trail, content)
    assert trail.verify()


def test_a_trail_cut_at_a_line_is_shorter_than_its_anchor(trail: Trail) -> None:
    head = trail.head()
    rewrite(trail, lines(trail)[:-2])
    assert trail.verify() == ()
    assert trail.verify([head]) == (Verdict(Trouble.SHORTER, LENGTH),)


def test_a_trail_cut_within_a_line_is_torn_and_shorter(trail: Trail) -> None:
    head = trail.head()
    trail.path.write_bytes(trail.path.read_bytes()[:-9])
    assert trail.verify() == (Verdict(Trouble.TORN, LENGTH),)
    assert trail.verify([head]) == (Verdict(Trouble.TORN, LENGTH), Verdict(Trouble.SHORTER, LENGTH))


def test_a_trail_written_anew_is_not_the_one_that_was_anchored(trail: Trail, tmp_path: Path) -> None:
    head = trail.head()
    other = Trail(tmp_path / "other.jsonl")
    for n in range(LENGTH + 3):
        other.append([Event(Action.RECEIVED, "f" * 64, {"receipt": n})])
    assert other.verify() == ()
    assert other.verify([head]) == (Verdict(Trouble.REWRITTEN, LENGTH),)


def test_after_a_power_cut_the_torn_line_is_owned_up_to_and_left(trail: Trail) -> None:
    kept = trail.path.read_bytes()
    trail.path.write_bytes(kept + b'{"action":"recei')
    before = trail.head()
    head = trail.append([Event(Action.RUN_BEGUN, "run", {})])
    assert head.seq == before.seq + 2
    assert trail.path.read_bytes().startswith(kept + b'{"action":"recei\n')
    assert json.loads(lines(trail)[-2])["action"] == "recovered"
    assert trail.verify([before, head]) == ()


def test_a_thousand_alterations_are_all_noticed(trail: Trail) -> None:
    chance = random.Random(7)  # noqa: S311
    sound, head = trail.path.read_bytes(), trail.head()
    for _ in range(1000):
        content = bytearray(sound)
        match chance.randrange(4):
            case 0:
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            case 1:
                del content[chance.randrange(len(content)) :]
            case 2:
                place = chance.randrange(len(content))
                content[place:place] = chance.randbytes(chance.randrange(1, 40))
            case _:
                place = chance.randrange(len(content))
                del content[place : place + chance.randrange(1, 900)]
        trail.path.write_bytes(content)
        assert trail.verify([head])


def test_two_writers_make_one_chain(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from storage.trail import *\n"
        "for n in range(40): Trail(Path(sys.argv[1])).append([Event(Action.RECEIVED, sys.argv[2], {'n': n})])"
    )
    path = tmp_path / "trail.jsonl"
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path), str(n)]) for n in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert Trail(path).head().seq == 120
    assert Trail(path).verify() == ()
