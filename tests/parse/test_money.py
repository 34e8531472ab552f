"""Sums and what became of them: verbs on either side, lists, parts, repeats, and sums that only size something."""

from decimal import Decimal
from functools import cache

import pytest
from notices import NAMES, text_page

from schemas.figures import DIRECTIONS, FLOW_STATES, MoneyFlow
from schemas.values import Page
from tasks.parse.body import Body, body_of
from tasks.parse.figures import figures_of
from tasks.parse.money import money_flows_of
from tasks.parse.vocabulary import vocabulary

OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。\n二、整改情况\n"


@cache
def notice(name: str) -> tuple[Body, tuple[MoneyFlow, ...]]:
    body = body_of(text_page(name))
    return body, money_flows_of(body, figures_of(body))


def flows(sentence: str) -> tuple[MoneyFlow, ...]:
    body = body_of(Page(url="file:test", text=f"{OPENING}1.标题。{sentence}", encoding="utf-8"))
    return money_flows_of(body, figures_of(body))


def read(sentence: str) -> list[tuple[str, str, str, str]]:
    return [(flow.raw, flow.direction, flow.state, flow.verb) for flow in flows(sentence)]


@pytest.mark.parametrize(("direction", "pattern", "before", "after", "example"), vocabulary("money"))
def test_a_verb_of_the_vocabulary_reads_its_own_example(
    direction: str, pattern: str, before: str, after: str, example: str
) -> None:
    assert direction in DIRECTIONS
    assert direction in {flow.direction for flow in flows(f"{example.strip('()')}。")}, (pattern, before, after)


def test_every_direction_has_a_verb() -> None:
    assert {row[0] for row in vocabulary("money")} == set(DIRECTIONS)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "退休干部违规兼职取酬21.03万元已全部退缴,对审批监管失职的责任人进行处置。",
            [("21.03万元", "returned", "done", "退缴")],
        ),
        (
            "3155.25万元应收未收土地出让金、495.37万元滞纳金已于2025年5月全额入库;区自然资源局向法院起诉涉事公司追缴22.4万元土地竞买违约保证金。",
            [
                ("3155.25万元", "recovered", "done", "入库"),
                ("495.37万元", "recovered", "done", "入库"),
                ("22.4万元", "sued_for", "done", "起诉"),
            ],
        ),
        (
            "制定清理拖欠中小企业账款工作方案和工作台账,9笔尚未清欠款项共计805.17万元已全部清欠到位。",
            [("805.17万元", "paid_out", "done", "清欠")],
        ),
        ("欠租户逐一清欠,共计清欠30万元。", [("30万元", "recovered", "done", "清欠")]),
        (
            "截至2025年7月已清退194.71万元,按计划清退51.4万元。",
            [("194.71万元", "returned", "done", "清退"), ("51.4万元", "returned", "planned", "清退")],
        ),
        (
            "截至2025年7月已收回土地出让金46万元,剩余40.4万元已签订协议书分期收回。",
            [("46万元", "recovered", "done", "收回"), ("40.4万元", "to_be_recovered", "open", "收回")],
        ),
        (
            "已收回640.40万元(含违约金0.26万元),剩余13.2万元起诉。",
            [
                ("640.40万元", "recovered", "done", "收回"),
                ("0.26万元", "recovered", "done", "收回"),
                ("13.2万元", "sued_for", "done", "起诉"),
            ],
        ),
        (
            "目前出借资金已收回10笔8.18万元,核减4笔32.3万元,法院强制执行2笔2.2万元,另有27笔89.444万元正依法依规有序处理、7笔142.2万元核实为工程进度款。",
            [
                ("8.18万元", "recovered", "done", "收回"),
                ("32.3万元", "deducted", "done", "核减"),
                ("2.2万元", "sued_for", "done", "强制执行"),
                ("89.444万元", "to_be_recovered", "open", "处理"),
                ("142.2万元", "involved", "done", "核实"),
            ],
        ),
        (
            "分类处置未收取的租金,52.92万元已起诉、6.73万元分期还款。",
            [("52.92万元", "sued_for", "done", "起诉"), ("6.73万元", "to_be_recovered", "open", "还款")],
        ),
        (
            "财政已完成4617.37万元涉农资金款项、795万元乡村振兴完工项目专项资金拨付。",
            [("4617.37万元", "allocated", "done", "拨付"), ("795万元", "allocated", "done", "拨付")],
        ),
        (
            "截至2025年7月,已拨付债券资金0.17亿元、项目单位支出1.53亿元,老旧小区改造项目债券资金拨付0.31亿元。",
            [
                ("0.17亿元", "allocated", "done", "拨付"),
                ("1.53亿元", "paid_out", "done", "支出"),
                ("0.31亿元", "allocated", "done", "拨付"),
            ],
        ),
        (
            "南阳文彬家庭林场实际骗补的12.22万元专项补助费用已全部追回。",
            [("12.22万元", "recovered", "done", "追回")],
        ),
        (
            "工程费用约3.87亿元,正开展土方回填,已完成投资约2.2亿元;景观提升工程项目总投资约6.6亿元。",
            [("约2.2亿元", "invested", "done", "投资"), ("约6.6亿元", "invested", "planned", "总投资")],
        ),
        (
            "推动136处欠租房产全部整改到位,涉及金额1754.83万元。",
            [("1754.83万元", "involved", "done", "涉及")],
        ),
    ],
)
def test_each_sum_goes_with_the_verb_that_governs_it(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # The verb of the next clause has a sum of its own.
        ("应收土地出让金3.2亿元,已收缴2.8亿元。", [("2.8亿元", "recovered", "done")]),
        ("剩余0.4亿元正在催缴。", [("0.4亿元", "to_be_recovered", "open")]),
        ("已催缴欠租0.4亿元。", [("0.4亿元", "recovered", "done")]),
        ("欠缴的137万元租金已强制执行到位94万元。", [("94万元", "recovered", "done")]),
        (
            "52.92万元已起诉、6.73万元分期还款。",
            [("52.92万元", "sued_for", "done"), ("6.73万元", "to_be_recovered", "open")],
        ),
        (
            "已归还借款1200万元,尚有300万元未归还。",
            [("1200万元", "returned", "done"), ("300万元", "to_be_recovered", "open")],
        ),
        # 违规发放 says how it came to be due.
        ("向12名责任人追缴违规发放津补贴8.6万元。", [("8.6万元", "recovered", "done")]),
        ("发放困难补助8.6万元。", [("8.6万元", "paid_out", "done")]),
    ],
)
def test_a_sum_goes_with_its_own_verb_and_not_with_that_of_another(
    sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [(row.raw, row.direction, row.state) for row in flows(sentence)] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "21年以来84个100万元以上已完工未结算项目中76个项目已结算送审。",
        "目前滨海新城年工业产值超2000亿元,注册总资本超530亿元,累计实现销售额589亿元,创造税收近19.46亿元。",
        "三家区属国企亏损总额较2023年减少4693万元。",
        "2025年上半年完成税收2.89亿元,地方一般公共预算收入完成6.34亿元、同比增长8.98%。",
        "在新区产业基金下设立规模20亿元的数字新基建产业发展子基金。",
        "对11个长期参与的议事协调机构予以清退,浏览量达50万次。",
        "强化对100-400万元工程项目政府采购执行情况监督检查。",
        "修订《收回国有资金3万元奖励办法》。",
    ],
)
def test_a_sum_that_only_sizes_something_is_no_flow(sentence: str) -> None:
    assert read(sentence) == []


