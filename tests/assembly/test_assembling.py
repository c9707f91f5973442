import datetime as dt
import random
import time

import pytest
from assembly_builder import (
    certificate,
    copies,
    credit_report,
    document,
    electronic,
    form,
    letter,
    put_together,
    quarantined,
    said,
    seal,
    unread,
)

from schemas.documents import Medium, OpinionRole, Status
from schemas.evidence import Reading
from schemas.notice import RecommenderClass
from schemas.registers import IntakeEntry, Registers

BUREAU = "沈阳市市场监督管理局"
FARM, CARE = "沈阳市智慧农业标准化试点", "沈阳市机构养老服务标准化试点"
FARMER, CARER = "沈阳禾穗农业科技有限公司", "沈阳暖阳养老服务中心"
FARM_CODE, CARE_CODE = "91210102MA0XXXXXX1", "52210102MJ0XXXXXX2"
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def _farm(folder, **more):
    return copies(folder, **({"project": FARM, "unit": FARMER, "code": FARM_CODE} | more))


def _care(folder, **more):
    return copies(folder, **({"project": CARE, "unit": CARER, "code": CARE_CODE, "start": 30} | more))


def test_a_tidy_delivery():
    sent = letter(f"{BUREAU}/推荐函.pdf", [CARE, FARM])
    soft = electronic(f"{BUREAU}/电子版/申请表.docx", project=FARM, unit=FARMER, code=FARM_CODE)
    round_ = put_together(sent, *_farm(BUREAU), *_care(BUREAU), soft)
    (delivery,) = round_.deliveries
    assert (delivery.recommender, delivery.recommender_class, delivery.letter) == (BUREAU, RecommenderClass.MAJOR_CITY, sent.id)
    assert [(a.project_name, a.rank) for a in round_.applications] == [(CARE, 1), (FARM, 2)]
    assert delivery.applications == tuple(a.id for a in round_.applications)
    assert [document(round_, d).copy_number for d in _farm(BUREAU)] == [1, 2, 3]
    assert document(round_, soft).copy_number is None
    assert document(round_, soft).application == round_.applications[1].id
    assert round_.applications[1].documents == (*(d.id for d in _farm(BUREAU)), soft.id)
    assert {d.id for d in round_.documents} == set(delivery.documents)


def test_the_order_of_documents_changes_nothing():
    documents = [letter("甲/函.pdf", [CARE, FARM]), *_farm("甲"), *_care("甲"), letter("函二.pdf", ["某某试点"], issuer="大连市市场监管局")]
    first = put_together(*documents).model_dump_json()
    for seed in range(5):
        random.Random(seed).shuffle(documents)  # noqa: S311
        assert put_together(*documents).model_dump_json() == first


def test_an_empty_inbox():
    round_ = put_together()
    assert (round_.documents, round_.deliveries, round_.applications) == ((), (), ())


def test_only_quarantined_documents():
    round_ = put_together(quarantined("沈阳/坏.pdf"), quarantined("坏.pdf"))
    (delivery,) = round_.deliveries
    assert (delivery.folder, delivery.letter, delivery.recommender, delivery.applications) == ("沈阳", None, None, ())
    assert len(round_.documents) == 2


def test_the_folders_name_is_no_evidence():
    (delivery,) = put_together(letter(f"{BUREAU}/函.pdf", [FARM], issuer="大连市市场监督管理局"), *_farm(BUREAU)).deliveries
    assert delivery.recommender == "大连市市场监督管理局"
    (bare,) = put_together(*_farm(BUREAU)).deliveries
    assert bare.recommender is None


def test_without_a_letter_the_forms_say_who_recommends():
    (delivery,) = put_together(*_farm("材料", recommending_unit=said("沈阳市市场监管局"))).deliveries
    assert (delivery.recommender, delivery.letter) == (BUREAU, None)


