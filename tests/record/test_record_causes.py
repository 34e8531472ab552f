"""Why a text differs: only what a publisher did is news."""

import pytest
from record_pages import CUT, EDITED, TEXT, Archived, known, page, steps

from tasks.record.causes import furniture_of, is_mended

OWN = "http://own.example/b"
BROKEN = TEXT.replace("累计完成", "累计\ufffd成", 1).replace("专业化联营", "专业化联?营", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("开展专业化联\ufffd模式", "开展专业化联营模式"),
        ("开展专业?联营模式", "开展专业化联营模式"),
        ("锟斤拷展专业化联营", "开展专业化联营"),
        ("严把&ldquo;入口关&rdquo;", "严把“入口关”"),
        ("严把“入口关”", "严把&ldquo;入口关&rdquo"),
        ("开展ä¸\x93业联营", "开展专业联营"),
    ],
)
def test_a_damaged_character_made_whole_is_of_the_encoding_whichever_way_it_goes(before: str, after: str) -> None:
    assert is_mended(before, after)
    assert is_mended(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("完成率?%", "完成率98%"),
        ("收回63万元", "收回66万元"),
        ("开展专业\ufffd联营模式", "停止专业化联营模式"),
        ("已\ufffd成", "已经按照区委部署要求分三批次全部如期顺利完成"),
        ("", "新增一段"),
        ("是否完成?是", "是否完成"),
    ],
)
def test_other_words_are_no_matter_of_encoding(before: str, after: str) -> None:
    assert not is_mended(before, after)


def test_a_mended_page_is_a_revision_and_no_news() -> None:
    broken = page("own", "b", BROKEN)
    (found,) = steps(known(broken), page("own", "b"), archive=Archived(behind=broken))
    assert found.cause == "encoding_fix"
    assert found.differences == ()
    assert {one.cause for one in found.caused} == {"encoding_fix"}


def test_an_edit_beside_a_mended_character_is_the_only_news() -> None:
    broken = page("own", "b", BROKEN)
    (found,) = steps(known(broken), page("own", "b", EDITED), archive=Archived(behind=broken))
    assert found.cause == "source_revision"
    assert [one.kind for one in found.differences] == ["figure_changed"]
    assert [one.number for one in found.caused] == list(range(1, len(found.caused) + 1))


def test_a_line_that_stands_on_other_notices_of_the_site_too_is_of_its_template() -> None:
    line = "相关阅读:一图读懂全区经济工作会议"
    dressed = TEXT.replace("\n三、", f"\n{line}\n三、", 1)
    plain = page("own", "b")
    (found,) = steps(
        known(plain), page("own", "b", dressed), archive=Archived(behind=plain), furniture=frozenset({line})
    )
    assert (found.cause, found.differences) == ("template_change", ())
    (alone,) = steps(known(plain), page("own", "b", dressed), archive=Archived(behind=plain))
    assert [one.kind for one in alone.differences] == ["paragraph_added"]


def test_furniture_is_what_two_notices_of_one_site_share_and_no_sentence() -> None:
    one, other = page("own", "a", f"{TEXT}\n分享到:微信"), page("own", "b", f"{EDITED}\n分享到:微信")
    found = furniture_of([("n1", one), ("n2", other)])["own"]
    assert "分享到:微信" in found
    assert not any(line.endswith("。") for line in found)
    assert furniture_of([("n1", one), ("n1", other)])["own"] == frozenset()


def test_rules_that_read_other_words_from_the_same_bytes_make_no_news() -> None:
    now, older = page("own", "b"), page("own", "b", CUT)
    (found, rest) = steps(known(older), now, archive=Archived(behind=now))
    assert (found.cause, found.revision, found.differences) == ("parser_upgrade", 2, ())
    assert (rest.cause, rest.revision) == (None, 2)


def test_an_edit_met_together_with_better_rules_is_told_apart_from_them() -> None:
    now, older = page("own", "b"), page("own", "b", CUT)
    (rules, edit) = steps(known(older), page("own", "b", EDITED), archive=Archived(behind=now))
    assert (rules.cause, rules.revision) == ("parser_upgrade", 2)
    assert (edit.cause, edit.revision) == ("source_revision", 3)
    assert [one.kind for one in edit.differences] == ["figure_changed"]
    for step, before in ((rules, older), (edit, now)):
        for one in step.caused:
            if one.difference.before_start is not None:
                quoted = before.parsed.text[one.difference.before_start : one.difference.before_end]
                assert quoted == one.difference.before
