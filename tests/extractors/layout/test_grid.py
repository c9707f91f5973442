"""A ruled table comes back with the cells it was drawn with."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.layout.grid import find_grids

PPM = 200 / 25.4
SONG = next(Path("/usr/share/fonts").rglob("NotoSerifCJK-Bold.ttc"))


def draw(rows_mm: list[float], cols_mm: list[float], gone: set[tuple[str, int, int]] = frozenset()) -> np.ndarray:
    """Draw a table on an A4 page at 200 dpi; ``gone`` names borders left out: ("right", row, col) or ("below", row, col)."""
    image = np.full((2339, 1654, 3), 255, np.uint8)
    ys = [round((30 + y) * PPM) for y in np.cumsum([0, *rows_mm])]
    xs = [round((25 + x) * PPM) for x in np.cumsum([0, *cols_mm])]
    for r in range(len(rows_mm)):
        for c in range(len(cols_mm)):
            corners = {
                "left": ((xs[c], ys[r]), (xs[c], ys[r + 1])),
                "right": ((xs[c + 1], ys[r]), (xs[c + 1], ys[r + 1])),
                "above": ((xs[c], ys[r]), (xs[c + 1], ys[r])),
                "below": ((xs[c], ys[r + 1]), (xs[c + 1], ys[r + 1])),
            }
            hidden = {side for side, gr, gc in gone if (gr, gc) == (r, c)}
            if ("right", r, c - 1) in gone:
                hidden.add("left")
            if ("below", r - 1, c) in gone:
                hidden.add("above")
            for side, (a, b) in corners.items():
                if side not in hidden:
                    cv2.line(image, a, b, (0, 0, 0), 2)
    return image


def spans(image: np.ndarray) -> list[tuple[int, int, int, int]]:
    (grid,) = find_grids(image, PPM)
    return [(c.row, c.col, c.row_span, c.col_span) for c in grid.cells]


def test_a_plain_table() -> None:
    assert spans(draw([10, 10, 20], [30, 50, 30, 50])) == [(r, c, 1, 1) for r in range(3) for c in range(4)]


def test_merged_cells() -> None:
    image = draw(
        [10, 10, 30],
        [20, 60, 30, 50],
        gone={("right", 0, 1), ("right", 0, 2), ("below", 0, 0), ("right", 2, 0), ("right", 2, 1), ("right", 2, 2)},
    )
    assert spans(image) == [(0, 0, 2, 1), (0, 1, 1, 3), (1, 1, 1, 1), (1, 2, 1, 1), (1, 3, 1, 1), (2, 0, 1, 4)]


@pytest.mark.parametrize("angle", [-0.4, 0.3])
def test_a_little_skew_left_over(angle: float) -> None:
    image = draw([10, 10, 20], [30, 50, 30, 50])
    turn = cv2.getRotationMatrix2D((827, 1170), angle, 1)
    image = cv2.warpAffine(image, turn, (1654, 2339), borderValue=(255, 255, 255))
    assert len(spans(image)) == 12


def test_faint_and_broken_rules() -> None:
    image = draw([10, 10, 20], [30, 50, 30, 50])
    image[image < 128] = 170
    image[:, 400:410] = 255
    image[300:308, :] = 255
    assert len(spans(image)) == 12


@pytest.mark.parametrize("bend", [1.2, 1.7, 2.2])
def test_a_rule_that_bends_makes_no_strip_beside_it(bend: float) -> None:
    """The rule between labels and values stands further right in the lower rows, as on a sheet that lies crooked in a photograph."""
    image = np.full((2339, 1654, 3), 255, np.uint8)
    left, right = round(25 * PPM), round(185 * PPM)
    for number in range(7):
        cv2.line(image, (left, 300 + 90 * number), (right, 300 + 90 * number), (0, 0, 0), 2)
    for x in (left, right):
        cv2.line(image, (x, 300), (x, 840), (0, 0, 0), 2)
    for number in range(6):
        x = round((60 + (bend if number > 2 else 0)) * PPM)
        cv2.line(image, (x, 300 + 90 * number), (x, 390 + 90 * number), (0, 0, 0), 2)
    (grid,) = find_grids(image, PPM)
    assert len(grid.cells) == 12
    assert min(cell.box[2] - cell.box[0] for cell in grid.cells) > 30 * PPM


def test_borders_in_small_steps_are_not_one() -> None:
    """Values begin at 60 mm, in one row at 58.5 mm; the group between them parts at 57 and 75 mm."""
    image = np.full((2339, 1654, 3), 255, np.uint8)
    left, right, height = round(25 * PPM), round(185 * PPM), 66
    for number in range(9):
        cv2.line(image, (left, 300 + height * number), (right, 300 + height * number), (0, 0, 0), 2)
    for x in (left, right):
        cv2.line(image, (x, 300), (x, 300 + height * 8), (0, 0, 0), 2)
    for first, last, borders in ((0, 3, (60.0,)), (3, 5, (57.0, 75.0)), (5, 6, (58.5,)), (6, 8, (60.0,))):
        for border in borders:
            cv2.line(image, (round(border * PPM), 300 + height * first), (round(border * PPM), 300 + height * last), (0, 0, 0), 2)
    (grid,) = find_grids(image, PPM)
    assert len(grid.cells) == 2 * 6 + 3 * 2


def test_text_and_a_seal_make_no_table() -> None:
    image = np.full((2339, 1654, 3), 255, np.uint8)
    for y in range(200, 1200, 60):
        cv2.putText(image, "HELLO WORLD ONE TWO THREE", (200, y), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (0, 0, 0), 4)
    cv2.circle(image, (1100, 1500), 160, (40, 40, 220), 6)
    cv2.line(image, (100, 1800), (1500, 1800), (0, 0, 0), 3)
    assert find_grids(image, PPM) == ()


def test_a_seal_over_the_rules_changes_nothing() -> None:
    image = draw([10, 10, 40], [30, 50, 30, 50])
    cv2.circle(image, (1000, 550), 160, (40, 40, 220), 8)
    assert len(spans(image)) == 12


def test_large_print_in_the_cells_adds_no_columns() -> None:
    font = ImageFont.truetype(str(SONG), 48)
    image = draw([12, 12, 12, 12, 12], [60, 90])
    picture = Image.fromarray(image)
    pen = ImageDraw.Draw(picture)
    for row in range(5):
        pen.text((215, round((30 + 12 * row + 2) * PPM)), "项目川目用田", font=font, fill=(0, 0, 0))
        pen.text((700, round((30 + 12 * row + 2) * PPM)), "川山用国甲由申目田中", font=font, fill=(0, 0, 0))
    assert len(spans(np.array(picture))) == 10


def test_strokes_in_low_rows_part_no_cells() -> None:
    """Rows of 5.4 mm with characters of 4.2 mm, as in a contact's box with three lines: their strokes are nearly as long as a border."""
    font = ImageFont.truetype(str(SONG), 33)
    image = draw([12, 5.4, 5.4, 5.4, 12], [35, 45, 80])
    picture = Image.fromarray(image)
    pen = ImageDraw.Draw(picture)
    for row in range(3):
        top = round((30 + 12 + 5.4 * row) * PPM)
        for left in (round(62 * PPM), round(107 * PPM)):
            pen.text((left, top - 4), "电川目甲申", font=font, fill=(0, 0, 0))
    assert len(spans(np.array(picture))) == 15


