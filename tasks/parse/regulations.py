"""Regulations of a notice: each rule, plan or other document it names, and what was done with it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from schemas.references import Regulation
from tasks.parse.actions import CITED, Action, action_of, action_on
from tasks.parse.bare_titles import BareTitle, bare_titles
from tasks.parse.body import Body, Span
from tasks.parse.document_numbers import number_behind
from tasks.parse.marks import chinese_number
from tasks.parse.titles import Title, lists_of, names_rule, titles_in

_STAGE_IN = re.compile(
    r"\((试行|暂行|试点|草案|征求意见稿|送审稿|讨论稿)\)"
    r"|暂行(?=办法|规定|条例|细则|意见|制度)|试行(?=办法|规定|条例|细则|意见|制度)"
)
_STAGE_BEHIND = re.compile(r"\s?\(?(试行|暂行|初稿|草案|征求意见稿|送审稿|讨论稿|修订版)\)?")
# 等制度21项 · 等8项巡察整改相关制度 · 等三份领导个人事项填报提醒材料
_TOTAL = re.compile(
    r"(?:\([^()\n]{1,20}\))?等(?:[\u4e00-\u9fff]{0,8}?(?P<after>\d{1,4})(?:项|个|份|件|条)(?=[,。;、\n]|$)"
    r"|(?P<before>\d{1,4}|[二两三四五六七八九十]{1,3})(?:项|个|份|件|条))"
)
_BEFORE = 10
_DONE_WITH = frozenset({"made", "revised", "issued", "repealed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A regulation before it is numbered; ``outer`` is the place of the title that holds it."""

    start: int
    end: int
    marked: bool
    action: Action
    total: int | None
    outer: int | None
    rule: str


def regulations_of(body: Body) -> tuple[Regulation, ...]:
    """Every regulation of the body's paragraphs, in order; a title before those nested in it."""
    titles = titles_in(body.text)
    marked = [title for title in titles if title.outer is None]
    read = sorted((*_marked(body, titles), *_bare(body.text, marked, _outlook(body))), key=lambda one: one.start)
    read = [one for one in read if body.holds(one.start)]
    numbers = {one.start: count for count, one in enumerate(read, 1)}
    return tuple(_regulation(body, one, numbers) for one in read)


def _outlook(body: Body) -> Span:
    """The part on what is to come; empty where there is none."""
    start = None
    for section in body.structure.sections:
        if section.kind != "part":
            continue
        if start is not None:
            return Span(start, section.char_start)
        if section.role == "plans":
            start = section.char_start
    return Span(0, 0) if start is None else Span(start, len(body.text))


def publications_of(body: Body) -> tuple[Title, ...]:
    """The titles of the body's paragraphs that are no rules: newspapers, films, cartoons, courses."""
    rules = _rules_in(body.text)
    return tuple(
        title
        for title in titles_in(body.text)
        if title.outer is None and title not in rules and body.holds(title.start)
    )


@lru_cache(maxsize=1)  # a notice is asked twice, as its titles are
def _rules_in(text: str) -> frozenset[Title]:
    """The titles in no other that are those of rules."""
    lists = lists_of(text, titles_in(text))
    return frozenset(title for listed in lists for title in listed if _is_rule(text, listed, title))


def _is_rule(text: str, listed: tuple[Title, ...], title: Title) -> bool:
    before = text[max(0, listed[0].start - _BEFORE) : listed[0].start]
    known = names_rule(text[title.start + 1 : title.end - 1], before)
    if known is not None:
        return known
    return action_on(text, listed[0].start, listed[-1].end, 0).action in _DONE_WITH


def _marked(body: Body, titles: tuple[Title, ...]) -> Iterator[_Read]:
    text = body.text
    nested: dict[int, list[Title]] = {}
    for title in titles:
        if title.outer is not None:
            nested.setdefault(titles[title.outer].start, []).append(title)
    floor, rules = 0, _rules_in(text)
    for listed in lists_of(text, titles):
        first, last = listed[0], listed[-1]
        action, total = action_on(text, first.start, last.end, floor), _total(text, last.end)
        floor = last.end
        for title in listed:
            if title not in rules:
                continue
            yield _Read(
                start=title.start,
                end=title.end,
                marked=True,
                action=action,
                total=total,
                outer=None,
                rule=action.rule,
            )
            yield from _nested(text, title, nested)


def _nested(text: str, outer: Title, nested: dict[int, list[Title]]) -> Iterator[_Read]:
    # 《关于印发〈…〉的通知》: the outer title says what is done with the inner one.
    for title in nested.get(outer.start, ()):
        action = action_on(text, title.start, title.start, outer.start)
        yield _Read(
            start=title.start,
            end=title.end,
            marked=True,
            action=action,
            total=None,
            outer=outer.start,
            rule="nested",
        )
        yield from _nested(text, title, nested)


def _bare(text: str, marked: list[Title], outlook: Span) -> Iterator[_Read]:
    starts = [title.start for title in marked]
    for title in bare_titles(text):
        if outlook.start <= title.start < outlook.end:
            continue  # 不断完善权力运行监督制约机制: what a notice means to do names no rule
        # 《关于印发洛江区扶持招商平台发展优惠政策的通知》: a verb inside a title governs no other.
        within = bisect_right(starts, title.verb_start) - 1
        if within >= 0 and title.verb_start < marked[within].end:
            continue
        yield _Read(
            start=title.start,
            end=title.end,
            marked=False,
            action=_bare_action(text, title),
            total=_total(text, title.list_end),
            outer=None,
            rule="bare",
        )


def _bare_action(text: str, title: BareTitle) -> Action:
    words = text[title.verb_start : title.verb_end]
    if title.verb_start > title.start:
        return Action(action_of(words), title.verb_start, title.verb_end, "planned" if title.begun else "done", "bare")
    told = action_on(text, title.verb_end, title.end, max(0, title.verb_end - 20))
    state = told.state if told is not CITED and told.end == title.verb_end else "done"
    return Action(action_of(words), title.verb_start, title.verb_end, state, "bare")


def _total(text: str, end: int) -> int | None:
    match = _TOTAL.match(text, end, min(len(text), end + 40))
    if match is None:
        return None
    digits = match["after"] or match["before"]
    return int(digits) if digits.isdigit() else chinese_number(digits.replace("两", "二"))


def _stage(text: str, one: _Read) -> str | None:
    within = None
    for stage in _STAGE_IN.finditer(text, one.start, one.end):
        within = stage[1] or stage[0]
    if within:
        return within
    behind = _STAGE_BEHIND.match(text, one.end, min(len(text), one.end + 10))
    return behind[1] if behind else None


def _regulation(body: Body, one: _Read, numbers: dict[int, int]) -> Regulation:
    raw, action = body.text[one.start : one.end], one.action
    return Regulation(
        **body.where(one.start),
        regulation_no=numbers[one.start],
        title=raw[1:-1] if one.marked else raw,
        marked=one.marked,
        action=action.action,
        action_words=body.text[action.start : action.end] if action.start is not None else None,
        action_start=action.start,
        action_end=action.end,
        state=action.state,
        stage=_stage(body.text, one),
        doc_no=number_behind(body.text, one.end),
        nested_in_no=numbers.get(one.outer) if one.outer is not None else None,
        list_total=one.total,
        raw=raw,
        char_start=one.start,
        char_end=one.end,
        rule_id=f"regulation.{one.rule}",
    )
