"""The truth's boxes go where the pixels go, and the same plan gives the same bytes."""

import hashlib
import io
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from sample_docs.generator.chance import SLIM, random_round, reading_round
from sample_docs.generator.container import archive, jpeg, pdf, png, tiff
from sample_docs.generator.difficulty import CLEAN, HARD, OFFICE
from sample_docs.generator.fonts import Face
from sample_docs.generator.letter import draw_letter
from sample_docs.generator.pack import RoundWriter, scan_document
from sample_docs.generator.plan import Electronic
from sample_docs.generator.raster import print_sheet
from sample_docs.generator.scan import Capture, Way, scan
from sample_docs.generator.seal import SealSpec, carve, press
from sample_docs.generator.sheet import Fill, Sheet

CAPTURES = [
    Capture(Way.FLATBED, 300),
    Capture(Way.FLATBED, 150, 90),
    Capture(Way.PHOTO, 200),
    Capture(Way.BILEVEL, 200, 180),
    Capture(Way.GREY, 200, 270),
]
MARK = (300.0, 410.0, 360.0, 450.0)


def marked() -> Sheet:
    sheet = Sheet()
    sheet.ops.append(Fill(MARK, (0, 0, 0)))
    return sheet


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda c: f"{c.way}-{c.turn}")
@pytest.mark.parametrize("difficulty", [CLEAN, HARD], ids=lambda d: d.tier.value)
def test_boxes_follow_the_pixels(capture, difficulty):
    quiet = replace(difficulty, holes=0.0, border=0.0, shadow=0.0)
    page = scan(print_sheet(marked()), None, capture, quiet, np.random.default_rng(2))
    upright = np.rot90(page.picture, capture.turn // 90) if capture.turn else page.picture
    grey = upright if upright.ndim == 2 else upright.mean(axis=2)
    grey = cv2.medianBlur(np.ascontiguousarray(grey, dtype=np.uint8), 5)  # the specks of a fax are no mark
    scale = page.upright_size[0] / grey.shape[1]
    h, w = grey.shape
    middle = grey[h // 3 : 2 * h // 3, w // 3 : 4 * w // 5]
    ys, xs = np.nonzero(middle < (float(middle.min()) + float(np.median(middle))) / 2)
    seen = [(xs.min() + w // 3) * scale, (ys.min() + h // 3) * scale, (xs.max() + w // 3 + 1) * scale, (ys.max() + h // 3 + 1) * scale]
    assert page.carry(MARK) == pytest.approx(seen, abs=2.5)


def test_a_pdf_page_is_as_large_as_the_truth_says():
    pages = [scan(print_sheet(marked()), None, c, OFFICE, np.random.default_rng(1)) for c in CAPTURES]
    document = pypdfium2.PdfDocument(pdf(pages))
    assert len(document) == len(pages)
    for opened, page in zip(document, pages, strict=True):
        assert sorted(opened.get_size()) == pytest.approx(sorted(page.upright_size), abs=0.6)
        dark = opened.render(scale=0.3).to_numpy()
        assert 60 < dark.mean() < 255


def test_rotate_key_turns_the_page_back():
    capture = Capture(Way.FLATBED, 150, 90, by_key=True)
    page = scan(print_sheet(marked()), None, capture, CLEAN, np.random.default_rng(1))
    opened = pypdfium2.PdfDocument(pdf([page], turn_by_key=270))[0]
    assert opened.get_size() == pytest.approx(page.upright_size, abs=0.6)
    shown = opened.render(scale=1).to_numpy().mean(axis=2)
    x0, y0, x1, y1 = (int(v) for v in page.carry(MARK))
    assert shown[y0 + 5 : y1 - 5, x0 + 5 : x1 - 5].mean() < 80


def test_pictures_open_with_their_resolution():
    flat = scan(print_sheet(marked()), None, Capture(Way.FLATBED, 200), OFFICE, np.random.default_rng(1))
    fax = scan(print_sheet(marked()), None, Capture(Way.BILEVEL, 200), OFFICE, np.random.default_rng(1))
    for data in (jpeg(flat), png(fax), tiff([fax, fax])):
        image = Image.open(io.BytesIO(data))
        assert image.size == (1654, 2338)
        assert round(float(image.info["dpi"][0])) == 200
    assert Image.open(io.BytesIO(tiff([fax, fax]))).n_frames == 2
    assert "dpi" not in Image.open(io.BytesIO(jpeg(flat, with_dpi=False))).info


def test_a_seal_is_a_ring_with_a_star():
    mask = carve(SealSpec("沈阳市市场监督管理局", 45, face=Face.BOLD), 400)
    assert mask[200, 2:14].max() > 0.9
    assert mask[200, 200] > 0.9
    assert mask[330, 200] < 0.1
    ink = press(mask, angle=10, strength=0.8, patchy=0.3, partial=0.4, side=0, seed=3)
    assert ink[:, : ink.shape[1] // 2].sum() > 3 * ink[:, ink.shape[1] // 2 :].sum()


def test_archives_do_not_know_the_time():
    assert archive([("甲.docx", b"1")]) == archive([("甲.docx", b"1")])


def test_a_scan_of_the_same_seed_is_the_same():
    letter = random_round(1, OFFICE).deliveries[0].letter
    files = []
    for _ in range(2):
        pages, _ = scan_document(draw_letter(letter, OFFICE), Capture(Way.FLATBED, 200), OFFICE, 9)
        files.append(hashlib.sha256(pdf(pages)).hexdigest())
    assert files[0] == files[1]


@pytest.mark.slow
def test_a_round_of_the_same_seed_is_the_same(tmp_path):
    plan = random_round(2, OFFICE)
    small = replace(plan, deliveries=(replace(plan.deliveries[0], apps=plan.deliveries[0].apps[:1]),))
    hashes = []
    for name in ("one", "two"):
        RoundWriter(small, tmp_path / name).write()
        files = sorted(p for p in (tmp_path / name).rglob("*") if p.is_file())
        hashes.append([(p.relative_to(tmp_path / name).as_posix(), hashlib.sha256(p.read_bytes()).hexdigest()) for p in files])
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) >= 5


def test_a_reading_round_has_many_short_forms_of_one_copy():
    apps = [app for delivery in reading_round(3, OFFICE, 8).deliveries for app in delivery.apps]
    assert len(apps) >= 8
    assert all(app.copies == 1 and app.electronic is Electronic.NONE for app in apps)
    assert max(len("".join(text)) for app in apps for text in app.project.texts.values()) <= SLIM


def test_random_rounds_differ_by_seed_and_have_both_kinds():
    plans = [random_round(seed, HARD) for seed in range(1, 13)]
    assert len({p.deliveries[0].apps[0].project.name for p in plans}) > 8
    assert all(2 <= len(p.deliveries) <= 4 for p in plans)
    defects = {e.defect for p in plans for d in p.deliveries for x in (d, *d.apps) for e in x.expected}
    assert len(defects) > 10
    assert any(not a.expected for p in plans for d in p.deliveries for a in d.apps)
