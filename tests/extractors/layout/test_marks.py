"""A ticked option is the one whose box is not hollow."""

import cv2
import numpy as np
import pytest

from extractors.layout.marks import OptionInk, judge

SIZE = 40


def place(kind: str, thick: int = 1) -> np.ndarray:
    """What stands before an option: an empty box, a box with a tick, a bare tick, a filled box, a circle, a dot, nothing."""
    image = np.full((SIZE, 44, 3), 245, np.uint8)
    if kind in {"box", "ticked", "cross", "filled"}:
        cv2.rectangle(image, (9, 9), (31, 31), (40, 40, 40), thick)
    if kind in {"ticked", "bare"}:
        cv2.polylines(image, [np.array([(10, 20), (17, 29), (38, 4)])], isClosed=False, color=(20, 20, 20), thickness=3)
    if kind == "red tick":
        cv2.rectangle(image, (9, 9), (31, 31), (40, 40, 40), thick)
        cv2.polylines(image, [np.array([(10, 20), (17, 29), (38, 4)])], isClosed=False, color=(30, 30, 200), thickness=3)
    if kind == "cross":
        cv2.line(image, (9, 9), (31, 31), (30, 30, 30), 2)
        cv2.line(image, (9, 31), (31, 9), (30, 30, 30), 2)
    if kind == "filled":
        cv2.rectangle(image, (9, 9), (31, 31), (40, 40, 40), -1)
    if kind == "circle":
        cv2.circle(image, (20, 20), 9, (40, 40, 40), thick)
    if kind == "dot":
        cv2.circle(image, (20, 20), 9, (40, 40, 40), -1)
    return image


def ask(*kinds: str):
    return judge([OptionInk(str(i), place(kind)) for i, kind in enumerate(kinds)])


@pytest.mark.parametrize("kind", ["ticked", "cross", "filled", "bare", "red tick"])
def test_one_of_several_boxes(kind: str) -> None:
    choice = ask("box", kind, "box", "box")
    assert choice.ticked == (1,)
    assert choice.sure


@pytest.mark.parametrize("slant", [0, 2])
@pytest.mark.parametrize("kind", ["box", "ticked"])
def test_the_corner_of_the_cell_is_no_part_of_the_first_box(kind: str, slant: int) -> None:
    corner = cv2.copyMakeBorder(place(kind), 16, 0, 16, 0, cv2.BORDER_CONSTANT, value=(245, 245, 245))
    cv2.line(corner, (8, 0), (8 + slant, corner.shape[0] - 1), (30, 30, 30), 3)
    cv2.line(corner, (0, 8 + slant), (corner.shape[1] - 1, 8), (30, 30, 30), 3)
    choice = judge([OptionInk("", corner), *(OptionInk("", place("box")) for _ in range(4))])
    assert choice.ticked == ((0,) if kind == "ticked" else ())
    assert choice.sure


def with_label(kind: str) -> np.ndarray:
    """A place whose picture shows strokes of the label, larger than the box."""
    image = cv2.copyMakeBorder(place(kind), 0, 0, 0, 30, cv2.BORDER_CONSTANT, value=(245, 245, 245))
    cv2.line(image, (46, 5), (46, 35), (30, 30, 30), 4)
    cv2.line(image, (44, 12), (66, 12), (30, 30, 30), 4)
    return image


def test_strokes_larger_than_the_box_are_no_tick_beside_one() -> None:
    options = [OptionInk("", place(kind)) for kind in ("box", "ticked", "box", "box", "box")]
    assert judge([*options, OptionInk("", with_label("box"))]).ticked == (1,)
    none = judge([*(OptionInk("", place("box")) for _ in range(4)), OptionInk("", with_label("box"))])
    assert none.ticked == ()
    assert not none.sure  # the strokes might be a tick


def test_circles() -> None:
    assert ask("circle", "circle", "dot").ticked == (2,)


def test_two_ticked() -> None:
    assert ask("box", "ticked", "box", "filled").ticked == (1, 3)


def test_none_ticked_is_sure_only_where_every_box_was_found() -> None:
    assert ask("box", "box", "box") == judge([OptionInk("", place("box"))] * 3)
    assert ask("box", "box", "box").ticked == ()
    assert ask("box", "box", "box").sure
    assert not ask("box", "nothing", "box").sure


def test_a_bare_tick_among_options_without_boxes() -> None:
    choice = ask("nothing", "bare", "nothing")
    assert choice.ticked == (1,)
    assert choice.sure


def test_an_engines_tick_that_the_ink_denies_is_doubtful() -> None:
    options = [OptionInk("a", place("box"), "√"), OptionInk("b", place("ticked"), "□")]
    assert not judge(options).sure


def test_the_tables_rule_and_the_next_label_are_no_tick() -> None:
    image = place("box")
    image[:, 0:3] = 30
    image[0:2, :] = 30
    cv2.line(image, (41, 5), (43, 35), (30, 30, 30), 2)
    assert judge([OptionInk("a", image), OptionInk("b", place("ticked"))]).ticked == (1,)


