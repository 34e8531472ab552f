import os
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from identify_notices import (
    CHANGLE_NEXT,
    NAMES,
    REPOSTS,
    grouping,
    next_round,
    page,
    sibling,
    stored,
    text,
    together,
    wide,
    without_footer,
    without_opening,
)

from schemas.values import NoticePage
from tasks.identify import KnownNotices, identify
from tasks.identify.segment import Entry

GULOU = {"长乐区": "晋安区", "长乐": "晋安"}


@cache
def original(name: str) -> NoticePage:
    return page(text(name), f"https://{name}.example/1.htm")


def test_five_notices_are_five() -> None:
    assignments = identify([original(name) for name in NAMES], KnownNotices.none())
    assert len({one.notice_id for one in assignments}) == 5
    assert all(one.is_new and one.basis == "new" and one.containment == 1.0 for one in assignments)
    heads = {name: one.notice_id.rsplit("-", 1)[0] for name, one in zip(NAMES, assignments, strict=True)}
    assert heads == {
        "binhai": "350100-20210325",
        "changle": "350112-20250220",
        "luojiang": "350504-20250221",
        "shaxian": "350405-20250220",
        "taijiang": "350103-20230718",
    }


# The longest takes a second to parse: the edits that touch most are enough.
LONG_EDITS = ("cut_both", "all_at_once")


@pytest.mark.parametrize(
    ("name", "edit"), [(name, edit) for name in NAMES for edit in REPOSTS if name != "taijiang" or edit in LONG_EDITS]
)
def test_a_repost_joins_its_original(name: str, edit: str) -> None:
    assert together(original(name), page(REPOSTS[edit](text(name)), "https://sister.example/9.htm"))


def test_a_short_body_name_in_a_cut_copy_is_the_full_one_of_the_original() -> None:
    short = page(without_footer(text("changle")), "https://sister.example/9.htm")
    assert short.parsed.notice.inspected_body != original("changle").parsed.notice.inspected_body
    found = identify([original("changle"), short], KnownNotices.none())
    assert [one.basis for one in found] == ["new", "key"]


def test_template_siblings_with_one_feedback_date_stay_apart() -> None:
    # 长乐 and 沙县 share opening and feedback date; the third is 长乐's very text with names and counts swapped.
    other = page(sibling(text("changle"), GULOU), "https://jinan.example/1.htm")
    found = identify([original("changle"), original("shaxian"), original("luojiang"), other], KnownNotices.none())
    assert len({one.notice_id for one in found}) == 4


def test_the_very_same_text_for_another_district_is_refused_and_noted_for_review() -> None:
    swapped = text("changle").replace("长乐", "晋安")
    found = identify([original("changle"), page(swapped, "https://jinan.example/1.htm")], KnownNotices.none())
    assert len({one.notice_id for one in found}) == 2
    assert all("For review" in one.reason and "body" in one.reason for one in found)


def test_a_sibling_stays_apart_even_with_its_opening_and_footer_cut() -> None:
    other = page(without_footer(without_opening(sibling(text("changle"), GULOU))), "https://jinan.example/1.htm")
    assert not together(original("changle"), other)


def test_bare_cut_copies_of_siblings_with_the_same_figures_each_find_their_own() -> None:
    texts = [sibling(text("changle"), {"长乐": name}) for name in ("晋安", "仓山", "马尾")]
    whole = [page(words, f"https://whole.example/{i}") for i, words in enumerate(texts)]
    cut = [page(without_footer(without_opening(words)), f"https://cut.example/{i}") for i, words in enumerate(texts)]
    found = identify([*cut, *whole], KnownNotices.none())
    assert [one.notice_id for one in found[:3]] == [one.notice_id for one in found[3:]]
    assert len({one.notice_id for one in found}) == 3


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_the_next_round_of_a_body_is_another_notice_however_much_it_keeps(share: float) -> None:
    later = page(next_round(text("changle"), share, CHANGLE_NEXT), "https://changle.example/2.htm")
    assert not together(original("changle"), later)


def test_the_next_round_at_the_same_address_is_another_notice() -> None:
    first = identify([original("changle")], KnownNotices.none())
    later = page(next_round(text("changle"), 0.6, CHANGLE_NEXT), "https://changle.example/1.htm")
    [found] = identify([later], stored(first))
    assert found.is_new
    assert found.notice_id != first[0].notice_id
    assert "its address held" in found.reason


def test_a_cut_copy_goes_to_its_own_round_not_the_next() -> None:
    later = page(next_round(text("changle"), 0.8, CHANGLE_NEXT), "https://changle.example/2.htm")
    both = identify([original("changle"), later], KnownNotices.none())
    known = stored(both)
    cut = page(without_footer(without_opening(text("changle"))), "https://sister.example/9.htm")
    cut_later = page(without_opening(next_round(text("changle"), 0.8, CHANGLE_NEXT)), "https://sister.example/8.htm")
    found = identify([cut, cut_later], known)
    assert [one.notice_id for one in found] == [one.notice_id for one in both]


def test_a_provincial_and_a_city_inspection_of_one_body_stay_apart() -> None:
    city = text("changle").replace("巡视", "巡察").replace("省委", "市委")
    assert not together(original("changle"), page(city, "https://changle.example/3.htm"))


