"""What a text says of completion: done, partly, ongoing, planned, not done, nothing found, or nothing at all."""

import pytest

from schemas.structure import Item, Measure
from schemas.values import ParsedNotice
from tasks.parse.status import cues_of, status_of


def told(text: str) -> tuple[str, str | None, str | None]:
    evidence = status_of(cues_of(text), [(0, len(text))])
    words = text[evidence.start : evidence.end] if evidence.start is not None else None
    rest = text[evidence.rest_start : evidence.rest_end] if evidence.rest_start is not None else None
    return evidence.status, words, rest


@pytest.mark.parametrize(
    ("text", "status", "words", "rest"),
    [
        ("9笔尚未清欠款项共计805.17万元已全部清欠到位。", "done", "已全部", None),
        ("目前三大国企集团及其下属77家公司已全部完成党建入章工作。", "done", "已全部", None),
        ("40件未办结线索全部办结。", "done", "全部办结", None),
        ("495.37万元滞纳金已于2025年5月全额入库;", "done", "已于2025年5月全额入库", None),
        ("区人大常委会机关2023年9月已退休2人,已通过自然减员解决超编问题;", "done", "已通过自然减员解决", None),
        ("全区共发展非公党员7名,提前完成全年发展任务。", "done", "完成", None),
        ("截至目前,已完成项目162项,剩余13个项目均可在2023年10月底前完成。", "partly", "已完成", "剩余"),
        ("43个为民办实事项目已完成27个,16个项目按序时进度稳步推进,确保年内全面完成。", "partly", "已完成", "稳步推进"),
        ("违规领取工资已退缴3.3万元,余款从其每月工资中扣除;", "partly", "已退缴", "余款"),
        ("137条创新改革事项清单已完成129条,完成率94.16%,", "partly", "已完成", "完成率94.16%"),
        ("立案6人,已给予党纪政务处分1人,其余5人正在审查调查中。", "partly", "已给予党纪政务处分1人", "正在"),
        ("鑫海冶金负责4个泊位建设,完成2个,在建1个,未动工1个。", "partly", "完成", "在建"),
        ("截至2025年7月已清退194.71万元,按计划清退51.4万元。", "partly", "已清退", "按计划"),
        ("目前整改工作正有序推进中。", "ongoing", "正有序", None),
        ("区住建局金古污水处理厂进水浓度低等问题完成阶段性整改。", "done", "完成阶段性整改", None),
        ("完成全年目标70%。", "ongoing", "完成全年目标70%", None),
        ("已重新修订初稿,计划2023年10月底印发实施。", "partly", "已重新修订", "计划"),
        ("发展临空产业相关工作已纳入规划;新美偏光片涂布材料项目预计9月试投产。", "partly", "已纳入", "预计"),
        ("列入长乐区25年国民经济和社会发展计划,并将列入《纲要》。", "planned", "将列入", None),
        ("将列入未拆历史遗留“两违”的395宗违建情况全部录入平台。", "done", "全部录入", None),
        ("已参照市里拟出台的电商政策,制定了我区电商政策。", "done", "已参照市里拟出台的电商政策,制定", None),
        ("完成帮扶转化;对全区14家养老机构开展排查整治,未发现传教风险。", "done", "完成", None),
        ("推动网龙公司运用“元宇宙”模式完成6个项目远程合作;", "done", "完成", None),
        ("累计完成专业化联营11.73万亩。", "done", "完成", None),
        ("目前所有在建项目均取得合法用地手续。", "done", "均取得", None),
        ("目前,已将前期未纳入管理的房产挂网。", "done", "已将", None),
        ("祥坂经合社已将所有出租的房产纳入管理系统。", "done", "已将", None),
        ("有3个项目均已明确,其中1个项目仍未提供相关资料。", "partly", "均已", "仍未"),
        ("有1个项目在补正环节仍未提供土方外运相关资料,扣减土方外运金额5.3万元,均已明确。", "done", "均已", None),
        ("2023年1—9月各组办理初信初访13件,办结8件,办结率同比上升19.87%。", "done", "办结", None),
        ("建成10个乡村好货馆,", "done", "建成", None),
        ("防控制度28项(其中待拟9项);试点工作已于2021年4月完成。", "partly", "已于2021年4月完成", "待拟"),
        ("待判决结果出具后穷尽一切手段全力维护国有资产合法权益。", "ongoing", "待判决结果出具后", None),
        ("现阶段正在对表现优秀的人员予以重点跟踪。", "ongoing", "正在", None),
        ("推动廉政文化走廊建设,目前已申请建设经费。", "ongoing", "已申请", None),
        ("序时推进18个年度海洋经济省市重点项目建设。", "ongoing", "序时推进", None),
        ("稳步推进省肿瘤医院滨海院区等12个在建项目,", "ongoing", "推进", None),
        ("全力清收未收回的贷款和担保资金。", "ongoing", "全力清收", None),
        ("已收回土地出让金46万元,剩余40.4万元已全部收回。", "done", "已收回", None),
        ("完成整改688个,未完成5个。", "partly", "完成整改", "未完成"),
        ("部分问题已由专人正在办理。", "ongoing", "正在", None),
        ("多年来表现良好,暂不予调整;", "not_done", "暂不予", None),
        ("2023年以来,我区未发生大规模集体访。", "nothing_found", "未发生", None),
        ("项目预计9月试投产;", "planned", "预计", None),
        ("因3家公司均无可执行资产暂无法收回。", "not_done", "暂无法", None),
        ("对全区14家养老机构开展排查整治,未发现传教风险。", "nothing_found", "未发现", None),
        ("2025年以来没有出现纪检干部违纪违法情况。", "nothing_found", "没有出现", None),
    ],
)
def test_the_words_that_decide_are_quoted(text: str, status: str, words: str, rest: str | None) -> None:
    assert told(text) == (status, words, rest)