@pytest.mark.parametrize(
    "printed", [BUREAU, "沈阳市市场监管局", "沈阳市 市场监督管理局（盖章）", "辽宁省沈阳市市场监督管理局", "沈阳市市场监督管埋局"]
)
def test_spellings_of_an_issuer(printed):
    (delivery,) = put_together(letter("甲/函.pdf", [FARM], issuer=printed)).deliveries
    assert delivery.recommender == BUREAU


@pytest.mark.parametrize("printed", ["省民政厅", "民政厅", "辽宁省民政厅"])
def test_spellings_of_a_department(printed):
    (delivery,) = put_together(letter("甲/函.pdf", [FARM], issuer=printed)).deliveries
    assert (delivery.recommender, delivery.recommender_class) == ("辽宁省民政厅", RecommenderClass.DEPARTMENT)


@pytest.mark.parametrize(
    "printed",
    [
        "沈阳市和平区市场监督管理局",
        "铁岭县市场监督管理局",
        "沈阳市民政局",
        "兰州市市场监督管理局",
        "吉林省民政厅",
        "沈阳某某大学",
        "沈阳市市场监督管理处",
    ],
)
def test_bodies_the_notice_does_not_address(printed):
    (delivery,) = put_together(letter("甲/函.pdf", [FARM], issuer=printed)).deliveries
    assert (delivery.recommender, delivery.recommender_class) == (printed, RecommenderClass.OTHER)


def test_a_garbled_issuer_is_known_by_its_seal():
    garbled = letter("甲/函.pdf", [FARM], issuer="沈阳巾巾场盥督菅理局", seals=[seal("市市场监督管理局沈阳")])
    (delivery,) = put_together(garbled).deliveries
    assert delivery.recommender == BUREAU
    missing = letter("甲/函.pdf", [FARM], issuer=unread(), seals=[seal("沈阳市市场监督管理局")])
    assert put_together(missing).deliveries[0].recommender == BUREAU


def test_an_ambiguous_reading_is_no_ones():
    (delivery,) = put_together(letter("甲/函.pdf", [FARM], issuer="某阳市市场监督管理局")).deliveries
    assert delivery.recommender_class is RecommenderClass.OTHER


def test_two_projects_with_nearly_the_same_name():
    near = "沈阳市居家养老服务标准化试点"
    home = copies("甲", project=near, unit=CARER, code=CARE_CODE, start=60)
    for names in ([CARE, near], []):
        round_ = put_together(letter("甲/函.pdf", names), *_care("甲"), *home)
        assert sorted(a.project_name for a in round_.applications) == sorted([CARE, near])
        assert all(len(a.documents) == 3 for a in round_.applications)


def test_a_letter_with_one_character_different():
    round_ = put_together(letter("甲/函.pdf", ["沈阳市智慧农亚标准化试点", CARE]), *_farm("甲"), *_care("甲"))
    assert [(a.project_name, a.rank) for a in round_.applications] == [(FARM, 1), (CARE, 2)]


def test_a_letter_with_words_exchanged_or_a_place_before_it():
    (application,) = put_together(letter("甲/函.pdf", ["智慧农业沈阳市标准化试点"]), *_farm("甲")).applications
    assert application.rank == 1
    (application,) = put_together(letter("甲/函.pdf", ["辽宁省" + FARM + "项目"]), *_farm("甲")).applications
    assert application.rank == 1


def test_projects_the_letter_does_not_name_come_last_without_a_rank():
    round_ = put_together(letter("甲/函.pdf", [CARE]), *_farm("甲"), *_care("甲"))
    assert [(a.project_name, a.rank) for a in round_.applications] == [(CARE, 1), (FARM, None)]


def test_one_of_three_copies_names_another_unit():
    odd = _farm("甲")
    odd[1] = odd[1].model_copy(update={"undertaking_unit": said("大连远洋机械制造有限公司")})
    (application,) = put_together(letter("甲/函.pdf", [FARM]), *odd).applications
    assert (application.undertaking_unit, len(application.documents)) == (FARMER, 3)


