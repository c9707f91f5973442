import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractors.intake import FileKind, Limits
from extractors.sources import Source, open_source
from schemas.errors import Quarantine, Reason


def opened(tmp_path: Path, data: bytes, kind: FileKind = FileKind.PNG, limits: Limits | None = None) -> Source:
    path = tmp_path / "a"
    path.write_bytes(data)
    return open_source(path, kind, limits or Limits())


def written(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def refusal(tmp_path: Path, data: bytes, kind: FileKind = FileKind.PNG, limits: Limits | None = None) -> Reason:
    with pytest.raises(Quarantine) as refused:
        show_all(tmp_path, data, kind, limits)
    return refused.value.reason


def show_all(tmp_path: Path, data: bytes, kind: FileKind, limits: Limits | None) -> None:
    with opened(tmp_path, data, kind, limits) as source:
        for number in range(1, source.page_count + 1):
            source.page(number).image(100)


def claimed(width: int, height: int) -> bytes:
    """A PNG that claims a size, and has no pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("dpi", "size", "points"),
    [
        ((200, 200), (1654, 2339), (595.4, 842.0)),
        ((300, 300), (2480, 3508), (595.2, 841.9)),
        ((204, 196), (1728, 2200), (609.9, 808.2)),
        (None, (1500, 2000), (595.0, 793.3)),
        ((72, 72), (2000, 1500), (793.3, 595.0)),
        ((2400, 2400), (1500, 2000), (595.0, 793.3)),
    ],
)
def test_points_follow_the_resolution_where_it_is_credible(
    tmp_path: Path, dpi: tuple[int, int] | None, size: tuple[int, int], points: tuple[float, float]
) -> None:
    options = {"dpi": dpi} if dpi else {}
    with opened(tmp_path, written(Image.new("L", size, 255), "PNG", **options)) as source:
        page = source.page(1)
    assert (page.width, page.height) == (pytest.approx(points[0], abs=0.6), pytest.approx(points[1], abs=0.6))


def test_pixels_of_a_fax_are_made_square(tmp_path: Path) -> None:
    with opened(tmp_path, written(Image.new("1", (1728, 1100), 1), "TIFF", dpi=(204, 98)), FileKind.TIFF) as source:
        page = source.page(1)
        height, width = page.image(300).shape[:2]
    assert page.width == pytest.approx(595, abs=1)
    assert height / width == pytest.approx(page.height / page.width, abs=0.01)
    assert page.height / page.width == pytest.approx(1100 * 204 / 98 / 1728, abs=0.01)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_tags_are_followed(tmp_path: Path, orientation: int) -> None:
    """A black corner that stands top left once the tag is followed."""
    upright = np.full((300, 200), 255, np.uint8)
    upright[:60, :40] = 0
    back = {
        1: lambda a: a,
        2: np.fliplr,
        3: lambda a: np.rot90(a, 2),
        4: np.flipud,
        5: np.transpose,
        6: np.rot90,
        7: lambda a: np.rot90(a.T, 2),
    }
    stored = Image.fromarray(np.ascontiguousarray(back.get(orientation, lambda a: np.rot90(a, -1))(upright)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    with opened(tmp_path, written(stored, "JPEG", exif=exif), FileKind.JPEG) as source:
        page = source.page(1)
        shown = page.image(2000)
    assert (page.width, page.height) == (pytest.approx(595), pytest.approx(892.5))
    assert shown.shape[:2] == (300, 200)
    assert shown[:50, :30].mean() < 40
    assert shown[100:].mean() > 220


def test_every_frame_is_a_page(tmp_path: Path) -> None:
    frames = [Image.new("1", (400, 500 + 100 * n), 1) for n in range(3)]
    data = written(frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    with opened(tmp_path, data, FileKind.TIFF) as source:
        assert source.page_count == 3
        assert [source.page(n).image(200).shape[0] for n in (1, 2, 3)] == [500, 600, 700]


def test_transparent_pictures_lie_on_white(tmp_path: Path) -> None:
    with opened(tmp_path, written(Image.new("RGBA", (100, 100), (0, 0, 0, 0)))) as source:
        assert source.page(1).image(300).min() == 255


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    grey = Image.fromarray(np.full((100, 100), 65535, np.uint16))
    with opened(tmp_path, written(grey)) as source:
        assert source.page(1).image(300).min() == 255


@pytest.mark.parametrize("size", [(13_000, 13_000), (60_000, 60_000), (1444, 6), (20_000, 20), (1, 5000), (20, 20)])
def test_pictures_that_are_no_pages_are_turned_away(tmp_path: Path, size: tuple[int, int]) -> None:
    assert refusal(tmp_path, claimed(*size)) is Reason.IMAGE_GEOMETRY


def test_all_frames_together_have_a_limit(tmp_path: Path) -> None:
    frames = [Image.new("1", (400, 500), 1)] * 4
    data = written(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    assert refusal(tmp_path, data, FileKind.TIFF, Limits(total_pixels=700_000)) is Reason.IMAGE_GEOMETRY
    assert refusal(tmp_path, data, FileKind.TIFF, Limits(frames=3)) is Reason.TOO_MANY_PAGES


def test_other_formats_are_not_even_tried(tmp_path: Path) -> None:
    assert refusal(tmp_path, written(Image.new("P", (100, 100)), "GIF")) is Reason.DAMAGED_UNREADABLE


@pytest.mark.parametrize("kind", [FileKind.PNG, FileKind.JPEG, FileKind.TIFF])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_pictures_are_damaged(tmp_path: Path, kind: FileKind, share: float) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=np.uint8))
    data = written(noise, kind.value.upper())
    assert refusal(tmp_path, data[: int(len(data) * share)], kind) is Reason.DAMAGED_UNREADABLE