@pytest.mark.parametrize(
    "text",
    [
        "制定印发《供应地块建设监督管理工作制度》。",
        "全面梳理区委理论学习中心组2023年学习计划完成情况,目前已开展学习会20场。",
        "印发《区委理论学习中心组25年学习计划》。",
        "推动23个专班按各专班完成任务。",
        "确保按时整改到位。",
        "推动相关单位尽快整改到位。",
        "切实做到整改一个、验收一个、销号一个,形成工作闭环。",
        "加大拟录用员工的考察把关力度。",
        "先后召开会议,已开展集中学习16次、已组织培训班4期、已举办6期。",
        "园区已申请入驻96家。",
        "我区已对接市直部门推进项目建设。",
        "开展“企业家接待日”活动,突破编制、待遇门槛。",
        "实名举报办结后群众满意率90%,办结诉求件满意率达100%。",
        "增加加密建成区日常工作巡查,这些学校的建成,使新城企业职工子女有学上。",
        "10个新开工重点项目和20个在建重点项目围绕“六比一创”开展竞赛。",
        "下一步,区委还将根据发展需要,进一步丰富课程体系。",
        "2025年1-7月完成规上工业单位增加值能耗下降16.6%、排名全市第2。",
        "地方一般公共预算收入完成6.34亿元、同比增长8.98%。",
        "预计2025年比2024年增加605名;",
        "对历年开展尚未完成结算的项目,如不符合标准的坚决不予结算。",
        "推动解决“整改尚未到位、已完成项目质量不高”现象。",
        "针对存量项目尚未验收问题开展督查。",
        "坚持公正依法办案。",
    ],
)
def test_what_only_sounds_like_a_status_is_none(text: str) -> None:
    assert told(text) == ("unstated", None, None)