def test_one_of_three_copies_has_another_project_name_by_a_character():
    odd = _farm("甲")
    odd[2] = odd[2].model_copy(update={"project_name": said("沈阳市智慧衣业标准化试点")})
    (application,) = put_together(letter("甲/函.pdf", [FARM]), *odd).applications
    assert (application.project_name, len(application.documents), application.rank) == (FARM, 3, 1)


def test_the_electronic_version_differs_in_a_character():
    soft = electronic("甲/申请表.docx", project="沈阳市智惠农业标准化试点", unit=FARMER, code=FARM_CODE)
    (application,) = put_together(letter("甲/函.pdf", [FARM]), *_farm("甲"), soft).applications
    assert soft.id in application.documents


def test_near_names_stay_apart_though_the_letter_has_a_slip_in_one():
    near = "沈阳市居家养老服务标准化试点"
    home = copies("甲", project=near, unit=CARER, code=CARE_CODE, start=60)
    round_ = put_together(letter("甲/函.pdf", ["沈阳市居家养者服务标准化试点", CARE]), *_care("甲"), *home)
    assert [(a.project_name, a.rank, len(a.documents)) for a in round_.applications] == [(near, 1, 3), (CARE, 2, 3)]


def test_two_copies_misread_alike_stay_with_the_third_and_the_electronic_version():
    misread = "沈阳市智慧衣业标准化试点"
    scans = _farm("甲")
    scans[:2] = [f.model_copy(update={"project_name": said(misread)}) for f in scans[:2]]
    soft = electronic("甲/表.docx", project=FARM, unit=FARMER, code=FARM_CODE)
    for documents in ([letter("甲/函.pdf", [FARM])], []):
        (application,) = put_together(*documents, *scans, soft).applications
        assert len(application.documents) == 4


def test_one_project_of_two_units_stays_two():
    other = copies("甲", project=FARM, unit="大连远洋机械制造有限公司", code="91210231MA5YYYYYY9", start=60)
    round_ = put_together(letter("甲/函.pdf", [FARM]), *_farm("甲"), *other)
    assert [len(a.documents) for a in round_.applications] == [3, 3]
    assert len({a.id for a in round_.applications}) == 2


def test_two_projects_of_one_unit_stay_two():
    other = copies("甲", project="沈阳市种业数据安全标准化试点", unit=FARMER, code=FARM_CODE, start=60)
    round_ = put_together(letter("甲/函.pdf", []), *_farm("甲"), *other)
    assert [len(a.documents) for a in round_.applications] == [3, 3]


def test_forms_with_unreadable_project_names_go_with_their_unit():
    blurred = _farm("甲", project=unread())
    blurred[0] = _farm("甲")[0]
    (application,) = put_together(letter("甲/函.pdf", [FARM]), *blurred).applications
    assert (application.project_name, len(application.documents)) == (FARM, 3)


def test_a_name_nobody_could_read_takes_the_only_place_left():
    round_ = put_together(letter("甲/函.pdf", [FARM, CARE]), *_farm("甲", project=unread()), *_care("甲"))
    assert [(a.project_name, a.rank) for a in round_.applications] == [(None, 1), (CARE, 2)]


def test_forms_of_which_nothing_could_be_read_are_not_lost():
    blank = [form("甲/表.pdf", project=unread(), unit=unread(), page=p) for p in (1, 7)]
    round_ = put_together(letter("甲/函.pdf", [FARM]), *blank)
    assert {i for a in round_.applications for i in a.documents} == {d.id for d in blank}


def test_loose_letter_and_loose_form():
    sent, forms = letter("函.pdf", [FARM]), [form("表.pdf", project=FARM, page=p) for p in (1, 7, 13)]
    (delivery,) = put_together(sent, *forms).deliveries
    assert (delivery.folder, delivery.recommender, delivery.letter, len(delivery.applications)) == ("", BUREAU, sent.id, 1)


