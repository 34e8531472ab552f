"""Numbers, units, qualifiers and what is no figure: the traps of the five notices, with the strings."""

from decimal import Decimal

import pytest
from notices import text_page

from schemas.columns import Key
from schemas.figures import FIGURES, Figure
from schemas.values import Page, ParsedNotice
from tasks.parse import parse
from tasks.parse.vocabulary import vocabulary
from tasks.text import kept_text

OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。\n二、整改情况\n"


def figures(sentence: str) -> tuple[Figure, ...]:
    parsed = parse(Page(url="file:test", text=kept_text(f"{OPENING}1.标题。{sentence}"), encoding="utf-8"))
    return tuple(figure for figure in parsed.figures if figure.item_no == 1)


@pytest.mark.parametrize(
    ("sentence", "raw", "value", "unit", "value_norm", "unit_norm", "qualifier"),
    [
        ("收取商标使用管理费27.05万元。", "27.05万元", "27.05", "万元", "270500", "元", None),
        ("注册总资本超530亿元。", "超530亿元", "530", "亿元", "53000000000", "元", "over"),
        ("直接受众近4千人次。", "近4千人次", "4", "千人次", "4000", "人次", "about"),
        ("受众1万多人次。", "1万多人次", "1", "万人次", "10000", "人次", "over"),
        ("8万余项固定资产落实登记。", "8万余项", "8", "万项", "80000", "项", "over"),
        ("追赃挽损1190余万元。", "1190余万元", "1190", "万元", "11900000", "元", "over"),
        ("七千多名建设者参加。", "七千多名", "7000", "名", "7000", "人", "over"),
        ("组织百余名村书记。", "百余名", "100", "名", "100", "人", "over"),
        ("未编制控规的47. 84平方公里。", "47. 84平方公里", "47.84", "平方公里", "47840000", "平方米", None),
        ("修复完成84.6公顷。", "84.6公顷", "84.6", "公顷", "846000", "平方米", None),
        ("占总地322.79亩地块。", "322.79亩", "322.79", "亩", "322.79", "亩", None),
        ("不少于2条的批评意见。", "不少于2条", "2", "条", "2", "条", "at_least"),
        ("朴朴电商累计纳统49.83亿,比增10.4%。", "49.83亿", "49.83", "亿", "4983000000", "元", None),
        ("最高人流量达8.26万人/天。", "8.26万人/天", "8.26", "万人/天", "82600", "人/天", None),
        ("受益企业68家(次)。", "68家(次)", "68", "家(次)", "68", "家次", None),
        ("较去年同期提升3.5个百分点。", "3.5个百分点", "3.5", "个百分点", "3.5", "个百分点", None),
        ("规模2.2亿元。", "2.2亿元", "2.2", "亿元", "220000000", "元", None),
        ("新招聘2 艘展示船。", "2 艘", "2", "艘", "2", "艘", None),
        ("任职超过10年未交流人员。", "超过10年", "10", "年", "10", "年", "over"),
        ("下设三个小组。", "三个", "3", "个", "3", "个", None),
        ("针对十个街道。", "十个", "10", "个", "10", "个", None),
        ("完成四批次岗位招考。", "四批次", "4", "批次", "4", "批次", None),
        ("可招商面积共计约39.7万平方米。", "约39.7万平方米", "39.7", "万平方米", "397000", "平方米", "about"),
        ("签约14个项目。", "14个", "14", "个", "14", "个", None),
        ("附近3公里。", "3公里", "3", "公里", "3000", "米", None),
        ("浏览量达50万。", "50万", "50", "万", "500000", "", None),
        ("设计合同金额100万以上的项目。", "100万以上", "100", "万", "1000000", "元", "at_least"),
        ("优质均衡差异系数0.485,", "0.485", "0.485", "", "0.485", "", None),
        ("已低于0.5的标准值要求。", "低于0.5", "0.5", "", "0.5", "", "below"),
        ("新认定数在全市排名提升3个位次。", "3个位次", "3", "个位次", "3", "位次", None),
        ("排名较上年前进1位。", "1位", "1", "位", "1", "位次", None),
        ("均已达到15万元以上。", "15万元以上", "15", "万元", "150000", "元", "at_least"),
        ("任职满10年干部予以调整。", "满10年", "10", "年", "10", "年", "at_least"),
        ("届满21个党支部。", "21个", "21", "个", "21", "个", None),
        ("每年至少召开2次专题会议。", "2次", "2", "次", "2", "次", "at_least"),
        ("总数达1,234人。", "1,234人", "1234", "人", "1234", "人", None),
        ("金额1.2亿元。", "1.2亿元", "1.2", "亿元", "120000000", "元", None),
    ],
)
def test_a_figure_is_read_with_its_unit_and_qualifier(
    sentence: str, raw: str, value: str, unit: str, value_norm: str, unit_norm: str, qualifier: str | None
) -> None:
    figure = figures(sentence)[0]
    assert (figure.raw, figure.unit, figure.unit_norm, figure.qualifier) == (raw, unit, unit_norm, qualifier)
    assert (figure.value, figure.value_norm) == (Decimal(value), Decimal(value_norm))


