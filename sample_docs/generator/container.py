"""Files that scans are delivered in: PDF of page images, JPEG, PNG, TIFF, ZIP. The same pages always give the same bytes."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from PIL import Image

from sample_docs.generator.scan import Scanned, Way

MOMENT = (2026, 5, 15, 9, 0, 0)


def jpeg(page: Scanned, *, with_dpi: bool = True) -> bytes:
    """A JPEG with halved chroma, as scanners and telephones write it."""
    out = io.BytesIO()
    dpi = {"dpi": (page.dpi, page.dpi)} if with_dpi else {}
    Image.fromarray(page.picture).save(out, "JPEG", quality=page.quality, subsampling="4:2:0", optimize=True, **dpi)
    return out.getvalue()


def png(page: Scanned) -> bytes:
    """A PNG with the scan's resolution."""
    out = io.BytesIO()
    image = _plain(page)
    image.save(out, "PNG", dpi=(page.dpi, page.dpi), optimize=True)
    return out.getvalue()


def tiff(pages: Sequence[Scanned]) -> bytes:
    """A multi-page TIFF: fax compression for black-and-white, JPEG otherwise."""
    images = [_plain(p) for p in pages]
    compression = "group4" if pages[0].way is Way.BILEVEL else "jpeg"
    # libtiff keeps the chroma whole, so the same size needs a lower quality
    extra = {} if compression == "group4" else {"quality": max(25, pages[0].quality - 20)}
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression=compression, dpi=(pages[0].dpi, pages[0].dpi), **extra)
    return out.getvalue()


def _plain(page: Scanned) -> Image.Image:
    image = Image.fromarray(page.picture)
    return image.convert("1", dither=Image.Dither.NONE) if page.way is Way.BILEVEL else image


def _fax(page: Scanned) -> bytes:
    """CCITT group 4 data of a black-and-white page, taken out of a TIFF of one strip."""
    out = io.BytesIO()
    image = _plain(page)
    image.save(out, "TIFF", compression="group4", tiffinfo={278: image.height})
    image = Image.open(io.BytesIO(out.getvalue()))
    offset, length = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
    return out.getvalue()[offset : offset + length]


def _image_object(page: Scanned) -> bytes:
    h, w = page.picture.shape[:2]
    head = f"<< /Type /XObject /Subtype /Image /Width {w} /Height {h} "
    if page.way is Way.BILEVEL:
        data = _fax(page)
        head += "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
        head += f"/DecodeParms << /K -1 /Columns {w} /Rows {h} /BlackIs1 true >> "
    else:
        data = jpeg(page)
        space = "/DeviceGray" if page.way is Way.GREY else "/DeviceRGB"
        head += f"/ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode "
    return head.encode() + f"/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def pdf(pages: Iterable[Scanned], *, turn_by_key: int = 0) -> bytes:
    """A PDF with one image to a page, as a scanner writes it. ``turn_by_key`` sets /Rotate, for pages that only the viewer turns."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for page in pages:
        width, height = _size(page)
        paint = zlib.compress(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode())
        n = len(objects) + 1
        objects.append(_image_object(page))
        objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(paint) + paint + b"\nendstream")
        rotate = f"/Rotate {turn_by_key} " if turn_by_key else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {rotate}/MediaBox [0 0 {width:.2f} {height:.2f}] "
            f"/Resources << /XObject << /Im0 {n} 0 R >> >> /Contents {n + 1} 0 R >>".encode()
        )
        kids.append(f"{n + 2} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _assemble(objects)


def _size(page: Scanned) -> tuple[float, float]:
    scale = min(page.upright_size) / min(page.picture.shape[:2])
    return page.picture.shape[1] * scale, page.picture.shape[0] * scale


def _assemble(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for n, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % n + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def archive(members: Sequence[tuple[str, bytes]]) -> bytes:
    """A ZIP whose members all carry the same moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members:
            z.writestr(zipfile.ZipInfo(name, MOMENT), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def blank_picture() -> np.ndarray:
    """The white back of a sheet."""
    return np.full((3508, 2480, 3), 255, np.uint8)
