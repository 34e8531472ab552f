"""Counts of cases and persons by kind of handling: either order, lists, glued pairs, parts, repeats and false friends."""

import time
from collections import defaultdict
from functools import cache

import pytest
from notices import NAMES, text_page

from schemas.accountability import DISCIPLINE_KINDS, DisciplineCount
from schemas.values import Page
from tasks.parse.body import Body, body_of
from tasks.parse.discipline import discipline_counts_of
from tasks.parse.discipline_terms import COUNT_TERMS, KIND_TERMS, kind_of
from tasks.parse.figures import figures_of
from tasks.parse.vocabulary import vocabulary

OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。\n二、整改情况\n"
Read = tuple[str, int | None, int | None]


@cache
def notice(name: str) -> tuple[Body, tuple[DisciplineCount, ...]]:
    body = body_of(text_page(name))
    return body, discipline_counts_of(body, figures_of(body))


def counts(sentence: str) -> tuple[DisciplineCount, ...]:
    body = body_of(Page(url="file:test", text=f"{OPENING}1.标题。{sentence}", encoding="utf-8"))
    return discipline_counts_of(body, figures_of(body))


def read(sentence: str) -> list[Read]:
    return [(row.kind_words, row.cases, row.persons) for row in counts(sentence)]


def at(name: str, raw: str) -> DisciplineCount:
    return next(row for row in notice(name)[1] if row.raw == raw)


@pytest.mark.parametrize(("term", "kind", "use", "example"), vocabulary("discipline"))
def test_a_term_stands_in_its_example_and_names_a_kind(term: str, kind: str, use: str, example: str) -> None:
    assert term in example
    assert kind_of(term) == kind
    assert kind in DISCIPLINE_KINDS
    assert use in {"person", "count", "generic"}


@pytest.mark.parametrize("terms", [KIND_TERMS, COUNT_TERMS])
def test_no_term_hides_a_longer_one_behind_it(terms: str) -> None:
    lengths = [len(term) for term in terms.split("|")]
    assert lengths == sorted(lengths, reverse=True)


def test_both_orders_of_a_reminder_are_one_kind() -> None:
    assert kind_of("谈话提醒") == kind_of("提醒谈话") == "talk_reminder"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("66个问题已整改,第一种形态处理18人。", [("第一种形态", None, 18)]),
        ("75人受到第一种形态处理。", [("第一种形态", None, 75)]),
        ("运用“第一种形态”批评教育帮助和处理19人。", [("第一种形态", None, 19)]),
        ("共运用“四种形态”批评教育帮助和处理399人次。", [("四种形态", None, 399)]),
        ("对2人提醒谈话。", [("提醒谈话", None, 2)]),
        ("批评教育1名履职不力人员。", [("批评教育", None, 1)]),
        (
            "给予党纪政务处分1人,诫勉谈话1人、批评教育4人、谈话提醒10人、警示谈话1人。",
            [
                ("党纪政务处分", None, 1),
                ("诫勉谈话", None, 1),
                ("批评教育", None, 4),
                ("谈话提醒", None, 10),
                ("警示谈话", None, 1),
            ],
        ),
        (
            "纪检监察组处置问题线索70件(自主50件),立案28件28人(自主14件)。",
            [("处置问题线索", 70, None), ("立案", 28, 28)],
        ),
        ("留置2人,已移送检察机关1人。", [("留置", None, 2), ("移送检察机关", None, 1)]),
        ("25年查处1起、诫勉1人。", [("查处", 1, None), ("诫勉", None, 1)]),
        ("立案查处履职不力、违规处置房产、拖欠租金等问题7起7人。", [("立案", 7, 7)]),
        ("严肃查处因履职不力、违规处置房产造成国有房产流失问题3起6人,分2批进行全区通报。", [("查处", 3, 6)]),
        (
            "审结非法集资案件21件27人,倒会立案13起,破案18起,追赃挽损1190余万元。",
            [("审结", 21, 27), ("立案", 13, None)],
        ),
        ("约谈被监督单位领导班子成员、重点岗位人员304人次。", [("约谈", None, 304)]),
        ("对1名违规参加某组织活动的干部给予诫勉谈话处理。", [("诫勉谈话", None, 1)]),
        (
            "3名予以调岗降薪,1名拒绝调岗降薪的予以清退。其余30名未处理人员总体较好。",
            [("调岗降薪", None, 3), ("清退", None, 1)],
        ),
        ("问题线索进行台账管理、限期督办,40件未办结线索全部办结。", [("办结", 40, None)]),
        ("对存在案件办理不力的4个纪检监察组的5名责任人员予以谈话提醒。", [("谈话提醒", None, 5)]),
        ("通报赖悦心案件查处情况及涉案19名责任人员的问责情况。", [("问责", None, 19)]),
        ("问题5件6人,对其中3件3人分两批予以全区通报。", [("通报", 3, 3)]),
        ("通过精准监督通报4起7人。", [("通报", 4, 7)]),
        ("2024年10月以来新增办理区管干部严重违纪违法案件2件2人。", [("办理", 2, 2)]),
        ("发现立整立改问题40余条,疑似问题线索5条。", [("问题线索", 5, None)]),
        ("25年上报区级线索21条,均完成整改。", [("上报区级线索", 21, None)]),
        ("5名区属国企时任主要负责同志移交区纪委监委予以处理。", [("移交区纪委监委", None, 5)]),
        ("今年以来已开展节前谈话提醒39场次,任前廉政谈话59人次。", [("谈话提醒", 39, None)]),
    ],
)
def test_each_count_goes_with_the_kind_that_governs_it(sentence: str, expected: list[Read]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "共计开展行政处罚立案查处614起,处罚金额297.17万元。",
        "处理各类噪声投诉92件,立案处罚6起。",
        "拟拆除73宗、完善手续21宗、立案查处缓拆218宗。",
        "第一时间对新建小区的43宗违建进行立案查处。",
        "严肃查处涉水环境违法案件5起。",
        "目前已清退津补贴的人数为69人。",
        "对26起违规发放津补贴问题分类进行清退。",
        "已对11个长期参与的议事协调机构予以清退。",
        "抽调12名干部参加留置案件办理。",
        "约谈4家单位。",
        "处级干部8人、科级及以下干部277人。",
        "通报典型案例4起,常态化通报违规违纪典型案例4件5人。",
        "全区通报2名党员领导干部违规发放津补贴问题案例。",
        "今年以来为1名受到不实举报的干部澄清正名。",
        "其中诉求不合理的信访件5件。",
        "中央信访联席办集中交办的226件全部办结。",
        "学习《中国共产党组织处理规定》3人。",
        "其余10个项目移送有关部门依法依规处理。",
        "梳理问题线索及案件办理疑难点22件。",
        "查处问题线索涉及人员办公室5个。",
        "12名同志参加留置案件办理。",
    ],
)
def test_a_number_beside_such_a_word_is_not_always_its_count(sentence: str) -> None:
    assert read(sentence) == []


