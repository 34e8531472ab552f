"""Sanctions: every person of the lists, of the running text and of a bulletin's cases; and nobody else."""

import datetime as dt
import re
import time
from collections import Counter
from functools import cache

import pytest
from notices import NAMES, REPOSITORY, text_page

from schemas.accountability import Case, Sanction
from schemas.dataset import TABLES
from tasks.extract import read
from tasks.parse.body import body_of
from tasks.parse.cases import cases_of
from tasks.parse.lines import lines_of
from tasks.parse.sanctions import ground_of, people_in, sanctions_of, sanctions_of_cases
from tasks.parse.sanctions.people import led, listed
from tasks.parse.sanctions.posts import is_former, org_of, title_ends
from tasks.parse.vocabulary import vocabulary


@cache
def notice(name: str) -> tuple[Sanction, ...]:
    return sanctions_of(body_of(text_page(name)))


@cache
def bulletin() -> tuple[str, tuple[Sanction, ...]]:
    file = "ccdi_t20220905_215850.html"
    page = read((REPOSITORY / "tests" / "pages" / file).read_bytes(), f"https://www.ccdi.gov.cn/{file}")
    return page.text, sanctions_of_cases(page.text, cases_of(page.text, lines_of(page.text), page.title))


def read_as_case(text: str) -> tuple[Sanction, ...]:
    """The rows of a text that is one case from its first character to its last."""
    empty = dict.fromkeys(Case.__dataclass_fields__)
    case = Case(**{**empty, "case_no": 1, "text": text, "char_start": 0, "char_end": len(text)})  # type: ignore[arg-type]
    return sanctions_of_cases(text, (case,))


def told(text: str) -> list[tuple[str, str]]:
    """Person and kind of each row of a text read as one case."""
    return [(row.person, row.kind) for row in read_as_case(text)]


def the(text: str) -> Sanction:
    (row,) = read_as_case(text)
    return row


@pytest.mark.parametrize(
    ("section", "persons", "entries"),
    [("p4.s1", 13, 12), ("p4.s2", 12, 6), ("p4.s3.u1", 27, 13)],
    ids=["13", "12", "27"],
)
def test_each_list_names_as_many_persons_as_its_heading_declares(section: str, persons: int, entries: int) -> None:
    rows = [row for row in notice("taijiang") if row.section_path == section]
    assert len({(row.entry_start, row.person) for row in rows}) == persons
    assert len({row.entry_start for row in rows}) == entries
    assert {row.source for row in rows} == {"list"}


def test_an_entry_that_says_how_many_it_names_names_as_many() -> None:
    stated = {row.entry_start: row.persons_stated for row in notice("taijiang") if row.list_no and row.persons_stated}
    assert sorted(filter(None, stated.values())) == [2, 4, 4, 4, 5, 6]
    for entry, persons in stated.items():
        assert len({row.person for row in notice("taijiang") if row.entry_start == entry}) == persons


def test_an_entry_begins_at_its_number_and_is_quoted_without_it() -> None:
    text = text_page("taijiang").text
    rows = [row for row in notice("taijiang") if row.source == "list"]
    assert all(row.list_no and row.entry_start is not None for row in rows)
    assert all(text.startswith(f"{row.list_no}{row.raw}", row.entry_start) for row in rows)
    assert {row.list_no for row in rows} >= {"9.", "12.", "(5)", "(13)"}


def test_the_running_text_names_fourteen_more() -> None:
    rows = [row for row in notice("taijiang") if row.source == "text"]
    assert Counter(row.kind for row in rows) == {
        "admonition": 2,
        "talk_reminder": 3,
        "dealt_with": 1,
        "case_filed": 2,
        "party_warning": 1,
        "party_expulsion": 1,
        "government_expulsion": 1,
        "handed_over": 1,
        "sentenced": 1,
        "criticism": 1,
    }
    assert {row.item_no for row in rows} == {51, 52, 54, 58, 61, 93}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "taijiang"])
def test_a_notice_that_names_nobody_has_no_rows(name: str) -> None:
    assert notice(name) == ()


@pytest.mark.parametrize("rows", [notice("taijiang"), bulletin()[1]], ids=["notice", "bulletin"])
def test_every_quote_is_the_very_words_of_the_text(rows: tuple[Sanction, ...]) -> None:
    text = text_page("taijiang").text if rows[0].source != "case" else bulletin()[0]
    for row in rows:
        for quote in TABLES["sanctions"].quotes:
            start, end = getattr(row, quote.start), getattr(row, quote.end)
            assert getattr(row, quote.column) == (None if start is None else text[start:end])


