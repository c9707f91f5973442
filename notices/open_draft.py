"""A draft that somebody has begun to accept: as long as anything in it is open, its folder is no pack."""

from pathlib import Path

from pydantic import ValidationError

from notices import text_yaml
from notices.faults import Fault, refuse
from notices.text_yaml import TextYamlError
from schemas.draft import Draft
from schemas.errors import NoticeError

DRAFT_FILE = "draft.yaml"
_REMEDY = "对的把 accepted 改为 true；不对的改正 value 或整项删去。"


def read_draft(folder: Path) -> Draft:
    """Return the draft in a folder; NoticeError where it is none."""
    try:
        return Draft.model_validate(text_yaml.parse((folder / DRAFT_FILE).read_text("utf-8")))
    except (OSError, UnicodeDecodeError, TextYamlError) as error:
        raise NoticeError(f"{folder / DRAFT_FILE}：无法读取", "请先运行 chuhe notice draft，或按 YAML 语法改正。") from error
    except ValidationError as error:
        places = "；".join(".".join(map(str, detail["loc"])) for detail in error.errors(include_url=False)[:5])
        remedy = "accepted 只写 true 或 false；其余各项照草稿原样。"
        raise NoticeError(f"{folder / DRAFT_FILE}：内容不合要求（{places}）", remedy) from error


def refuse_open_draft(folder: Path) -> None:
    """Refuse a folder whose draft has proposals that nobody has accepted; a folder without a draft passes."""
    if (folder / DRAFT_FILE).exists():
        refuse(folder, _open(read_draft(folder)))


def _open(draft: Draft) -> list[Fault]:
    facts = [Fault(DRAFT_FILE, f"{f.key} {f.about}".strip(), f"“{f.value}”尚未确认", _REMEDY) for f in draft.facts if not f.accepted]
    return facts + [Fault(DRAFT_FILE, f"条款 {c.id}", "尚未确认", _REMEDY) for c in draft.clauses if not c.accepted]
