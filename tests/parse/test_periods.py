"""Times as the five notices tell them: what is a period, its days, how its year was had, and which figure it is for."""

import datetime as dt
from itertools import pairwise

import pytest
from notices import NAMES, text_page

from schemas.columns import PERIOD_PRECISIONS, PERIOD_SOURCES
from schemas.figures import Figure
from schemas.values import Page
from tasks.parse.body import Body, body_of
from tasks.parse.figures import figures_of
from tasks.parse.periods import Period, periods_in
from tasks.parse.vocabulary import vocabulary
from tasks.text import kept_text

OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,并于2025年2月20日反馈了巡视意见。\n二、整改情况\n"
SIGNED = "\n欢迎广大干部群众对巡视整改进展情况进行监督。\n中共三明市沙县区委\n2025年12月25日\n"


def body(sentence: str, *, signed: bool = True) -> Body:
    text = f"{OPENING}1.标题。{sentence}{SIGNED if signed else ''}"
    return body_of(Page(url="file:test", text=kept_text(text), encoding="utf-8"))


def read(sentence: str) -> list[tuple[str, str | None, str | None, str | None, str]]:
    ground = body(sentence)
    return [
        (
            ground.text[period.start : period.end],
            str(period.first) if period.first else None,
            str(period.last) if period.last else None,
            period.precision,
            period.source,
        )
        for period in periods_in(ground)
        if period.start > ground.text.index("1.标题")
    ]


def figures(sentence: str, *, signed: bool = True) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures_of(body(sentence, signed=signed)) if figure.item_no == 1)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2023年7月18日召开。", ("2023年7月18日", "2023-07-18", "2023-07-18", "day", "printed")),
        ("2025年1-7月破获。", ("2025年1-7月", "2025-01-01", "2025-07-31", "month", "printed")),
        ("2023年1—9月立案。", ("2023年1—9月", "2023-01-01", "2023-09-30", "month", "printed")),
        ("截至25年7月,完成。", ("截至25年7月", None, "2025-07-31", "month", "two_digit")),
        ("25年上半年产值。", ("25年上半年", "2025-01-01", "2025-06-30", "half_year", "two_digit")),
        ("2021年第一、二季度通报。", ("2021年第一、二季度", "2021-01-01", "2021-06-30", "quarter", "printed")),
        ("2023年7月18日以来召开。", ("2023年7月18日以来", "2023-07-18", None, "day", "printed")),
        ("2025年来兑现。", ("2025年来", "2025-01-01", None, "year", "printed")),
        ("今年以来研判。", ("今年以来", "2025-01-01", None, "year", "relative")),
        ("去年12月开放。", ("去年12月", "2024-12-01", "2024-12-31", "month", "relative")),
        ("截至2023年10月上旬,开展。", ("截至2023年10月上旬", None, "2023-10-10", "ten_days", "printed")),
        ("于4月底印发。", ("4月底", "2025-04-21", "2025-04-30", "ten_days", "from_anchor")),
        ("近三年收到投诉。", ("近三年", "2022-12-25", "2025-12-25", "year", "relative")),
        ("2017—2021年间发放。", ("2017—2021年间", "2017-01-01", "2021-12-31", "year", "printed")),
        ("集中整改期内学习。", ("集中整改期内", None, None, None, "unresolved")),
        ("省委巡视以来约谈。", ("省委巡视以来", "2024-08-18", None, "day", "event")),
        ("巡视反馈以来召开。", ("巡视反馈以来", "2025-02-20", None, "day", "event")),
        ("巡视台江区委期间移交。", ("巡视台江区委期间", "2024-08-18", "2024-09-30", "day", "event")),
        ("自2023年6月下旬开始巡察。", ("自2023年6月下旬开始", "2023-06-21", None, "ten_days", "printed")),
        ("2023年6月至今开展。", ("2023年6月至今", "2023-06-01", None, "month", "printed")),
        ("年内签约。", ("年内", "2025-01-01", "2025-12-31", "year", "relative")),
        ("2021年底前封顶。", ("2021年底前", None, "2021-12-31", "month", "printed")),
        ("2012年以前入职。", ("2012年以前", None, "2011-12-31", "year", "printed")),
        ("2023年10月14日—15日召开。", ("2023年10月14日—15日", "2023-10-14", "2023-10-15", "day", "printed")),
        ("2024年10月21日至2月3日巡视。", ("2024年10月21日至2月3日", "2024-10-21", "2025-02-03", "day", "printed")),
        ("8月30日、9月20日召开。", ("8月30日、9月20日", "2025-08-30", "2025-09-20", "day", "from_anchor")),
        ("春节前列席。", ("春节前", None, None, None, "unresolved")),
        ("截至目前,完成。", ("截至目前", None, "2025-12-25", "day", "relative")),
        ("到2023年年底,另退休消化3人。", ("到2023年年底", None, "2023-12-31", "month", "printed")),
        ("179个、年度投资54.48亿元项目。", ("年度", "2025-01-01", "2025-12-31", "year", "relative")),
        ("二季度增加值。", ("二季度", "2025-04-01", "2025-06-30", "quarter", "from_anchor")),
    ],
)
def test_a_time_is_read_with_its_days(sentence: str, expected: tuple[str | None, ...]) -> None:
    assert read(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "对7名同一岗位任职满10年干部予以调整。",
        "出借超过10年以上未收回。",
        "判处有期徒刑10年。",
        "持续上访12年。",
        "近7年时间挪用公款。",
        "为期3个月。",
        "项目前期工作。",
        "每季度召开,每月4次。",
        "较2023年减少,比8月下降,较去年同期提升。",
        "《2025年秋季义务教育招生工作方案》和“2023年千兆城市创建”。",
        "台政办发〔2023〕3号。",
        "整改期望,节前不谈,九十年代。",
    ],
)
def test_what_is_no_time_of_a_figure_is_no_period(sentence: str) -> None:
    assert read(sentence) == []


