"""A draft finds what the packs say, makes nothing up, and counts for nothing until somebody has accepted it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import notices
from bench.notice_draft import measure, measure_list
from checks.binding import bind
from notices.drafting import accept, draft, write_draft
from notices.drafting.masking import masked
from notices.drafting.paragraphs import paragraphs
from schemas.draft import Draft
from schemas.errors import NoticeError, UsageError

TEXTS = Path(__file__).parent / "texts"
LIAONING = Path(notices.__file__).parent / "liaoning" / "2026" / "source.txt"
ALL = {"liaoning-2026": LIAONING, "lanjiang-2025": TEXTS / "lanjiang-2025.txt", "tongchuan-2024": TEXTS / "tongchuan-2024.txt"}


def drafted(text: str) -> tuple[Draft, str]:
    return draft("通知.txt", (tuple(text.splitlines()),), "liaoning-2026")


def accepted(folder: Path) -> None:
    path = folder / "draft.yaml"
    path.write_text(path.read_text("utf-8").replace("accepted: false", "accepted: true"), "utf-8")


@pytest.mark.parametrize("name", ["liaoning-2026", "lanjiang-2025"])
def test_nine_facts_in_ten_are_found_and_none_is_made_up(name: str) -> None:
    total, found, missed, invented = measure(ALL[name], name)
    assert invented == []
    assert found.total() >= 0.9 * total.total(), missed
    assert all(found[group] == total[group] for group in ("head", "days", "quotas", "conditions", "papers", "domains")), missed


def test_a_call_in_quite_other_words_is_read_as_well() -> None:
    total, found, missed, invented = measure_list(ALL["tongchuan-2024"], TEXTS / "tongchuan-2024.yaml")
    assert invented == []
    assert all(found[group] >= 0.9 * total[group] for group in total), missed


@pytest.mark.parametrize("name", ALL)
def test_contact_persons_stay_out(name: str) -> None:
    found, source = drafted(ALL[name].read_text("utf-8"))
    for secret in ("郑样本", "冯样本", "姚样本", "5550017", "5550123", "13800000000", "example."):
        assert secret not in source
        assert secret not in found.model_dump_json()


def test_a_folder_with_open_proposals_is_no_pack(tmp_path: Path) -> None:
    folder = tmp_path / "草稿"
    write_draft(*drafted(LIAONING.read_text("utf-8")), folder)
    assert {path.name for path in folder.iterdir()} == {"draft.yaml", "source.txt", "草稿说明.md"}
    with pytest.raises(NoticeError, match=r"draft.yaml.*尚未确认"):
        notices.load_path(folder)
    with pytest.raises(NoticeError, match="尚未确认"):
        accept(folder, "liaoning-2027")
    assert not (folder / "notice.yaml").exists()


def test_one_open_proposal_is_enough_to_refuse(tmp_path: Path) -> None:
    folder = tmp_path / "草稿"
    write_draft(*drafted(LIAONING.read_text("utf-8")), folder)
    accepted(folder)
    path = folder / "draft.yaml"
    text = path.read_text("utf-8")
    at = text.rindex("accepted: true")
    path.write_text(text[:at] + "accepted: false" + text[at + len("accepted: true") :], "utf-8")
    with pytest.raises(NoticeError, match="1 处问题"):
        accept(folder, "liaoning-2027")


@pytest.mark.parametrize("name", ["liaoning-2026", "lanjiang-2025"])
def test_an_accepted_draft_is_a_pack_with_the_notices_numbers(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "草稿"
    write_draft(*drafted(ALL[name].read_text("utf-8")), folder)
    accepted(folder)
    accept(folder, "elsewhere-2030")
    made, checked_in = notices.load_path(folder), notices.load(name)
    mine = {b.rule.name: b.params for b in bind(made)}
    theirs = {b.rule.name: b.params for b in bind(checked_in)}
    for rule in (
        "quota-recommender",
        "form-copies",
        "construction-period",
        "quota-province-total",
        "quota-province-domain",
        "quota-special",
    ):
        kept = {"exclude": {"tracks"}}
        assert mine[rule].model_dump(**kept) == theirs[rule].model_dump(**kept), rule
    assert len(made.domains) == len(checked_in.domains)
    assert [d.day for d in made.deadlines] == [d.day for d in checked_in.deadlines]


def test_what_a_person_struck_out_stays_out(tmp_path: Path) -> None:
    folder = tmp_path / "草稿"
    found, source = drafted(LIAONING.read_text("utf-8"))
    kept = found.model_copy(update={"clauses": tuple(c for c in found.clauses if "form-copies" not in c.rules)})
    write_draft(kept, source, folder)
    accepted(folder)
    accept(folder, "liaoning-2027")
    assert "form-copies" not in {b.rule.name for b in bind(notices.load_path(folder))}


def test_a_draft_never_covers_another(tmp_path: Path) -> None:
    found = drafted(LIAONING.read_text("utf-8"))
    write_draft(*found, tmp_path / "草稿")
    with pytest.raises(UsageError, match="不是空的"):
        write_draft(*found, tmp_path / "草稿")


def test_a_spoilt_draft_is_refused_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "草稿"
    write_draft(*drafted(LIAONING.read_text("utf-8")), folder)
    path = folder / "draft.yaml"
    path.write_text(path.read_text("utf-8").replace("accepted: false", "accepted: perhaps", 1), "utf-8")
    with pytest.raises(NoticeError, match=r"facts\.0\.accepted"):
        notices.load_path(folder)


def test_lines_are_joined_where_the_margin_cut_them() -> None:
    pages = (("一、名额", "各市推荐不超过2个，其他单位不超过1个，具体数量以省市场监督管理局核定的为", "— 1 —"), ("准。", "2026年5月1日"))
    found = paragraphs(pages)
    assert [p.text for p in found] == [
        "一、名额",
        "各市推荐不超过2个，其他单位不超过1个，具体数量以省市场监督管理局核定的为准。",
        "2026年5月1日",
    ]
    assert (found[1].page(0), found[1].page(len(found[1].text) - 2), found[2].page()) == (1, 2, 2)


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("联系人：张样本 024-12345678", "张样本"),
        ("联系电话：0417-1234567、13900000000", "1234567"),
        ("材料发至邮箱 a.b@example.com。", "a.b@"),
        ("咨询电话13900000000，逾期不候", "13900000000"),
    ],
)
def test_contacts_are_masked(line: str, gone: str) -> None:
    assert gone not in masked(line)


def test_numbers_that_are_no_contacts_stay() -> None:
    line = "（国标委发〔2026〕23号）于2026年5月20日前报送3份，统一社会信用代码91210302MA0ABCD12X"
    assert masked(line) == line


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet="一二三（）、。；：《》〔〕0123456789年月日号局关于的通知推荐不超过个附件领域方向\n ", max_size=60), max_size=12
    )
)
def test_no_text_breaks_it_and_nothing_is_made_up(lines: list[str]) -> None:
    try:
        found, source = drafted("\n".join(lines))
    except UsageError:
        return
    assert all(fact.quote in source for fact in found.facts)
    assert all(clause.quote in source for clause in found.clauses)


def test_every_question_that_a_rule_asks_is_asked_or_settled(tmp_path: Path) -> None:
    folder = tmp_path / "草稿"
    write_draft(*drafted(ALL["lanjiang-2025"].read_text("utf-8")), folder)
    accepted(folder)
    accept(folder, "elsewhere-2030")
    made = notices.load_path(folder)
    asked = {name for bound in bind(made) for name in bound.rule.readings}
    assert asked == {q.id for q in made.readings} | {answer.reading for answer in made.settled}
