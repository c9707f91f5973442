"""How large a file may be. Every limit stands here, so that the settings and the report can print them."""

from dataclasses import dataclass

MEGA = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Limits on what comes from outside. The defaults leave room for everything an office really sends."""

    file_bytes: int = 200 * MEGA
    pages: int = 1_000
    page_points: float = 5 / 0.0254 * 72
    """A PDF page's side: five metres."""
    page_pixels: int = 40 * MEGA
    lowest_dpi: float = 100
    text_objects: int = 60_000
    """Page objects that the text layer is still taken from; beyond, the page is shown and read by eye."""

    frame_pixels: int = 60 * MEGA
    frames: int = 500
    total_pixels: int = 1_000 * MEGA
    shortest_side: int = 32
    aspect: float = 25

    members: int = 2_000
    total_bytes: int = 1_000 * MEGA
    member_bytes: int = 200 * MEGA
    ratio: float = 100
    ratio_from: int = MEGA
    """Small members may be packed tighter: a form full of blanks is."""
    depth: int = 2

    document_xml: int = 30 * MEGA
    elements: int = 200_000
    grid_span: int = 64
    paragraphs_deep: int = 16
    """Tables within tables."""

    convert_seconds: float = 90


LIMITS = Limits()
