"""A draft as files: the proposals for a person to accept, the text they rest on, and a summary to read first."""

from pathlib import Path

from pydantic import JsonValue

from notices.drafting.pack_files import as_yaml
from notices.open_draft import DRAFT_FILE
from notices.pack import SOURCE_FILE
from schemas.draft import Draft, DraftClause, DraftFact, Sureness
from schemas.errors import UsageError

SUMMARY_FILE = "草稿说明.md"
_SURE = {Sureness.HIGH: "高", Sureness.MEDIUM: "中", Sureness.LOW: "低"}
_TITLES = {
    "title": "通知标题",
    "issuer": "发文机关",
    "receiver": "接收材料的机关",
    "doc_no": "发文字号",
    "issued_on": "成文日期",
    "upstream_title": "上级通知标题",
    "upstream_issuer": "上级发文机关",
    "upstream_doc_no": "上级发文字号",
    "upstream_issued_on": "上级通知日期",
    "year": "年度",
    "programme": "项目名目",
    "addressee": "主送单位",
    "class": "推荐单位类别的叫法",
    "deadline.recommender": "推荐单位报送期限",
    "deadline.province": "省级上报期限",
    "period.start": "建设期开始",
    "period.end": "建设期结束",
    "copies": "份数",
    "quota.max": "推荐名额（至多）",
    "quota.min": "推荐名额（至少）",
    "special.max": "专项额外名额（推荐单位）",
    "special.province_max": "专项额外名额（全省）",
    "province.max": "全省总名额",
    "province.domain_max": "全省单个领域名额",
    "credit.source": "信用查询网站",
    "prior_pilot": "以往试点",
    "branches": "分支机构可否申报",
    "form.title": "表格名称",
    "letter.title": "推荐函标题",
    "letter.addressee": "推荐函主送",
    "letter.cited_notice": "推荐函所引通知",
    "domain": "领域",
    "domain.scope": "领域范围",
    "domain.terms": "领域用语",
    "settled.deadline-event": "已写明的口径：以哪个时间为准",
    "settled.deadline-day-inclusive": "已写明的口径：是否包含当天",
}
_HEAD = """# 由通知拟出的数据包草稿。每一项都附有原文（quote）、页码（page）和把握（sure: high 高、medium 中、low 低）。
# 逐项核对：对的把 accepted 改为 true；不对的改正 value 后再改为 true，或整项删去。全部处理完后运行 chuhe notice accept。
# 没有确认以前，草稿中的任何一项都不起作用。
"""


def write_draft(draft: Draft, source: str, folder: Path) -> None:
    """Write a draft into a new folder; UsageError where something is there already."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"文件夹不是空的：{folder}", "请另选一个文件夹，以免盖掉已经核对的内容")
    folder.mkdir(parents=True, exist_ok=True)
    content: dict[str, JsonValue] = {
        "file": draft.file,
        "like": draft.like,
        "facts": [dict(_plain(fact)) for fact in draft.facts],
        "clauses": [dict(_plain(clause)) for clause in draft.clauses],
    }
    (folder / DRAFT_FILE).write_text(_HEAD + as_yaml(content), "utf-8")
    (folder / SOURCE_FILE).write_text(source + "\n", "utf-8")
    (folder / SUMMARY_FILE).write_text(summary(draft), "utf-8")


def _plain(item: DraftFact | DraftClause) -> dict[str, JsonValue]:
    """Return an item without what is empty; ``accepted`` stands last, where the eye looks for it."""
    return {name: value for name, value in item.model_dump(mode="json").items() if value not in ("", [])}


def summary(draft: Draft) -> str:
    """Return what was found, for a person to read before the YAML."""
    lines = [
        f"# 通知数据包草稿：{draft.file}",
        "",
        f"拟出事实 {len(draft.facts)} 项、条款 {len(draft.clauses)} 条，均未确认，不起作用。请对照原文逐项核对 `{DRAFT_FILE}`：",
        "对的把 `accepted` 改为 `true`，不对的改正或删去；处理完后运行 `chuhe notice accept 本文件夹`。",
        "",
        "原文没有写出、草稿不会有的内容，须由人补充：推荐单位名单（recommenders.csv）、不具资格单位、申请表字段标签的增减。",
        "",
        "## 事实",
        "",
        "| 内容 | 拟出的值 | 对象 | 把握 | 页 | 原文 |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_fact_row(fact) for fact in draft.facts),
        "",
        "## 条款",
        "",
        "| 编号 | 原文 | 页 | 拟启用的规则 | 把握 |",
        "| --- | --- | --- | --- | --- |",
        *(_clause_row(clause) for clause in draft.clauses),
        "",
    ]
    return "\n".join(lines)


def _fact_row(fact: DraftFact) -> str:
    cells = (_TITLES.get(fact.key, fact.key), fact.value, fact.about, _SURE[fact.sure], str(fact.page), fact.quote)
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _clause_row(clause: DraftClause) -> str:
    rules = "、".join(clause.rules) or f"（{clause.by_hand}）"
    return "| " + " | ".join(_cell(cell) for cell in (clause.id, clause.quote, str(clause.page), rules, _SURE[clause.sure])) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "｜").replace("\n", " ")