def test_bold_text_alone_is_no_table() -> None:
    font = ImageFont.truetype(str(SONG), 64)
    picture = Image.new("RGB", (1654, 2339), (255, 255, 255))
    pen = ImageDraw.Draw(picture)
    for row in range(8):
        pen.text((200, 300 + 90 * row), "国家标准化试点项目申请川目田用", font=font, fill=(0, 0, 0), stroke_width=2)
    assert find_grids(np.array(picture), PPM) == ()


def test_a_thick_border_is_no_rule() -> None:
    image = draw([10, 10], [60, 60])
    image[:, :60] = 0
    assert spans(image) == [(r, c, 1, 1) for r in range(2) for c in range(2)]


@pytest.mark.parametrize("ground", [(140, 90, 43), (90, 90, 90), (0, 0, 0)])
def test_a_heading_on_a_dark_ground_is_a_row(ground: tuple[int, int, int]) -> None:
    image = draw([8, 10, 8, 20], [40, 40, 40, 40], gone={("right", row, col) for row in (0, 2) for col in range(3)})
    font = ImageFont.truetype(SONG, 32)
    for top in (30, 48):
        cv2.rectangle(image, (round(25 * PPM), round(top * PPM)), (round(185 * PPM), round((top + 8) * PPM)), ground, -1)
    drawn = Image.fromarray(image)
    for top, words in ((30, "一、项目基本信息"), (48, "二、申报单位信息")):
        ImageDraw.Draw(drawn).text((round(28 * PPM), round((top + 1.5) * PPM)), words, font=font, fill=(255, 255, 255))
    assert spans(np.asarray(drawn)) == [
        (0, 0, 1, 4),
        *[(1, col, 1, 1) for col in range(4)],
        (2, 0, 1, 4),
        *[(3, col, 1, 1) for col in range(4)],
    ]


@pytest.mark.parametrize("text", ["中国", "职单", "申聊", "串車"])
def test_strokes_that_fill_their_row_from_rule_to_rule_are_no_borders(text: str) -> None:
    image = draw([10, 5.2, 10, 10], [60, 100])
    page = Image.fromarray(image)
    font = ImageFont.truetype(str(SONG), round(5.3 * PPM))
    drawing = ImageDraw.Draw(page)
    for x in (40, 110):
        drawing.text((x * PPM, (30 + 10 + 2.6) * PPM), text, font=font, fill=(0, 0, 0), anchor="lm")
    assert spans(np.asarray(page)) == [(r, c, 1, 1) for r in range(4) for c in range(2)]


def test_a_low_row_keeps_a_border_that_words_come_near() -> None:
    image = draw([10, 5.2, 10], [60, 20, 80], gone={("right", 0, 0), ("right", 0, 1), ("right", 2, 0), ("right", 2, 1)})
    page = Image.fromarray(image)
    font = ImageFont.truetype(str(SONG), round(3.7 * PPM))
    drawing = ImageDraw.Draw(page)
    for x in (25 + 60 + 0.8, 25 + 80 + 0.8):
        drawing.text((x * PPM, (30 + 10 + 2.6) * PPM), "职务职称", font=font, fill=(0, 0, 0), anchor="lm")
    assert spans(np.asarray(page)) == [(0, 0, 1, 3), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 3)]


def test_strokes_under_each_other_part_no_cell_below_a_border() -> None:
    image = draw([10, 12, 10], [60, 100], gone={("right", 1, 0)})
    x, top = round(86 * PPM), round(40 * PPM)
    for y in (round(0.6 * PPM), round(6.2 * PPM)):
        cv2.line(image, (x, top + y), (x, top + y + round(5.2 * PPM)), (0, 0, 0), 3)
        for bar in range(4):
            at = top + y + round((0.9 + 1.1 * bar) * PPM)
            cv2.line(image, (x - 20, at), (x + 20, at), (0, 0, 0), 4)
    assert spans(image) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2), (2, 0, 1, 1), (2, 1, 1, 1)]
