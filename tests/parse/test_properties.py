"""What holds for every page: nothing lost, every quote in its place, no text that fails or takes for ever."""

import random
import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notices import NAMES, text_page

from schemas.dataset import FACTS
from schemas.structure import Item, Measure, Paragraph, Section
from schemas.values import Page
from tasks.parse import parse
from tasks.parse.body import Body, body_of
from tasks.parse.status import cues_of, status_of
from tasks.parse.totals import totals_of
from tasks.text import kept_text

BOUNDED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。"
WIDE = {ord(half): chr(ord(half) + 0xFEE0) for half in ",:;()%.0123456789"}
ITEM = re.compile(r"(\d{1,3})\.(.+)")
LARGE = 1_000_000


def body(text: str) -> Body:
    return body_of(Page(url="file:test", text=kept_text(text), encoding="utf-8"))


def holds_together(read: Body) -> None:
    """Each line stands in one paragraph, in order; each quote stands where its row says."""
    text, structure = read.text, read.structure
    assert "\n".join(paragraph.text for paragraph in structure.paragraphs) == text
    rated: list[Item | Measure] = [*structure.items, *structure.measures]
    placed: list[Item | Measure | Paragraph | Section] = [*structure.paragraphs, *structure.sections, *rated]
    for block in placed:
        assert text[block.char_start : block.char_end] == block.text
    for row in rated:
        assert row.status_words == (None if row.status_start is None else text[row.status_start : row.status_end])
        assert row.rest_words == (None if row.rest_start is None else text[row.rest_start : row.rest_end])
    keys = [item.item_path for item in structure.items] + [measure.measure_path for measure in structure.measures]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", NAMES)
def test_the_five_notices_hold_together(name: str) -> None:
    holds_together(body_of(text_page(name)))


@BOUNDED
@given(name=st.sampled_from(NAMES), seed=st.integers(0, 10**6))
def test_widths_blanks_and_empty_lines_change_no_row(name: str, seed: int) -> None:
    choice = random.Random(seed)
    plain = body_of(text_page(name))
    dressed = []
    for line in plain.text.split("\n"):
        shown = line.translate(WIDE) if choice.random() < 0.5 else line
        dressed.append(choice.choice(["", "　　", "  ", "\u00a0"]) + shown + choice.choice(["", " ", "\n", "\n　\n"]))
    again = body("\n".join(dressed))
    assert again.text == plain.text
    assert again.structure == plain.structure


@BOUNDED
@given(name=st.sampled_from(["changle", "luojiang", "shaxian"]), shift=st.integers(1, 400))
def test_numbers_shifted_alike_lose_no_item(name: str, shift: int) -> None:
    plain = body_of(text_page(name))
    starts = {item.char_start for item in plain.structure.items}
    lines = []
    for line in plain.lines:
        found = ITEM.match(line.text) if line.start in starts else None
        lines.append(f"{int(found[1]) + shift}.{found[2]}" if found else line.text)
    again = body("\n".join(lines))
    holds_together(again)
    expected = [item.text.split(".", 1)[1] for item in plain.structure.items]
    assert [item.text.split(".", 1)[1] for item in again.structure.items] == expected
    assert [repair.kind for repair in again.structure.repairs] == ["numbering_gap"]


@BOUNDED
@given(seed=st.integers(0, 10**6), renumbered=st.booleans())
def test_items_in_another_order_are_all_found(seed: int, renumbered: bool) -> None:
    plain = body_of(text_page("shaxian"))
    items = [item.text for item in plain.structure.items]
    shuffled = random.Random(seed).sample(items, len(items))
    if renumbered:
        shuffled = [f"{number}.{text.split('.', 1)[1]}" for number, text in enumerate(shuffled, 1)]
    starts = {item.char_start for item in plain.structure.items}
    rest = iter(shuffled)
    again = body("\n".join(next(rest) if line.start in starts else line.text for line in plain.lines))
    holds_together(again)
    assert [item.text for item in again.structure.items] == shuffled
    if renumbered:
        assert again.structure.repairs == ()


@BOUNDED
@given(name=st.sampled_from(NAMES), seed=st.integers(0, 10**6))
def test_paragraphs_lost_at_random_leave_what_stays_in_its_place(name: str, seed: int) -> None:
    choice = random.Random(seed)
    plain = body_of(text_page(name))
    starts = {item.char_start for item in plain.structure.items}
    opening = plain.lines[plain.bounds.opening]
    kept = [line for line in plain.lines if line is opening or "、" in line.text[:3] or choice.random() < 0.8]
    again = body("\n".join(line.text for line in kept))
    holds_together(again)
    texts = [item.text for item in again.structure.items]
    for line in kept:
        # An item whose number looks like a decimal is known by its turn alone.
        if line.start in starts and ITEM.match(line.text) and not re.match(r"\d+\.\d", line.text):
            assert any(text.startswith(line.text) for text in texts), line.text[:30]