def test_a_missing_year_is_that_of_the_text_before_in_the_paragraph() -> None:
    assert read("去年12月试运行并于今年3月4日验收,7月23日上线。")[2][1:] == (
        "2025-07-23",
        "2025-07-23",
        "day",
        "from_text",
    )


def test_the_year_of_a_plan_named_before_is_not_taken_for_a_month_behind_it() -> None:
    assert read("召开24年度民主生活会,7月调整。")[1][1:] == ("2025-07-01", "2025-07-31", "month", "from_anchor")
    assert read("今年2月召开2024年度民主生活会,5月7日召开。")[2][1:] == ("2025-05-07", "2025-05-07", "day", "from_text")
    assert read("谋划26年县乡换届配备,7月调整。")[1][1:] == ("2025-07-01", "2025-07-31", "month", "from_anchor")


def test_a_month_that_would_lie_after_the_notice_is_of_the_year_before() -> None:
    text = f"{OPENING}1.标题。11月检查。{SIGNED}".replace("2025年12月25日", "2025年3月25日")
    ground = body_of(Page(url="file:test", text=kept_text(text), encoding="utf-8"))
    assert periods_in(ground)[-1].first == dt.date(2024, 11, 1)


@pytest.mark.parametrize(
    ("signed", "words", "first"),
    [
        ("2025年1月25日", "上半年", dt.date(2024, 1, 1)),
        ("2025年5月20日", "上半年", dt.date(2025, 1, 1)),
        ("2025年7月25日", "下半年", dt.date(2024, 7, 1)),
        ("2025年1月25日", "前三季度", dt.date(2024, 1, 1)),
        ("2025年12月25日", "前三季度", dt.date(2025, 1, 1)),
    ],
)
def test_half_a_year_is_told_of_when_half_of_it_is_over(signed: str, words: str, first: dt.date) -> None:
    text = f"{OPENING}1.标题。{words}遴选48名教师。{SIGNED}".replace("2025年12月25日", signed)
    ground = body_of(Page(url="file:test", text=kept_text(text), encoding="utf-8"))
    assert periods_in(ground)[-1].first == first


def test_a_year_taken_from_a_year_that_is_not_printed_is_not_printed_either() -> None:
    assert [period[4] for period in read("二季度增加值262亿元。1-7月实现。")] == ["from_anchor", "from_anchor"]
    assert [period[4] for period in read("2025年二季度增加值。1-7月实现。")] == ["printed", "from_text"]


def test_the_year_of_one_member_of_a_list_is_not_that_of_the_next() -> None:
    assert read("24年三产占比提升;1-6月总能耗下降。")[1][1:] == ("2025-01-01", "2025-06-30", "month", "from_anchor")
    assert read("24年,开展演练;上半年满意率99%。")[1][1:] == ("2024-01-01", "2024-06-30", "half_year", "from_text")