def test_a_loose_letter_joins_the_folder_whose_forms_it_names():
    sent = letter("扫描件.pdf", [FARM])
    (delivery,) = put_together(sent, *_farm("材料一")).deliveries
    assert (delivery.folder, delivery.letter, delivery.recommender) == ("材料一", sent.id, BUREAU)


def test_a_loose_electronic_version_joins_its_scans():
    soft = electronic("申请表.docx", project=FARM, unit=FARMER, code=FARM_CODE)
    other = letter("乙/函.pdf", [CARE], issuer="大连市市场监督管理局")
    round_ = put_together(letter("甲/函.pdf", [FARM]), *_farm("甲"), other, *_care("乙"), soft)
    assert document(round_, soft).application == document(round_, _farm("甲")[0]).application
    assert len(round_.deliveries) == 2


def test_a_loose_form_goes_to_the_recommender_it_names():
    late = form("表.pdf", project=FARM, unit=FARMER, recommending_unit=said("大连市市场监管局"))
    round_ = put_together(letter("甲/函.pdf", [FARM]), *_farm("甲"), letter("乙/函.pdf", [CARE], issuer="大连市市场监督管理局"), late)
    home = next(d for d in round_.deliveries if late.id in d.documents)
    assert home.recommender == "大连市市场监督管理局"


def test_loose_forms_that_join_nothing_make_their_own_delivery():
    round_ = put_together(letter("甲/函.pdf", [CARE]), form("表.pdf", project=FARM))
    assert [(d.folder, len(d.applications)) for d in round_.deliveries] == [("甲", 0), ("", 1)]


def test_two_letters_of_two_issuers_in_one_folder():
    shenyang, dalian = letter("甲/函1.pdf", [FARM]), letter("甲/函2.pdf", [CARE], issuer="大连市市场监督管理局")
    round_ = put_together(shenyang, dalian, *_farm("甲"), *_care("甲"))
    found = {d.recommender: d for d in round_.deliveries}
    assert set(found) == {BUREAU, "大连市市场监督管理局"}
    assert len({d.id for d in round_.deliveries}) == 2
    assert {a.project_name: a.recommender for a in round_.applications} == {FARM: BUREAU, CARE: "大连市市场监督管理局"}


def test_a_letter_and_its_electronic_version_are_one_delivery():
    paper = letter("甲/函.pdf", [FARM], seals=[seal("沈阳市市场监督管理局")])
    soft = letter("甲/函.docx", [FARM], medium=Medium.ELECTRONIC)
    (delivery,) = put_together(soft, paper, *_farm("甲")).deliveries
    assert (delivery.letter, delivery.other_letters) == (paper.id, (soft.id,))


def test_a_second_letter_goes_on_with_the_first_ones_order():
    first, second = letter("甲/函1.pdf", [CARE]), letter("甲/函2.pdf", [FARM, CARE])
    round_ = put_together(first, second, *_farm("甲"), *_care("甲"))
    assert round_.deliveries[0].letter == second.id
    first, second = letter("甲/函1.pdf", [CARE]), letter("甲/函2.pdf", [FARM])
    round_ = put_together(first, second, *_farm("甲"), *_care("甲"))
    assert [(a.project_name, a.rank) for a in round_.applications] == [(CARE, 1), (FARM, 2)]


def test_a_letter_whose_issuer_is_unreadable_is_helped_by_the_forms():
    sent = letter("甲/函.pdf", [FARM], issuer=unread())
    (delivery,) = put_together(sent, *_farm("甲", recommending_unit=said("沈阳市市场监管局"))).deliveries
    assert (delivery.recommender, delivery.letter) == (BUREAU, sent.id)


def test_many_loose_forms_are_grouped_in_seconds():
    names = [
        f"{city}市{trade}标准化试点"
        for city in ("沈阳", "大连", "鞍山")
        for trade in ("智慧农业", "机构养老", "冷链物流", "数据安全", "商贸服务")
    ]
    forms = [
        form(f"{name}{n}.pdf", project=name, unit=f"{name[:4]}示例有限公司", goals=said(f"{name}的工作目标是把标准用起来。" * 9))
        for name in names
        for n in range(4)
    ]
    begun = time.process_time()
    round_ = put_together(*forms)
    assert time.process_time() - begun < 10
    assert sorted(len(a.documents) for a in round_.applications) == [4] * len(names)


