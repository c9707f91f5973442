import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from extractors.intake import Limits, Member, display, is_ignored, members
from schemas.errors import Quarantine, Reason


def archive(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return data.getvalue()


def unpacked(tmp_path: Path, data: bytes, limits: Limits | None = None) -> dict[str, bytes | Reason]:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    return {member.name: outcome(member) for member in members(path, "a.zip", limits or Limits())}


def outcome(member: Member) -> bytes | Reason:
    if member.file is not None:
        return member.file.read()
    assert member.quarantine is not None
    return member.quarantine.reason


def refusal(tmp_path: Path, data: bytes, limits: Limits | None = None) -> Reason:
    with pytest.raises(Quarantine) as refused:
        unpacked(tmp_path, data, limits)
    return refused.value.reason


def by_hand(
    name: bytes, content: bytes, *, local_name: bytes | None = None, flags: int = 0, method: int = 0, claimed: int | None = None
) -> bytes:
    """Write an archive of one member byte by byte, so that it may lie."""
    size = len(content) if claimed is None else claimed
    crc = zlib.crc32(content)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, flags, method, 0, 0, crc, len(content), size, len(local_name or name), 0)
    body = local + (local_name or name) + content
    central = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, flags, method, 0, 0, crc, len(content), size, len(name), 0, 0, 0, 0, 0, 0) + name
    )
    return body + central + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(body), 0)


def test_members_come_with_their_bytes(tmp_path: Path) -> None:
    data = archive({"甲/推荐函.pdf": b"one", "b.pdf": b"two", "empty/": b""})
    assert unpacked(tmp_path, data) == {"甲/推荐函.pdf": b"one", "b.pdf": b"two"}


def test_archives_within_archives_are_opened_once(tmp_path: Path) -> None:
    innermost = archive({"c.pdf": b"c"})
    data = archive({"内.zip": archive({"b.pdf": b"b", "最内.zip": innermost}), "a.pdf": b"a"})
    assert unpacked(tmp_path, data) == {"内.zip!/b.pdf": b"b", "内.zip!/最内.zip": Reason.ARCHIVE_TOO_DEEP, "a.pdf": b"a"}


def test_office_documents_are_no_archives(tmp_path: Path) -> None:
    document = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert unpacked(tmp_path, archive({"申请表.docx": document})) == {"申请表.docx": document}


def test_names_in_gbk_without_the_flag(tmp_path: Path) -> None:
    assert list(unpacked(tmp_path, by_hand("沈阳市/申请表.pdf".encode("gb18030"), b"x"))) == ["沈阳市/申请表.pdf"]


def test_names_in_utf8_without_the_flag(tmp_path: Path) -> None:
    assert list(unpacked(tmp_path, by_hand("推荐函.pdf".encode(), b"x"))) == ["推荐函.pdf"]


