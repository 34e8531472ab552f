import datetime as dt
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from identify_notices import page, text, wide

from schemas.notice import Notice
from tasks.identify import NoticeKey, agrees, conflicts, mint_notice_id, notice_key, sketch
from tasks.identify.key import team_number
from tasks.identify.place import Likeness, compare, core
from tasks.identify.sketch import contained

FEEDBACK = dt.date(2025, 2, 20)


COUNTS = ("parts", "aspects", "items", "items_titled", "measures", "follow_on_paragraphs", "characters")
EMPTY = Notice(**{field.name: 0 if field.name in COUNTS else None for field in fields(Notice)})  # type: ignore[arg-type]
NOTHING = dict.fromkeys(
    ("inspection_kind", "inspection_level", "inspection_group", "feedback_on", "inspected_from"), None
)


def key(body: str | None, **facts: object) -> NoticeKey:
    stated: dict[str, object] = {
        "inspected_body": body,
        "inspected_body_source": "sign_off",
        "inspection_kind": "巡视",
        "inspection_level": "province",
        "inspection_group": "省委巡视八组",
        "feedback_on": FEEDBACK,
        "inspected_from": dt.date(2024, 10, 21),
    }
    return notice_key(replace(EMPTY, **(stated | facts)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["长乐区", "长乐区委", "中共长乐区委", "福州市长乐区", "中共福州市长乐区委员会", "长乐"]
)
def test_names_of_one_body_agree(name: str) -> None:
    assert agrees(key("中共福州市长乐区委"), key(name))


@pytest.mark.parametrize(
    "facts",
    [
        {"body": "台江区委"},
        {"body": "中共福州市委"},
        {"body": "福州市委滨海新城工作委员会", "division_code": "350100"},
        {"inspection_kind": "巡察"},
        {"inspection_level": "city"},
        {"inspection_group": "省委第七巡视组"},
        {"feedback_on": dt.date(2026, 2, 20)},
        {"inspected_from": dt.date(2025, 10, 21)},
    ],
)
def test_one_fact_that_differs_is_a_conflict(facts: dict[str, object]) -> None:
    other = key(**({"body": "长乐区委"} | facts))  # type: ignore[arg-type]
    assert conflicts(key("长乐区委"), other)
    assert conflicts(other, key("长乐区委"))
    assert not agrees(key("长乐区委"), other)


def test_unknown_facts_neither_agree_nor_conflict() -> None:
    nothing = key(None, **NOTHING)
    assert not conflicts(key("长乐区委"), nothing)
    assert not agrees(key("长乐区委"), nothing)
    assert not agrees(nothing, nothing)


def test_a_kind_without_team_or_date_is_a_stray_word_unless_the_title_says_it() -> None:
    cut: dict[str, object] = NOTHING | {"inspection_kind": "巡察"}
    assert key("台江区委", **cut).kind is None
    assert key("台江区委", **cut, title="中共台江区委关于巡视整改进展情况的通报").kind == "巡视"


def test_a_body_said_to_be_from_an_opening_without_team_or_day_is_a_stray_word() -> None:
    cut: dict[str, object] = NOTHING | {"inspection_kind": "巡察"}
    assert key("16家单位", **cut, inspected_body_source="opening").body is None
    assert key("长乐区", inspected_body_source="opening").body == "长乐区"


def test_gulou_of_two_cities_are_two_bodies_and_gulou_alone_may_be_either() -> None:
    fuzhou, nanjing, bare = key("福州市鼓楼区"), key("南京市鼓楼区"), key("鼓楼区")
    assert conflicts(fuzhou, nanjing)
    assert not conflicts(fuzhou, bare)
    assert not conflicts(nanjing, bare)


def test_signatures_months_apart_are_two_reports() -> None:
    assert conflicts(key("长乐区委", signed_on=dt.date(2025, 8, 1)), key("长乐区委", signed_on=dt.date(2026, 3, 1)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("市委滨海新城工作委员会", "滨海新城"),
        ("中共福州市委滨海新城工作委员会", "滨海新城"),
        ("滨海新城党工委", "滨海新城"),
        ("福州市教育局党组", "福州市教育局"),
        ("市发展和改革委员会", "市发展和改革委员会"),
        ("中 共 长 乐 区 委", "长乐区"),
        ("区委", None),
        (None, None),
    ],
)
def test_committee_words_are_no_part_of_a_body(body: str | None, expected: str | None) -> None:
    assert core(body) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("沙县区", "沙县", Likeness.SAME),
        ("市教育局", "福州市教育局", Likeness.SAME),
        ("市发改委", "市发展和改革委员会", Likeness.OPEN),
        ("沙县", "长沙县", Likeness.OPEN),
        ("吉林省", "吉林市", Likeness.DIFFERENT),
        ("教育局", "体育局", Likeness.DIFFERENT),
    ],
)
def test_bodies_compare_with_tolerance(left: str, right: str, expected: Likeness) -> None:
    assert compare(left, right) is expected
    assert compare(right, left) is expected