def drawn(stroke: int, *beside: tuple[int, int, int, int]) -> np.ndarray:
    """An empty box with ``stroke`` pixels of a line in its middle, and strokes of its label to the right of it."""
    image = place("box")
    if stroke:
        cv2.line(image, (16, 20), (15 + stroke, 20), (30, 30, 30), 1)
    for x0, y0, x1, y1 in beside:
        cv2.rectangle(image, (x0, y0), (x1, y1), (30, 30, 30), -1)
    return image


def test_strokes_of_the_label_are_no_tick() -> None:
    water = ((35, 12, 37, 15), (35, 18, 37, 21), (34, 25, 38, 30))  # 氵, clear of the box and of the picture's edge
    choice = judge([OptionInk("a", drawn(0, *water)), OptionInk("b", place("ticked")), OptionInk("c", place("box"))])
    assert (choice.ticked, choice.sure) == ((1,), True)


def test_a_stroke_that_no_other_box_has_is_named_but_not_sure() -> None:
    choice = judge([OptionInk("a", place("box")), OptionInk("b", drawn(5)), OptionInk("c", place("box"))])
    assert (choice.ticked, choice.sure) == ((1,), False)


def test_two_faint_strokes_name_nothing() -> None:
    choice = judge([OptionInk("a", drawn(5)), OptionInk("b", drawn(5)), OptionInk("c", place("box"))])
    assert (choice.ticked, choice.sure) == ((), False)


def test_the_corner_of_a_cell_is_no_tick() -> None:
    image = place("box")
    cv2.line(image, (3, 0), (3, SIZE), (30, 30, 30), 2)
    cv2.line(image, (0, 3), (44, 3), (30, 30, 30), 2)
    choice = judge([OptionInk("a", image), OptionInk("b", place("ticked")), OptionInk("c", place("box"))])
    assert (choice.ticked, choice.sure) == ((1,), True)


def brackets(*, ticked: bool) -> OptionInk:
    image = np.full((SIZE, 60, 3), 245, np.uint8)
    cv2.ellipse(image, (14, 20), (6, 14), 0, 110, 250, (40, 40, 40), 2)
    cv2.ellipse(image, (46, 20), (6, 14), 0, -70, 70, (40, 40, 40), 2)
    if ticked:
        cv2.polylines(image, [np.array([(22, 20), (28, 29), (38, 10)])], isClosed=False, color=(20, 20, 20), thickness=3)
    return OptionInk("x", image, bracketed=True)


def test_a_tick_between_brackets() -> None:
    choice = judge([brackets(ticked=False), brackets(ticked=True), brackets(ticked=False)])
    assert (choice.ticked, choice.sure) == ((1,), True)


def joined_to_the_label() -> OptionInk:
    """A tick in a small box far right in its picture, that runs on into the label's first stroke and out of the picture."""
    image = np.full((SIZE, 60, 3), 245, np.uint8)
    cv2.rectangle(image, (40, 14), (51, 26), (40, 40, 40), 1)
    cv2.polylines(image, [np.array([(40, 20), (45, 26), (59, 8)])], isClosed=False, color=(20, 20, 20), thickness=3)
    cv2.line(image, (58, 4), (58, 34), (20, 20, 20), 2)
    return OptionInk("服务业", image, label_from=0.9)


def test_a_tick_that_runs_into_its_label() -> None:
    labels = np.full((SIZE, 60, 3), 245, np.uint8)
    cv2.line(labels, (57, 4), (57, 34), (20, 20, 20), 3)
    empty = labels.copy()
    cv2.rectangle(empty, (40, 14), (51, 26), (40, 40, 40), 1)
    choice = judge([OptionInk("农业农村", empty, label_from=0.9), joined_to_the_label(), OptionInk("消费品", empty, label_from=0.9)])
    assert choice.ticked == (1,)
    assert not judge([OptionInk("农业农村", labels, label_from=0.9), OptionInk("消费品", empty, label_from=0.9)]).ticked


def test_parts_of_a_tick_and_a_box_are_no_empty_box() -> None:
    """A place that is off shows a long stroke, a corner of the box and the table's rule, and nothing in its middle."""
    image = np.full((80, 80, 3), 245, np.uint8)
    cv2.line(image, (4, 40), (26, 4), (120, 30, 30), 4)
    cv2.polylines(image, [np.array([(4, 62), (10, 62), (10, 36)])], isClosed=False, color=(40, 40, 40), thickness=2)
    cv2.line(image, (20, 4), (78, 5), (40, 40, 40), 2)
    choice = judge([OptionInk("农业农村", place("box")), OptionInk("服务业", image), OptionInk("民政", place("box"))])
    assert not (choice.sure and not choice.ticked)
