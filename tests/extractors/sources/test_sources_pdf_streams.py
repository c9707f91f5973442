"""Packed streams behind a PDF page: where one is damaged, the page must not pass for whole."""

import base64
import zlib
from pathlib import Path

import pytest
from pdf_writing import Objects, one_page, stream, written

from extractors.intake import detect
from extractors.sources import open_source

CONTENT = b"BT /F1 12 Tf 9 9 Td (words) Tj ET " * 50
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
MAPPING = b"1 beginbfchar <01> <884C> endbfchar " * 20


def is_damaged(folder: Path, objects: Objects) -> bool:
    path = folder / "a.pdf"
    path.write_bytes(written(objects))
    with open_source(path, detect(path, path.name)) as source:
        return source.page(1).damaged


def wrapped(content: bytes, spoil: bytes = b"") -> bytes:
    """Pack by Flate, then write as plain text, as some report writers do."""
    text = base64.a85encode(zlib.compress(content)) + b"~>"
    middle = len(text) // 2
    text = text[:middle] + spoil + text[middle + len(spoil) :]
    return b"<< /Length %d /Filter [/ASCII85Decode /FlateDecode] >>\nstream\n%s\nendstream" % (len(text), text)


def test_content_wrapped_as_plain_text_is_looked_at_too(tmp_path: Path) -> None:
    assert not is_damaged(tmp_path, one_page(wrapped(CONTENT)))
    assert is_damaged(tmp_path, one_page(wrapped(CONTENT, b"!!!!!")))


def test_content_that_is_no_plain_text_any_more_is_damaged(tmp_path: Path) -> None:
    assert is_damaged(tmp_path, one_page(wrapped(CONTENT, b"\xff\xff\xff")))


def test_a_damaged_table_of_characters_is_damage(tmp_path: Path) -> None:
    """The text layer then says other characters than the page shows, or none."""
    whole = stream(MAPPING, packed=1)
    assert not is_damaged(tmp_path, {**one_page(stream(CONTENT)), 5: FONT, 6: whole})
    spoiled = whole[:-30] + bytes(15) + whole[-15:]
    assert is_damaged(tmp_path, {**one_page(stream(CONTENT)), 5: FONT, 6: spoiled})


def test_a_font_whose_entries_do_not_pair_is_damage(tmp_path: Path) -> None:
    assert is_damaged(tmp_path, {**one_page(stream(CONTENT)), 5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica (x) >>"})


def test_a_file_that_only_one_of_both_readers_can_open_for_its_syntax_is_damaged(tmp_path: Path) -> None:
    objects = one_page(stream(CONTENT))
    assert is_damaged(tmp_path, {**objects, 4: objects[4].replace(b"<< /Length", b"<< (x) /Length")})


def test_a_file_whose_pages_only_one_of_both_readers_finds_is_damaged(tmp_path: Path) -> None:
    """PDFium believes the tree's count; what the other reader missed it did not look at."""
    pages = {2: b"<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 2 >>", 8: b"<< /Tipe /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"}
    assert is_damaged(tmp_path, one_page(stream(CONTENT)) | pages)


@pytest.mark.parametrize("font", [b"<< /Type /Font /Subtype /Type3 /CharProcs << /a 6 0 R >> /Resources 7 0 R >>", b"[5 0 R 6 0 R 5 0 R]"])
def test_things_that_point_in_circles_come_to_an_end(tmp_path: Path, font: bytes) -> None:
    objects = {**one_page(stream(CONTENT)), 5: font, 6: stream(b"0 0 d0", b"/Resources 7 0 R"), 7: b"<< /Font << /F1 5 0 R >> >>"}
    assert not is_damaged(tmp_path, objects)