def test_the_whole_year_is_that_of_the_text_before_it() -> None:
    assert read("2024年7月以来新引进项目,预计全年销售额达标。")[1][1:] == (
        "2024-01-01",
        "2024-12-31",
        "year",
        "from_text",
    )
    assert read("预计全年销售额达标。") == [("全年", "2025-01-01", "2025-12-31", "year", "relative")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # What is set against the year before is of the time told before it.
        ("2023年1—9月立案57件。处理399人次,同比上升108.9%。", ["2023年1—9月"] * 3),
        ("2023年1—9月立案57件。处理399人次。", ["2023年1—9月", None]),
        ("2023年1—9月立案57件。办结9件,环比上升3%。查实率44%,同比下降2%。", ["2023年1—9月"] * 5),
        ("开展检查3次。处理399人次,同比上升108.9%。", [None, None, None]),
        ("2023年1—9月立案57件。2024年处理399人次,同比上升9%。", ["2023年1—9月", "2024年", "2024年"]),
        ("2023年1—9月共享信息15次。其中,在深入了解后,对2人进行谈话提醒。", ["2023年1—9月"] * 2),
        # A running total is of no time before it, nor what is left of it.
        ("整改期间,已新收回房产1处,累计收回房产53处,剩余8处暂未收回。", ["整改期间", None, None]),
        ("截至25年7月,新增线索164条,累计纳统32.24亿元。", ["截至25年7月"] * 2),
        ("25年以来,举办2期讲堂(累计已举办12期),宣讲活动37场。", ["25年以来", None, "25年以来"]),
        # The time stands behind what it is of.
        ("其余17名2012年之后录用的人员。", ["2012年之后"]),
        ("鉴于2012年以前入职的22名人员年限较久,其余17名2012年之后录用。", ["2012年以前", "2012年之后"]),
        ("2017年成立小组,对10家下属企业进行2016年度绩效考评。", ["2016年度"]),
        ("组织推荐4家企业申报2025年度上市后备企业。", ["2025年度"]),
        ("38家企业入选福建省2021年入库企业名单。", ["2021年"]),
        ("38家企业编制2021年计划。", [None]),
        # 分别 gives each its own.
        (
            "2023年、2024年分别完成投资5.6亿元、7.8亿元,同比分别增长12%、39.3%。",
            ["2023年", "2024年", "2023年", "2024年"],
        ),
        ("2023年、2024年完成投资5.6亿元、7.8亿元。", ["2023年、2024年"] * 2),
        ("今年1月、4月底、5月底分别组织5个专题研讨。", ["今年1月、4月底、5月底"]),
        # Dealt with for what that day brought to light, not on that day.
        ("于2023年8月24日组织全面排查273个项目,共对2人进行诫勉谈话。", ["2023年8月24日", None]),
        ("2023年8月,对2人进行诫勉谈话。", ["2023年8月"]),
        ("2023年5月24日,召开警示教育会,通报涉案19名责任人员的问责情况。", [None]),
        # The time of the trouble, of a meeting's name, of a beginning.
        ("针对中秋节假日期间易发多发的突出问题,常态化通报典型案例4件5人。", [None, None]),
        ("针对2022年46批次进京访人员,制定方案3份。", ["2022年", None]),
        ("召开2023年“整治扬尘污染问题”部署会,完善5项工作机制。", [None]),
        ("2025年4月启动养老机构服务工作,引进人才20人。", [None]),
        ("2025年4月引进机构,新增人才20人。", ["2025年4月"]),
    ],
)
def test_a_figure_is_of_the_time_its_words_give_it(sentence: str, expected: list[str | None]) -> None:
    assert [figure.period_raw for figure in figures(sentence)] == expected


def test_a_count_that_is_compared_does_not_take_its_time_from_another_paragraph() -> None:
    ground = body("2023年1—9月立案57件。\n2.处理情况。处理399人次,同比上升108.9%。")
    assert [figure.period_raw for figure in figures_of(ground) if figure.item_no == 2] == [None, None]


def test_without_a_day_the_notice_speaks_from_only_printed_years_are_known() -> None:
    relative, printed = figures("今年以来开展3场。2023年开展4场。", signed=False)
    assert (relative.period_raw, relative.period_source) == ("今年以来", "unresolved")
    assert (relative.period_start, relative.period_end) == (None, None)
    assert printed.period_start == dt.date(2023, 1, 1)