def test_unreturned_money_is_due_and_its_parts_point_at_it() -> None:
    _, rows = notice("taijiang")
    by_raw = {row.raw: row for row in rows}
    due, waived, rest = (by_raw[raw] for raw in ("262562元", "43260元", "219302元"))
    assert (due.direction, due.state, due.verb) == ("to_be_recovered", "open", "退款")
    assert [(row.direction, row.state, row.part_of_flow_no) for row in (waived, rest)] == [
        ("written_off", "planned", due.flow_no)
    ] * 2
    assert waived.amount_cny + rest.amount_cny == due.amount_cny


def test_a_bracket_of_a_sum_is_a_part_and_ends_with_the_bracket() -> None:
    _, rows = notice("changle")
    by_raw = {row.raw: row for row in rows}
    assert by_raw["0.26万元"].part_of_flow_no == by_raw["640.40万元"].flow_no
    assert by_raw["574.01万元"].part_of_flow_no is None
    assert by_raw["574.01万元"].direction == "to_be_recovered"


def test_a_part_looks_back_over_a_full_stop_only_from_the_head_of_its_sentence() -> None:
    _, rows = notice("taijiang")
    by_raw = {row.raw: row for row in rows}
    assert by_raw["5.3万元"].part_of_flow_no is None


@pytest.mark.parametrize(("name", "amount"), [("taijiang", 150_000_000), ("binhai", 562_000_000)])
def test_a_sum_of_one_matter_stated_twice_points_at_the_first(name: str, amount: int) -> None:
    _, rows = notice(name)
    first, second = (row for row in rows if row.amount_cny == amount)
    assert (first.repeats_flow_no, second.repeats_flow_no) == (None, first.flow_no)


def test_one_price_of_two_matters_is_no_repeat() -> None:
    rows = flows("红星小学项目总投资1.5亿元。疾控大楼项目总投资1.5亿元。")
    assert [row.repeats_flow_no for row in rows] == [None, None]


def test_two_tellings_of_one_sum_are_both_kept_and_the_round_one_points_at_the_exact() -> None:
    _, rows = notice("taijiang")
    involved = [row for row in rows if row.direction == "involved" and row.verb == "涉及"]
    assert [row.amount_cny for row in involved] == [Decimal(17548300), Decimal(18000000)]
    assert [row.repeats_flow_no for row in involved] == [None, involved[0].flow_no]


@pytest.mark.parametrize(
    "second",
    [
        "催缴137处,涉及金额近1800万元。",
        "催缴136处,涉及金额1800万元。",
        "催缴136处,涉及金额近2800万元。",
        "收回136处,追缴金额近1800万元。",
    ],
)
def test_a_round_sum_of_another_matter_is_no_repeat(second: str) -> None:
    rows = flows(f"推动136处房产整改到位,涉及金额1754.83万元。{second}")
    assert [row.repeats_flow_no for row in rows] == [None, None]


@pytest.mark.parametrize(
    ("name", "count"), [("changle", 11), ("taijiang", 28), ("luojiang", 7), ("binhai", 13), ("shaxian", 18)]
)
def test_every_flow_quotes_its_notice_and_counts_from_one(name: str, count: int) -> None:
    body, rows = notice(name)
    assert [row.flow_no for row in rows] == list(range(1, count + 1))
    for row in rows:
        assert row.raw == body.text[row.char_start : row.char_end]
        assert row.verb == body.text[row.verb_start : row.verb_end]
        assert row.clause == body.text[row.clause_start : row.clause_end]
        assert row.state in FLOW_STATES
        assert (row.state == "open") == (row.direction == "to_be_recovered")


def test_every_rule_fires_on_the_notices() -> None:
    assert {row.rule_id for name in NAMES for row in notice(name)[1]} == {
        "money.verb_before",
        "money.verb_after",
        "money.verb_shared",
        "money.verb_in_next_clause",
    }
