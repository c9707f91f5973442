"""Damaged files of every kind: a page, or a reason; never an exception of a library."""

import io
import random
import tempfile
import zipfile
from pathlib import Path

import pytest
import test_sources_docx as docx
import test_sources_ofd as ofd
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_writing import drawn, one_page, stream, written
from PIL import Image, ImageChops

from extractors.intake import FileKind, detect
from extractors.sources import open_source
from schemas.errors import Quarantine


def picture(kind: str, mode: str = "RGB", **options: object) -> bytes:
    data = io.BytesIO()
    Image.effect_noise((120, 170), 80).convert(mode).save(data, kind, **options)
    return data.getvalue()


def office(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package() -> bytes:
    path = "<ofd:AbbreviatedData>M 0 0 L 5 5 C 1 2 3 4 5 6</ofd:AbbreviatedData>"
    stroke = f'<ofd:PathObject ID="7" Boundary="9 9 99 99">{path}</ofd:PathObject>'
    with tempfile.TemporaryDirectory() as folder:
        return ofd.package(Path(folder), ofd.text("推荐函", 30, 40) + stroke).read_bytes()


def form() -> bytes:
    cells = docx.tc(docx.p("项目名称"), '<w:gridSpan w:val="2"/>') + docx.tc(docx.p("养老服务"), "<w:vMerge/>")
    body = f"<w:document {docx.W}><w:body>{docx.p('申请表')}<w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body></w:document>"
    return office({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})


WHOLE: dict[str, tuple[FileKind, bytes]] = {
    "text.pdf": (FileKind.PDF, drawn([(60, 80, "国家标准化试点项目申请表")], [(60, 80, "第二页")])),
    "scan.pdf": (FileKind.PDF, picture("PDF")),
    "fax.pdf": (FileKind.PDF, picture("PDF", "1")),
    "a.jpg": (FileKind.JPEG, picture("JPEG")),
    "a.png": (FileKind.PNG, picture("PNG")),
    "a.bmp": (FileKind.BMP, picture("BMP")),
    "fax.tif": (FileKind.TIFF, picture("TIFF", "1", compression="group4")),
    "lzw.tif": (FileKind.TIFF, picture("TIFF", compression="tiff_lzw")),
    "a.ofd": (FileKind.OFD, package()),
    "a.docx": (FileKind.DOCX, form()),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 8)):
        data = _once_damaged(data, chance) or b"x"
    return data


def _once_damaged(data: bytes, chance: random.Random) -> bytes:
    at, other, length = chance.randrange(len(data)), chance.randrange(len(data)), chance.randint(1, 40)
    before, piece, after = data[:at], data[at : at + length], data[at + length :]
    flipped = bytes([piece[0] ^ (1 << chance.randrange(8))]) + piece[1:]
    number = str(chance.choice((-1, 0, 10**9, 2**63, "NaN", "x"))).encode()
    return before + chance.choice((flipped, b"", bytes(length), number, piece + data[other : other + length])) + after


def within(data: bytes, chance: random.Random) -> bytes:
    """Damage a part before it is packed: damage to the ZIP itself would only show that its sums are checked."""
    parts = parts_of(data)
    name = chance.choice(sorted(parts))
    return office({**parts, name: damaged(parts[name], chance)})


def use(path: Path, kind: FileKind) -> None:
    try:
        detect(path, path.name)
        with open_source(path, kind) as source:
            for number in range(1, min(source.page_count, 3) + 1):
                page = source.page(number)
                if page.finished() is None:
                    page.text_page()
                    page.image(60)
    except Quarantine:
        pass


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_damage_gives_pages_or_a_reason(name: str, seed: int) -> None:
    kind, data = WHOLE[name]
    chance = random.Random(seed)  # noqa: S311  (reproducible, not secret)
    spoiled = within(data, chance) if kind in {FileKind.OFD, FileKind.DOCX} else damaged(data, chance)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(spoiled)
        use(path, kind)


