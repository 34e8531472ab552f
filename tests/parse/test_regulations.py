"""Rules and other documents: nested titles, what is no rule, the verb that governs, and names without 《》."""

import pytest
from notices import NAMES, text_page

from schemas.references import Regulation
from schemas.values import Page
from tasks.parse.actions import action_of, action_on
from tasks.parse.body import Body, body_of
from tasks.parse.regulations import publications_of, regulations_of
from tasks.parse.titles import titles_in
from tasks.parse.vocabulary import vocabulary
from tasks.text import kept_text

OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。\n二、整改情况\n"
# What each notice prints in 《》 within its paragraphs and is no rule.
PUBLICATIONS = {"changle": 0, "taijiang": 13, "luojiang": 2, "binhai": 4, "shaxian": 0}


def body(sentence: str) -> Body:
    return body_of(Page(url="file:test", text=kept_text(f"{OPENING}1.标题。{sentence}"), encoding="utf-8"))


def rules(sentence: str) -> tuple[Regulation, ...]:
    return regulations_of(body(sentence))


@pytest.mark.parametrize(
    ("sentence", "action", "words", "state"),
    [
        ("制定印发《供应地块建设监督管理工作制度》。", "made", "制定印发", "done"),
        ("研究制定出台了《关于进一步加强财务管理的若干措施》。", "made", "制定出台", "done"),
        ("制定出台我区《关于贯彻落实民营经济强省战略的实施意见》。", "made", "制定出台", "done"),
        ("修订印发《行政事业单位国有资产承包租赁管理办法》。", "revised", "修订印发", "done"),
        ("印发实施《关于进一步规范扶持企业优惠政策有关事项的通知》。", "issued", "印发实施", "done"),
        ("停止执行《关于印发洛江区扶持招商平台发展优惠政策的通知》。", "repealed", "停止执行", "done"),
        ("认真学习省纪委办公厅《关于建立健全监督机制的意见》。", "studied", "学习", "done"),
        ("组织乡镇开展《乡村振兴示范创建资金管理办法》等学习;召开会议。", "studied", "学习", "done"),
        ("自查自纠并完成《中国共产党章程》等重点内容补学;举办培训。", "studied", "补学", "done"),
        ("完成《“1234”工作机制专班考评细则》修订,形成目标任务。", "revised", "修订", "done"),
        ("完成《农村集体资产租金欠租问题专项清收情况报告》。", "made", "完成", "done"),
        ("《行政事务管理制度汇编(试行)》已于5月18日印发,建立了制度。", "issued", "印发", "done"),
        ("严格依照新制定的《常态化监督推动重点工作落实实施方案》要求。", "made", "制定", "done"),
        ("招聘严格按照出台的《机构员额和用工管理办法》规定。", "made", "出台", "done"),
        ("纳入正在编制的长乐区“十五五”规划《纲要》。", "made", "编制", "planned"),
        ("均已发《补正通知书》。", "issued", "发", "done"),
        ("依据《经济合作社章程》制定财务计划。", "cited", None, "done"),
        ("深入落实《关于加强巡视整改和成果运用的意见》。", "cited", None, "done"),
        ("正在制定《沙县区财政资金管理办法》。", "made", "制定", "planned"),
        ("拟出台《沙县区财政资金管理办法》。", "made", "出台", "planned"),
        ("已重新修订《编外专业技术人员管理办法(暂行)》初稿,计划10月底印发实施。", "revised", "修订", "planned"),
    ],
)
def test_the_verb_before_or_behind_says_what_was_done(
    sentence: str, action: str, words: str | None, state: str
) -> None:
    rule = rules(sentence)[0]
    assert (rule.action, rule.action_words, rule.state) == (action, words, state)


