"""Which figure is a part of which, and which two count the same matter: the strings of the five notices."""

import pytest
from notices import NAMES, text_page

from schemas.figures import Figure
from schemas.values import Page
from tasks.parse.body import body_of
from tasks.parse.figures import figures_of
from tasks.parse.matters import KIN
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
            [("13宗", "20宗"), ("2186亩", "4008亩"), ("6宗", "20宗"), ("644亩", "4008亩"), ("1178亩", "4008亩")],
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
    ("sentence", "expected"),
    [
        ("发现政策落实方面问题10个,推动整改9个,督促完善制度5项。", [("9个", "10个")]),
        ("累计发现问题2255条,已督促整改2175个。", [("2175个", "2255条")]),
        ("园区已申请入驻96家,成功入驻73家,累计纳统57.6亿元。", [("73家", "96家")]),
        ("入驻企业73家,正式运营42家,其中已纳统企业达11家。", [("42家", "73家"), ("11家", "42家")]),
        ("留置2人,已移送检察机关1人。", [("1人", "2人")]),
        ("立案查处7人,已给予党纪政务处分2人。", [("2人", "7人")]),
        ("移交问题线索5件,已办结5件7人。", [("5件", "5件")]),
        ("对16家单位开展巡察工作,共发现8家单位存在问题39个。", [("8家", "16家")]),
        ("已办结举报36件,办结率69.23%。经查属实或部分属实16件。", [("16件", "36件")]),
        ("检控类初次举报52件,同比上升73.33%。已办结检控类初次举报36件。", [("36件", "52件")]),
        ("举报134件,其中检控类信访举报93件,同比上升50%,检控类初次举报52件。", [("93件", "134件"), ("52件", "93件")]),
        ("税务登记759户入库税收459户,占比60.47%。", [("459户", "759户")]),
        ("搜集居民意见864条,解决问题840个,办结率达97.22%。", [("840个", "864条")]),
        ("前期项目节点共有56个,上半年完成项目节点36个,节点完成率64.29%。", [("36个", "56个")]),
        (
            "12项清欠任务:已清偿10项、手续不全退件1件、司法程序1件。",
            [("10项", "12项"), ("1件", "12项"), ("1件", "12项")],
        ),
        (
            "核实拖欠租金为1214.15万元,已收回640.40万元(含违约金0.26万元),并催收剩余574.01万元。",
            [("640.40万元", "1214.15万元"), ("0.26万元", "640.40万元"), ("574.01万元", "1214.15万元")],
        ),
        ("生成领办项目175个。截至目前,已完成项目162项,剩余13个。", [("162项", "175个"), ("13个", "175个")]),
        (
            "已拆除68宗,产权冻结33宗;已通知294宗,所有395宗违建全部进入执法程序。",
            [("68宗", "395宗"), ("33宗", "395宗"), ("294宗", "395宗")],
        ),
        ("移交信访件30件,其中业务外6件,已转办。属业务范围的控告共24件。", [("6件", "30件"), ("24件", "30件")]),
        (
            "涉及48人。其中8人不予追缴;其余42人(含上述困难职工2人)另议。",
            [("8人", "48人"), ("42人", "48人"), ("2人", "42人")],
        ),
        (
            "对39名近亲属人员综合研判。18名敏感岗位人员中有4名表现一般,2名予以降职降薪,2名予以调岗降薪;其余21名不变。",
            [("18名", "39名"), ("4名", "18名"), ("2名", "4名"), ("2名", "4名"), ("21名", "39名")],
        ),
        ("对39名近亲属人员进行全面了解。经梳理,18名重要岗位人员均经过集体研究。", [("18名", "39名")]),
        (
            "已新收回被侵占房产1处、面积0.01万平方米,累计收回被侵占房产53处、面积2.08万平方米。",
            [("1处", "53处"), ("0.01万平方米", "2.08万平方米")],
        ),
        ("新增投产项目84个,累计投产项目213个。", [("84个", "213个")]),
        (
            "对长期参与的16个议事协调机构、后续新增的7个议事协调机构进行清查,已对11个长期参与的议事协调机构予以清退。",
            [("11个", "16个")],
        ),
        ("对14个项目拆分问题逐一核实。针对装修、外立面改造等2个项目拆分问题,进行约谈。", [("2个", "14个")]),
        (
            "反馈的697个问题,完成整改688个,持续整改问题4个,未完成5个。",
            [("688个", "697个"), ("4个", "697个"), ("5个", "697个")],
        ),
        ("45个问题已完成整改41个,正在整改4个。", [("41个", "45个"), ("4个", "45个")]),
        ("43项、总投资5.9亿元的实事项目已完成27项,其余正序时推进。", [("27项", "43项")]),
    ],
)
def test_what_became_of_some_is_a_part_of_all(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert parts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "办结信访件7件,办结线索5件。",
        "调研85次、梳理清单51条,另走访12次、现场解决问题24个。",
        "新建停车位300个,完成充电桩20个。",
        "一街道完成41座招标;漳港街道现已完成6座垃圾分类屋招标。",
        "举办培训30场,满意率50%,开展宣讲15场。",
        "参会100人,党员60人,占比70.25%。",
        "走访企业20家,发现8人违规。",
        "赴区商务局等76家单位检查。赴福光公司等12家单位调研。",
        "新招聘76名人员,累计培训120名学员。",
        "发现问题8个,推动整改9个。",
    ],
)
def test_results_side_by_side_are_no_parts_of_each_other(sentence: str) -> None:
    assert parts(sentence) == []


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
        ("已开展5期活动、覆盖周边居民约450人次。", "5期", "约450人次"),
        ("召开警示教育大会2场、参训200人次。", "2场", "200人次"),
        ("举办4场培训,共273人次参训。", "4场", "273人次"),
        ("组织能力提升班4期,培训干部200余人。", "4期", "200余人"),
        ("累计召开20场警示教育会议,348名干部职工受警醒。", "20场", "348名"),
        ("覆盖全区225个党组织5509名党员干部。", "225个", "5509名"),
        ("推动136处欠租房产全部整改到位,涉及金额1754.83万元。", "136处", "1754.83万元"),
        ("9笔尚未清欠款项共计805.17万元已全部清欠到位。", "9笔", "805.17万元"),
        ("73个省市重点项目完成投资159.25亿元。", "73个", "159.25亿元"),
        ("核查土方外运的项目9个,未能提供规定资料,扣减土方外运金额373万元。", "9个", "373万元"),
        ("兑现交通补助3069人次,兑现金额1972.5万元。", "3069人次", "1972.5万元"),
        ("剩余8处房产暂未收回,面积0.1万平方米。", "8处", "0.1万平方米"),
        ("赴区商务局等76家单位,开展监督检查共计107次。", "76家", "107次"),
        ("推荐企业申请奖励项目22个,惠及企业159家。", "22个", "159家"),
        ("征集了意见建议5个方面共10条。", "5个", "10条"),
        ("针对巡视反馈的6个方面83个问题。", "6个", "83个"),
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
        "召开会议3场,立案5人。",
        "3个小组抽调5名干部。",
        "21个示范项目均已竣工并完成区级审核,新增拨付金额780.99万元。",
        "举办活动5场,新增就业岗位300个。",
        "召开20场警示教育会议,348名教师获奖。",
        "走访企业20家,开出罚单3次。",
    ],
)
def test_neighbours_that_count_different_matters_are_no_partners(sentence: str) -> None:
    assert pairs(sentence) == []


@pytest.mark.parametrize("name", NAMES)
def test_links_stay_in_the_paragraph_and_never_mix_what_is_counted(name: str) -> None:
    body = body_of(text_page(name))
    found = figures_of(body)
    by_no = {figure.figure_no: figure for figure in found}
    linked = 0
    for figure in found:
        if figure.partner_figure_no is not None:
            partner = by_no[figure.partner_figure_no]
            assert partner.partner_figure_no == figure.figure_no
            # 6个方面83个问题: aspects and problems, both 个
            assert partner.unit_norm != figure.unit_norm or "方面" in figure.clause
        if figure.parent_figure_no is None:
            continue
        linked += 1
        whole = by_no[figure.parent_figure_no]
        # 搜集意见864条,解决问题840个: one matter in two counting words
        assert whole.unit_norm == figure.unit_norm or KIN.issuperset({whole.unit_norm, figure.unit_norm})
        assert whole.value_norm >= figure.value_norm
        assert body.paragraph(whole.char_start) is body.paragraph(figure.char_start)
        assert whole.figure_no != figure.figure_no
        assert whole.parent_figure_no != figure.figure_no
    assert linked