@pytest.mark.parametrize(
    "sentence",
    [
        "持续完善“1234”工作机制。",
        "构建“1+1+4”巡视整改工作体系。",
        "12345政务服务热线工作机制。",
        "PM2.5平均浓度。",
        "举办5G云游戏产业博览会。",
        "联动上下杭创建4A级旅游景区。",
        "牛头湾作业区4#泊位。",
        "1号楼10楼。",
        "G316线项目业主。",
        "营商环境5.0版改革事项。",
        "15分钟生活圈规划。",
        "《关于进一步加强财务管理的若干措施》(台政办发〔2023〕3号)。",
        "截至25年7月,24年11月,21年以来,25年上半年。",
        "2023年1—9月,10月14日—15日,1-7月,4月至9月。",
        "截至7月20日,6月19日,2017—2021年间。",
        "一是加强领导,第一议题,三重一大,一岗双责,十街道。",
        "八小时之外。",
        "机场二期先行,三期已完工,第一期,二次破坏,二轮土地延包。",
        "十三届五次全会,省委十届十二次全会。",
        "摆脱后三名局面,登记次数前十名。",
        "四种形态,两个维护,三支一扶,百名讲解员,每百名学生。",
        "列席指导区委第一、第二轮巡察。",
        "2025 年 7 月 18 日。",
        "12345678901234567890123万元。",
    ],
)
def test_what_only_looks_like_a_figure_is_none(sentence: str) -> None:
    assert figures(sentence) == ()


def test_a_count_and_a_sum_glued_together_are_two_figures() -> None:
    assert [figure.raw for figure in figures("已收回10笔8.18万元,查处48起49人。")] == [
        "10笔",
        "8.18万元",
        "48起",
        "49人",
    ]


def test_a_range_has_two_ends() -> None:
    (figure,) = figures("强化对100-400万元工程项目的监督。")
    assert (figure.value, figure.value_high) == (100, 400)
    assert (figure.value_norm, figure.value_norm_high) == (1_000_000, 4_000_000)


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("接待游客98.9万人次。", "actual"),
        ("同比增长20.1%。", "change"),
        ("全市排名第4。", "rank"),
        ("居全市第3名。", "rank"),
        ("预计全年销售额达200亿元以上。", "forecast"),
        ("提前完成2025年市级下达856亩年度任务。", "target"),
        ("按计划清退51.4万元。", "planned"),
        ("新建民用建筑中绿色建筑占比100%。", "share"),
        ("10个400万元以上政府投资工程项目。", "actual"),
        ("预计2025年比2024年增加605名。", "forecast"),
        ("较2023年减少4693万元。", "change"),
        ("投产率提升20个百分点。", "change"),
        ("超序时进度7.91个百分点。", "change"),
        ("会员店占比提高至10.1%。", "share"),
        ("完成全年目标70%。", "share"),
        ("整改率93%。", "share"),
        ("我区安全风险指数排名全省第38名。", "rank"),
        ("暂列全市第一。", "rank"),
        ("新认定数在全市排名提升3个位次。", "change"),
        ("2025年度市下达整改任务102.86亩。", "target"),
        ("制定主题教育任务51条。", "actual"),
        ("拟拆除73宗。", "planned"),
        ("列入中长期学习计划3项。", "actual"),
        ("强化对100-400万元工程项目的监督。", "threshold"),
        ("在同一岗位任职超10年的干部。", "threshold"),
        ("已低于0.5的标准值要求。", "threshold"),
        ("收入均已达到15万元以上。", "actual"),
        ("每年至少召开2次专题会议。", "threshold"),
        ("先后召开2次专题会议。", "actual"),
        ("分为2-3年报批及实施。", "planned"),
    ],
)
def test_a_figure_has_the_role_its_clause_gives_it(sentence: str, role: str) -> None:
    assert figures(sentence)[0].role == role


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("分别下降13.3%、14.6%。", ["change", "change"]),
        ("转立案率分别达81.5%、69.1%。", ["share", "share"]),
        ("由30万元降低到12万元。", ["actual", "actual"]),
        ("市下达任务2602亩、盘活2777亩。", ["target", "actual"]),
        ("拟拆除73宗、完善手续21宗、立案查处缓拆218宗。", ["planned", "planned", "planned"]),
        ("拟拆除73宗、已整改21宗。", ["planned", "actual"]),
        ("拟拆除73宗,完善手续21宗。", ["planned", "actual"]),
    ],
)
def test_the_members_of_a_list_are_told_each(sentence: str, roles: list[str]) -> None:
    assert [figure.role for figure in figures(sentence)] == roles