@pytest.mark.parametrize(
    ("sentence", "outer", "inner"),
    [
        (
            "专题学习《福建省贯彻落实〈全国党政领导班子建设规划纲要(2024-2028年)〉若干措施》等文件。",
            "福建省贯彻落实〈全国党政领导班子建设规划纲要(2024-2028年)〉若干措施",
            "全国党政领导班子建设规划纲要(2024-2028年)",
        ),
        (
            "出台《关于贯彻落实<鼓励高校毕业生就业创业七条措施>的实施意见》。",
            "关于贯彻落实<鼓励高校毕业生就业创业七条措施>的实施意见",
            "鼓励高校毕业生就业创业七条措施",
        ),
        ("印发《关于印发《财政资金管理办法》的通知》。", "关于印发《财政资金管理办法》的通知", "财政资金管理办法"),
    ],
)
def test_a_nested_title_is_a_row_of_its_own(sentence: str, outer: str, inner: str) -> None:
    first, second = rules(sentence)
    assert (first.title, first.nested_in_no) == (outer, None)
    assert (second.title, second.nested_in_no, second.rule_id) == (inner, first.regulation_no, "regulation.nested")


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("印发《派驻纪检监察组工作考核方案(试行)》。", "试行"),
        ("印发《派驻纪检监察组工作考核方案》(试行)。", "试行"),
        ("制定《责任追究暂行办法》。", "暂行"),
        ("制定《项目验收管理规定(暂行)的通知》。", "暂行"),
        ("制定《项目验收管理规定》。", None),
    ],
)
def test_the_stage_stands_in_the_title_or_behind(sentence: str, stage: str | None) -> None:
    assert rules(sentence)[0].stage == stage


def test_a_stage_behind_the_title_is_none_of_its_raw_words() -> None:
    assert rules("印发《工作考核方案》(试行)。")[0].raw == "《工作考核方案》"


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("出台《通知一》《方案二》《指引三(暂行)》等制度21项,固化下来。", 21),
        ("制定《操作规程》《审核工作的通知》等8项巡察整改相关制度。", 8),
        ("制定《填报易错易漏梳理汇总》等三份填报提醒材料。", 3),
        ("出台《行动方案》《实施办法》等政策。", None),
    ],
)
def test_one_verb_and_one_total_hold_for_the_whole_list(sentence: str, total: int | None) -> None:
    read = rules(sentence)
    assert {(rule.action, rule.list_total) for rule in read} == {("made", total)}
    assert len(read) == sentence.count("《")


@pytest.mark.parametrize(
    "sentence",
    [
        "做法获得《福建日报》报道。",
        "创作说纪漫画《小发票的大问题》在网站发布。",
        "集中收看《党史微课》《百炼成钢》《绝密使命》等视频。",
        "举办《江海奔腾》大型情景歌舞剧。",
        "观看电影《第二十条》,组织讨论。",
        "制作微视频《小微权力清单》。",
        "选送的工作案例《探索多模式探讨路径,聚力课堂提质增效》。",
        "打造《企业全周期全链式韧性服务体系》等典型案例。",
    ],
)
def test_newspapers_films_and_cartoons_are_no_rules(sentence: str) -> None:
    read = body(sentence)
    assert regulations_of(read) == ()
    assert len(publications_of(read)) == sentence.count("《")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("制定沙县区驻村干部管理办法,建立机制。", ["沙县区驻村干部管理办法"]),
        ("修订完善沙县区总医院后勤采购管理规定。", ["沙县区总医院后勤采购管理规定"]),
        ("制定2025年全区人才工作要点,引才。", ["2025年全区人才工作要点"]),
        ("制定深化集体林权制度改革实施方案及实施细则。", ["深化集体林权制度改革实施方案"]),
        (
            "制定沙县区规范“三重一大”事项集体决策制度、沙县区政府投资项目管理办法等,完善机制。",
            ["沙县区规范“三重一大”事项集体决策制度", "沙县区政府投资项目管理办法"],
        ),
        ("健全完善区属国有企业班子建设制度、薪酬体系、考核激励等制度。", ["区属国有企业班子建设制度"]),
        (
            "建立区领导挂钩服务重点工业企业制度以及区、镇两级挂钩服务重点工业企业调度工作机制。",
            [
                "区领导挂钩服务重点工业企业制度",
                "区、镇两级挂钩服务重点工业企业调度工作机制",
            ],
        ),
        ("制定沙县区领导干部在企业、社会组织兼职(任职)专项整治工作方案,规范。", None),
        ("深入研究制定巡视反馈问题整改方案,明确156条整改措施。", ["巡视反馈问题整改方案"]),
        ("涉及的乡镇已逐一制定清欠方案。", ["清欠方案"]),
        ("参照市里政策,制定了我区电商政策。", ["电商政策"]),
        ("广泛听取意见,修改完善数智港政策。", ["数智港政策"]),
        ("完善长者食堂建设运营标准、公开公示等制度。", ["长者食堂建设运营标准"]),
        ("制定量纪工作指引、违规挂证取酬量纪平衡工作建议等规定。", ["量纪工作指引", "违规挂证取酬量纪平衡工作建议"]),
        ("制定分解批而未供土地处置计划,明确责任单位。", ["批而未供土地处置计划"]),
        ("修订自身招聘管理办法,增加条款。", ["招聘管理办法"]),
        ("制定“六个一”措施,对积案化解。", ["“六个一”措施"]),
        ("制定主题教育6大板块51条任务清单。", ["主题教育6大板块51条任务清单"]),
        ("区城管局建立周报告制度,每周跟进。", ["周报告制度"]),
        ("梳理职权,建立权责清单,公开。", ["权责清单"]),
        ("健全用编用人机制,规范手续。", ["用编用人机制"]),
        ("党工委会议研究通过2021年度党工委理论中心组学习计划。", ["2021年度党工委理论中心组学习计划"]),
        ("出台村干部报酬待遇保障机制、修订奖金补贴监管办法等。", ["村干部报酬待遇保障机制", "奖金补贴监管办法"]),
    ],
)
def test_a_specific_name_behind_a_making_verb_is_a_rule_without_marks(sentence: str, names: list[str] | None) -> None:
    read = rules(sentence)
    expected = names or ["沙县区领导干部在企业、社会组织兼职(任职)专项整治工作方案"]
    assert [rule.title for rule in read] == expected
    assert {(rule.marked, rule.rule_id) for rule in read} == {(False, "regulation.bare")}