@BOUNDED
@given(
    st.lists(
        st.sampled_from([
            "一、组织整改情况", "二、整改情况", "三、下一步打算", "(一)方面", "(二)方面", "(三)方面。正文", "1.", "1.制度。",
            "2、清退。", "3.5万元", "35.2025年来", "(1)措施。", "（2）措施", "①一", "1)二", "整改情况:一是学习。", "二是讲。",
            "针对学习不深入问题。", "第一部分", "中共沙县区委", "2025年12月25日", "欢迎监督。",
        ]),
        max_size=60,
    )
)  # fmt: skip
def test_marks_in_any_order_are_placed(lines: list[str]) -> None:
    holds_together(body("\n".join([OPENING, *lines])))


@BOUNDED
@given(
    st.text(alphabet="一二三、()（）.．123456789针对问题。整改情况巡视:,;\n区委“”《》%万元已完成正在拟 ", max_size=400)
)
def test_no_text_makes_the_structure_fail(noise: str) -> None:
    holds_together(body(f"{OPENING}\n{noise}"))


@BOUNDED
@given(
    st.text(alphabet="已全部均完成正在推进剩余尚未收回拟计划于2年月底前率5%的,。;“”《》问题针对确保\n", max_size=300)
)
def test_cues_stand_in_order_and_never_overlap(text: str) -> None:
    cues = cues_of(text)
    assert all(cue.start < cue.end <= after.start for cue, after in pairwise(cues))
    evidence = status_of(cues, [(0, len(text))])
    assert (evidence.status == "unstated") == (not cues)


HOSTILE = [
    *((unit, LARGE) for unit in ("一是", "(1)", "已", "“", "。")),
    *(
        (unit, LARGE // 10)
        for unit in (
            "1.", "1.\n", "(1)\n", "(一)\n", "一、\n", "“问题整改", "《", "尚未", "完成", "(一)“", "针对", "已于", "计划于2",
            "计划2023年,", "会议", "9个", "整改情况:\n", "问题。\n", "第一部分\n",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "size"), HOSTILE)
def test_a_megabyte_of_one_mark_is_placed_to_its_end(unit: str, size: int) -> None:
    read = body(f"{OPENING}\n二、巡视整改情况\n1.关于学习不深入问题。\n{unit * (size // len(unit))}")
    assert sum(len(paragraph.text) + 1 for paragraph in read.structure.paragraphs) == len(read.text) + 1
    assert read.structure.items[0].problem_text == "学习不深入问题"


ENDLESS = [
    *(unit for unit, _ in HOSTILE),
    "给予", "被给予党内警告处分", "张三、", "《〈", "制定印发", "区", "区委", "村", "有限公司", "区国投集团、", "9个,其中", "3.5万元",
    "48起49人", "年", "2025年", "25年", "同比", "分别下降13.3%、", "〔2023〕", "其中:", "(", "(含", "中共", "收回", "已收回9万元", "等5人",
    "对张三负有", "%", "9%、", "1-", "一", "第3名", "近", "约9", "A1", "a@", "0591-", "http://", "<", "&",
]  # fmt: skip


@pytest.mark.parametrize("unit", ENDLESS)
def test_every_table_of_an_endless_page_quotes_it(unit: str) -> None:
    noise = unit * (60_000 // len(unit))
    page = Page(
        url="file:test", text=kept_text(f"{OPENING}\n二、整改情况\n1.关于学习不深入问题。\n{noise}"), encoding="utf-8"
    )
    read = parse(page)
    assert read.items[0].problem_text == "学习不深入问题"
    for table in FACTS:
        for row in read.facts(table.name):
            if table.quote and getattr(row, table.quote) is not None:
                assert read.text[row.char_start : row.char_end] == getattr(row, table.quote)


@pytest.mark.parametrize(("unit", "size"), HOSTILE)
def test_status_and_totals_are_found_behind_a_megabyte_of_one_mark(unit: str, size: int) -> None:
    text = unit * (size // len(unit)) + "。\n已全部完成整改。\n制定297条措施。"
    assert text[cues_of(text)[-1].start :].startswith(("已全部", "完成整改"))
    assert totals_of(text, 0, len(text))[-1].raw == "297条措施"
