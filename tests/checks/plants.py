"""The thirty kinds of defect of the domain's catalogue, D1 to D30, planted into faultless deliveries."""

from planting import PLANTS, Planting, plant

__all__ = ["PLANTS"]

BUSINESS = "国家企业信用信息公示系统"


@plant("D1")
def no_seal(p: Planting) -> None:
    p.project["copies"] = [{}, {}, {"seal": "none"}]
    p.expect("form-sealed", "fail", says="第3份")


@plant("D2")
def special_purpose_seal(p: Planting) -> None:
    p.project["seal"] = {"outcome": "special_purpose", "line_text": "合同专用章"}
    p.expect("form-sealed", "fail", says="合同专用章")


@plant("D3")
def faint_seal(p: Planting) -> None:
    p.project["seal"] = {"outcome": "unreadable"}
    p.expect("form-sealed", "review", says="印文未能确认")


@plant("D4a")
def seal_of_another_unit(p: Planting) -> None:
    p.project["seal"] = {"owner": f"大连{p.draw.word(6)}纺织集团"}
    p.expect("unit-name-consistent", "fail")
    p.expect("form-sealed", "fail")


@plant("D4b")
def abbreviated_seal(p: Planting) -> None:
    p.project["seal"] = {"owner": p.project["unit"].replace("有限公司", "公司")}
    p.expect("unit-name-consistent", "review", says="简称或曾用名", follows="form-sealed")


@plant("D5")
def name_differs(p: Planting) -> None:
    p.project["letter_name"] = p.project["name"].replace("标准化", "服务标准化")
    p.expect("project-name-consistent", "fail", "review")


@plant("D6")
def count_is_wrong(p: Planting) -> None:
    extra = p.draw.project(p.recommender, p.draw.notice.domains[0])
    p.given["projects"].append({**extra, "in_letter": False})
    p.given["letter"]["count"] = 3
    p.expect_batch("letter-ranked", "fail", says="写明3个")
    p.expect_batch("form-present", "review", "fail", says=extra["name"], follows="quota-recommender")


@plant("D7city")
def over_quota(p: Planting) -> None:
    p.given["projects"][1]["domain"] = p.project["domain"]
    p.given["projects"][1]["fields"] |= {k: p.draw.text(p.domain) for k in ("goals", "necessity", "unit_profile", "expected_results")}
    p.expect_batch("quota-recommender", "fail", says=f"限额内为《{p.project['name']}》", follows="domain-fits")


@plant("D8city")
def special_tracks(p: Planting) -> None:
    for track in ("civil-affairs", "judicial-administration", "judicial-administration"):
        domain = next(d for d in p.draw.notice.domains if d.id == track)
        p.given["projects"].append(p.draw.project(p.recommender, domain))
    p.expect_batch("quota-special", "review", says="口径")


@plant("D9")
def label_saves_a_place(p: Planting) -> None:
    p.project["domain"] = "civil-affairs"
    p.expect("domain-fits", "review", says="普通项目", follows="quota-special")


@plant("D10a")
def no_domain(p: Planting) -> None:
    p.project["domain"] = None
    p.expect("domain-stated", "fail", says="未填写", follows="form-complete quota-recommender quota-special")


@plant("D10b")
def two_domains(p: Planting) -> None:
    p.set(domain={"value": None, "raw": "农业农村、服务业", "unsure": "勾选了两个领域"})
    p.expect("domain-stated", "review", follows="form-complete copies-identical electronic-matches-scan")


@plant("D11a")
def letter_too_late(p: Planting) -> None:
    p.given["letter"]["date"] = "2026-05-21"
    p.expect_batch("letter-dated", "fail", says="晚于截止", follows="deadline-recommender dates-in-order")


@plant("D11b")
def letter_too_early(p: Planting) -> None:
    p.given["letter"]["date"] = "2026-04-13"
    p.expect_batch("letter-dated", "fail", says="早于通知", follows="dates-in-order")


@plant("D12")
def received_late(p: Planting) -> None:
    p.given["letter"]["date"], p.given["received"] = "2026-05-19", "2026-05-22 10:00"
    p.expect_batch("deadline-recommender", "review", says="2026年5月22日")


@plant("D13a")
def sole_trader(p: Planting) -> None:
    p.project["unit"] = p.project["unit"].replace("有限公司", "商行")
    p.project["uscc"] = p.draw.code("210102", "92")
    p.expect("unit-legal-person", "fail", says="个体工商户")


@plant("D13b")
def branch(p: Planting) -> None:
    p.project["unit"] = f"{p.project['unit']}沈阳分公司"
    p.expect("unit-legal-person", "fail", says="分公司")


@plant("D14")
def mistyped_code(p: Planting) -> None:
    code = p.project["uscc"]
    p.project["uscc"] = code[:-1] + ("1" if code[-1] != "1" else "2")
    p.expect("uscc-valid", "review", follows="unit-legal-person channel-competent")


@plant("D15a")
def seriously_dishonest(p: Planting) -> None:
    p.registers = {
        "credit": [
            {"unit_name": p.project["unit"], "conclusion": "有相关信息", "matter": "严重失信主体名单", "state": "在列"},
            {"unit_name": p.project["unit"], "source": BUSINESS},
        ]
    }
    p.expect("unit-credit", "fail", says="严重失信主体名单")