def test_duplicates_are_no_copies():
    forms = _farm("甲")
    twice = _repeated(forms[0], "甲/表（副本）.pdf")
    round_ = put_together(letter("甲/函.pdf", [FARM]), *forms, twice, _repeated(forms[0], "表.pdf"))
    (application,) = round_.applications
    assert twice.id not in application.documents
    assert (document(round_, twice).application, document(round_, twice).copy_number) == (application.id, None)
    assert {d.id for d in round_.documents} == set(round_.deliveries[0].documents)


def test_one_file_sent_by_two_recommenders_counts_for_both():
    forms = _farm("甲")
    again = [_repeated(f, f.path.replace("甲", "乙")) for f in forms]
    dalian = letter("乙/函.pdf", [FARM], issuer="大连市市场监督管理局")
    round_ = put_together(letter("甲/函.pdf", [FARM]), *forms, dalian, *again, _repeated(forms[0], "乙/表（副本）.pdf"))
    assert [(a.recommender, a.project_name, len(a.documents)) for a in round_.applications] == [
        ("大连市市场监督管理局", FARM, 3),
        (BUREAU, FARM, 3),
    ]
    assert sum(d.status is Status.DUPLICATE for d in round_.documents) == 1


def _repeated(original, path):
    fresh = form(path, page=original.first_page)
    return original.model_copy(
        update={"id": fresh.id, "path": path, "folder": fresh.folder, "status": Status.DUPLICATE, "duplicate_of": original.id}
    )


def test_an_archive_without_a_letter_is_loose():
    soft = electronic("电子版.zip!/申请表.docx", project=FARM, unit=FARMER, code=FARM_CODE, folder="电子版.zip")
    round_ = put_together(letter("甲/函.pdf", [FARM]), *_farm("甲"), soft)
    (delivery,) = round_.deliveries
    assert soft.id in delivery.documents
    assert document(round_, soft).application == round_.applications[0].id


def test_an_archive_with_a_letter_is_a_delivery():
    sent = letter("甲.zip!/函.pdf", [FARM]).model_copy(update={"folder": "甲.zip"})
    forms = [f.model_copy(update={"folder": "甲.zip", "path": "甲.zip!/表.pdf"}) for f in _farm("甲")]
    (delivery,) = put_together(sent, *forms, quarantined("坏.pdf")).deliveries
    assert (delivery.folder, len(delivery.documents)) == ("甲.zip", 4)


def test_a_loose_file_nobody_could_read_may_be_the_missing_letter():
    broken = quarantined("坏.pdf")
    (delivery,) = put_together(*_farm("甲"), broken).deliveries
    assert broken.id in delivery.documents


def test_copies_are_numbered_by_path_and_page():
    forms = [form(f"甲/表{n}.pdf", project=FARM) for n in (10, 2, 1)]
    round_ = put_together(*forms)
    assert [document(round_, f).copy_number for f in forms] == [3, 2, 1]


def test_loose_copies_are_numbered_after_those_in_the_folder():
    loose, own = form("一.pdf", project=FARM, unit=FARMER), form("甲/表.pdf", project=FARM, unit=FARMER)
    round_ = put_together(letter("甲/函.pdf", [FARM]), loose, own)
    assert [document(round_, f).copy_number for f in (own, loose)] == [1, 2]
    assert round_.applications[0].documents == (own.id, loose.id)


