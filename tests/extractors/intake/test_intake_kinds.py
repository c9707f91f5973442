import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extractors.intake import FileKind, Limits, detect
from extractors.intake.reasons import EXPLANATIONS, explain
from schemas.errors import Quarantine, Reason

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def picture(kind: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(data, kind)
    return data.getvalue()


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


def word() -> bytes:
    return OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")


def kind_of(tmp_path: Path, data: bytes, name: str) -> FileKind:
    path = tmp_path / "file"
    path.write_bytes(data)
    return detect(path, name)


def unchanging(value: object) -> str | None:
    """Name no test after bytes: an archive's hold the time of day, and processes that collect at two moments would not agree."""
    return "bytes" if isinstance(value, bytes) else None


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PDF, "推荐函.pdf", FileKind.PDF),
        (b"\xef\xbb\xbf\r\n" + PDF, "推荐函.PDF", FileKind.PDF),
        (PDF, "推荐函（2026.5.18）", FileKind.PDF),
        (picture("JPEG"), "扫描.jpg", FileKind.JPEG),
        (picture("PNG"), "误名.jpg", FileKind.PNG),
        (picture("TIFF"), "a.tif", FileKind.TIFF),
        (picture("BMP"), "a.bmp", FileKind.BMP),
        (packed("[Content_Types].xml", "word/document.xml"), "申请表.docx", FileKind.DOCX),
        (packed("[Content_Types].xml", "word/document.xml"), "申请表.doc", FileKind.DOCX),
        (packed("OFD.xml", "Doc_0/Document.xml"), "函.ofd", FileKind.OFD),
        (packed("a.pdf"), "材料.zip", FileKind.ZIP),
        (word(), "申请表.doc", FileKind.DOC),
        (word(), "申请表.wps", FileKind.WPS),
    ],
    ids=unchanging,
)
def test_content_decides(tmp_path: Path, data: bytes, name: str, kind: FileKind) -> None:
    assert kind_of(tmp_path, data, name) is kind


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "空.pdf", Reason.EMPTY_FILE),
        (b"\0" * 3000, "零.pdf", Reason.DAMAGED_UNREADABLE),
        (b"GIF89a" + b"\0" * 50, "动图.gif", Reason.UNSUPPORTED_TYPE),
        (b"GIF89a" + b"\0" * 50, "动图.png", Reason.TYPE_MISMATCH),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", Reason.UNSUPPORTED_TYPE),
        (b"<html><script>1</script></html>", "a.pdf", Reason.TYPE_MISMATCH),
        (PDF, "a.exe", Reason.TYPE_MISMATCH),
        (PDF, "a.docx", Reason.TYPE_MISMATCH),
        (picture("PNG"), "a.pdf", Reason.TYPE_MISMATCH),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "汇总.xlsx", Reason.UNSUPPORTED_TYPE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加密.docx", Reason.ENCRYPTED_NEEDS_PASSWORD),
        (packed("a.pdf")[:20], "断.zip", Reason.DAMAGED_UNREADABLE),
    ],
    ids=unchanging,
)
def test_what_is_not_ours_is_turned_away(tmp_path: Path, data: bytes, name: str, reason: Reason) -> None:
    with pytest.raises(Quarantine) as refused:
        kind_of(tmp_path, data, name)
    assert refused.value.reason is reason


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(PDF)
    with pytest.raises(Quarantine) as refused:
        detect(path, "a.pdf", Limits(file_bytes=8))
    assert refused.value.reason is Reason.TOO_LARGE


@given(data=st.binary(max_size=300), suffix=st.sampled_from(["pdf", "jpg", "docx", "zip", "wps", "", "xyz"]))
def test_junk_is_a_kind_or_a_reason(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / "junk"
    path.write_bytes(data)
    with contextlib.suppress(Quarantine):
        assert detect(path, f"a.{suffix}") in FileKind


def test_every_reason_has_words() -> None:
    assert set(EXPLANATIONS) == set(Reason)
    for reason in Reason:
        words = explain(reason)
        assert words.sentence.endswith("。")
        assert words.next_step.endswith("。")


def test_an_archive_whose_first_member_is_a_pdf_is_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "材料.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.pdf", b"%PDF-1.7\n%%EOF")
    assert detect(archive, archive.name) is FileKind.ZIP