@pytest.mark.parametrize(
    "sentence",
    [
        "建立健全长效机制。",
        "建立动态监管机制。",
        "24.完善政府投资项目决策机制。配齐配强专干。",
        "按照制定的113条整改措施。",
        "制定各方面考核办法。",
        "未制定出台招聘岗位管理办法。",
        "严格按照机构编制工作条例规定,加强审核。",
        "有针对性地完善党风廉政规章制度。",
        "每月制定工程质量安全问题整改清单。",
        "建立不满意诉求件办理清单。",
        "建立“点题整治”工作台账、问题线索台账“双台账”机制。",
        "建立健全意识形态工作有关制度。",
        "进一步完善财务制度流程。",
        "开展政策宣讲,落实惠企政策。",
        "进一步修订完善我区相关管理规定。",
        "制定整改提升方案。",
        "制定3份专项整改方案。",
        "细化制定了强化业务培训、落实保密要求、建立健全内部审计制度等18条措施。",
        "学习编制工作条例、干部选拔任用等相关规定。",
        "今后将严格落实沙县区政府项目投资管理办法。",
    ],
)
def test_a_general_phrase_names_no_rule(sentence: str) -> None:
    assert rules(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "name", "action", "words", "state"),
    [
        ("对海荣产业园配套政策部分条款进行修订完善。", "海荣产业园配套政策", "revised", "修订完善", "done"),
        ("完成集团国有资产租赁管理制度修订。", "集团国有资产租赁管理制度", "revised", "修订", "done"),
        (
            "开展对社员身份认定办法、财务管理、资产管理等制度进行全面修订。",
            "社员身份认定办法",
            "revised",
            "修订",
            "done",
        ),
        ("启动洛江住房发展专项规划(2025-2035)编制。", "洛江住房发展专项规划(2025-2035)", "made", "编制", "planned"),
        ("正组织推进滨海新城旅游总体规划等规划编制。", "滨海新城旅游总体规划", "made", "编制", "planned"),
        ("加快建立健全政府采购工程监管长效机制。", "政府采购工程监管长效机制", "made", "建立健全", "planned"),
        ("建立健全政府采购工程监管长效机制。", "政府采购工程监管长效机制", "made", "建立健全", "done"),
    ],
)
def test_the_verb_of_a_bare_title_may_stand_behind_it(
    sentence: str, name: str, action: str, words: str, state: str
) -> None:
    assert [(rule.title, rule.action, rule.action_words, rule.state) for rule in rules(sentence)] == [
        (name, action, words, state)
    ]