@pytest.mark.parametrize("rows", [notice("taijiang"), bulletin()[1]], ids=["notice", "bulletin"])
def test_the_person_and_the_kind_stand_within_the_words_quoted(rows: tuple[Sanction, ...]) -> None:
    for row in rows:
        assert row.char_start <= row.person_start < row.person_end <= row.char_end
        assert row.char_start <= row.kind_start < row.kind_end <= row.char_end


def test_every_rule_fires_on_the_notices() -> None:
    fired = {row.rule_id for row in notice("taijiang")}
    assert fired == {"sanction.object", "sanction.subject", "sanction.recipient", "sanction.resumed"}


def test_who_is_named_in_the_misconduct_is_not_sanctioned_for_it() -> None:
    accused = [row for row in notice("taijiang") if row.misconduct and "赖悦心" in row.misconduct]
    assert len(accused) == 8
    assert "赖悦心" not in {row.person for row in accused}
    assert [row.kind for row in notice("taijiang") if row.person == "赖悦心"] == [
        "party_expulsion",
        "government_expulsion",
        "handed_over",
        "sentenced",
    ]


def test_a_comma_joins_two_posts_of_one_person_and_two_persons() -> None:
    rows = {row.person: row for row in notice("taijiang") if row.list_no in {"5.", "(6)"}}
    assert rows["陈辉"].post == "台江区金金融科技局下属企业华丽宫管理所原副所长、原出纳"
    assert (rows["李凌燕"].post, rows["李凌燕"].former, rows["李凌燕"].org) == ("工勤人员", False, None)
    assert rows["张伯舜"].post == "时任台江区审计局党组书记、局长"
    assert rows["黄晓茹"].post == "时任台江区财政局副局长、二级主任科员"


def test_brackets_between_post_and_name_are_of_the_post_and_retired_is_former() -> None:
    rows = {(row.person, row.list_no): row for row in notice("taijiang")}
    post = rows["叶杰", "2."].post
    assert post is not None
    assert post.endswith("人大工委原主任(主持鳌峰街道办事处工作,主管财政所工作)")
    assert rows["林杭", "12."].misconduct == "长期拒缴公房租金"
    assert the("区第六印刷厂厂长林杭(已退休)长期拒缴公房租金,被予以党内警告处分。").former


def test_the_same_person_stands_in_several_entries() -> None:
    kinds = {
        person: [row.kind for row in notice("taijiang") if row.person == person and row.source == "list"]
        for person in ("卓毅", "卓文达", "林涛", "陈云帆")
    }
    assert kinds == {
        "卓毅": ["party_warning", "pay_cut"],
        "卓文达": ["pay_cut", "admonition"],
        "林涛": ["party_warning", "admonition"],
        "陈云帆": ["case_filed", "admonition"],
    }


def test_a_row_of_the_text_points_at_the_entry_that_tells_it_again() -> None:
    rows = {row.sanction_no: row for row in notice("taijiang")}
    links = [(row, rows[row.same_as_sanction_no]) for row in rows.values() if row.same_as_sanction_no]
    assert [(row.person, other.list_no) for row, other in links] == [
        ("洪光曦", "(4)"),
        ("黄金根", "(2)"),
        ("陈国兰", "6."),
    ]
    assert all((row.source, other.source) == ("text", "list") for row, other in links)


@pytest.mark.parametrize(
    ("person", "kind", "day"),
    [
        ("洪光曦", "admonition", dt.date(2023, 9, 11)),
        ("江发心", "talk_reminder", dt.date(2023, 9, 20)),
        ("赖悦心", "government_expulsion", dt.date(2023, 3, 13)),
        ("赖悦心", "handed_over", dt.date(2023, 3, 15)),
        ("赖悦心", "sentenced", dt.date(2023, 7, 17)),
        ("王世海", "criticism", None),
        ("倪沛业", "talk_reminder", None),
    ],
    ids=range(7),
)
def test_the_day_is_of_the_decision_not_of_what_else_the_sentence_tells(
    person: str, kind: str, day: dt.date | None
) -> None:
    row = next(row for row in notice("taijiang") if (row.person, row.kind) == (person, kind))
    assert row.decided_on == day