@pytest.mark.parametrize(
    ("group", "number"),
    [("省委巡视八组", 8), ("省委第八巡视组", 8), ("第十二巡察组", 12), ("第三轮巡察一组", 1), ("区委巡察组", None)],
)
def test_a_team_is_its_number_however_it_is_written(group: str, number: int | None) -> None:
    assert team_number(group) == number


def test_an_id_holds_place_day_and_six_digits_and_nothing_of_text_or_address() -> None:
    one = page(text("changle"), "https://a.example/1").parsed.notice
    other = replace(one, title="另一标题", inspected_body="长乐区", characters=1, signed_on=None)
    assert mint_notice_id(one) == mint_notice_id(other)
    assert mint_notice_id(one).startswith("350112-20250220-")
    assert mint_notice_id(one, {mint_notice_id(one)}) != mint_notice_id(one)


def test_an_id_falls_back_from_day_to_day_and_at_last_to_the_title() -> None:
    one = page(text("changle"), "https://a.example/1").parsed.notice
    on_site = replace(one, feedback_on=None)
    signed = replace(on_site, inspected_from=None)
    bare = replace(signed, inspected_body=None, division_code=None, signed_on=None, published_on=dt.date(2025, 12, 26))
    assert mint_notice_id(on_site).startswith("350112-20241021-")
    assert mint_notice_id(signed).startswith("350112-20251225-")
    assert mint_notice_id(bare).startswith("x-20251226-")
    assert mint_notice_id(replace(one, inspected_body="某某学院党委", division_code=None)).startswith("000000-")


def test_the_key_of_a_notice_is_its_facts_normalised() -> None:
    found = notice_key(page(text("binhai"), "https://a.example/1").parsed.notice)
    assert (found.body, found.kind, found.team) == ("滨海新城", "巡察", 1)


def test_a_sketch_does_not_see_widths_spaces_or_marks() -> None:
    plain, other = sketch(text("shaxian")), sketch(wide(text("shaxian")).replace("、", ","))
    assert np.array_equal(plain.grams, other.grams)
    assert np.array_equal(plain.figures, other.figures)


def test_a_sketch_is_stored_as_signed_rows_each_hash_once() -> None:
    made = sketch(text("taijiang"))
    rows = made.rows("n", 2)
    assert {row.kind for row in rows} == {"gram", "figure"}
    assert len({(row.kind, row.hash) for row in rows}) == len(rows) == made.grams.size + made.figures.size
    assert all(-(2**63) <= row.hash < 2**63 for row in rows)
    assert min(row.hash for row in rows) < 0
    # One gram in 64, give or take.
    assert 0.6 < made.grams.size * 64 / len(text("taijiang")) < 1.2


def test_a_sketch_of_known_words_has_known_hashes() -> None:
    # Guards the stored form: other hashes here would orphan every fingerprint in every store.
    made = sketch(text("changle"))
    assert (made.grams.size, made.figures.size) == (176, 220)
    assert (int(made.grams[0]), int(made.figures[0])) == (-9142273283867103522, -9172017521583873835)


def test_figures_are_counts_with_their_unit_not_dates() -> None:
    assert sketch("2025年2月20日反馈").figures.size == 0
    assert sketch("立案28件28人,挽损805.17万元,完成率94.16%").figures.size == 4


@given(st.text(max_size=200))
def test_any_text_has_a_sketch_and_stands_in_itself(words: str) -> None:
    made = sketch(words)
    assert contained(made, made) in (0.0, 1.0)