def test_two_reports_on_one_inspection_are_two_notices_with_two_ids() -> None:
    other = next_round(text("changle"), 0.05, {"2025年12月25日": "2025年12月26日"})
    found = identify([original("changle"), page(other, "https://changle.example/4.htm")], KnownNotices.none())
    ids = {one.notice_id for one in found}
    assert len(ids) == 2
    assert {one.rsplit("-", 1)[0] for one in ids} == {"350112-20250220"}
    again = identify([page(other, "https://changle.example/4.htm")], stored(found[:1]))
    assert again[0].is_new
    assert again[0].notice_id != found[0].notice_id


def test_a_known_address_keeps_its_notice_though_a_date_is_corrected() -> None:
    first = identify([original("changle")], KnownNotices.none())
    corrected = page(text("changle").replace("2025年2月20日", "2025年2月21日"), "https://changle.example/1.htm")
    [found] = identify([corrected], stored(first))
    assert (found.notice_id, found.is_new, found.basis) == (first[0].notice_id, False, "url")
    assert "feedback_on" in found.reason


def test_a_known_address_keeps_its_notice_when_a_third_is_rewritten_and_signed_anew() -> None:
    first = identify([original("changle")], KnownNotices.none())
    rewritten = next_round(text("changle"), 0.6, {"2025年12月25日": "2026年8月1日"})
    [found] = identify([page(rewritten, "https://changle.example/1.htm")], stored(first))
    assert (found.notice_id, found.basis) == (first[0].notice_id, "url")


def test_the_same_words_keep_their_id_whatever_older_rules_had_read() -> None:
    first = identify([original("changle")], KnownNotices.none())
    known = stored(first)
    row = known.row(first[0].notice_id)
    assert row is not None
    entry = known.index.entry(row)
    misread = replace(entry, key=replace(entry.key, kind="巡察", body="福州市"), revision=2)
    known.index.add([misread], 2)
    store = KnownNotices(known.index, known.log)
    moved = page(text("changle"), "https://changle.example/moved.htm")
    cut = page(without_footer(text("changle")), "https://sister.example/9.htm")
    found = identify([moved, cut], store)
    assert {one.notice_id for one in found} == {first[0].notice_id}


def test_superseded_rows_of_the_store_are_left_aside() -> None:
    known = stored(identify([original("changle"), original("shaxian")], KnownNotices.none()))
    url = "https://changle.example/1.htm"
    other = known.at(["https://shaxian.example/1.htm"])["https://shaxian.example/1.htm"]
    known.index.add([Entry(notice_id=other, url=url, body_sha256="0")], 2)
    assert KnownNotices(known.index, known.log).at([url]) == {url: other}
    assert KnownNotices(known.index, known.log).with_digest([original("changle").body_sha256]) == {
        (original("changle").body_sha256, identify([original("changle")], KnownNotices.none())[0].notice_id)
    }


def test_assignments_come_in_the_order_of_the_pages_even_when_one_is_given_twice() -> None:
    pages = [original("shaxian"), original("changle"), original("shaxian")]
    found = identify(pages, KnownNotices.none())
    assert [one.page.page.url for one in found] == [one.page.url for one in pages]
    assert found[0].notice_id == found[2].notice_id
    assert identify([], KnownNotices.none()) == []


def corpus() -> list[NoticePage]:
    made = [original(name) for name in ("changle", "shaxian", "luojiang")]
    made.append(page(wide(text("changle")), "https://a.example/1"))
    made.append(page(without_footer(text("shaxian")), "https://a.example/2"))
    made.append(page(without_opening(text("changle")), "https://b.example/3"))
    made.append(page(without_footer(without_opening(text("luojiang"))), "https://b.example/4"))
    made.append(page(next_round(text("changle"), 0.7, CHANGLE_NEXT), "https://changle.example/2.htm"))
    made.append(page(sibling(text("changle"), GULOU), "https://jinan.example/1.htm"))
    return made


CORPUS = corpus()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(len(CORPUS))))
def test_any_order_of_pages_gives_the_same_groups_and_ids(order: list[int]) -> None:
    def result(chosen: list[int]) -> dict[str, str]:
        return {one.page.page.url: one.notice_id for one in identify([CORPUS[i] for i in chosen], KnownNotices.none())}

    expected = result(list(range(len(CORPUS))))
    assert len(set(expected.values())) == 5
    assert result(order) == expected


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(len(CORPUS))), st.integers(1, len(CORPUS) - 1))
def test_two_runs_group_as_one_run_does(order: list[int], cut: int) -> None:
    pages = [CORPUS[i] for i in order]
    first = identify(pages[:cut], KnownNotices.none())
    second = identify(pages[cut:], stored(first))
    assert grouping([*first, *second]) == grouping(identify(pages, KnownNotices.none()))


def test_ids_and_sketches_are_the_same_in_every_process() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests/identify')\n"
        "from identify_notices import page, text\n"
        "from tasks.identify import KnownNotices, identify, sketch\n"
        "one = page(text('changle'), 'https://changle.example/1.htm')\n"
        "made = sketch(one.parsed.body)\n"
        "print(identify([one], KnownNotices.none())[0].notice_id, made.grams.sum(), made.figures.sum())\n"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        for seed in ("0", "4242")
    ]
    outputs = [child.communicate(timeout=120)[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    assert outputs[0] == outputs[1] != ""