def test_names_with_backslashes_are_folders(tmp_path: Path) -> None:
    assert list(unpacked(tmp_path, by_hand("甲\\乙.pdf".encode("gb18030"), b"x"))) == ["甲/乙.pdf"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\a.pdf", "a/../../b.pdf", "CON", "aux.pdf", "..\\a.pdf"])
def test_slip_names_are_turned_away_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    found = unpacked(tmp_path, archive({name: b"x", "good.pdf": b"y"}))
    assert found.pop("good.pdf") == b"y"
    assert list(found.values()) == [Reason.ARCHIVE_UNSAFE_MEMBER]


def test_links_are_turned_away(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        link = zipfile.ZipInfo("link.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    assert unpacked(tmp_path, data.getvalue()) == {"link.pdf": Reason.ARCHIVE_UNSAFE_MEMBER}


def test_encrypted_members_are_turned_away(tmp_path: Path) -> None:
    assert unpacked(tmp_path, by_hand(b"a.pdf", b"x" * 20, flags=1)) == {"a.pdf": Reason.ARCHIVE_ENCRYPTED}


def test_unknown_methods_are_turned_away(tmp_path: Path) -> None:
    assert unpacked(tmp_path, archive({"a.pdf": b"x"}, zipfile.ZIP_LZMA)) == {"a.pdf": Reason.ARCHIVE_UNSUPPORTED_METHOD}


def test_two_names_for_one_member(tmp_path: Path) -> None:
    assert unpacked(tmp_path, by_hand(b"a.pdf", b"x", local_name=b"b.exe")) == {"a.pdf": Reason.ARCHIVE_INCONSISTENT}


def test_a_tight_member_is_a_bomb_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = unpacked(tmp_path, archive({"bomb.pdf": b"\0" * 3_000_000, "good.pdf": b"y"}))
    assert found == {"bomb.pdf": Reason.ARCHIVE_BOMB, "good.pdf": b"y"}


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = squeezed.compress(b"\0" * 5_000_000) + squeezed.flush()
    found = unpacked(tmp_path, by_hand(b"a.pdf", content, method=8, claimed=10))
    assert found["a.pdf"] in {Reason.ARCHIVE_BOMB, Reason.DAMAGED_UNREADABLE}


def test_too_many_bytes_in_all(tmp_path: Path) -> None:
    data = archive({f"{n}.pdf": bytes([n]) * 100 for n in range(5)})
    assert refusal(tmp_path, data, Limits(total_bytes=400)) is Reason.ARCHIVE_BOMB


def test_inner_archives_share_the_budget(tmp_path: Path) -> None:
    inner = archive({"x.pdf": b"\1" * 900})
    data = archive({f"{n}.zip": inner for n in range(4)})
    found = unpacked(tmp_path, data, Limits(total_bytes=len(inner) * 4 + 2000))
    assert found["0.zip!/x.pdf"] == b"\1" * 900
    assert Reason.ARCHIVE_BOMB in found.values()


def test_a_hundred_thousand_members(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for number in range(2_001):
            packed.writestr(str(number), b"")
    assert refusal(tmp_path, data.getvalue()) is Reason.ARCHIVE_BOMB


def test_members_that_share_bytes(tmp_path: Path) -> None:
    data = bytearray(archive({"a.pdf": b"same" * 50, "b.pdf": b"same" * 50}, zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    assert refusal(tmp_path, bytes(data)) in {Reason.ARCHIVE_BOMB, Reason.ARCHIVE_INCONSISTENT}


def test_same_name_twice_keeps_both(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("a.pdf", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a.pdf", b"two")
    assert unpacked(tmp_path, data.getvalue()) == {"a.pdf": b"one", "a (2).pdf": b"two"}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_archive_is_damaged(tmp_path: Path, share: float) -> None:
    data = archive({"a.pdf": b"content" * 200})
    assert refusal(tmp_path, data[: int(len(data) * share)]) is Reason.DAMAGED_UNREADABLE


def test_a_damaged_member_is_turned_away_alone(tmp_path: Path) -> None:
    data = bytearray(archive({"a.pdf": b"content" * 20, "b.pdf": b"good"}, zipfile.ZIP_STORED))
    data[data.index(b"content")] ^= 0xFF
    assert unpacked(tmp_path, bytes(data)) == {"a.pdf": Reason.DAMAGED_UNREADABLE, "b.pdf": b"good"}


@pytest.mark.parametrize("name", ["Thumbs.db", "甲/desktop.ini", ".DS_Store", "__MACOSX/._a.pdf", "~$申请表.docx", ".hidden.pdf"])
def test_traces_of_computers_are_ignored(name: str) -> None:
    assert is_ignored(name)


def test_ordinary_names_are_not_ignored() -> None:
    assert not is_ignored("甲/申请表.v2.pdf")


def test_names_are_made_visible() -> None:
    shown = display("a\n\x1b[31m\u202efdp.exe" + "长" * 300)
    assert len(shown) <= 120
    assert all(char.isprintable() for char in shown)
