"""Places, bodies, firms and posts: whole names only, resolved by where the notice speaks from, never a person."""

import itertools

import pytest
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
        "获评“区委书记”好评,宁化小学教育集团受益。",
        "新区建设加快,区长期坚持。",
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


def test_every_way_of_reading_is_used_in_the_notices() -> None:
    used = {mention.rule_id for name in NAMES for mention in mentions_of(body_of(text_page(name)))}
    ways = (
        *("division", "division_short", "township", "zone", "organisation", "organisation_relative"),
        *("organisation_joint", "organisation_fixed", "institution", "enterprise", "post", "publication"),
    )
    assert used == {f"mention.{way}" for way in ways}


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("organisations"))
def test_a_body_is_read_in_its_example(kind: str, term: str, example: str) -> None:
    found = mentions(f"组织{example}。", ZONE, "") if kind == "zone" else mentions(f"组织{example}。", "", TAIJIANG)
    assert [mention.raw for mention in found if mention.kind == "organisation" and mention.raw.endswith(term)]


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("posts_public"))
def test_a_post_is_read_in_its_example(kind: str, term: str, example: str) -> None:
    found = mentions(f"{example}。", ZONE, "") if "工委常务" in example else mentions(f"{example}。")
    assert [mention.raw for mention in found if mention.kind == "post" and mention.raw.endswith(term)], kind


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("enterprises"))
def test_words_around_a_firm_are_none_of_its_name(kind: str, term: str, example: str) -> None:
    firms = [raw for found, raw, _ in read(f"{example}。") if found == "enterprise"]
    assert term in example
    assert not [raw for raw in firms if raw.startswith(term)], kind


@pytest.mark.parametrize(("kind", "term", "example"), vocabulary("common_places"))
def test_a_word_that_looks_like_a_place_is_none(kind: str, term: str, example: str) -> None:
    raws = [raw for found, raw, _ in read(f"{example}。") if found == "division"]
    assert term in example or kind == "division"
    if kind == "left":
        assert not [raw for raw in raws if raw.startswith(term)]
        return
    assert not [raw for raw in raws if raw.endswith(("街道", "镇", "乡")) or raw == term]
