"""Many pictures are drawn by a process beside: as well as a few are here, and its troubles are ours."""

import errno
import io
import pickle
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from reports import crops
from reports.beside import COMMAND
from reports.drawing import GATHERED, Drawing, drawing


def page(colour: int = 250, keep: int | None = None) -> crops.PagePicture:
    """A page of one grey; of its file only the first ``keep`` bytes."""
    buffer = io.BytesIO()
    Image.effect_noise((595, 842), 3).point(lambda v: colour).save(buffer, "JPEG")
    made = crops.page_picture(f"{colour}-{keep}", buffer.getvalue()[:keep])
    assert made is not None
    return made


def sketch(path: Path) -> crops.Sketch:
    return crops.Sketch(path, crops.cut((595, 842), (100.0, 100.0, 200.0, 120.0), 1.0), (), 1.0)


def draw(folder: Path, number: int, of: crops.PagePicture) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{place}.jpg" for place in range(number)]
    with drawing() as made:
        for path in paths:
            made.soon(of, sketch(path))
        made.finish()
    return paths


def test_pictures_drawn_beside_are_those_drawn_here(tmp_path):
    here, beside = (draw(tmp_path / str(number), number, page()) for number in (1, 2 * GATHERED + 3))
    assert {path.read_bytes() for path in beside} == {here[0].read_bytes()}


def test_each_picture_is_of_its_own_page(tmp_path):
    pages = [page(colour) for colour in (60, 120, 180)]
    with drawing() as made:
        for place in range(GATHERED + 9):
            made.soon(pages[place % 3], sketch(tmp_path / f"{place}.jpg"))
        made.finish()
    for place in range(GATHERED + 9):
        with Image.open(tmp_path / f"{place}.jpg") as image:
            assert abs(image.convert("L").getpixel((1, 1)) - (60, 120, 180)[place % 3]) < 4


@pytest.mark.parametrize("number", [1, GATHERED + 1])
def test_a_full_disk_is_told_as_such(number):
    def fill() -> None:
        with drawing() as made:
            for _ in range(number):
                made.soon(page(), sketch(Path("/dev/full")))
            made.finish()

    with pytest.raises(OSError, match=r".") as told:
        fill()
    assert told.value.errno == errno.ENOSPC


def test_a_process_that_was_killed_is_no_success(tmp_path):
    with drawing() as made:
        begin(made, tmp_path)
        assert made._beside is not None
        made._beside._child.kill()
        with pytest.raises((RuntimeError, OSError)):
            made.finish()


def test_no_process_is_left_behind(tmp_path):
    kept = Drawing()
    begin(kept, tmp_path)
    assert kept._beside is not None
    child = kept._beside._child
    kept.drop()
    assert child.poll() is not None


@pytest.mark.parametrize("kept", [0, 1, 100, -1])
def test_the_process_ends_in_peace_when_the_one_that_asks_is_gone(tmp_path, kept):
    call = pickle.dumps((crops.draw, ([(page().data, [sketch(tmp_path / "a.jpg")])],)))
    ended = subprocess.run(COMMAND, input=call[:kept], capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_few_pictures_start_no_process(tmp_path):
    with drawing() as made:
        made.soon(page(), sketch(tmp_path / "a.jpg"))
        assert made._beside is None
        made.finish()
    assert (tmp_path / "a.jpg").stat().st_size > 0


def test_a_damaged_page_has_a_picture_all_the_same(tmp_path):
    """Its place is in the report already when the damage is seen."""
    (path,) = draw(tmp_path / "a", 1, page(keep=2000))
    with Image.open(path) as image:
        assert image.size == sketch(path).shown.size


def begin(made: Drawing, folder: Path) -> None:
    for place in range(GATHERED):
        made.soon(page(), sketch(folder / f"{place}.jpg"))