def test_the_majority_of_copies_decides_and_a_sound_code_beats_it():
    sound, wrong = "91110000600037341L", "91110000600037341X"
    forms = [form("甲/表.pdf", project=FARM, unit=FARMER, code=code, page=p) for p, code in ((1, wrong), (7, wrong), (13, sound))]
    forms[0] = forms[0].model_copy(update={"undertaking_unit": said("沈阳禾德农业科技有限公司", 0.99)})
    (application,) = put_together(*forms).applications
    assert (application.undertaking_unit, application.uscc) == (FARMER, sound)


def test_special_tracks_come_from_the_notice():
    (application,) = put_together(*_care("甲", domain=said("civil-affairs"))).applications
    assert (application.domain, application.special_track) == ("civil-affairs", "civil-affairs")
    (application,) = put_together(*_care("甲", domain=Reading(value=None, raw="☑农业农村 ☑民政", needs_review=True))).applications
    assert (application.domain, application.special_track) == (None, None)


def test_participants_are_agreed_on():
    (application,) = put_together(*_farm("甲", participating_units=Reading(value=("沈阳某某学会", "沈阳某某协会")))).applications
    assert application.participating_units == ("沈阳某某学会", "沈阳某某协会")


def test_certificates_and_reports_go_to_their_unit():
    own = certificate("甲/执照.pdf", FARMER, FARM_CODE)
    loose = credit_report("信用报告.pdf", CARER)
    strange = credit_report("甲/别家.pdf", "沈阳别家有限公司")
    round_ = put_together(letter("甲/函.pdf", [FARM, CARE]), *_farm("甲"), *_care("甲"), own, loose, strange)
    farm, care = round_.applications
    assert farm.documents[-1] == own.id
    assert care.documents[-1] == loose.id
    assert document(round_, own).application == farm.id
    assert document(round_, strange).application is None
    assert {own.id, loose.id, strange.id} <= set(round_.deliveries[0].documents)


@pytest.mark.parametrize("logged", ["甲", " 甲/ ", "沈阳市市场监管局"])
def test_receipt_is_looked_up_by_folder_or_recommender(logged):
    when = dt.datetime(2026, 5, 18, 16, 20, tzinfo=SHANGHAI)
    registers = Registers(intake=(IntakeEntry(delivery=logged, received_at=when, row=2),))
    assert put_together(letter("甲/函.pdf", [FARM]), registers=registers).deliveries[0].received_at == when


@pytest.mark.parametrize("logged", ["函.pdf", "函", "散件.zip"])
def test_receipt_of_loose_files_is_looked_up_by_file(logged):
    when = dt.datetime(2026, 5, 18, 16, 20, tzinfo=SHANGHAI)
    registers = Registers(intake=(IntakeEntry(delivery=logged, received_at=when, row=2),))
    path = "散件.zip!/函.pdf" if logged.endswith("zip") else "函.pdf"
    (delivery,) = put_together(_loose(path), registers=registers).deliveries
    assert delivery.received_at == when


def _loose(path):
    return letter(path, [FARM]).model_copy(update={"folder": ""})


def test_the_first_receipt_counts_and_no_log_gives_none():
    first, second = (dt.datetime(2026, 5, d, tzinfo=SHANGHAI) for d in (18, 22))
    entries = tuple(IntakeEntry(delivery="甲", received_at=t, row=r) for r, t in enumerate((second, first), start=2))
    assert put_together(letter("甲/函.pdf"), registers=Registers(intake=entries)).deliveries[0].received_at == first
    assert put_together(letter("甲/函.pdf")).deliveries[0].received_at is None


@pytest.mark.parametrize("mark", ["／", "（）", "、、"])
def test_a_mark_where_a_unit_should_stand_is_nobodys_name(mark):
    paper = letter("沈阳/函.pdf", [FARM], issuer=mark, seals=(seal(BUREAU),))
    forms = copies(
        "沈阳",
        project=FARM,
        unit=mark,
        code=FARM_CODE,
        participating_units=said((mark,)),
        seals=(seal(FARMER, role=OpinionRole.UNDERTAKING),),
    )
    round_ = put_together(paper, *forms)
    assert len(round_.applications) == 1
