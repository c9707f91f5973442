"""Where the letters' templates lie; the office may edit them in Word or WPS."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "templates"
MENDING_LETTER = _FOLDER / "补正通知.docx"
UPLOAD_LETTER = _FOLDER / "报送函.docx"
