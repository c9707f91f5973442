"""Text compared by its words: no white space, one width of punctuation. A notice's own text is often OCR output with stray breaks."""

import unicodedata

_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "―": "-", "〈": "《", "〉": "》", "。": "."})


def folded(text: str) -> str:
    """Return the text without white space, full-width forms and kinds of quotation mark folded into one."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_SAME).split())
