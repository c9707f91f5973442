"""A pack's folder becomes a Notice, or a NoticeError that names every fault."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from notices import text_yaml
from notices.consistency import contradictions
from notices.faults import Fault, refusal, refuse
from notices.open_draft import refuse_open_draft
from notices.roster import ROSTER_FILE, read_roster
from notices.text_yaml import TextYamlError, YamlText
from notices.wording import Location, faults_of, place_in
from schemas.notice import Notice

NOTICE_FILE = "notice.yaml"
DOMAINS_FILE = "domains.yaml"
FORM_FILE = "form.yaml"
LETTER_FILE = "letter.yaml"
SOURCE_FILE = "source.txt"
FILES = (NOTICE_FILE, ROSTER_FILE, DOMAINS_FILE, FORM_FILE, LETTER_FILE, SOURCE_FILE)
MAX_BYTES = 1_000_000

_HOME_OF = {"domains": DOMAINS_FILE, "overlaps": DOMAINS_FILE, "form": FORM_FILE, "letter": LETTER_FILE, "recommenders": ROSTER_FILE}
"""The parts of a Notice that do not stand in notice.yaml."""

Mapping = dict[str, YamlText]


def load_path(path: Path) -> Notice:
    """Return the notice in a folder; NoticeError names file, clause and fault, and what to do."""
    refuse_open_draft(path)
    texts = _texts(path)
    parts = {name: _mapping(path, name, texts[name]) for name in (NOTICE_FILE, DOMAINS_FILE, FORM_FILE, LETTER_FILE)}
    roster, faults = read_roster(texts[ROSTER_FILE])
    refuse(path, (*faults, *_strangers(parts)))
    given = {**parts[NOTICE_FILE], **parts[DOMAINS_FILE], "form": parts[FORM_FILE], "letter": parts[LETTER_FILE]}
    try:
        notice = Notice.model_validate({**given, "recommenders": roster, "version": _version(texts)})
    except ValidationError as error:
        raise refusal(path, faults_of(error, lambda location: _place(location, given))) from error
    refuse(path, contradictions(notice, texts[SOURCE_FILE]))
    return notice


def _texts(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for name in FILES:
        try:
            texts[name] = _text(folder / name)
        except (OSError, ValueError) as error:
            faults.append(Fault(name, "", _unreadable(error), "请补齐该文件，存为 UTF-8 编码。"))
    refuse(folder, faults)
    return texts


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"超过 {MAX_BYTES // 1000} KB")
    return data.decode("utf-8-sig")


def _unreadable(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "缺少该文件"
        case OSError():
            return "无法打开"
        case UnicodeDecodeError():
            return "不是 UTF-8 编码"
        case _:
            return str(error)


def _mapping(folder: Path, name: str, text: str) -> Mapping:
    try:
        found = text_yaml.parse(text)
    except TextYamlError as error:
        where = f"第{error.line}行" if error.line else ""
        raise refusal(folder, [Fault(name, where, error.what, "请按 YAML 语法改正。")]) from error
    if not isinstance(found, dict):
        raise refusal(folder, [Fault(name, "", "应为“键: 值”形式", "请对照 docs/notice-pack.md 改正。")])
    return found


def _strangers(parts: dict[str, Mapping]) -> list[Fault]:
    """Keys that belong to another file, or are the loader's own."""
    elsewhere = {*_HOME_OF, "version"}
    found = [(NOTICE_FILE, key) for key in parts[NOTICE_FILE] if key in elsewhere]
    found += [(DOMAINS_FILE, key) for key in parts[DOMAINS_FILE] if key not in {"domains", "overlaps"}]
    return [Fault(file, "", f"“{key}”不写在这个文件里", "请对照 docs/notice-pack.md 改正。") for file, key in found]


def _place(location: Location, given: Mapping) -> tuple[str, str]:
    file = _HOME_OF.get(str(location[0]), NOTICE_FILE) if location else NOTICE_FILE
    return file, place_in(given, location)


def _version(texts: dict[str, str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(texts):
        body = texts[name].encode()
        digest.update(f"{name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()
