"""Which figure is a part of which, and which two count the same matter: the strings of the five notices."""

import pytest
from notices import NAMES, text_page

from schemas.figures import Figure
from schemas.values import Page
from tasks.parse.body import body_of
from tasks.parse.figures import figures_of
from tasks.text import kept_text

OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。\n二、整改情况\n"


def figures(sentence: str) -> tuple[Figure, ...]:
    text = kept_text(f"{OPENING}1.标题。{sentence}")
    return tuple(
        figure
        for figure in figures_of(body_of(Page(url="file:test", text=text, encoding="utf-8")))
        if figure.item_no == 1
    )


def parts(sentence: str) -> list[tuple[str, str]]:
    found = figures(sentence)
    by_no = {figure.figure_no: figure for figure in found}
    return [(figure.raw, by_no[figure.parent_figure_no].raw) for figure in found if figure.parent_figure_no]


def pairs(sentence: str) -> list[tuple[str, str]]:
    found = figures(sentence)
    by_no = {figure.figure_no: figure for figure in found}
    return [(figure.raw, by_no[figure.partner_figure_no].raw) for figure in found if figure.partner_figure_no]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "活动750余场,其中进机关108场、进学校60场、进社区515场、进企业41场、进网络32场。开展讲座389场。",
            [(part, "750余场") for part in ("108场", "60场", "515场", "41场", "32场")],
        ),
        (
            "已盘活6.37万平方米,其中:通过人才房建设盘活1.18万平方米;转换用途盘活0.29万平方米。剩余4.66万平方米。",
            [("1.18万平方米", "6.37万平方米"), ("0.29万平方米", "6.37万平方米")],
        ),
        ("已收回村集体资金640.40万元(含违约金0.26万元)。", [("0.26万元", "640.40万元")]),
        ("处置问题线索70件(自主50件),立案28件28人(自主14件)。", [("50件", "70件"), ("14件", "28件")]),
        ("对7人给予问责,其中批评教育4人、提醒谈话3人。", [("4人", "7人"), ("3人", "7人")]),
        ("立案57件64人,同比上升54.1%。其中自办案件49件,同比上升188.2%。", [("49件", "57件")]),
        (
            "项目2批13个(总额2265万元),其中产业项目7个资金1313万元。",
            [("7个", "13个"), ("1313万元", "2265万元")],
        ),
        (
            "垃圾分类屋41座,其中已投用7座,14座暂未投用,20座暂不建设;漳港街道完成6座。",
            [("7座", "41座"), ("14座", "41座"), ("20座", "41座")],
        ),
        ("提速51个老旧小区改造进度,目前已完成14个,剩余37个正陆续开展。", [("14个", "51个"), ("37个", "51个")]),
        ("126个小区中,除2个已拆迁小区外,其余124个均具备整改条件。", [("2个", "126个"), ("124个", "126个")]),
        (
            "11.03万平方米房产已盘活6.37万平方米。剩余4.66万平方米房产已分类。",
            [("6.37万平方米", "11.03万平方米"), ("4.66万平方米", "11.03万平方米")],
        ),
        (
            "获批13宗2186亩、建新方案6宗644亩、先行用地1178亩,共获批土地20宗4008亩。",
            [("2186亩", "4008亩"), ("644亩", "4008亩"), ("1178亩", "4008亩")],
        ),
        (
            "已办结65件244人,正在办理22件26人,处理干部87件270人。",
            [("65件", "87件"), ("244人", "270人"), ("22件", "87件"), ("26人", "270人")],
        ),
        (
            "对285名责任人作出处理,其中,处级干部8人(含市纪委处理3人)、科级干部277人,已给予处分13人、组织处理12人,其他处理260人。",
            [
                ("8人", "285名"),
                ("3人", "8人"),
                ("277人", "285名"),
                ("13人", "285名"),
                ("12人", "285名"),
                ("260人", "285名"),
            ],
        ),
    ],
)
def test_a_part_points_at_its_whole(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert parts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "新招聘76名社区工作人员,其中本科及以上学历占比75%。",
        "成功举办2期东湖大讲堂(累计已举办12期)。",
        "开展培训7场,座谈3场,调研4场。",
        "建成10个乡村好货馆,2024年以来新增名牌农产品3个,累计已培育示范村7个。",
        "营造良好营商环境等五个方面,涉及7个单位共12个问题。",
        "1个共青团委(含4个团支部)。",
        "信访举报134件,同比上升50%,办结率12%。",
        "满意度98%,其中初访满意度90%。",
    ],
)
def test_figures_that_only_stand_together_are_no_parts(sentence: str) -> None:
    assert parts(sentence) == []


def test_parts_stop_where_they_no_longer_fit_in_the_whole() -> None:
    assert parts("信访举报134件,其中检控类93件,同比上升50%,初次举报52件。") == [("93件", "134件")]


@pytest.mark.parametrize(
    ("sentence", "first", "second"),
    [
        ("查处48起49人。", "48起", "49人"),
        ("已收回10笔8.18万元。", "10笔", "8.18万元"),
        ("14宗26亩违法占用耕地。", "14宗", "26亩"),
        ("培训调训13批283人次。", "13批", "283人次"),
        ("发放贷款300余笔超4.8亿元。", "300余笔", "超4.8亿元"),
        ("收回被侵占房产53处、面积2.08万平方米。", "53处", "2.08万平方米"),
        ("立案处罚6起,处罚金额约10.075万元。", "6起", "约10.075万元"),
    ],
)
def test_two_counts_of_one_matter_point_at_each_other(sentence: str, first: str, second: str) -> None:
    assert pairs(sentence) == [(first, second), (second, first)]


@pytest.mark.parametrize(
    "sentence",
    [
        "梳理10个400万元以上政府投资工程项目。",
        "完成21个届满超期1年以上未换届的党支部。",
        "处置问题线索70件,立案28人。",
        "督查5次、3场。",
        "占比60%,排名第4。",
    ],
)
def test_neighbours_that_count_different_matters_are_no_partners(sentence: str) -> None:
    assert pairs(sentence) == []


@pytest.mark.parametrize("name", NAMES)
def test_links_stay_in_the_paragraph_and_never_mix_units(name: str) -> None:
    body = body_of(text_page(name))
    found = figures_of(body)
    by_no = {figure.figure_no: figure for figure in found}
    linked = 0
    for figure in found:
        if figure.partner_figure_no is not None:
            partner = by_no[figure.partner_figure_no]
            assert partner.partner_figure_no == figure.figure_no
            assert partner.unit_norm != figure.unit_norm
        if figure.parent_figure_no is None:
            continue
        linked += 1
        whole = by_no[figure.parent_figure_no]
        assert whole.unit_norm == figure.unit_norm
        assert whole.value_norm >= figure.value_norm
        assert body.paragraph(whole.char_start) is body.paragraph(figure.char_start)
        assert whole.figure_no != figure.figure_no
        assert whole.parent_figure_no != figure.figure_no
    assert linked
