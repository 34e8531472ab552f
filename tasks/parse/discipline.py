"""How many cases and persons met which kind of handling: each count of a notice beside the word that names its kind.

Order flips (第一种形态处理18人, 75人受到第一种形态处理); one word governs one count, and a list (诫勉谈话1人、批评教育4人)
pairs them in turn. Source: §3b of the domain guide, every count of five notices.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.accountability import DisciplineCount
from schemas.figures import Figure
from tasks.parse.body import Body, Span
from tasks.parse.discipline_links import Count, count_of, countable, counts_in, linked
from tasks.parse.discipline_terms import COUNT_TERMS, is_generic, kind_of
from tasks.parse.discipline_totals import added_up

_CASES = frozenset({"件", "起", "宗", "案"})
_FORMS = frozenset({"four_forms", "first_form", "second_form", "third_form", "fourth_form"})
_CLUES = frozenset({"clues_received", "clues_handled", "clues_open", "clues_closed", "petitions"})
# Kinds that count more than persons, and in what: 移交问题线索3条, 问题3个, 谈话提醒39场次. Not 处理: 处理各类噪声投诉92件.
_UNITS = {
    "problems_found": _CASES | {"个"},
    "case_filed": _CASES,
    "case_closed": _CASES,
    "handed_over": _CASES,
    **dict.fromkeys(_CLUES, _CASES | {"条"}),
    **dict.fromkeys(("talk_reminder", "talk_warning", "summoned", "admonition"), frozenset({"次", "场次", "批次"})),
}
_NOT_TERM = re.compile(
    r"清退(?:违规)?(?:发放)?(?:的)?(?:津|补|奖|资金|款|金额)"  # 目前已清退津补贴的人数为69人: money given back
    r"|批评教育帮助"  # 批评教育帮助和处理399人次: all four forms at once
    r"|办结率"  # 办结率同比上升19.87%
    r"|查处(?:情况|力度)"  # 通报赖悦心案件查处情况及涉案19名责任人员的问责情况
    r"|办理(?![^,。;、]{0,16}违纪违法案件)"  # 新增办理区管干部严重违纪违法案件2件2人
    r"|其他情况(?!\()"  # only as a heading: (三)其他情况(260人)
    r"|通报[^,。;]{0,40}(?:案例|案件)"  # 常态化通报违规违纪典型案例4件5人: published, not named
)
# 30名未处理人员 · 40件未办结线索全部办结 · 1名拒绝调岗降薪的予以清退 · 严肃查处因履职不力、违规处置房产…问题3起6人
_NEGATED = re.compile(r"(?:未|不|拒绝|违规)$")
# What stands between a count and the kind that follows it.
_LED_TO = re.compile(
    r"进行|予以|给予|受到|被|开展|作出|全部|均已|严肃|责任人员的|^正在|(?<=[人名])正在|同志$"
)  # 75人受到第一种形态处理
# Filed or closed against trespassers and polluters, not under discipline: 行政处罚立案查处614起, 立案处罚6起, 43宗违建.
_OTHER_MATTER = re.compile(r"处罚|违建|缓拆|环境违法")
_MATTER_KINDS = frozenset({"case_filed", "case_closed", "problems_found"})
# 226件全部办结 of the petition office is none of the discipline inspectors'.
_INSPECTORS = re.compile(r"线索|巡视组|巡察组|纪检|纪委|检控|举报|检举")
# The bare word counts only what stands right behind it: 疑似问题线索5条.
_CLUE = "问题线索"
_REACH = 48
_SIGHT = 120
_COUNTED = frozenset().union(*_UNITS.values())


@dataclass(frozen=True, slots=True)
class _Term:
    start: int
    end: int
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Named:
    term: _Term
    count: Count


@cache
def _terms() -> re.Pattern[str]:
    return re.compile(COUNT_TERMS)


def discipline_counts_of(body: Body, figures: tuple[Figure, ...]) -> tuple[DisciplineCount, ...]:
    """Every count of cases or persons with the kind of handling its clause names, in order; numbered from 1."""
    rows: list[DisciplineCount] = []
    counts: list[Count] = []
    for clause, counted in _by_clause(body, figures):
        # Most clauses that count persons or cases speak of something else: 培训干部120人.
        terms = _terms_in(body, clause)
        for named in _read(body, clause, terms, counts_in(counted)) if terms else ():
            rows.append(_row(body, named, len(rows) + 1))
            counts.append(named.count)
    return added_up(linked(body, tuple(rows), tuple(counts)))


def _by_clause(body: Body, figures: Sequence[Figure]) -> Iterator[tuple[Span, list[Figure]]]:
    group: list[Figure] = []
    clause = Span(0, 0)
    for figure in countable(figures, _COUNTED):
        if figure.char_start >= clause.end:
            if group:
                yield clause, group
            clause, group = body.clause(figure.char_start), []
        group.append(figure)
    if group:
        yield clause, group


def _terms_in(body: Body, clause: Span) -> list[_Term]:
    text = body.text
    terms = []
    for match in _terms().finditer(text, clause.start, clause.end):
        start, words = match.start(), match[0]
        kind = kind_of(words)
        # A title 《中国共产党组织处理规定》 names no handling; the forms do, though they stand in quotes: “第一种形态”.
        if body.masked[start] == "\ue000" and kind not in _FORMS:
            continue
        if not _NOT_TERM.match(text, start) and not _NEGATED.search(text, max(0, start - 2), start):
            terms.append(_Term(start, match.end(), words, kind))
    return terms


def _read(body: Body, clause: Span, terms: Sequence[_Term], counts: Sequence[Count]) -> Iterator[_Named]:
    starts = [term.start for term in terms]
    floor = clause.start
    for place, count in enumerate(counts):
        ceiling = counts[place + 1].start if place + 1 < len(counts) else clause.end
        low, high = max(floor, count.start - _REACH), min(ceiling, count.end + _REACH)
        near = terms[bisect_left(starts, low) : bisect_left(starts, high)]
        named = _named(body, near, count, ceiling)
        floor = max(count.end, named.term.end) if named else count.end
        if named:
            yield named


def _named(body: Body, near: Sequence[_Term], count: Count, ceiling: int) -> _Named | None:
    """The kind that governs the count: a word before it, else one after it that the count is led to."""
    before = [named for term in near if term.end <= count.start if (named := _fit(body, term, count))]
    if before:
        return _choice(before[::-1])
    after = [
        named
        for term in near
        if count.end <= term.start and term.end <= ceiling and _led_to(body.text, count, term)
        if (named := _fit(body, term, count))
    ]
    return _choice(after) if after else None


def _choice(nearest_first: Sequence[_Named]) -> _Named:
    for named in nearest_first:
        if named.term.kind in _FORMS:
            return named
    for named in nearest_first:
        if not is_generic(named.term.words):
            return named
    return nearest_first[0]


def _led_to(text: str, count: Count, term: _Term) -> bool:
    # 抽调12名干部参加留置案件办理: a word that merely follows a count is not what became of the twelve.
    if term.start == count.end and term.kind == "clues_open":  # 其余5人正在审查调查中
        return True
    if _LED_TO.search(text, count.end, term.start):
        return True
    return text[count.start - 1] == "对" and term.start - count.end <= 2  # 对2人提醒谈话


def _fit(body: Body, term: _Term, count: Count) -> _Named | None:
    """The count in the units of the kind; null where the kind does not count such, or the matter is another."""
    cases = count.cases
    units = _UNITS.get(term.kind, frozenset()) if count.persons is None else _UNITS.get(term.kind, _CASES)
    if cases is not None and cases.unit_norm not in units:
        cases = None
    if cases is None and count.persons is None:
        return None
    if term.kind in _MATTER_KINDS and _OTHER_MATTER.search(body.text, *_around(body.clause(term.start), term)):
        return None
    if (
        term.kind == "problems_found"
        and cases
        and cases.unit_norm == "个"
        and not body.text.endswith("问题", 0, cases.char_start)
    ):
        return None
    if _is_loose(term, count, cases):
        return None
    if term.kind in _CLUES and not _INSPECTORS.search(body.text, *_around(body.sentence(term.start), term)):
        return None
    return _Named(term, count if cases or count.persons is None else count_of(count.persons))


def _is_loose(term: _Term, count: Count, cases: Figure | None) -> bool:
    if term.words == _CLUE:  # 问题线索及案件办理疑难点22件, 查处…问题线索7件17人
        return cases is None or count.persons is not None or term.end != count.start
    return term.kind == "petitions" and cases is None  # 1名受到不实举报


def _around(span: Span, term: _Term) -> tuple[int, int]:
    # A page without a stop is one clause: looked at whole for each of its counts, it would cost its square.
    return max(span.start, term.start - _SIGHT), min(span.end, term.end + _SIGHT)


def _row(body: Body, named: _Named, count_no: int) -> DisciplineCount:
    term, count = named.term, named.count
    cases, persons = count.cases, count.persons
    start, end = min(term.start, count.start), max(term.end, count.end)
    dated = count.figures[-1]
    return DisciplineCount(
        **body.where(start),
        period_start=dated.period_start,
        period_end=dated.period_end,
        period_precision=dated.period_precision,
        period_source=dated.period_source,
        count_no=count_no,
        kind=term.kind,
        kind_words=term.words,
        kind_start=term.start,
        kind_end=term.end,
        cases=int(cases.value_norm) if cases else None,
        cases_unit=cases.unit if cases else None,
        persons=int(persons.value_norm) if persons else None,
        persons_unit=persons.unit if persons else None,
        qualifier=dated.qualifier,
        part_of_count_no=None,
        repeats_count_no=None,
        counted=False,
        raw=body.text[start:end],
        char_start=start,
        char_end=end,
        rule_id=_rule(body, named),
    )


def _rule(body: Body, named: _Named) -> str:
    if named.term.start > named.count.start:
        return "discipline.kind_after"
    if body.text.endswith("情况(", named.term.start, named.count.start):  # (一)党纪政务处分情况(13人)
        return "discipline.heading"
    return "discipline.kind_before"