@pytest.mark.parametrize(
    ("person", "misconduct"),
    [
        ("陈国兰", "违反中央八项规定和违反工作纪律的问题"),
        ("张家焜", "违反工作纪律"),
        ("黄金根", "台江公安分局办公过渡点装修、外立面改造等2个项目拆分问题"),
        ("倪沛业", None),
        ("林挺", None),
    ],
    ids=range(5),
)
def test_the_misconduct_is_the_words_about_the_person_without_who_decided(person: str, misconduct: str | None) -> None:
    row = next(row for row in notice("taijiang") if row.person == person and row.source == "text")
    assert row.misconduct == misconduct


def test_the_ten_cases_of_a_bulletin_have_post_and_deed_from_their_first_sentence() -> None:
    _, rows = bulletin()
    firsts = {row.case_no: row for row in reversed(rows)}
    assert [row.person for _, row in sorted(firsts.items())] == [
        "孟祥",
        "蔡鄂生",
        "周江勇",
        "刘宏武",
        "张永泽",
        "李国强",
        "陈小兵",
        "王希静",
        "蓝文全",
        "沈东",
    ]
    assert all(row.source == "case" and row.former and row.post and row.org for row in rows)
    assert {row.misconduct for row in firsts.values() if row.case_no == 9} == {"违规收受礼品问题"}
    assert firsts[6].org == "山西省长治市人大常委会"
    assert Counter(row.kind for row in rows) == {
        "party_expulsion": 10,
        "government_expulsion": 9,
        "handed_over": 8,
        "sentenced": 2,
    }


def test_a_sentence_of_a_court_has_its_own_day_and_crime() -> None:
    rows = [row for row in bulletin()[1] if row.kind == "sentenced"]
    assert [(row.misconduct, row.decided_on) for row in rows] == [
        ("受贿罪", dt.date(2022, 4, 1)),
        ("受贿罪", dt.date(2020, 6, 1)),
    ]


# Names no notice of ours holds, in the forms other publishers print.
OTHERS = {
    "two kinds under one verb": (
        "某区住建局局长张建国违规收受礼品问题。2022年3月,张建国受到党内严重警告、政务记大过处分。",
        [("张建国", "party_serious_warning"), ("张建国", "government_serious_demerit")],
    ),
    "masked and compound": (
        "李家村党支部书记李某、村委会副主任欧阳明等2人侵占集体资金问题。李某受到开除党籍处分,欧阳明受到党内警告处分。",
        [("李某", "party_expulsion"), ("欧阳明", "party_warning")],
    ),
    "one kind each": (
        "张三、李四分别受到党内警告、政务警告处分。",
        [("张三", "party_warning"), ("李四", "government_warning")],
    ),
    "blank in a name": ("县教育局局长林 涛公款吃喝,被诫勉谈话。", [("林 涛", "admonition")]),
    "a dot in a name": (
        "水利局副局长阿不都·买买提违规使用公车,受到党内警告处分。",
        [("阿不都·买买提", "party_warning")],
    ),
    "names joined by 和, and in a name": (
        "对办公室主任李和平和出纳王芳等2人予以诫勉谈话。",
        [("李和平", "admonition"), ("王芳", "admonition")],
    ),
    "recipients": (
        "给予时任所长张三、副所长李四党内警告处分。",
        [("张三", "party_warning"), ("李四", "party_warning")],
    ),
    "a pronoun": ("周某身为党员领导干部,违规操办婚宴,给予其党内警告处分。", [("周某", "party_warning")]),
    "comrade": ("对副局长王强同志进行提醒谈话。", [("王强", "talk_reminder")]),
    "a deed no vocabulary knows": (
        "郑州市原副市长王铁公然对抗组织审查,王铁被开除党籍。",
        [("王铁", "party_expulsion")],
    ),
}


@pytest.mark.parametrize("form", OTHERS)
def test_names_are_read_in_forms_these_notices_do_not_hold(form: str) -> None:
    text, expected = OTHERS[form]
    assert told(text) == expected


def test_a_city_whose_name_begins_like_a_title_is_part_of_the_body() -> None:
    row = the("福州市长乐区某镇镇长陈明因履职不力被免职。")
    assert (row.person, row.org, row.misconduct) == ("陈明", "福州市长乐区某镇", "履职不力")