def test_closed_and_open_clues_add_up_to_those_dealt_with() -> None:
    closed, pending, all_of_them = (
        at("taijiang", raw) for raw in ("办结65件244人", "正在办理22件26人", "处理干部87件270人")
    )
    assert (closed.kind, pending.kind, all_of_them.kind) == ("clues_closed", "clues_open", "dealt_with")
    assert (closed.cases, closed.persons, pending.cases, pending.persons) == (65, 244, 22, 26)
    assert (all_of_them.cases, all_of_them.persons) == (65 + 22, 244 + 26)
    assert closed.part_of_count_no == pending.part_of_count_no == all_of_them.count_no


def test_the_kinds_of_285_persons_are_parts_of_them() -> None:
    _, rows = notice("taijiang")
    whole = at("taijiang", "285名责任人作出处理")
    parts = {
        row.kind_words: row.persons
        for row in rows
        if row.part_of_count_no == whole.count_no and not row.repeats_count_no
    }
    assert parts == {"处理": 3, "党纪政务处分": 13, "组织处理": 12, "其他处理": 260}
    assert 13 + 12 + 260 == whole.persons == 285


def test_parts_that_add_up_need_no_mark() -> None:
    _, rows = notice("taijiang")
    whole = at("taijiang", "查处相关问题线索7件17人")
    assert [row.persons for row in rows if row.part_of_count_no == whole.count_no] == [1, 1, 4, 10, 1]


def test_the_rest_of_a_number_makes_parts() -> None:
    rows = counts("梳理问题线索清单,逐个开展调查处置,立案6人,已给予党纪政务处分1人,其余5人正在审查调查中。")
    assert [(row.persons, row.part_of_count_no) for row in rows] == [(6, None), (1, 1), (5, 1)]


def test_numbers_that_only_happen_to_add_up_are_no_parts() -> None:
    assert [row.part_of_count_no for row in counts("立案1人、谈话提醒2人、函询3人。")] == [None, None, None]


def test_a_bracket_of_parts_ends_with_the_bracket() -> None:
    rows = counts("已约谈2名区金科局副局长(其中1名主持工作),并对拒不配合整改的给予组织处理2人。")
    assert [(row.kind, row.part_of_count_no) for row in rows] == [("summoned", None), ("organisational", None)]


