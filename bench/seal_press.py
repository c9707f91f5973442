"""Presses made-up seals onto made-up pages: arc text, star, number, wear, ink, paper, scanner and JPEG.

Everything is drawn from one random generator, so that a seed names a page for good.
"""

import math
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
Plane = NDArray[np.float32]

A4 = (210.0, 297.0)
FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", 0),
)
REDS = ((214, 30, 40), (190, 20, 30), (225, 60, 70), (200, 30, 70), (230, 70, 40), (160, 20, 30))
CITIES = (
    "沈阳市",
    "大连市",
    "鞍山市",
    "抚顺市",
    "本溪市",
    "丹东市",
    "锦州市",
    "营口市",
    "阜新市",
    "辽阳市",
    "盘锦市",
    "铁岭市",
    "朝阳市",
    "葫芦岛市",
    "海城市",
    "庄河市",
)
BODIES = (
    "市场监督管理局",
    "农业农村局",
    "民政局",
    "司法局",
    "文化旅游和广播电视局",
    "卫生健康委员会",
    "人民政府",
    "住房和城乡建设局",
    "公共资源交易中心",
    "检验检测认证中心",
)
STEMS = ("恒源", "东北", "万佳", "金穗", "碧海", "鑫达", "华锐", "红旗", "瑞丰", "天成", "泰和", "百川", "润泽", "盛京", "永利")
TRADES = ("农业科技", "物业管理服务", "冷链物流", "智能装备制造", "生态环境", "食品", "养老服务", "新能源", "建筑工程设计", "信息技术")
KINDS = ("有限公司", "有限责任公司", "集团股份有限公司", "股份有限公司", "研究院", "专业合作社", "产业技术创新联盟")


@dataclass(frozen=True)
class Design:
    """What is cut into the seal."""

    name: str
    diameter: float = 42.0
    """Millimetres; the longer axis of an oval."""
    ratio: float = 1.0
    """Shorter axis over longer."""
    line: str = ""
    number: str = ""
    star: bool = True
    double: bool = False
    font: int = 0


@dataclass(frozen=True)
class Press:
    """How and with what it was pressed."""

    x: float
    y: float
    """Centre in millimetres from the page's top left."""
    turn: float = 0.0
    colour: tuple[int, int, int] = REDS[0]
    strength: float = 1.0
    wear: float = 0.0
    """0 is a perfect impression, 1 a wreck."""


@dataclass(frozen=True)
class Scan:
    """Scanner and file."""

    dpi: int = 200
    quality: int = 75
    noise: float = 3.0
    blur: float = 0.4
    paper: tuple[int, int, int] = (250, 250, 250)
    mode: str = "colour"
    """``colour``, ``gray`` or ``bilevel``."""


@dataclass(frozen=True)
class Scene:
    """A page and the truth about its seals."""

    picture: Picture
    points_per_pixel: float
    seals: tuple[tuple[Design, Press], ...] = field(default=())


def font(index: int, size: int) -> ImageFont.FreeTypeFont:
    """A font of the machine, the first one where the wanted one isn't installed."""
    path, face = FONTS[index] if Path(FONTS[index][0]).exists() else FONTS[0]
    return ImageFont.truetype(path, size, index=face)


def glyph(char: str, index: int, width: int, height: int) -> Picture:
    """One character stretched to a box, white on black."""
    drawn = Image.new("L", (160, 160))
    ImageDraw.Draw(drawn).text((80, 80), char, fill=255, font=font(index, 120), anchor="mm")
    box = drawn.getbbox() or (0, 0, 160, 160)
    side = (min(box[0], 24), min(box[1], 24), max(box[2], 136), max(box[3], 136))
    return np.asarray(drawn.crop(side).resize((width, height), Image.Resampling.BILINEAR), dtype=np.uint8)


def paste(plane: Picture, mark: Picture, x: float, y: float, degrees: float) -> None:
    """Put a mark on the plane, centred and turned clockwise."""
    turned = np.asarray(Image.fromarray(mark).rotate(-degrees, expand=True, resample=Image.Resampling.BICUBIC), dtype=np.uint8)
    h, w = turned.shape
    left, top = round(x - w / 2), round(y - h / 2)
    view = plane[top : top + h, left : left + w]
    np.maximum(view, turned[: view.shape[0], : view.shape[1]], out=view)