def test_what_a_timetable_plans_is_not_done_in_its_last_clause() -> None:
    text = "工程将于2021年9月20日前下闸蓄水,2021年年底前通水长乐区,2022年上半年通水福清、平潭,完成补水线建设。"
    assert told(text) == ("planned", "将于", None)


def test_what_is_done_decides_before_a_check_that_found_nothing_and_that_before_what_is_open() -> None:
    assert told("已全部整改;开展排查整治,未发现传教风险。")[0] == "done"
    assert told("开展排查整治,未发现传教风险;后续工作正在推进。")[0] == "nothing_found"


def test_the_spans_of_an_item_are_read_together() -> None:
    text = "已完成整改。这里不算:正在推进。剩余3处正在整改。"
    whole = status_of(cues_of(text), [(0, 6), (text.index("剩余"), len(text))])
    assert (whole.status, whole.rest_start) == ("partly", text.index("剩余"))
    assert status_of(cues_of(text), [(0, 6)]).status == "done"


def test_every_partly_quotes_both_halves_and_no_other_status_a_rest(parsed: dict[str, ParsedNotice]) -> None:
    rows: list[Item | Measure] = [row for notice in parsed.values() for row in notice.items]
    rows += [row for notice in parsed.values() for row in notice.measures]
    assert {row.status for row in rows} == {
        "done", "partly", "ongoing", "planned", "not_done", "nothing_found", "unstated"
    }  # fmt: skip
    for row in rows:
        assert (row.status == "unstated") == (row.status_words is None)
        assert (row.status == "partly") == (row.rest_words is not None)


def test_no_evidence_stands_in_a_finding_a_title_or_a_quotation(parsed: dict[str, ParsedNotice]) -> None:
    # 台江区 47: 「针对“灯下黑”问题尚未杜绝问题。」 is the finding.
    assert "尚未杜绝" in str(next(item.heading for item in parsed["taijiang"].items if item.item_no == 47))
    for notice in parsed.values():
        for item in notice.items:
            behind = item.char_start + len(item.heading or "")
            assert item.status_start is None or item.status_start >= behind
            assert item.rest_start is None or item.rest_start >= behind


@pytest.mark.parametrize(
    ("name", "number", "status", "words", "rest"),
    [
        ("changle", 6, "partly", "已纳入", "将纳入"),
        ("changle", 17, "ongoing", "完成全年目标70%", None),
        ("changle", 26, "partly", "已清偿", "司法程序"),
        ("changle", 43, "partly", "已收回", "剩余"),
        ("changle", 8, "done", "已落实", None),
        ("luojiang", 4, "done", "已初步验收", None),
        ("luojiang", 18, "unstated", None, None),
        ("luojiang", 49, "partly", "已收回", "正依法"),
        ("luojiang", 65, "planned", "预计", None),
        ("shaxian", 4, "done", "已有8名失信公职人员化解", None),
        ("shaxian", 3, "not_done", "暂无法", None),
        ("shaxian", 56, "nothing_found", "没有出现", None),
        ("shaxian", 77, "partly", "已退缴", "余款"),
        ("taijiang", 10, "partly", "已完成", "剩余"),
        ("taijiang", 63, "partly", "已追缴", "未退款"),
    ],
)
def test_statuses_a_person_read(
    parsed: dict[str, ParsedNotice], name: str, number: int, status: str, words: str | None, rest: str | None
) -> None:
    item = next(item for item in parsed[name].items if item.item_no == number)
    assert (item.status, item.status_words, item.rest_words) == (status, words, rest)


def test_an_item_with_measures_is_partly_where_one_is_done_and_another_open(parsed: dict[str, ParsedNotice]) -> None:
    measures = {measure.measure_no: measure.status for measure in parsed["taijiang"].measures}
    item = next(item for item in parsed["taijiang"].items if item.item_no == 47)
    assert {measures[number] for number in (141, 143)} == {"ongoing", "done"}
    assert (item.status, item.status_words, item.rest_words) == ("partly", "完成", "正在")
