"""Places, bodies, firms and posts: whole names only, resolved by where the notice speaks from, never a person."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notices import NAMES, text_page

from schemas.references import Mention
from schemas.values import Page
from tasks.parse.body import body_of
from tasks.parse.mentions import mentions_of
from tasks.parse.sanctions import sanctions_of
from tasks.parse.vocabulary import vocabulary
from tasks.text import kept_text

OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。\n二、整改情况\n"
CLOSING = "\n欢迎广大干部群众对巡视整改进展情况进行监督。\n中共三明市沙县区委\n2025年12月25日"
ZONE = "中共福州市委滨海新城工作委员会关于巡察整改情况的通报\n"
TAIJIANG = CLOSING.replace("三明市沙县区", "福州市台江区")


def mentions(sentence: str, title: str = "", closing: str = CLOSING) -> list[Mention]:
    page = Page(url="file:test", text=kept_text(f"{title}{OPENING}1.标题。{sentence}{closing}"), encoding="utf-8")
    return [mention for mention in mentions_of(body_of(page)) if mention.item_no == 1]


def read(sentence: str) -> list[tuple[str, str, str]]:
    return [(mention.kind, mention.raw, mention.name) for mention in mentions(sentence)]


@pytest.mark.parametrize(
    ("sentence", "kind", "raw", "name", "code", "by"),
    [
        ("由区纪委监委进行处置。", "organisation", "区纪委监委", "沙县区纪委监委", "350405", "relative"),
        ("依托市委组织部开展。", "organisation", "市委组织部", "三明市委组织部", "350400", "relative"),
        ("向省委报告。", "organisation", "省委", "福建省委", "350000", "relative"),
        ("省委巡视七组反馈。", "organisation", "省委巡视七组", "福建省委巡视七组", "350000", "relative"),
        ("我区国投集团加入协会。", "enterprise", "我区国投集团", "沙县区国投集团", "350405", "relative"),
        ("被台江区人民法院判处。", "organisation", "台江区人民法院", "台江区人民法院", "350103", "name"),
        ("结合福建省试点县工作。", "division", "福建省", "福建省", "350000", "name"),
        ("前往福州市长乐区学习。", "division", "福州市长乐区", "长乐区", "350112", "name"),
        ("由高砂镇对3名责任人处置。", "division", "高砂镇", "沙县区高砂镇", "350405", "parent"),
        ("带队赴厦门,开展招商。", "division", "厦门", "厦门市", "350200", "name"),
        ("建立福州新区联席会议。", "functional_zone", "福州新区", "福州新区", "350100", "name"),
        ("洛江经济开发区获评园区。", "functional_zone", "洛江经济开发区", "洛江经济开发区", "350500", "name"),
        ("与三明学院加强合作。", "organisation", "三明学院", "三明学院", None, None),
        ("引进香港剑虹集团联手。", "enterprise", "香港剑虹集团", "香港剑虹集团", None, None),
        ("区委书记牵头。", "post", "区委书记", "沙县区委书记", "350405", "relative"),
        ("由区长对其谈话。", "post", "区长", "沙县区区长", "350405", "relative"),
        ("由区委副书记对其谈话。", "organisation", "区委", "沙县区委", "350405", "relative"),
        ("区纪委书记每月调度。", "organisation", "区纪委", "沙县区纪委", "350405", "relative"),
        ("由区政府副区长牵头。", "organisation", "区政府", "沙县区政府", "350405", "relative"),
        ("团区委开展活动。", "organisation", "团区委", "共青团沙县区委", "350405", "relative"),
        ("印发区审计局通知。", "organisation", "区审计局", "沙县区审计局", "350405", "relative"),
        (
            "其中区残疾人托养中心完工。",
            "organisation",
            "区残疾人托养中心",
            "沙县区残疾人托养中心",
            "350405",
            "relative",
        ),
        (
            "由区文化广电和旅游局牵头。",
            "organisation",
            "区文化广电和旅游局",
            "沙县区文化广电和旅游局",
            "350405",
            "relative",
        ),
        (
            "报市住房公积金管理中心。",
            "organisation",
            "市住房公积金管理中心",
            "三明市住房公积金管理中心",
            "350400",
            "relative",
        ),
        (
            "2023年5月区绩效管理工作领导小组发文。",
            "organisation",
            "区绩效管理工作领导小组",
            "沙县区绩效管理工作领导小组",
            "350405",
            "relative",
        ),
        (
            "成立沙县区小吃产业发展指挥部。",
            "organisation",
            "沙县区小吃产业发展指挥部",
            "沙县区小吃产业发展指挥部",
            "350405",
            "name",
        ),
        (
            "成立省委巡视整改工作领导小组。",
            "organisation",
            "省委巡视整改工作领导小组",
            "省委巡视整改工作领导小组",
            "350405",
            "relative",
        ),
        ("向生态环境部报告。", "organisation", "生态环境部", "生态环境部", None, None),
        ("推进沙县高质量发展。", "division", "沙县", "沙县区", "350405", "name"),
        ("深化与将乐的合作。", "division", "将乐", "将乐县", "350428", "name"),
        ("吸引台湾民众。", "division", "台湾", "台湾省", "710000", "name"),
        ("推进临空经济区建设。", "functional_zone", "临空经济区", "临空经济区", None, None),
        ("支持我省自贸区扩区。", "functional_zone", "我省自贸区", "福建省自贸区", "350000", "relative"),
        ("区第二人民医院已开诊。", "organisation", "区第二人民医院", "沙县区第二人民医院", "350405", "relative"),
        ("推动市第一中学整改。", "organisation", "市第一中学", "三明市第一中学", "350400", "relative"),
        ("推动红旗小学整改。", "organisation", "红旗小学", "红旗小学", None, None),
        ("沙县三小获评试点校。", "organisation", "沙县三小", "沙县三小", "350405", "parent"),
        (
            "推动三明市沙县区金沙小学扩建。",
            "organisation",
            "三明市沙县区金沙小学",
            "三明市沙县区金沙小学",
            "350405",
            "name",
        ),
        ("夏茂镇松林敬老院已改造。", "organisation", "夏茂镇松林敬老院", "沙县区夏茂镇松林敬老院", "350405", "parent"),
        (
            "与上海建纬(福州)律师事务所签约。",
            "enterprise",
            "上海建纬(福州)律师事务所",
            "上海建纬(福州)律师事务所",
            None,
            None,
        ),
        ("交通银行福建省分行授信。", "enterprise", "交通银行福建省分行", "交通银行福建省分行", None, None),
        ("聘请顺佳物业有限公司。", "enterprise", "顺佳物业有限公司", "顺佳物业有限公司", None, None),
        ("祥坂经合社退还租金。", "enterprise", "祥坂经合社", "祥坂经合社", None, None),
        ("以贝瑞基因为龙头。", "enterprise", "贝瑞基因", "贝瑞基因", None, None),
        ("市建工集团纪委督办。", "organisation", "市建工集团纪委", "三明市建工集团纪委", "350400", "relative"),
        (
            "三明市沙县生态环境局现场指导。",
            "organisation",
            "三明市沙县生态环境局",
            "三明市沙县生态环境局",
            "350405",
            "parent",
        ),
        ("察看了第三实验小学。", "organisation", "第三实验小学", "第三实验小学", None, None),
        (
            "重泰新型环保建材有限公司投产。",
            "enterprise",
            "重泰新型环保建材有限公司",
            "重泰新型环保建材有限公司",
            None,
            None,
        ),
        ("舒城县委14个脱贫攻坚指挥部参会。", "organisation", "舒城县委", "舒城县委", "341523", "name"),
        ("茅山旅游度假区管委会发文。", "organisation", "茅山旅游度假区管委会", "茅山旅游度假区管委会", None, None),
        ("东城街道已整改。", "division", "东城街道", "沙县区东城街道", "350405", "parent"),
        ("获厦门日报刊发。", "publication", "厦门日报", "厦门日报", None, None),
        ("被《人民日报》刊载。", "publication", "《人民日报》", "人民日报", None, None),
    ],
)
def test_a_name_is_resolved_by_where_the_notice_speaks_from(
    sentence: str, kind: str, raw: str, name: str, code: str | None, by: str | None
) -> None:
    (mention,) = mentions(sentence)
    found = (mention.kind, mention.raw, mention.name, mention.division_code, mention.resolved_by)
    assert found == (kind, raw, name, code, by)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("约谈区住建局、农业农村局、生态环境局负责人。", ["沙县区住建局", "沙县区农业农村局", "沙县区生态环境局"]),
        ("区委宣传部、组织部、巡察办分别制定。", ["沙县区委宣传部", "沙县区委组织部", "沙县区委巡察办"]),
        ("区委常委、组织部部长作部署。", ["沙县区委", "沙县区委组织部"]),
        ("区住建局、城投集团和国投集团整改。", ["沙县区住建局", "沙县区城投集团", "沙县区国投集团"]),
        ("督促青州、大洛、郑湖等镇整改。", ["沙县区青州镇", "沙县区大洛镇", "沙县区郑湖镇"]),
        ("区农业农村厅、生态环境部督办。", ["沙县区农业农村厅", "生态环境部"]),
        (
            "成立沙县区文旅经济指挥部、金古片区更新项目指挥部。",
            ["沙县区文旅经济指挥部", "沙县区金古片区更新项目指挥部"],
        ),
    ],
)
def test_bodies_joined_by_a_mark_share_their_place(sentence: str, names: list[str]) -> None:
    assert [name for _, _, name in read(sentence)] == names


@pytest.mark.parametrize(
    "sentence",
    [
        "推进小区党委和社区居委会建设,园区管委会配合。",
        "全市各局和全区各级党委落实。",
        "新增8家上市公司子公司,3家公司无资产,三大国企集团整改。",
        "由各街道因地制宜策划,6个乡镇配合,开展城乡污水整治,梅花古镇申报。",
        "完成镇街平安建设责任书签订。",
        "深化合作市场化运营,惠及福州市民。",
        "强化区政府投资项目管理。",
        "获评“区委书记”好评,组建教育集团。",
        "新区建设加快,区长期坚持。",
        "由上级财政部门下达,省、市自然资源部门备案。",
        "全区中小学、幼儿园达标,新建九年一贯制学校2所,二级及以上医院互认。",
        "其中一小部分,十八届五中全会精神,其中学习三次,集中学习研讨。",
        "打造标准化小学,提升基层卫生院,录用中小学教师,引进知名大学。",
        "规范国有控股企业、专业合作社、家庭林场、商业银行管理。",
        "医院、安置房、研发楼等17个项目开工,纺织、化工等传统企业转型。",
        "新增入库23家规上企业,推荐4家企业申报,引进优质企业。",
        "宣传沙县小吃,沙县机场扩建,智造沙县、生态新城,沙县路改造。",
        "区建设部门、区信访台账、区审计办理情况、各区县市行动。",
        "召开区工作会议,抓好区域小学、区属医院、县域医院管理。",
        "各级领导小组、项目指挥部、专项工作组配合。",
        "抓好民政、信访等街道工作,发挥农业、水利等镇直部门作用。",
    ],
)
def test_what_is_part_of_another_word_is_no_name(sentence: str) -> None:
    assert [raw for kind, raw, _ in read(sentence) if (kind, raw) != ("division", "福州市")] == []


def test_a_name_of_several_divisions_is_the_one_of_the_inspected_city() -> None:
    found = mentions_of(body_of(text_page("taijiang")))
    drum_tower = next(mention for mention in found if mention.raw == "鼓楼区")
    assert (drum_tower.division_code, drum_tower.resolved_by) == ("350102", "parent")


def test_a_zone_has_the_code_of_its_city_and_its_district_words_stay_open() -> None:
    found = mentions_of(body_of(text_page("binhai")))
    assert {m.division_code for m in found if m.raw == "滨海新城"} == {"350100"}
    assert {(m.name, m.division_code) for m in found if m.raw == "区林业局"} == {("区林业局", None)}
    assert "长乐区林业局" in {m.name for m in found if m.raw == "林业局"}


def test_no_mention_holds_a_person() -> None:
    body = body_of(text_page("taijiang"))
    persons = {sanction.person for sanction in sanctions_of(body)}
    names = {name for mention in mentions_of(body) for name in (mention.raw, mention.name)}
    assert len(persons) > 40
    assert [name for name in names if any(person in name for person in persons)] == []


def test_the_chief_official_is_a_post_only() -> None:
    found = [m for m in mentions_of(body_of(text_page("shaxian"))) if m.raw == "沙县区委书记"]
    assert [m.kind for m in found] == ["post", "post"]


@pytest.mark.parametrize("name", NAMES)
def test_mentions_quote_the_kept_text_and_never_overlap(name: str) -> None:
    body = body_of(text_page(name))
    found = mentions_of(body)
    assert [mention.mention_no for mention in found] == list(range(1, len(found) + 1))
    for mention in found:
        assert body.text[mention.char_start : mention.char_end] == mention.raw
        assert body.holds(mention.char_start)
    assert all(one.char_end <= other.char_start for one, other in itertools.pairwise(found))


def test_a_list_says_which_of_its_names_are_firms() -> None:
    listed = "引进比亚迪、宁德时代等新能源企业,中创新航、贝特瑞2家企业入选,以及福光股份、德诚珠宝等6个项目签约。"
    again = "向贝特瑞兑现奖励。"
    assert [raw for kind, raw, _ in read(listed + again) if kind == "enterprise"] == [
        *("比亚迪", "宁德时代", "中创新航", "贝特瑞", "福光股份", "德诚珠宝", "贝特瑞"),
    ]


def test_projects_that_are_not_all_firms_name_none() -> None:
    assert read("沙县小吃文化城、金沙园二期、银龙陶瓷等8个项目签约。") == []


def test_a_firm_under_its_owner_may_be_named_by_its_business_alone() -> None:
    firms = [raw for kind, raw, _ in read("区城投集团下属房地产开发公司、忠正保安公司整改,房地产开发公司配合。")]
    assert firms == ["区城投集团", "房地产开发公司"]
    firms = [raw for kind, raw, _ in read("区城投集团下属忠正保安公司整改。")]
    assert firms == ["区城投集团", "忠正保安公司"]


def test_the_tail_of_a_zone_stands_for_it_where_a_body_follows() -> None:
    found = mentions_of(body_of(text_page("binhai")))
    names = {(m.raw, m.name, m.division_code) for m in found if m.resolved_by == "relative"}
    assert ("新区管委会", "福州新区管委会", "350100") in names
    assert ("新城党工委", "滨海新城党工委", "350100") in names
    assert ("新区(新城)党工委", "新区(新城)党工委", "350100") in names
    assert "新城" not in {m.raw for m in found}


def test_a_group_named_in_full_once_may_stand_without_its_committee() -> None:
    found = [m for m in mentions_of(body_of(text_page("binhai"))) if m.raw == "巡察一组"]
    assert [(m.name, m.division_code) for m in found] == [("福州市委巡察一组", "350100")]


@pytest.mark.parametrize(
    "unit",
    [
        "区",
        "区委",
        "等企业",
        "、甲乙",
        "甲乙等3家企业,",
        "指挥部",
        "区指挥部",
        "小学",
        "和小学",
        "镇",
        "与福州",
        "公司",
        "新区",
        "(甲)公司",
        "十中",
        "为龙头",
    ],
)
def test_a_long_run_of_one_word_is_read_to_its_end(unit: str) -> None:
    found = mentions(unit * (60_000 // len(unit)) + "。由区委组织部牵头。")
    assert found[-1].raw == "区委组织部"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from([
            *("区", "市", "委", "沙县", "三明市", "书记", "、", ",", "。", "\n", "和", "等", "3家企业", "(甲)", "“", "”", "《", "》"),
            *("公司", "集团", "有限", "小学", "十中", "医院", "指挥部", "领导小组", "街道", "镇", "经济区", "新区", "财政", "局"),
            *("引进", "福建", "赴", "2023年", "甲乙丙", "银行", "日报", "为龙头", "控股", "财政部", "个项目签约", "省", "团"),
        ]),
        max_size=40,
    )
)  # fmt: skip
def test_no_words_make_it_fail_and_every_name_stands_where_its_row_says(words: list[str]) -> None:
    page = Page(url="file:test", text=kept_text(f"{OPENING}1.标题。{''.join(words)}{CLOSING}"), encoding="utf-8")
    body = body_of(page)
    found = mentions_of(body)
    assert [body.text[mention.char_start : mention.char_end] for mention in found] == [mention.raw for mention in found]
    assert all(one.char_end <= other.char_start for one, other in itertools.pairwise(found))


def test_every_way_of_reading_is_used_in_the_notices() -> None:
    used = {mention.rule_id for name in NAMES for mention in mentions_of(body_of(text_page(name)))}
    ways = (
        *("division", "division_short", "township", "zone", "zone_own", "zone_relative"),
        *("organisation", "organisation_relative", "organisation_joint", "organisation_group"),
        *("organisation_department", "national", "institution", "enterprise", "enterprise_listed", "post"),
        "publication",
    )
    assert used == {f"mention.{way}" for way in ways}


def bodies(sentence: str) -> list[str]:
    """The bodies read where 台江区 speaks."""
    return [mention.raw for mention in mentions(sentence, "", TAIJIANG) if mention.kind == "organisation"]


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("organisations"))
def test_a_body_is_read_in_its_example(kind: str, term: str, example: str) -> None:
    if kind == "zone":
        raws = [mention.raw for mention in mentions(f"组织{example}。", ZONE, "") if mention.kind == "organisation"]
    else:
        raws = bodies(f"组织{example}。")
    assert [raw for raw in raws if raw.endswith(term)]


@pytest.mark.parametrize(("term", "example"), vocabulary("lines_of_work"))
def test_a_body_is_named_by_its_lines_of_work(term: str, example: str) -> None:
    assert term in example
    assert bodies(f"组织{example}。") == [example]


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("institutions"))
def test_an_institution_is_known_by_its_form_and_more_than_its_kind(kind: str, term: str, example: str) -> None:
    found = [mention for mention in mentions(f"{example}。") if mention.rule_id == "mention.institution"]
    assert term in example
    assert len([mention for mention in found if mention.raw.endswith(term)]) == (kind == "form")
    assert bool(found) == (kind == "form")


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("national"))
def test_what_there_is_one_of_is_read_wherever_it_stands(kind: str, term: str, example: str) -> None:
    assert (kind, term) in [(mention.kind, mention.raw) for mention in mentions(f"{example}。")]


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("posts_public"))
def test_a_body_joined_behind_a_post_is_read(kind: str, term: str, example: str) -> None:
    first, second = bodies(f"{example}。")
    assert f"{first}{term}、{second}" in example, kind


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("enterprises"))
def test_words_around_a_firm_are_none_of_its_name(kind: str, term: str, example: str) -> None:
    firms = [mention for mention in mentions(f"{example}。") if mention.kind == "enterprise"]
    assert term in example
    if kind == "public":
        assert [(firm.raw, firm.resolved_by) for firm in firms] == [(f"{term}集团", "relative")]
    elif kind == "field":
        assert [firm for firm in firms if firm.raw.endswith(term)]
    else:
        assert not [firm for firm in firms if firm.raw.startswith(term)], kind


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("common_places"))
def test_words_show_what_is_a_place_and_what_is_none(kind: str, term: str, example: str) -> None:
    found = mentions(f"{example}。", "", TAIJIANG)
    raws = [mention.raw for mention in found if mention.kind == "division"]
    if kind in {"left_short", "right"}:
        assert term in example
        assert raws
    elif kind == "left":
        assert not [raw for raw in raws if raw.startswith(term)]
    elif kind == "zone":
        assert not [mention for mention in found if mention.kind == "functional_zone"]
    else:
        assert term in example or kind == "division"
        assert not [raw for raw in raws if raw.endswith(("街道", "镇", "乡")) or raw == term]