def arc_text(plane: Picture, design: Design, unit: float, axes: tuple[float, float]) -> None:
    """The name along the upper arc, from left to right, heads outside."""
    count = len(design.name)
    a, b = axes
    span = min(285.0, (24 if count < 10 else 20) * (count - 1) + 40) if design.ratio > 0.95 else min(240.0, 22 * (count - 1))
    height = unit * (7.4 if count < 9 else 6.2 if count < 16 else 5.4) * (design.diameter / 42) * (0.85 if design.ratio < 0.95 else 1)
    rim = height / 2 + unit * 2.2
    pitch = math.radians(span / max(count - 1, 1)) * (a - rim)
    width = min(height * 0.95, pitch * 0.86)
    for k, char in enumerate(design.name):
        angle = math.radians(-span / 2 + span * k / max(count - 1, 1))
        x, y = (a - rim) * math.sin(angle), -(b - rim) * math.cos(angle)
        tilt = math.degrees(math.atan2((b - rim) * math.sin(angle), (a - rim) * math.cos(angle)))
        paste(plane, glyph(char, design.font, max(8, round(width)), round(height)), plane.shape[1] / 2 + x, plane.shape[0] / 2 + y, tilt)


def number_text(plane: Picture, design: Design, unit: float, axes: tuple[float, float]) -> None:
    """The seal's number along the bottom, read from left to right, heads inside."""
    a, b = axes
    for k, char in enumerate(design.number):
        angle = math.radians((k - (len(design.number) - 1) / 2) * 4.6)
        x, y = (a - unit * 2.4) * math.sin(angle), (b - unit * 2.4) * math.cos(angle)
        mark = glyph(char, 3, round(unit * 1.1), round(unit * 1.9))
        paste(plane, mark, plane.shape[1] / 2 + x, plane.shape[0] / 2 + y, -math.degrees(angle))