@pytest.mark.parametrize(("role", "pattern", "example"), vocabulary("roles"))
def test_a_role_is_told_in_its_example(role: str, pattern: str, example: str) -> None:
    assert role in {figure.role for figure in figures(f"{example}。")}, pattern


def test_nothing_is_done_after_the_day_the_notice_speaks_from() -> None:
    signed = "\n欢迎广大干部群众对巡视整改进展情况进行监督。\n中共三明市沙县区委\n2025年12月25日\n"
    assert [figure.role for figure in figures(f"2026年新建幼儿园3所,新增学位810个。{signed}")] == ["planned", "planned"]
    assert [figure.role for figure in figures(f"2025年新建幼儿园3所。{signed}")] == ["actual"]


def test_a_threshold_is_no_result() -> None:
    assert [figure.role for figure in figures("梳理10个400万元以上政府投资工程项目。")] == ["actual", "threshold"]


def test_sums_stay_exact(parsed: dict[str, ParsedNotice]) -> None:
    # 3155.25万元 + 495.37万元: in binary floating point neither is what the notice says.
    money = {figure.raw: figure.value_norm for figure in parsed["shaxian"].figures if figure.unit_norm == "元"}
    assert money["3155.25万元"] + money["495.37万元"] == Decimal(36_506_200)


def test_contacts_and_sign_off_hold_no_figures() -> None:
    parsed = parse(text_page("changle"))
    assert max(figure.char_end for figure in parsed.figures) < parsed.text.index("欢迎广大干部群众")


@pytest.mark.parametrize(
    "line",
    [
        "(1)一。",
        "1.一。",
        "一、整改情况",
        "(一)二",
        "关于一问题。",
        "(1)已完成,剩余正在",
        "没有句号。" + "的一段话" * 12,
    ],
)
def test_a_hundred_thousand_marks_are_read_in_time(line: str) -> None:
    text = f"{OPENING}(一)一\n1.针对一问题。\n" + f"{line}\n" * 100_000
    parsed = parse(Page(url="file:test", text=kept_text(text), encoding="utf-8"))
    assert len(parsed.paragraphs) >= 20_000


def test_a_megabyte_of_hostile_text_is_read_in_time() -> None:
    noise = ("针对" * 40 + "1" * 60 + "“" * 40 + "《" * 40 + "第(一)、" * 10 + "\n") * 4_000
    parsed = parse(Page(url="file:test", text=kept_text(OPENING + noise), encoding="utf-8"))
    assert len(parsed.text) > 900_000


def test_a_page_without_stops_is_not_quoted_whole_beside_each_of_its_numbers() -> None:
    found = figures("处置1人" * 10_000)
    assert len(found) == 10_000
    assert max(len(figure.clause) for figure in found) <= 600
    assert all(figure.clause_start <= figure.char_start < figure.char_end <= figure.clause_end for figure in found)


@pytest.mark.parametrize("noise", ["12345678901234567890", "1,234,", "千百十二", "A1", "10+"])
def test_long_runs_of_one_kind_are_read_in_time(noise: str) -> None:
    assert figures(noise * 20_000 + "。查处3起。")[-1].raw == "3起"


def test_every_rule_reads_something_in_the_notices(parsed: dict[str, ParsedNotice]) -> None:
    rules = {figure.rule_id for notice in parsed.values() for figure in notice.figures}
    assert rules == {f"figure.{rule}" for rule in ("number", "range", "chinese", "bare_scale", "unitless", "rank")}


@pytest.mark.parametrize("raw", ["999999999999999万亿元", "1000万亿元", "0.0001%", "1234567890123个"])
def test_a_number_no_column_holds_is_no_figure_and_a_repair(raw: str) -> None:
    page = Page(url="file:test", text=kept_text(f"{OPENING}1.标题。已收回{raw},又收回3万元。"), encoding="utf-8")
    read = parse(page)
    assert [figure.raw for figure in read.figures if figure.item_no == 1] == ["3万元"]
    (repair,) = (repair for repair in read.repairs if repair.kind == "number_out_of_range")
    assert read.text[repair.char_start : repair.char_end] == raw


@pytest.mark.parametrize("raw", ["135万亿元", "0.001%", "12.345678亿元", "999999999999个"])
def test_the_largest_and_the_finest_numbers_are_held_exactly(raw: str) -> None:
    (figure,) = figures(f"实现{raw}。")
    key = Key(notice_id="a", revision=1)
    stored = FIGURES.frame([(key, figure)]).row(0, named=True)
    assert (stored["value"], stored["value_norm"]) == (figure.value, figure.value_norm)
