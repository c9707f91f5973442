"""Pictures show the place they speak of, with its frame, and never more than the page."""

import io

import pytest
import report_builder as made
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reports.crops import COVER, FRAME
from reports.directory import Directory
from reports.evidence import Gallery
from reports.masking import masked
from reports.output import Output
from reports.places import SMALLEST, on_page, window
from schemas.documents import Part
from schemas.finding import Evidence

DOCUMENT = "d-0001000100000000"
SIZE = (595.0, 842.0)
coordinate = st.floats(-2000, 3000)


@pytest.fixture
def gallery(tmp_path):
    (tmp_path / "evidence").mkdir()
    return Gallery(Directory(made.report(1), made.notice()), made.picture, Output(tmp_path))


def opened(gallery: Gallery, src: str) -> Image.Image:
    return Image.open(gallery.output.path(src)).convert("RGB")


def near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 70 for a, b in zip(colour, wanted, strict=True))


def test_a_crop_shows_its_place_inside_a_frame(gallery):
    shot = gallery.shot(Evidence(document=DOCUMENT, page=1, bbox=made.NAME_BOX, text="东湖市"))
    image = opened(gallery, shot.src)
    assert (image.width, image.height) == (shot.width, shot.height)
    blue = [(x, y) for x in range(image.width) for y in range(image.height) if near(image.getpixel((x, y)), FRAME)]
    left, right = min(x for x, _ in blue), max(x for x, _ in blue)
    points = (right - left) * 72 / 150
    assert abs(points - (made.NAME_BOX[2] - made.NAME_BOX[0])) < 10


def test_a_crop_is_no_larger_than_its_page(gallery):
    image = opened(gallery, gallery.shot(Evidence(document=DOCUMENT, page=1, bbox=(-50.0, -50.0, 5000.0, 5000.0))).src)
    assert image.width <= 1240


def test_the_whole_page_stands_for_a_place_that_nobody_knows(gallery):
    image = opened(gallery, gallery.shot(Evidence(document=DOCUMENT, page=1)).src)
    assert image.height > image.width


@pytest.mark.parametrize(
    "bbox", [(float("nan"), 0.0, 1.0, 1.0), (0.0, 0.0, float("inf"), 1.0), (10.0, 10.0, 5.0, 5.0), (9000.0, 9000.0, 9001.0, 9001.0)]
)
def test_an_impossible_place_shows_the_page(gallery, bbox):
    image = opened(gallery, gallery.shot(Evidence(document=DOCUMENT, page=1, bbox=bbox)).src)
    assert image.height > image.width


def test_the_whole_page_is_kept_as_it_was(gallery):
    assert gallery.output.path(gallery.page(DOCUMENT, 2)).read_bytes() == made.picture(f"{DOCUMENT}/2")


def test_a_crop_leads_to_its_place_on_the_whole_page(gallery):
    shot = gallery.shot(Evidence(document=DOCUMENT, page=2, bbox=made.SEAL_BOX))
    spot = next(s for s in gallery.directory.spots(DOCUMENT) if s.bbox == made.SEAL_BOX)
    assert shot.href == f"documents/{DOCUMENT}.html#m{spot.number}"
    assert gallery.shot(Evidence(document=DOCUMENT, page=2, bbox=(1.0, 2.0, 30.0, 40.0))).href == f"documents/{DOCUMENT}.html#p2"


def test_each_picture_is_made_once(gallery):
    places = [Evidence(document=DOCUMENT, page=1, bbox=made.NAME_BOX, text=text) for text in ("甲", "乙")]
    first, second = (gallery.shot(p) for p in places)
    assert first.src == second.src
    assert (first.text, second.text) == ("甲", "乙")


PHONE_BOX = (90.0, 300.0, 300.0, 320.0)


@pytest.fixture
def outside(gallery, tmp_path):
    """A gallery whose pictures leave the office; the contact's number stands just below the name."""
    report = made.report(1)
    first = report.round.documents[0].model_copy(update={"contact_mobile": made.reading("13800001234", box=PHONE_BOX)})
    told = report.model_copy(update={"round": report.round.model_copy(update={"documents": (first, *report.round.documents[1:])})})
    inner = Gallery(Directory(told, made.notice()), made.picture, gallery.output)
    (tmp_path / "b" / "evidence").mkdir(parents=True)
    return Gallery(Directory(masked(told), made.notice()), made.picture, Output(tmp_path / "b"), source=inner)