def star(plane: Picture, unit: float, radius: float) -> None:
    """Five points in the middle."""
    h, w = plane.shape
    points = [
        (
            w / 2 + radius * (1 if k % 2 == 0 else 0.382) * math.sin(k * math.pi / 5),
            h / 2 - radius * (1 if k % 2 == 0 else 0.382) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    cv2.fillPoly(plane, [np.round(np.array(points)).astype(np.int32)], 255)


def cut(design: Design, unit: float = 20.0) -> Picture:
    """The seal's face: white where it gives ink; ``unit`` is pixels per millimetre."""
    side = round((design.diameter + 4) * unit)
    plane = np.zeros((side, side), np.uint8)
    a, b = design.diameter * unit / 2, design.diameter * unit / 2 * design.ratio
    middle = (side // 2, side // 2)
    cv2.ellipse(
        plane, middle, (round(a - unit * 0.5), round(b - unit * 0.5)), 0, 0, 360, 255, round(unit * (0.5 if design.double else 1.1))
    )
    if design.double:
        cv2.ellipse(plane, middle, (round(a - unit * 1.5), round(b - unit * 1.5)), 0, 0, 360, 255, round(unit * 0.3))
    arc_text(plane, design, unit, (a, b))
    if design.number:
        number_text(plane, design, unit, (a, b))
    if design.star:
        star(plane, unit, a * 0.31)
    if design.line:
        wide = min(a * 1.25, len(design.line) * unit * 4.6) / len(design.line)
        for k, char in enumerate(design.line):
            x = side / 2 + (k - (len(design.line) - 1) / 2) * wide
            paste(plane, glyph(char, design.font, round(wide * 0.9), round(unit * 4.8)), x, side / 2 + b * (0.5 if design.star else 0.1), 0)
    return plane


def clouds(rng: np.random.Generator, side: int, grain: int) -> Plane:
    """Smooth random field in 0…1."""
    small = rng.random((max(2, side // grain), max(2, side // grain))).astype(np.float32)
    return np.clip(cv2.resize(small, (side, side), interpolation=cv2.INTER_CUBIC), 0, 1)


def wear_out(face: Picture, wear: float, rng: np.random.Generator) -> Plane:
    """Uneven pressure, dropped grains, filled corners."""
    side = face.shape[0]
    ink = face.astype(np.float32) / 255
    if wear <= 0:
        return ink
    spread = rng.choice([-1, 0, 0, 1]) if wear > 0.3 else 0
    if spread:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5) if spread > 0 else (3, 3))
        ink = (cv2.dilate(ink, kernel, iterations=2 * spread) if spread > 0 else cv2.erode(ink, kernel)).astype(np.float32)
    pressure = clouds(rng, side, side // 4)
    grain = clouds(rng, side, 7)
    ink = ink * np.clip(1 - wear * 1.1 * np.clip(1.3 * pressure - 0.35, 0, 1), 0.0, 1)
    return np.asarray(ink * np.where(grain < 0.12 + wear * 0.4 * pressure, 1 - 0.85 * wear**0.5, 1.0), dtype=np.float32)


def stamp(page: Plane, design: Design, press: Press, unit: float, rng: np.random.Generator) -> None:
    """Multiply the ink into the page; what lies off the page is lost."""
    ink = wear_out(cut(design), press.wear, rng)
    side = ink.shape[0]
    scale = unit / 20.0
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), -press.turn, scale)
    turn[:, 2] += (press.x * unit - side / 2, press.y * unit - side / 2)
    small = cv2.GaussianBlur(ink, (0, 0), max(0.1, 0.45 / scale))
    spread = cv2.warpAffine(small, turn, (page.shape[1], page.shape[0]), flags=cv2.INTER_LINEAR)
    colour = np.array(press.colour[::-1], np.float32) / 255
    page *= 1 - (press.strength * spread)[..., None] * (1 - colour)


def write(
    page: Picture, text: str, place: tuple[float, float, float], unit: float, colour: tuple[int, int, int] = (20, 20, 20), *, face: int = 2
) -> None:
    """A line of print at x and y with a height, in millimetres; colour in RGB."""
    x, y, height = place
    image = Image.fromarray(page)
    ImageDraw.Draw(image).text((x * unit, y * unit), text, fill=colour[::-1], font=font(face, round(height * unit)))
    page[:] = np.asarray(image)


def letter_page(unit: float, rng: np.random.Generator, *, red_head: bool) -> Picture:
    """A letter: red head and rule perhaps, running text, issuer and date below."""
    page = np.full((round(A4[1] * unit), round(A4[0] * unit), 3), 255, np.uint8)
    if red_head:
        write(page, "辽宁省农业农村厅文件", (30, 25, 14), unit, (215, 20, 30), face=0)
        cv2.line(
            page, (round(28 * unit), round(55 * unit)), (round(182 * unit), round(55 * unit)), (40, 20, 215), max(2, round(0.8 * unit))
        )
    words = "按照国家标准化管理委员会有关要求经研究决定现推荐下列项目申报试点请予审核并将有关材料报送如下特此函告附件一份联系人电话"
    for row in range(12):
        line = "".join(words[int(i)] for i in rng.integers(0, len(words), 28))
        write(page, line, (28, 70 + row * 10, 5.5), unit)
    write(page, str(rng.choice(CITIES)) + str(rng.choice(BODIES)), (110, 214, 5.5), unit)
    write(page, f"2026年{rng.integers(4, 7)}月{rng.integers(1, 29)}日", (125, 226, 5.5), unit)
    return page


def form_page(unit: float, rng: np.random.Generator) -> Picture:
    """A ruled form with opinion boxes."""
    page = np.full((round(A4[1] * unit), round(A4[0] * unit), 3), 255, np.uint8)
    thick = max(1, round(0.25 * unit))
    for top in (30, 45, 60, 75, 90, 160, 225, 280):
        cv2.line(page, (round(20 * unit), round(top * unit)), (round(190 * unit), round(top * unit)), (30, 30, 30), thick)
    for left in (20, 55, 190):
        cv2.line(page, (round(left * unit), round(30 * unit)), (round(left * unit), round(280 * unit)), (30, 30, 30), thick)
    for top, label in (
        (32, "项目名称"),
        (47, "承担单位"),
        (62, "联系人"),
        (77, "电子邮箱"),
        (100, "承担单位意见"),
        (170, "推荐单位意见"),
        (235, "备注"),
    ):
        write(page, label, (22, top, 5), unit)
    for top in (108, 118, 172, 182):
        write(page, "同意申报，所填内容真实有效，愿意承担相应责任。", (60, top, 5), unit)
    for top in (148, 212):
        write(page, "（盖章）      2026年 5 月 " + str(rng.integers(1, 29)) + " 日", (105, top, 5), unit)
    return page


def certificate_page(unit: float, rng: np.random.Generator) -> Picture:
    """A certificate: red frame, pinkish waves, a round emblem that is no seal."""
    h, w = round(A4[1] * unit), round(A4[0] * unit)
    page = np.full((h, w, 3), 255, np.float32)
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32) / unit
    waves = np.zeros((h, w), np.float32)
    for k in range(3):
        waves = np.maximum(waves, np.exp(-(((ys + 4 * np.sin(xs / (6 + k)) + 3 * k) % 9 - 4.5) ** 2) / 0.06))
    page -= waves[..., None] * np.array([50, 60, 10], np.float32) * float(rng.uniform(0.4, 1.2))
    out = np.clip(page, 0, 255).astype(np.uint8)
    for inset, thick in ((10, 2.0), (14, 0.6)):
        cv2.rectangle(
            out,
            (round(inset * unit), round(inset * unit)),
            (w - round(inset * unit), h - round(inset * unit)),
            (40, 30, 200),
            round(thick * unit),
        )
    centre = (w // 2, round(40 * unit))
    cv2.circle(out, centre, round(14 * unit), (40, 180, 230), round(3 * unit))
    cv2.circle(out, centre, round(12.5 * unit), (30, 20, 215), -1)
    cv2.circle(out, centre, round(4 * unit), (40, 200, 240), -1)
    write(out, "营 业 执 照", (70, 62, 14), unit, (30, 30, 30), face=0)
    for row in range(6):
        write(out, "名称 类型 住所 法定代表人 注册资本 成立日期", (30, 100 + row * 14, 5), unit)
    write(out, "登记机关", (120, 225, 6), unit)
    write(out, f"2023年{rng.integers(1, 13)}月{rng.integers(1, 29)}日", (120, 250, 6), unit)
    return out


def photo_page(unit: float, rng: np.random.Generator) -> Picture:
    """A page with a coloured photograph full of round red things."""
    page = letter_page(unit, rng, red_head=True)
    top, left, h, w = round(90 * unit), round(40 * unit), round(80 * unit), round(120 * unit)
    field_ = np.stack([clouds(rng, max(h, w), 60)[:h, :w] for _ in range(3)], axis=-1) * 255
    photo = np.ascontiguousarray(field_.astype(np.uint8))
    for _ in range(6):
        x, y = int(rng.integers(0, w)), int(rng.integers(0, h))
        cv2.circle(
            photo,
            (x, y),
            round(float(rng.uniform(6, 20)) * unit),
            (30, 30, int(rng.integers(150, 240))),
            -1 if rng.random() < 0.6 else round(2 * unit),
        )
    page[top : top + h, left : left + w] = photo
    return page


def scan(page: Plane, how: Scan, rng: np.random.Generator) -> Picture:
    """Paper colour, light, blur, noise, colour mode and JPEG."""
    out = page * (np.array(how.paper[::-1], np.float32) / 255)
    h, w = out.shape[:2]
    light = 1 - 0.06 * cv2.resize(clouds(rng, 64, 32), (w, h))[..., None]
    out = cv2.GaussianBlur(out * light * 255, (0, 0), max(0.05, how.blur))
    out = np.clip(out + rng.normal(0, how.noise, out.shape), 0, 255).astype(np.uint8)
    if how.mode != "colour":
        gray = cv2.cvtColor(out, cv2.COLOR_BGR2GRAY)
        gray = np.where(gray < 170, 0, 255).astype(np.uint8) if how.mode == "bilevel" else gray
        out = cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)
    if how.mode == "bilevel":
        return np.asarray(out)
    done, data = cv2.imencode(
        ".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, how.quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420]
    )
    assert done
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)


def made_up_name(rng: np.random.Generator) -> str:
    """An office, a company or an institute of 6 to 24 characters."""
    if rng.random() < 0.45:
        return str(rng.choice(CITIES)) + str(rng.choice(BODIES))
    lead = str(rng.choice(("", "辽宁", "辽宁省"))) + (str(rng.choice(CITIES)) if rng.random() < 0.3 else "")
    return (lead + str(rng.choice(STEMS)) + str(rng.choice(TRADES)) + str(rng.choice(KINDS)))[:24]


def compose(page: Picture, seals: tuple[tuple[Design, Press], ...], how: Scan, rng: np.random.Generator) -> Scene:
    """Stamp and scan a page that was drawn at the scan's resolution."""
    unit = how.dpi / 25.4
    plane = page.astype(np.float32) / 255
    for design, press in seals:
        stamp(plane, design, press, unit, rng)
    return Scene(scan(plane, how, rng), 72.0 / how.dpi, seals)