def test_entries_of_a_list_are_parts_of_its_heading() -> None:
    _, rows = notice("taijiang")
    headings = [row for row in rows if row.rule_id == "discipline.heading"]
    assert [(row.kind, row.persons) for row in headings] == [
        ("party_or_government_punishment", 13),
        ("organisational", 12),
        ("other_handling", 260),
        ("admonition", 27),
    ]
    assert headings[3].part_of_count_no == headings[2].count_no
    entries = [row.persons for row in rows if row.part_of_count_no == headings[3].count_no]
    assert entries == [4, 6, 4, 4]


def test_a_number_stated_three_times_is_one() -> None:
    _, rows = notice("taijiang")
    first, *again = [row for row in rows if row.persons == 399]
    assert first.repeats_count_no is None
    assert [row.repeats_count_no for row in again] == [first.count_no] * 2
    assert {row.persons_unit for row in (first, *again)} == {"人次"}


def test_small_numbers_repeat_only_where_their_words_do() -> None:
    _, rows = notice("taijiang")
    seven = [row for row in rows if row.kind == "case_filed" and row.persons == 7]
    same = [row for row in seven if row.repeats_count_no]
    assert [row.raw for row in same] == ["立案7人", "立案查处履职不力、违规处置房产、拖欠租金等问题7起7人"]
    assert same[1].repeats_count_no == at("taijiang", "立案查处7人").count_no
    assert all(row.repeats_count_no is None for row in notice("shaxian")[1])


@pytest.mark.parametrize(
    ("second", "repeats"),
    [
        ("聚焦营商环境,发现政策制度落实、干部担当等问题10个,推动整改9个,立案7人。", True),
        ("聚焦营商环境,发现政策制度缺失问题3个,立案7人。", False),
        ("发现政策制度落实、干部担当等问题10个,立案8人。", False),
    ],
)
def test_a_count_repeats_where_the_words_before_it_do(second: str, repeats: bool) -> None:
    rows = counts(f"发现政策制度落实、干部担当等问题10个,立案7人。{second}")
    filed = [row for row in rows if row.kind == "case_filed"]
    assert (filed[1].repeats_count_no == filed[0].count_no) is repeats


@pytest.mark.parametrize(
    ("name", "count"), [("changle", 17), ("taijiang", 120), ("luojiang", 0), ("binhai", 4), ("shaxian", 17)]
)
def test_every_count_quotes_its_notice_and_spans_kind_and_number(name: str, count: int) -> None:
    body, rows = notice(name)
    assert [row.count_no for row in rows] == list(range(1, count + 1))
    for row in rows:
        assert row.raw == body.text[row.char_start : row.char_end]
        assert row.kind_words == body.text[row.kind_start : row.kind_end]
        assert row.char_start <= row.kind_start < row.kind_end <= row.char_end
        assert (row.cases is None) == (row.cases_unit is None)
        assert (row.persons is None) == (row.persons_unit is None)
        assert row.cases is not None or row.persons is not None


def test_every_rule_fires_on_the_notices() -> None:
    assert {row.rule_id for name in NAMES for row in notice(name)[1]} == {
        "discipline.kind_before",
        "discipline.kind_after",
        "discipline.heading",
    }


def test_a_page_without_a_stop_is_read_in_time_of_its_length() -> None:
    seconds = []
    for length in (150, 1200):
        text = f"{OPENING}1.标题。" + "查处问题3起6人其中" * length
        body = body_of(Page(url="file:test", text=text, encoding="utf-8"))
        figures = figures_of(body)
        runs = []
        for _ in range(3):
            started = time.perf_counter()
            assert len(discipline_counts_of(body, figures)) == length
            runs.append(time.perf_counter() - started)
        seconds.append(min(runs))
    # Eight times the length; the square of it would be 64 times the time.
    assert seconds[1] < 24 * seconds[0]


def test_what_is_counted_adds_up_to_what_the_notice_says_of_itself() -> None:
    totals: dict[str, int] = defaultdict(int)
    for row in notice("taijiang")[1]:
        if row.counted:
            totals[row.kind] += row.persons or 0
    # 对285名责任人作出处理,其中给予党纪政务处分13人、组织处理12人、其他处理260人, and the headings of the list
    told = {"dealt_with": 285, "party_or_government_punishment": 13, "organisational": 12, "other_handling": 260}
    assert {kind: totals[kind] for kind in (*told, "admonition", "pay_cut")} == told | {"admonition": 27, "pay_cut": 7}


def test_a_count_said_before_its_whole_is_not_added_beside_it() -> None:
    rows = {
        row.persons: row.counted for row in counts("对19名干部进行了问责。问责党员干部3起22人,其中19名干部进行了问责。")
    }
    assert rows == {19: False, 22: True}