@pytest.mark.parametrize(
    "data",
    [
        written(one_page(page=b"/MediaBox [0 0 (wide) 842]")),
        written(one_page(stream(b"BT /F1 12 Tf (x) Tj ET", b"/Filter /FlateDecode /DecodeParms 7"))),
        written(one_page()).replace(b"trailer\n<< /Size 6 /Root 1 0 R >>", b"trailer\n<< /Size 6 /Root 1 0 R /Encrypt 5 0 R >>"),
    ],
    ids=["a box of words", "a stream that cannot be unpacked", "encrypted by nothing"],
)
def test_what_pdfplumber_stumbles_over_is_read_without_it(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    use(path, FileKind.PDF)


def scan() -> Image.Image:
    page = Image.new("L", (850, 1200), "white")
    for row in range(60, 1140, 30):
        page.paste(Image.effect_noise((650, 14), 90), (100, row))
    return page


def packed(kind: str, mode: str, page: Image.Image | None = None, **options: object) -> bytes:
    data = io.BytesIO()
    (page or scan()).convert(mode).save(data, kind, **options)
    return data.getvalue()


def specks() -> Image.Image:
    """A noisy white page: black and white runs have words of other lengths, so it takes less room in one of the two ways to write it."""
    return Image.effect_noise((850, 1200), 60).point(lambda value: 0 if value < 60 else 255)


SCANS = {
    "jpeg.pdf": packed("PDF", "L", resolution=100),
    "fax.pdf": packed("PDF", "1", resolution=100),
    "a.jpg": packed("JPEG", "L", dpi=(100, 100)),
    "fax.tif": packed("TIFF", "1", compression="group4", dpi=(100, 100)),
}


def is_damaged(folder: Path, name: str, data: bytes) -> bool:
    path = folder / name
    path.write_bytes(data)
    with open_source(path, detect(path, path.name)) as source:
        return source.page(1).damaged


FAXES = {
    "fax.pdf": packed("PDF", "1", specks(), resolution=100),
    "white.tif": packed("TIFF", "1", specks(), compression="group4", tiffinfo={262: 0}),
    "black.tif": packed("TIFF", "1", specks(), compression="group4", tiffinfo={262: 1}),
    "negative.tif": packed("TIFF", "1", ImageChops.invert(specks()), compression="group4", tiffinfo={262: 1}),
    "strips.tif": packed("TIFF", "1", specks(), compression="group4", tiffinfo={278: 100}),
}


@pytest.mark.parametrize("name", FAXES)
def test_fax_data_are_whole_whichever_of_their_colours_is_the_ground(tmp_path: Path, name: str) -> None:
    assert not is_damaged(tmp_path, name, FAXES[name])


@pytest.mark.parametrize("name", SCANS)
def test_a_whole_picture_is_not_called_damaged(tmp_path: Path, name: str) -> None:
    assert not is_damaged(tmp_path, name, SCANS[name])


@pytest.mark.parametrize("name", SCANS)
def test_a_picture_with_a_hole_in_its_data_is_shown_and_called_damaged(tmp_path: Path, name: str) -> None:
    """A decoder goes on behind the hole, and shows less than there was: what is then missing must not be held against anybody."""
    data = SCANS[name]
    third = len(data) // 3
    assert is_damaged(tmp_path, name, data[:third] + bytes(600) + data[third + 600 :])


def test_a_page_whose_drawing_breaks_off_is_called_damaged(tmp_path: Path) -> None:
    whole = stream(b"BT /F1 12 Tf 9 9 Td (words) Tj ET " * 50, packed=1)
    assert not is_damaged(tmp_path, "a.pdf", written(one_page(whole)))
    assert is_damaged(tmp_path, "a.pdf", written(one_page(whole[:-30] + bytes(15) + whole[-15:])))


def test_padding_before_the_end_of_a_jpeg_is_no_damage(tmp_path: Path) -> None:
    assert not is_damaged(tmp_path, "a.jpg", SCANS["a.jpg"][:-2] + b"\0\0\xff\xd9")