def test_a_figure_takes_the_time_of_its_own_clause() -> None:
    first, second = figures("截至2025年7月已清退194.71万元,2025年8月清退51.4万元。")
    assert (first.period_raw, first.period_inherited) == ("截至2025年7月", False)
    assert (second.period_raw, second.period_inherited) == ("2025年8月", False)


def test_later_figures_inherit_until_a_new_time_but_not_across_a_full_stop() -> None:
    own, later, after = figures("2025年上半年查处48起,处分49人。开展3场。")
    assert (own.period_inherited, later.period_inherited, after.period_inherited) == (False, True, None)
    assert own.period_start == later.period_start == dt.date(2025, 1, 1)
    assert after.period_raw is None


def test_the_time_may_stand_behind_the_sum() -> None:
    (figure,) = figures("3155.25万元应收未收土地出让金已于2025年5月全额入库。")
    assert (figure.period_raw, figure.period_inherited) == ("2025年5月", False)


def test_a_day_planned_for_is_not_the_time_of_what_is_told_before_or_of_another_sum() -> None:
    assert [figure.period_raw for figure in figures("剩余13个项目均可在2023年10月底前完成。")] == [None]
    assert [figure.period_raw for figure in figures("甲项目将于年内动建;乙项目总投资1.5亿元。")] == [None]


def test_a_day_told_of_what_stands_before_it_does_not_go_on_behind_a_semicolon() -> None:
    first, second = figures("滞纳金495.37万元已于2025年5月全额入库;起诉涉事公司追缴22.4万元。")
    assert (first.period_raw, second.period_raw) == ("2025年5月", None)


def test_at_present_dates_nothing_and_ends_what_was_inherited() -> None:
    first, second, third = figures("2023年以来走访3次,目前已入驻73家,纳统57家。")
    assert (first.period_raw, second.period_raw, third.period_raw) == ("2023年以来", None, None)
    assert figures("截至目前,已入驻73家。")[0].period_end == dt.date(2025, 12, 25)


def test_the_time_of_a_thing_spoken_of_goes_on_to_its_count_and_not_to_what_was_done_about_it() -> None:
    told = figures("对2018年以来问题线索进行梳理,8条问题线索全部办结,其中立案3件3人。")
    assert [figure.period_raw for figure in told] == ["2018年以来", None, None]
    assert [figure.period_raw for figure in figures("通报2018年以来11起典型案例。")] == ["2018年以来"]


def test_a_forecast_inherits_the_day_planned_for() -> None:
    (figure,) = figures("预计2025年秋季投入使用,可新增2700个学位。")
    assert (figure.role, figure.period_raw) == ("forecast", "2025年秋季")


def test_the_time_of_a_heading_does_not_leak() -> None:
    ground = body_of(text_page("taijiang"))
    figure = next(figure for figure in figures_of(ground) if figure.raw == "179个")
    assert figure.period_raw is None


@pytest.mark.parametrize("name", NAMES)
def test_periods_are_in_order_do_not_overlap_and_never_end_before_they_begin(name: str) -> None:
    ground = body_of(text_page(name))
    periods = periods_in(ground)
    assert periods
    assert all(a.end <= b.start for a, b in pairwise(periods))
    for period in periods:
        assert ground.holds(period.start)
        assert period.first is None or period.last is None or period.first <= period.last
        assert period.source in PERIOD_SOURCES
        assert period.precision in {*PERIOD_PRECISIONS, None}
        assert (period.source == "unresolved") == (period.first is None and period.last is None)


@pytest.mark.parametrize(("kind", "pattern", "example"), vocabulary("periods"))
def test_a_period_word_is_found_in_its_example(kind: str, pattern: str, example: str) -> None:
    ground = body(f"{example}。")
    starts = ground.text.index(example)
    assert any(starts <= period.start < starts + len(example) for period in periods_in(ground)), (kind, pattern)


def test_a_megabyte_of_dates_is_read_in_time() -> None:
    noise = ("2023年" * 20 + "1" * 60 + "截至自从第一、二、三" * 10 + "10月至" * 20 + "春节、" * 10 + "\n") * 3_000
    found: tuple[Period, ...] = periods_in(body(noise))
    assert found