@pytest.mark.parametrize(
    "sentence", ["对相关管理制度进行修订。", "推进工作,制度修订。", "完成制度修订3项。", "推进工程,健全制度并完善。"]
)
def test_a_general_word_before_a_verb_names_no_rule(sentence: str) -> None:
    assert rules(sentence) == ()


def test_what_a_notice_means_to_do_names_no_rule_without_marks() -> None:
    plans = "三、对持续整改的工作打算\n不断完善权力运行监督制约机制,修订《党组工作规则》。"
    found = regulations_of(body(f"完善项目审批监督制约机制。\n{plans}"))
    assert [rule.title for rule in found] == ["项目审批监督制约机制", "党组工作规则"]


def test_a_title_in_the_name_of_a_programme_is_only_cited() -> None:
    (rule,) = rules("制作【学习《中国共产党章程》每日问答】系列视频。")
    assert (rule.action, rule.action_words) == ("cited", None)


@pytest.mark.parametrize("name", NAMES)
def test_every_title_in_marks_is_a_rule_or_a_publication(name: str) -> None:
    read = body_of(text_page(name))
    titles = {title.start for title in titles_in(read.text) if read.holds(title.start)}
    marked = {rule.char_start for rule in regulations_of(read) if rule.marked}
    others = {title.start for title in publications_of(read)}
    assert marked | others == titles
    assert not marked & others
    assert len(others) == PUBLICATIONS[name]


@pytest.mark.parametrize("name", NAMES)
def test_rows_quote_the_kept_text_and_are_numbered_in_order(name: str) -> None:
    read = body_of(text_page(name))
    found = regulations_of(read)
    assert [rule.regulation_no for rule in found] == list(range(1, len(found) + 1))
    assert [rule.char_start for rule in found] == sorted({rule.char_start for rule in found})
    for rule in found:
        assert read.text[rule.char_start : rule.char_end] == rule.raw
        if rule.action_start is not None:
            assert read.text[rule.action_start : rule.action_end] == rule.action_words
        assert (rule.action_words is None) == (rule.action == "cited")


def test_every_way_of_reading_is_used_in_the_notices() -> None:
    used = {rule.rule_id for name in NAMES for rule in regulations_of(body_of(text_page(name)))}
    ways = ("verb_before", "verb_behind", "cited", "nested", "bare")
    assert used == {f"regulation.{way}" for way in ways}


@pytest.mark.parametrize("text", ["《甲办法", "甲办法》", "《甲\n办法》", "<社区>", "〈甲办法〉", "《》"])
def test_a_mark_without_its_partner_holds_no_title(text: str) -> None:
    assert titles_in(text) == ()


@pytest.mark.parametrize(("kind", "pattern", "example"), vocabulary("regulation_actions"))
def test_a_verb_is_read_in_its_example(kind: str, pattern: str, example: str) -> None:
    assert pattern in example
    # A preposition governs no rule: what it names is cited.
    assert action_of(pattern) == ("cited" if kind == "basis" else kind)
    start = example.find("《")
    if start >= 0 and kind not in {"finished", "cited", "basis"}:
        action = action_on(f"{example}。", start, example.rfind("》") + 1, 0)
        assert pattern.removeprefix("已") in example[action.start : action.end]


@pytest.mark.parametrize(("kind", "pattern", "example"), vocabulary("not_rules"))
def test_a_publication_is_told_by_its_example(kind: str, pattern: str, example: str) -> None:
    assert pattern in example
    assert publications_of(body(f"{example}。")) != (), kind


@pytest.mark.parametrize(("kind", "noun", "example"), vocabulary("rule_nouns"))
def test_a_rule_noun_ends_its_example(kind: str, noun: str, example: str) -> None:
    assert example.endswith(noun)
    # 《…方针政策》 is as soon a lecture.
    sentence = f"修订完善{example}。" if kind == "bare_name" else f"落实《{example}》。"
    assert [rule.title for rule in rules(sentence)] == [example], kind
