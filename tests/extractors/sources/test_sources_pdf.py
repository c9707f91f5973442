import contextlib
import io
from pathlib import Path

import numpy as np
import pytest
from pdf_writing import drawn, one_page, stream, written
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from extractors.intake import FileKind, Limits
from extractors.sources import Source, TextPage, open_source
from schemas.errors import Quarantine, Reason

FORM = [
    (60, 80, "国家标准化试点项目申请表"),
    (60, 120, "项目名称"),
    (200, 120, "沈阳某某养老服务标准化试点"),
    (60, 150, "联系电话：024-31234567"),
]


def opened(tmp_path: Path, data: bytes, limits: Limits | None = None) -> Source:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return open_source(path, FileKind.PDF, limits or Limits())


def layer(tmp_path: Path, data: bytes) -> TextPage | None:
    with opened(tmp_path, data) as source:
        return source.page(1).text_page()


def refusal(tmp_path: Path, data: bytes, limits: Limits | None = None) -> Reason:
    with pytest.raises(Quarantine) as refused:
        show_all(tmp_path, data, limits)
    return refused.value.reason


def show_all(tmp_path: Path, data: bytes, limits: Limits | None) -> None:
    with opened(tmp_path, data, limits) as source:
        for number in range(1, source.page_count + 1):
            source.page(number).image(100)


def test_text_layer_has_lines_with_places(tmp_path: Path) -> None:
    text = layer(tmp_path, drawn(FORM))
    assert text is not None
    assert [line.text for line in text.lines] == [words for _x, _y, words in FORM]
    x0, top, x1, bottom = text.lines[2].bbox
    assert (x0, x1) == (pytest.approx(200, abs=1), pytest.approx(200 + 12 * 13, abs=2))
    assert top < 120 < bottom + 3
    assert len(text.lines[2].char_boxes) == len(text.lines[2].text)


