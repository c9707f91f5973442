"""Many facts in one sentence."""

from checks.listing import MOST, joined, listed


def test_copies_and_fields_that_share_a_fact_are_told_together() -> None:
    assert listed(["第1份申请表未盖章", "第3份申请表未盖章"]) == "第1、3份申请表未盖章"
    assert listed(["申请表“联系人”未填写", "申请表“手机”未填写"]) == "申请表“联系人”“手机”未填写"
    assert (
        listed(["第2份表“名称”为甲，第1份表“名称”为乙", "第3份表“名称”为甲，第1份表“名称”为乙"])
        == "第2、3份表“名称”为甲，第1份表“名称”为乙"
    )
    assert listed(["第1份表空白", "第2份表缺页"]) == "第1份表空白；第2份表缺页"
    assert listed(["未见“甲”的表", "未见“甲”的表"]) == "未见“甲”的表"
    assert listed(["“甲”与“乙”不同", "“甲”与“丙”不同"]) == "“甲”与“乙”不同；“甲”与“丙”不同"
    assert listed(["1#楼第2份表空白"]) == "1#楼第2份表空白"
    assert listed(["由第1份、第2份表可知"]) == "由第1份、第2份表可知"
    assert listed([]) == ""


def test_a_copy_that_a_fact_names_twice_is_one_copy() -> None:
    facts = [f"第{n}份申请表未盖章，第{n}份申请表缺页" for n in (1, 3)]
    assert listed(facts) == "第1、3份申请表未盖章，第1、3份申请表缺页"
    assert (
        listed(["以第1份为准，第2份申请表空白", "以第1份为准，第3份申请表空白"])
        == "以第1份为准，第2份申请表空白；以第1份为准，第3份申请表空白"
    )
    assert listed(["另有第2份申请表空白", "另有第3份申请表空白"]) == "另有第2、3份申请表空白"


def test_eight_facts_are_told_and_the_ninth_is_counted() -> None:
    facts = list("甲乙丙丁戊己庚辛壬")
    assert listed(facts[:8]) == "甲；乙；丙；丁；戊；己；庚；辛"
    assert listed(facts) == "甲；乙；丙；丁；戊；己；庚；辛；另有1处，见所附依据"


def test_more_facts_than_a_sentence_holds_are_counted() -> None:
    facts = [f"事项{chr(0x4E00 + n)}" for n in range(MOST + 3)]
    assert listed(facts[:MOST]) == "；".join(facts[:MOST])
    assert listed(facts) == f"{'；'.join(facts[:MOST])}；另有3处，见所附依据"
    assert joined(facts[:MOST]) == "；".join(facts[:MOST])
    assert joined(facts) == f"{'；'.join(facts[:MOST])}；等{MOST + 3}项"
    assert joined([None, "", None]) is None
    assert joined(["甲", None, "甲"]) == "甲"
