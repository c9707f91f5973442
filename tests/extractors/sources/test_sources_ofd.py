import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from extractors.intake import FileKind, Limits
from extractors.sources import SourcePage, open_source
from extractors.sources.ofd_content import numbers, steps
from schemas.errors import Quarantine, Reason

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(words: str, x: float, y: float, size: float = 5.0, more: str = "") -> str:
    code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(words) - 1} {size}">{words}</ofd:TextCode>'
    return f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 10" Font="1" Size="{size}" {more}>{code}</ofd:TextObject>'


def ring() -> bytes:
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((8, 8, 192, 192), outline=(210, 30, 30, 255), width=10)
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def package(tmp_path: Path, content: str, extra: dict[str, bytes] | None = None, document: str = "") -> Path:
    parts = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData>"
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f'{document}</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="2">{content}</ofd:Layer></ofd:Content></ofd:Page>',
    }
    path = tmp_path / "a.ofd"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**parts, **(extra or {})}.items():
            archive.writestr(name, data)
    return path


def page_of(path: Path, limits: Limits | None = None) -> SourcePage:
    with open_source(path, FileKind.OFD, limits or Limits()) as source:
        return source.page(1)


def test_characters_become_lines_in_points(tmp_path: Path) -> None:
    layer = page_of(package(tmp_path, text("推荐函", 30, 40) + text("辽宁省市场监督管理局", 30, 60))).text_page()
    assert layer is not None
    assert [line.text for line in layer.lines] == ["推荐函", "辽宁省市场监督管理局"]
    x0, y0, x1, y1 = layer.lines[0].bbox
    assert (x0, x1) == (pytest.approx(30 / 25.4 * 72, abs=0.5), pytest.approx(45 / 25.4 * 72, abs=0.5))
    assert y0 < 45 / 25.4 * 72 < y1


def test_radicals_become_characters(tmp_path: Path) -> None:
    page = page_of(package(tmp_path, text("协作单位意⻅", 20, 30))).text_page()
    assert page is not None
    assert [line.text for line in page.lines] == ["协作单位意见"]


def test_matrices_scale_text(tmp_path: Path) -> None:
    layer = page_of(package(tmp_path, text("大字", 30, 40, more='CTM="2 0 0 2 0 0"'))).text_page()
    assert layer is not None
    x0, _y0, x1, _y1 = layer.lines[0].bbox
    assert x1 - x0 == pytest.approx(20 / 25.4 * 72, abs=0.5)


def test_pictures_and_rules_are_drawn(tmp_path: Path) -> None:
    path = "<ofd:AbbreviatedData>M 0 0 L 100 0</ofd:AbbreviatedData>"
    rule = f'<ofd:PathObject ID="5" Boundary="20 200 100 10" LineWidth="0.5">{path}</ofd:PathObject>'
    seal = '<ofd:ImageObject ID="6" Boundary="100 100 40 40" CTM="40 0 0 40 0 0" ResourceID="7"/>'
    resources = f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedia ID="7"><ofd:MediaFile>seal.png</ofd:MediaFile></ofd:MultiMedia></ofd:Res>'
    path = package(
        tmp_path,
        text("盖章", 110, 115) + rule + seal,
        {"Doc_0/DocumentRes.xml": resources.encode(), "Doc_0/Res/seal.png": ring()},
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
    )
    page = page_of(path)
    picture = page.image(100)
    scale = 100 / 25.4
    assert picture[round(200 * scale), round(60 * scale)].max() < 120
    top_of_ring = picture[round(101.2 * scale) - 3 : round(101.2 * scale) + 4, round(120 * scale)]
    assert (top_of_ring[:, 2].astype(int) - top_of_ring[:, 1]).max() > 100
    layer = page.text_page()
    assert layer is not None
    assert layer.pictures == (pytest.approx(tuple(side / 25.4 * 72 for side in (100, 100, 140, 140)), abs=0.5),)


def test_stamps_of_signatures_are_drawn(tmp_path: Path) -> None:
    signature = (
        f'<ofd:Signature {OFD}><ofd:SignedInfo><ofd:StampAnnot ID="1" PageRef="1" Boundary="100 100 40 40"/></ofd:SignedInfo>'
        "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>"
    )
    extra = {
        "Doc_0/Signs/Sign_0/Signature.xml": signature.encode(),
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"\x30\x82ASN1" + ring() + b"tail",
    }
    picture = page_of(package(tmp_path, text("函", 30, 40), extra)).image(100)
    red = (picture[:, :, 2].astype(int) - picture[:, :, 1]) > 100
    assert red.sum() > 200


def test_a_page_that_is_a_scan(tmp_path: Path) -> None:
    scan = io.BytesIO()
    Image.new("RGB", (1240, 1754), (240, 240, 240)).save(scan, "JPEG")
    resources = f'<ofd:Res {OFD}><ofd:MultiMedia ID="7"><ofd:MediaFile>p.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:Res>'
    whole = '<ofd:ImageObject ID="6" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'
    extra = {"Doc_0/DocumentRes.xml": resources.encode(), "Doc_0/p.jpg": scan.getvalue()}
    page = page_of(package(tmp_path, whole, extra, "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"))
    assert page.native_dpi == pytest.approx(150, abs=1)
    assert page.text_page() is None


def test_definitions_are_forbidden(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><ofd:Page/>'
    with pytest.raises(Quarantine) as refused:
        page_of(package(tmp_path, "", {"Doc_0/Pages/Page_0/Content.xml": bomb}))
    assert refused.value.reason is Reason.XML_FORBIDDEN


def test_a_package_without_pages_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Quarantine) as refused:
        page_of(package(tmp_path, "", {"Doc_0/Document.xml": f"<ofd:Document {OFD}/>".encode()}))
    assert refused.value.reason is Reason.DAMAGED_UNREADABLE


def test_advances_are_spelled_out() -> None:
    assert steps("g 3 2.5 1 g 2 4", 10) == [2.5, 2.5, 2.5, 1.0, 4.0, 4.0]
    assert steps("g 999999999 1", 5) == [1.0] * 5


@given(st.text(alphabet="g0123456789 .-eE", max_size=40))
def test_junk_gives_numbers_or_none(junk: str) -> None:
    assert all(abs(value) < 1e7 for value in numbers(junk))
    assert len(steps(junk, 7)) <= 7
