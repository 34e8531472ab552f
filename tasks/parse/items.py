"""Rows of items and measures: heading, problem and status of what the outline found."""

import re

from schemas.structure import Item, Measure
from tasks.parse.outline import Entry
from tasks.parse.status import Cue, status_of

_PROBLEM = re.compile(r"(?:针对|关于)(.+)问题")  # 针对理论武装不到位问题。 Greedy: up to the last 问题 of the sentence
_HEADING = re.compile(r"([^。]{2,160})。")  # 针对2020年、2022年,区委、区政府班子成员带队开展主体责任检查,未能…问题。
# 13.扩大专业化联营规模。探索天然林…: short, one comma at most, no book title, and more text behind it
_TITLE = re.compile(r"[^。;,《]{2,40}(?:,[^。;,《]{2,30})?。.")
# Where titles are the rule, every first sentence is one; 洛江区 has none, yet some of its sentences are as short.
_TITLED_SHARE = 0.6


def items_of(entries: list[Entry], text: str, cues: list[Cue]) -> tuple[Item, ...]:
    """The items, in order."""
    titles = sum(1 for entry in entries if _TITLE.match(entry.head))
    titled = titles >= _TITLED_SHARE * len(entries)
    return tuple(_item(entry, ordinal, text, cues, titled=titled) for ordinal, entry in enumerate(entries, 1))


def measures_of(entries: list[Entry], text: str, cues: list[Cue]) -> tuple[Measure, ...]:
    """The measures and sub-items, in order."""
    return tuple(_measure(entry, text, cues) for entry in entries)


def _item(entry: Entry, ordinal: int, text: str, cues: list[Cue], *, titled: bool) -> Item:
    first = _HEADING.match(entry.head)
    problem = _PROBLEM.match(first[1]) if first else None
    if problem:
        problem_text, problem_from = f"{problem[1]}问题", "item"
    elif entry.section_problem:
        problem_text, problem_from = entry.section_problem, "section"
    else:
        problem_text, problem_from = None, "none"
    heading = first[1] if first and (titled or problem) else None
    # What was done is said behind the title (「加快推进省级试点示范项目。」 says nothing) and the finding, and by the
    # measures below.
    skipped = len(heading) if heading else 0
    spans = [(entry.head_start + skipped, entry.end), *(_told(measure) for measure in entry.below)]
    status = status_of(cues, spans)
    return Item(
        item_path=entry.path,
        section_path=entry.section_path,
        item_no=entry.number,
        ordinal=ordinal,
        heading=heading,
        problem_text=problem_text,
        problem_from=problem_from,
        text=text[entry.start : entry.end],
        status=status.status,
        status_start=status.start,
        status_end=status.end,
        status_words=_words(text, status.start, status.end),
        rest_start=status.rest_start,
        rest_end=status.rest_end,
        rest_words=_words(text, status.rest_start, status.rest_end),
        char_start=entry.start,
        char_end=entry.end,
        rule_id=entry.rule_id,
    )


def _measure(entry: Entry, text: str, cues: list[Cue]) -> Measure:
    labelled = entry.label is not None
    heading = entry.head.rstrip("。") if labelled else None
    status = status_of(cues, [_told(entry)])
    return Measure(
        measure_path=entry.path,
        item_path=entry.item_path,
        section_path=entry.section_path,
        item_no=entry.item_no,
        measure_no=entry.number or 0,
        kind="sub_item" if labelled else "measure",
        heading=heading,
        problem_text=heading,
        text=text[entry.start : entry.end],
        status=status.status,
        status_start=status.start,
        status_end=status.end,
        status_words=_words(text, status.start, status.end),
        rest_start=status.rest_start,
        rest_end=status.rest_end,
        rest_words=_words(text, status.rest_start, status.rest_end),
        char_start=entry.start,
        char_end=entry.end,
        rule_id=entry.rule_id,
    )


def _told(entry: Entry) -> tuple[int, int]:
    # The heading of a sub-item is the finding (「规划体系还不够完善」): what was done stands behind its label.
    return entry.label if entry.label is not None else entry.head_start, entry.end


def _words(text: str, start: int | None, end: int | None) -> str | None:
    return text[start:end] if start is not None else None
