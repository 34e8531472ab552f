"""Bulletins of cases: re-posts are one, two of one publisher are two, and none is ever a rectification notice."""

import datetime as dt
import re
from dataclasses import replace
from functools import cache

from identify_notices import page, stored, text
from notices import REPOSITORY

from schemas.values import NoticePage
from tasks.extract import read
from tasks.identify import KnownNotices, identify, mint_notice_id
from tasks.parse.bulletin import parse_cases
from tasks.text import digest

PUBLISHED = dt.datetime(2022, 9, 5, 10, tzinfo=dt.UTC)
TITLE = "中央纪委国家监委公开通报十起违反中央八项规定精神典型问题"


@cache
def words() -> str:
    file = "ccdi_t20220905_215850.html"
    return read((REPOSITORY / "tests" / "pages" / file).read_bytes(), file).text


def bulletin(
    body: str, url: str, *, title: str = TITLE, source: str = "中央纪委国家监委网站", days: int = 0
) -> NoticePage:
    made = page(text("luojiang"), url)
    read_as = replace(
        made.page,
        text=body,
        title=title,
        title_source="meta",
        source=source,
        shown_published_at=PUBLISHED + dt.timedelta(days=days),
    )
    parsed = parse_cases(read_as)
    return replace(made, page=read_as, parsed=parsed, body_sha256=digest(parsed.body))


def another() -> str:
    """A bulletin of the same publisher: the same opening and closing words, other persons, bodies, days and sums."""
    swaps = {
        "孟祥": "赵一",
        "蔡鄂生": "钱二",
        "收受礼金": "报销旅游费",
        "接受私营企业主": "参加下属单位",
        "宴请": "聚餐",
        "费用": "开支",
        "2013年": "2010年",
        "2021年": "2019年",
        "2022年": "2020年",
        "被开除党籍、开除公职": "被撤销党内职务",
        "其涉嫌犯罪问题被移送检察机关依法审查起诉": "违纪所得予以收缴",
        "还存在其他严重违纪违法问题": "对此负有直接责任",
    }
    lines = words().split("\n")
    cases = "\n".join(lines[1:11])
    for old, new in swaps.items():
        cases = cases.replace(old, new)
    cases = re.sub(r"\d+(?=[^\d年月日])", lambda found: str(int(found[0]) * 3 + 1), cases)
    return "\n".join([lines[0], cases, *lines[11:]])


def ids(*pages: NoticePage) -> list[str]:
    return [one.notice_id for one in identify(pages, KnownNotices.none())]


def test_the_id_of_a_bulletin_holds_its_day_and_six_digits_of_publisher_title_and_day() -> None:
    notice = bulletin(words(), "http://a.cn/1").parsed.notice
    first = mint_notice_id(notice)
    assert first.startswith("x-20220905-")
    assert mint_notice_id(replace(notice, cases=9, characters=1)) == first
    others = [
        replace(notice, title="中央纪委国家监委公开通报三起典型问题"),
        replace(notice, source="福建省纪委监委"),
        replace(notice, published_on=dt.date(2022, 9, 6)),
    ]
    assert len({first, *map(mint_notice_id, others)}) == 4


def test_a_repost_of_a_bulletin_elsewhere_and_later_is_the_same() -> None:
    first = bulletin(words(), "http://a.cn/1")
    repost = bulletin(words(), "http://b.cn/9", title="十起典型问题被通报", source="中央纪委国家监委", days=3)
    cut = bulletin("\n".join(words().split("\n")[:10]), "http://c.cn/7", source="某报", days=4)
    assert len(set(ids(first, repost, cut))) == 1
    known = stored(identify([first], KnownNotices.none()))
    assert {one.notice_id for one in identify([repost, cut], known)} == {ids(first)[0]}


def test_two_bulletins_of_one_publisher_are_two() -> None:
    first = bulletin(words(), "http://a.cn/1")
    second = bulletin(another(), "http://a.cn/2", days=30)
    same_day = bulletin(another(), "http://a.cn/3")
    assert len(set(ids(first, second))) == 2
    # One title, one publisher, one day: the second id is made another.
    assert len(set(ids(first, same_day))) == 2


def test_a_bulletin_and_a_rectification_notice_are_two() -> None:
    notice = page(f"{text('shaxian')}\n{words()}", "http://a.cn/5")
    assert len(set(ids(bulletin(words(), "http://a.cn/1"), notice))) == 2