def test_columns_are_lines_of_their_own(tmp_path: Path) -> None:
    text = layer(tmp_path, drawn([(60, 100, "单位类型"), (300, 100, "邮政编码")]))
    assert text is not None
    assert [line.text for line in text.lines] == ["单位类型", "邮政编码"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_give_places_as_shown(tmp_path: Path, turn: int) -> None:
    """A page that a viewer turns: its text lies where the picture shows it."""
    with opened(tmp_path, drawn(FORM, turn=turn)) as source:
        page = source.page(1)
        text = page.text_page()
        picture = page.image(72)
    assert text is not None
    assert text.turn == (360 - turn) % 360
    assert [line.text for line in text.lines] == [words for _x, _y, words in FORM]
    upright = np.rot90(picture, k=turn // 90)
    for line in text.lines:
        x0, y0, x1, y1 = (round(side) for side in line.bbox)
        assert upright[y0:y1, x0:x1].min() < 120, line.text


def test_crop_boxes_move_the_text_with_the_picture(tmp_path: Path) -> None:
    content = stream(b"BT /F1 20 Tf 150 700 Td (Hello there) Tj ET")
    with opened(tmp_path, written(one_page(content, b"/MediaBox [0 0 595 842] /CropBox [100 100 500 800]"))) as source:
        page = source.page(1)
        text = page.text_page()
        assert (page.width, page.height) == (400, 700)
    assert text is not None
    x0, y0, _x1, y1 = text.lines[0].bbox
    assert x0 == pytest.approx(50, abs=2)
    assert y0 < 100 < y1 + 4


def scan() -> Image.Image:
    return Image.new("RGB", (1240, 1754), (250, 250, 248))


def with_picture(*, text_first: bool, invisible: bool) -> bytes:
    data = io.BytesIO()
    paper = canvas.Canvas(data, pagesize=(595, 842))

    def write() -> None:
        words = paper.beginText(60, 700)
        words.setFont("Helvetica", 12)
        words.setTextRenderMode(3 if invisible else 0)
        words.textLine("recognised by the scanner")
        paper.drawText(words)

    if text_first:
        write()
    paper.drawImage(ImageReader(scan()), 0, 0, 595, 842)
    if not text_first:
        write()
    paper.save()
    return data.getvalue()


@pytest.mark.parametrize(("text_first", "invisible", "scanned"), [(False, True, True), (True, False, True), (False, False, False)])
def test_a_scanners_text_is_not_the_pages_own(tmp_path: Path, text_first: bool, invisible: bool, scanned: bool) -> None:
    with opened(tmp_path, with_picture(text_first=text_first, invisible=invisible)) as source:
        page = source.page(1)
        text = page.text_page()
    assert page.native_dpi == pytest.approx(150, abs=1)
    assert text is not None
    assert text.scanned is scanned


def test_pasted_pictures_are_named(tmp_path: Path) -> None:
    data = io.BytesIO()
    paper = canvas.Canvas(data, pagesize=(595, 842))
    paper.drawString(60, 700, "Some text beside a picture")
    paper.drawImage(ImageReader(scan().resize((200, 200))), 300, 300, 100, 100)
    paper.save()
    text = layer(tmp_path, data.getvalue())
    assert text is not None
    assert text.pictures == (pytest.approx((300, 442, 400, 542), abs=1),)


def test_a_font_that_hides_its_meaning_gives_no_layer(tmp_path: Path) -> None:
    data = drawn([(60, 100, "\ue123\ue124\ue125\ue126\ue127")])
    assert layer(tmp_path, data) is None


def test_a_page_without_text_has_no_layer(tmp_path: Path) -> None:
    assert layer(tmp_path, written(one_page())) is None


def test_owner_locked_files_open(tmp_path: Path) -> None:
    text = layer(tmp_path, drawn(FORM, encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0)))
    assert text is not None
    assert text.lines[0].text == "国家标准化试点项目申请表"


def test_files_with_a_password_are_turned_away(tmp_path: Path) -> None:
    data = drawn(FORM, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    assert refusal(tmp_path, data) is Reason.ENCRYPTED_NEEDS_PASSWORD


def test_too_many_pages_are_turned_away_whole(tmp_path: Path) -> None:
    assert refusal(tmp_path, drawn(FORM, FORM, FORM), Limits(pages=2)) is Reason.TOO_MANY_PAGES


@pytest.mark.parametrize("side", [b"1000000000", b"200000"])
def test_huge_pages_are_turned_away_before_they_are_drawn(tmp_path: Path, side: bytes) -> None:
    assert refusal(tmp_path, written(one_page(page=b"/MediaBox [0 0 %s %s]" % (side, side)))) is Reason.PAGE_TOO_LARGE


def test_large_pages_are_drawn_smaller(tmp_path: Path) -> None:
    with opened(tmp_path, written(one_page(page=b"/MediaBox [0 0 2400 3400]")), Limits(page_pixels=4_000_000)) as source:
        height, width = source.page(1).image(300).shape[:2]
    assert 2_000_000 < height * width <= 4_100_000


def test_a_page_tree_that_bites_its_tail(tmp_path: Path) -> None:
    objects = one_page()
    objects[2] = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
    assert refusal(tmp_path, written(objects)) is Reason.DAMAGED_UNREADABLE


def test_shared_kids_without_end(tmp_path: Path) -> None:
    objects = one_page()
    for level in range(10, 34):
        objects[level] = b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count %d >>" % (level + 1, level + 1, 2 ** (34 - level))
    objects[34] = objects[3]
    objects[2] = b"<< /Type /Pages /Kids [10 0 R] /Count 16777216 >>"
    assert refusal(tmp_path, written(objects)) in {Reason.TOO_MANY_PAGES, Reason.DAMAGED_UNREADABLE, Reason.PAGE_COUNT_MISMATCH}


def test_a_page_without_a_size_is_shown(tmp_path: Path) -> None:
    with opened(tmp_path, written(one_page(page=b""))) as source:
        assert source.page(1).image(50).size > 0
        source.page(1).text_page()


def test_many_objects_are_not_read_one_by_one(tmp_path: Path) -> None:
    content = stream(b"0 0 1 1 re f " * 400, packed=1)
    with opened(tmp_path, written(one_page(content)), Limits(text_objects=300)) as source:
        assert source.page(1).text_page() is None
        assert source.page(1).image(50).size > 0


def test_a_nested_flate_bomb_is_a_page_without_text(tmp_path: Path) -> None:
    with opened(tmp_path, written(one_page(stream(b" " * 30_000_000, packed=3)))) as source:
        assert source.page(1).image(50).size > 0
        assert source.page(1).text_page() is None


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_file_is_refused_or_whole(tmp_path: Path, share: float) -> None:
    """A file cut short never loses pages in silence."""
    data = drawn(FORM, FORM, FORM)
    with contextlib.suppress(Quarantine), opened(tmp_path, data[: int(len(data) * share)]) as source:
        assert source.page_count == 3
