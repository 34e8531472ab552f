"""Two texts beside each other: every word of both, once, and figures whole."""

import dataclasses
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from notices import html_page, text_page

from schemas.values import Page, ParsedNotice
from tasks.leaf import Heading, leaf
from tasks.parse import parse
from tasks.revise.beside import Fate, beside
from tasks.revise.spans import Span
from tasks.text import squeezed

HEADING = Heading(title="题<b>", notice_id="n", url="http://x", before="1", after="2", told=(("一", "one"),))


def edited(name: str, *swaps: tuple[str, str]) -> tuple[ParsedNotice, ParsedNotice]:
    page = text_page(name)
    text = page.text
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    return parse(page), parse(dataclasses.replace(page, text=text))


def words(parsed: tuple[ParsedNotice, ParsedNotice], *fates: Fate) -> list[str]:
    before, after = parsed
    return [
        one.span.of((before if one.fate is Fate.GONE else after).text)
        for line in beside(before, after)
        for one in line.stretches
        if one.fate in fates
    ]


def test_a_figure_is_one_word_63_to_66_is_never_shown_as_3_to_6() -> None:
    pair = edited("shaxian", ("27.05万元", "27.15万元"))
    assert words(pair, Fate.GONE) == ["27.05万元"]
    assert words(pair, Fate.CAME) == ["27.15万元"]


def test_the_same_text_twice_shows_nothing_that_came_or_went() -> None:
    one = parse(text_page("luojiang"))
    assert {line.fate for line in beside(one, one)} == {Fate.SAME}


def test_the_second_day_of_the_sample_shows_what_its_site_edited() -> None:
    pair = (parse(html_page("shaxian")), parse(html_page("shaxian", 2)))
    fates = [line.fate for line in beside(*pair)]
    assert (fates.count(Fate.GONE), fates.count(Fate.CAME), fates.count(Fate.REWORDED)) == (1, 1, 2)
    assert [line.moved for line in beside(*pair)].count(True) == 1


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_same_and_gone_words_make_up_the_earlier_text_same_and_come_ones_the_later(data: st.DataObject) -> None:
    page: Page = text_page("luojiang")
    lines = page.text.split("\n")
    kept = data.draw(st.lists(st.sampled_from(range(4, len(lines))), min_size=25, unique=True).map(sorted))
    before, after = (
        parse(page),
        parse(dataclasses.replace(page, text="\n".join([*lines[:4], *(lines[one] for one in kept)]))),
    )
    shown = [one for line in beside(before, after) for one in line.stretches]
    came = "".join(squeezed(one.span.of(after.text)) for one in shown if one.fate is not Fate.GONE)
    assert came == "".join(squeezed(unit) for unit in _units(after, before))
    spans = sorted(one.span for one in shown if one.fate is Fate.GONE)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


def _units(parsed: ParsedNotice, other: ParsedNotice) -> list[str]:
    from tasks.revise.joins import joined
    from tasks.revise.units import units_of

    return [unit.span.of(parsed.text) for unit in joined(units_of(parsed), units_of(other))]


def test_the_page_asks_for_nothing_and_escapes_what_a_notice_says() -> None:
    before, after = edited("shaxian", ("27.05万元", "<script src=http://x>27.15万元"))
    page = leaf(HEADING, beside(before, after), before.text, after.text)
    assert "<script" not in page
    assert "题&lt;b&gt;" in page
    assert "default-src 'none'" in page
    for asked in ("src=", "href=", "url(", "@import"):
        assert asked not in page.replace("&lt;script src=http://x&gt;", "")
    assert "prefers-color-scheme:dark" in page
    assert "width=device-width" in page
    assert "<del>27.05万元</del>" in page


def test_the_page_shows_masked_words_where_it_is_given_them() -> None:
    before, after = edited("shaxian", ("27.05万元", "27.15万元"))
    page = leaf(HEADING, beside(before, after), before.text.replace("区委", "**"), after.text.replace("区委", "**"))
    assert "区委" not in page
    assert Span(0, 2).of("区委") == "区委"