def test_what_leaves_the_office_has_no_whole_page(outside):
    assert outside.shot(Evidence(document=DOCUMENT, page=1)) is None
    assert outside.shot(Evidence(document=DOCUMENT, page=1, bbox=(9000.0, 0.0, 9001.0, 1.0))) is None
    assert outside.shot(Evidence(document=DOCUMENT, page=2, bbox=made.SEAL_BOX)).href == ""


def test_what_leaves_the_office_has_its_personal_data_painted_over(outside):
    shot = outside.shot(Evidence(document=DOCUMENT, page=1, bbox=PHONE_BOX))
    image = opened(outside, shot.src)
    inside = [image.getpixel((x, image.height // 2)) for x in range(image.width // 4, image.width * 3 // 4, 5)]
    assert all(near(pixel, COVER) for pixel in inside)


def test_a_picture_without_personal_data_is_the_reviewers_own(outside):
    shot = outside.shot(Evidence(document=DOCUMENT, page=2, bbox=made.SEAL_BOX))
    assert outside.output.path(shot.src).read_bytes() == outside.source.output.path(shot.src).read_bytes()


@pytest.mark.parametrize("data", [None, b"", b"no picture", b"\xff\xd8\xff\xe0broken"])
def test_a_page_whose_picture_is_gone_is_told_in_words(tmp_path, data):
    (tmp_path / "evidence").mkdir()
    gallery = Gallery(Directory(made.report(1), made.notice()), lambda _: data, Output(tmp_path))
    assert gallery.shot(Evidence(document=DOCUMENT, page=1, bbox=made.NAME_BOX)) is None


@pytest.mark.parametrize(("document", "page"), [("d-0001000000000000", 1), (DOCUMENT, 99), ("d-unknown", 1)])
def test_no_page_no_picture(gallery, document, page):
    assert gallery.shot(Evidence(document=document, page=page)) is None


def test_a_caption_names_the_file_and_its_own_page(tmp_path):
    (tmp_path / "evidence").mkdir()
    parts = (Part(path="东湖市/01.jpg", first_page=1, last_page=1), Part(path="东湖市/02.tif", first_page=3, last_page=5))
    report = made.report(1)
    first = report.round.documents[0].model_copy(update={"parts": parts, "last_page": 4})
    changed = report.model_copy(update={"round": report.round.model_copy(update={"documents": (first, *report.round.documents[1:])})})
    shot = Gallery(Directory(changed, made.notice()), made.picture, Output(tmp_path)).shot(
        Evidence(document=DOCUMENT, page=2, bbox=made.NAME_BOX)
    )
    assert shot.caption == "申请表第1份　东湖市/02.tif　第3页"


def test_a_faint_page_of_one_bit_can_be_shown(tmp_path):
    (tmp_path / "evidence").mkdir()
    buffer = io.BytesIO()
    Image.new("L", (1240, 1754), 250).save(buffer, "JPEG")
    gallery = Gallery(Directory(made.report(1), made.notice()), lambda _: buffer.getvalue(), Output(tmp_path))
    assert gallery.shot(Evidence(document=DOCUMENT, page=1, bbox=made.NAME_BOX)) is not None


@given(st.tuples(coordinate, coordinate, coordinate, coordinate))
def test_a_window_lies_on_the_page_and_holds_the_place(bbox):
    place = on_page(bbox, *SIZE)
    if place is None:
        return
    shown = window(place, *SIZE)
    assert 0 <= shown[0] <= place[0] + 1e-6
    assert 0 <= shown[1] <= place[1] + 1e-6
    assert place[2] - 1e-6 <= shown[2] <= SIZE[0]
    assert place[3] - 1e-6 <= shown[3] <= SIZE[1]
    assert shown[2] - shown[0] >= SMALLEST[0] - 1e-6