@plant("D15b")
def abnormal_operations(p: Planting) -> None:
    row = {"conclusion": "有相关信息", "matter": "经营异常名录", "state": "在列"}
    p.registers = {"credit": [{"unit_name": p.project["unit"]}, {"unit_name": p.project["unit"], "source": BUSINESS, **row}]}
    p.expect("unit-credit", "review", says="经营异常名录")


@plant("D16")
def prior_pilot(p: Planting) -> None:
    p.registers = {"prior_pilots": [{"unit_name": p.project["unit"], "level": "国家级", "project_name": "往届试点", "batch": "第八批"}]}
    p.expect("unit-prior-pilot", "review", says="第八批")


@plant("D17a")
def two_copies(p: Planting) -> None:
    p.project["copies"] = 2
    p.expect("form-copies", "review", says="2份")


@plant("D17b")
def copies_differ(p: Planting) -> None:
    p.project["copies"] = [{}, {"fields": {"contact_name": "郑样本"}}, {}]
    p.expect("copies-identical", "fail", says="第2份")


@plant("D18")
def period_outside(p: Planting) -> None:
    p.set(period_start="2026-01", period_end="2027-12")
    p.expect("construction-period", "fail", says="超出")


@plant("D19a")
def last_year_s_form(p: Planting) -> None:
    p.set(form_year=2025)
    p.expect("template-current", "fail", says="2025")


@plant("D19b")
def last_year_s_notice(p: Planting) -> None:
    p.given["letter"]["cited"] = "关于组织开展2025年度国家标准化试点项目申报推荐工作的通知"
    p.expect_batch("letter-form", "fail", says="2025年")


@plant("D20")
def short_mobile(p: Planting) -> None:
    p.set(contact_mobile="1380000000")
    p.expect("contact-reachable", "review", says="应为11位")


@plant("D21a")
def no_electronic_version(p: Planting) -> None:
    p.project["electronic"] = False
    p.expect("form-electronic", "fail")
    p.expect_round("national-deadline", p.project["name"])


@plant("D21b")
def electronic_version_differs(p: Planting) -> None:
    p.project["electronic"] = {"period_end": "2028-06"}
    p.expect("electronic-matches-scan", "fail", says="电子版")


@plant("D22")
def county_bureau(p: Planting) -> None:
    p.given |= {"recommender": "台安县市场监督管理局"}
    p.given["letter"]["voice"] = "我局"
    p.expect_batch("recommender-eligible", "fail", says="县")


@plant("D23")
def twice(p: Planting) -> None:
    again = {**p.project, "fields": {**p.project["fields"], "tasks": p.project["fields"]["tasks"][::-1]}}
    p.given["projects"][1] = {**again, "name": f"“{p.project['name']}”项目"}
    p.expect_round("project-once", p.project["name"])
    p.expect_round("unit-once", p.project["name"], follows="text-shared activities-covered domain-fits letter-ranked")


@plant("D24")
def tasks_lack_an_activity(p: Planting) -> None:
    p.set(tasks=p.project["fields"]["tasks"].partition("六是")[0])
    p.expect("activities-covered", "review", says="持续改进标准")


@plant("D25a")
def province_box_empty(p: Planting) -> None:
    p.project["opinions"] = ["undertaking", "participant", "province"]


@plant("D25b")
def province_box_stamped(p: Planting) -> None:
    p.project["seal"] = ["own", {"owner": "辽宁省市场监督管理局", "outcome": "mismatched", "role": "province"}]


@plant("D26")
def pages_missing(p: Planting) -> None:
    p.project["copies"] = [{"pages": [{"printed": n} for n in (1, 2, 4, 5, 6)]}, {}, {}]
    p.expect_copy("pages-complete", "review", says="跳至")


@plant("D27")
def date_by_hand(p: Planting) -> None:
    p.set(filled_on={"value": "2026-05-08", "unsure": "手写，识读把握不足"})
    p.expect("dates-in-order", "review", says="手写", follows="copies-identical electronic-matches-scan")


@plant("D28")
def date_blank(p: Planting) -> None:
    p.given["letter"]["date"] = {"value": None, "raw": "年 月 日"}
    p.expect_batch("letter-dated", "fail", says="未署", follows="deadline-recommender")


@plant("D29a")
def participant_in_disrepute(p: Planting) -> None:
    name = f"沈阳{p.draw.word(6)}集团"
    p.project["participants"] = [name]
    row = {"conclusion": "有相关信息", "matter": "严重失信主体名单", "state": "在列"}
    p.registers = {"credit": [{"unit_name": name, **row}, {"unit_name": name, "source": BUSINESS}]}
    p.expect("participant-credit", "review", says=name)


@plant("D29b")
def participant_unsealed(p: Planting) -> None:
    name = f"沈阳{p.draw.word(6)}集团"
    p.project.update({"participants": [name], "participant_seals": []})
    p.expect("participants-sealed", "review", says=name)


@plant("D30")
def order_lost(p: Planting) -> None:
    for project in p.given["projects"]:
        project["in_letter"] = False
    p.given["letter"] |= {"names": [], "count": 2, "list_doubt": "未读出项目名称"}
    p.expect_batch("letter-ranked", "review", says="项目名", follows="form-present")