@pytest.mark.parametrize(
    "text",
    [
        "区政府分管领导进行批评教育,对6人进行诫勉谈话,1人进行提醒谈话。",
        "对在编不在岗干部给予相应处分,违规领取工资已退缴3.3万元。",
        "区委主要领导分别对上海街道、宁化街道挂钩联系区领导和街道党工委书记予以谈话提醒。",
        "由区国资中心对执行提任程序不规范的时任区房地产开发经营公司主要领导进行批评教育。",
        "对2名不担当、不作为的科级领导干部予以免去领导职务。",
        "施工单位被约谈,房产被清退,党员干部被提醒谈话。",
        "对文旅局予以约谈,对项目经理方面进行约谈,给予纪律处分。",
        "对苗头性、倾向性问题及时咬耳扯袖,提醒谈话136人次,批评教育帮助和处理195人次。",
        "印发《关于对局长王强开展谈话提醒的通知》。",
        "建议给予副局长赵六党内警告处分。",
        "对副局长赵六免予处分。",
        "目前,区城管局原副局长陈汉春已完成备案。",
    ],
    ids=range(12),
)
def test_a_count_an_office_a_title_or_an_advice_sanctions_nobody(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("kind", "pattern", "example"), vocabulary("posts"), ids=range(len(vocabulary("posts"))))
def test_a_line_of_posts_fires_on_its_example(kind: str, pattern: str, example: str) -> None:
    found = re.search(pattern, example)
    assert found
    assert kind in {"title", "body"}
    if kind == "title":
        # A name, or the end, stands behind a title, or another of his posts.
        assert org_of(f"某区某局{found[0]}") == "某区某局"


def test_no_title_is_passed_over_for_its_first_character() -> None:
    titles = [pattern for kind, pattern, _ in vocabulary("posts") if kind == "title"]
    for _, _, example in vocabulary("posts"):
        plain = [title.end() for title in re.finditer("|".join(titles), example)]
        assert list(title_ends(example, 0, len(example))) == plain


@pytest.mark.parametrize(("pattern", "example"), vocabulary("deeds"), ids=range(len(vocabulary("deeds"))))
def test_a_line_of_deeds_ends_a_name_in_its_example(pattern: str, example: str) -> None:
    ground = ground_of(f"某区某局局长{example.lstrip('对')}")
    persons = led(ground, 0, len(ground.text))
    assert persons
    behind = ground.text[persons.end :]
    assert re.match(pattern, behind), behind[:4]


@pytest.mark.parametrize(("words", "example"), vocabulary("not_names"), ids=range(len(vocabulary("not_names"))))
def test_a_word_that_begins_like_a_surname_is_no_name(words: str, example: str) -> None:
    assert re.search(words, example)
    for word in words.split("|"):
        text = f"局长{word}"
        assert listed(ground_of(text), 0, len(text)) is None


def test_a_surname_is_listed_once_and_reads_a_name_behind_a_post() -> None:
    names = [name for name, *_ in vocabulary("surnames")]
    assert len(names) == len(set(names)) > 400
    for name in names:
        text = f"局长{name}晓阳"
        persons = listed(ground_of(text), 0, len(text))
        assert persons
        assert text[persons.people[0].start :] == f"{name}晓阳"


@pytest.mark.parametrize(
    ("post", "former", "org"),
    [
        ("鳌峰街道党工委原副书记、办事处原主任", True, "鳌峰街道党工委"),
        ("原台江区园林局监察室主任", True, "台江区园林局"),
        ("台江区房地产开发经营有限公司工程科副科长", False, "台江区房地产开发经营有限公司"),
        ("时任南公小学代建单位福州江滨建设开发公司法人", True, "福州江滨建设开发公司"),
        ("南公小学项目时任经办", True, None),
        ("太原市某局局长", False, "太原市某局"),
        ("时任台三小总务主任", True, "台三小"),
    ],
)
def test_a_post_says_its_body_and_whether_it_was_left(post: str, former: bool, org: str | None) -> None:
    assert (is_former(post), org_of(post)) == (former, org)


def test_people_are_found_in_a_heading_without_a_sanction() -> None:
    heading = ground_of("县财政局原党组书记、局长张建国,副局长欧阳明违规收受礼品问题")
    people = list(people_in(heading, 0, len(heading.text)))
    assert [heading.text[person.start : person.end] for person in people] == ["张建国", "欧阳明"]


@pytest.mark.parametrize(
    "unit",
    [
        "党内警告",
        "对局长",
        "张三、李四、",
        "予以谈话提醒,",
        "(",
        "“",
        "局长张三受到党内警告,",
        "被给予处分,",
        "·王",
        "因对",
    ],
    ids=range(10),
)
def test_hostile_text_costs_time_in_step_with_its_length(unit: str) -> None:
    took = []
    for length in (50_000, 200_000):
        text = unit * (length // len(unit))
        begun = time.process_time()
        read_as_case(text)
        took.append(time.process_time() - begun)
    # Four times the text: quadratic would be sixteen times the time.
    assert took[1] < 9 * took[0] + 0.1
