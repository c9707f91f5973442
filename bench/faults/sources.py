"""Good files of every kind to be damaged: small ones, made of a page of the sample round."""

import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from bench.faults.trial import TOP

_SAMPLES = TOP / "sample_docs" / "round" / "inbox"
_LARGEST = 120_000
_DPI = 110


def good_files(folder: Path) -> dict[str, bytes]:
    """Return small files of the sample round, and one of its pages as every other kind of file, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    sheet = _sheet(_SAMPLES / "辽宁省民政厅" / "推荐函.pdf")
    return _small_samples() | {name: _written(sheet, name, mode, options) for name, (mode, options) in _KINDS.items()}


_KINDS: dict[str, tuple[str, dict[str, object]]] = {
    "photo.jpg": ("RGB", {"quality": 80, "dpi": (_DPI, _DPI)}),
    "sheet.png": ("L", {"dpi": (_DPI, _DPI)}),
    "sheet.bmp": ("L", {}),
    "fax.tif": ("1", {"compression": "group4", "dpi": (_DPI, _DPI), "save_all": True}),
    "lzw.tif": ("L", {"compression": "tiff_lzw", "dpi": (_DPI, _DPI)}),
    "jpeg.tif": ("RGB", {"compression": "jpeg", "dpi": (_DPI, _DPI)}),
    "fax.pdf": ("1", {"resolution": _DPI, "save_all": True}),
    "scan.pdf": ("RGB", {"resolution": _DPI, "save_all": True}),
}


def _small_samples() -> dict[str, bytes]:
    """Return the smallest of each kind that can be read: scans, a text layer, forms."""
    wanted = ("信用报告1.pdf", "证照1.pdf", "申请表1（电子版）.docx", "申请表2（电子版）.docx")
    found = sorted(_SAMPLES.rglob("*"), key=str)
    named = {name: next(path for path in found if path.name == name and path.stat().st_size < _LARGEST) for name in wanted}
    return {name: path.read_bytes() for name, path in named.items()}


def _sheet(path: Path) -> Image.Image:
    document = pdfium.PdfDocument(path)
    sheet: Image.Image = document[0].render(scale=_DPI / 72).to_pil()
    document.close()
    return sheet


def _written(sheet: Image.Image, name: str, mode: str, options: dict[str, object]) -> bytes:
    out = io.BytesIO()
    page = sheet.convert(mode)
    more = {"append_images": [page.rotate(180)]} if options.get("save_all") else {}
    page.save(out, {"jpg": "JPEG", "tif": "TIFF"}.get(name[-3:], name[-3:].upper()), **options, **more)
    return out.getvalue()
