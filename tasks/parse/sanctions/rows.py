"""Rows of sanctions from a notice's entries and sentences, and from the cases of a bulletin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.accountability import Case, Sanction
from schemas.structure import Paragraph
from tasks.parse.body import Body, Span, Where
from tasks.parse.discipline_terms import kind_of
from tasks.parse.marks import item_mark, measure_mark
from tasks.parse.sanctions.ground import COVER, Ground, ground_of
from tasks.parse.sanctions.handlings import kind_starts
from tasks.parse.sanctions.links import linked
from tasks.parse.sanctions.people import Persons, led
from tasks.parse.sanctions.posts import is_former, org_of
from tasks.parse.sanctions.reading import Told, mention, told_in

_LOOK_BACK = 8000
_NOWHERE: Where = {"section_path": None, "item_path": None, "measure_path": None, "item_no": None}
_SENTENCE = re.compile(r"[^。!?\n]{1,4000}")
# 3. · (三) · 案例三: · 【案例3】
_CASE_MARK = re.compile(
    r"\s{0,4}[【(]?(?:典型)?(?:案例)?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[】).、:]{1,2}\s?"
)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a row is read: the words it quotes, the words around in which its person may have been named before."""

    source: str
    quote: Span
    scope: Span
    where: Where
    list_no: str | None = None
    entry_start: int | None = None
    case_no: int | None = None


def sanctions_of(body: Body) -> tuple[Sanction, ...]:
    """Every person the notice names as dealt with, a row a kind, in order of the text.

    A row of the running text that an entry of a list tells again points at it (``same_as_sanction_no``).
    """
    starts = [start for start in kind_starts(body.text, body.start, body.end) if body.holds(start)]
    # Only paragraphs that name a kind are read.
    paragraphs = {paragraph.char_start: paragraph.char_end for paragraph in map(body.paragraph, starts)}
    ground = ground_of(body.text, (Span(*place) for place in paragraphs.items()))
    rows: list[Sanction] = []
    behind = 0
    for start in starts:
        if start < behind or ground.veiled[start] == COVER:
            continue
        source = _source(body, start)
        behind = source.quote.end
        rows.extend(_rows(ground, source, len(rows) + 1))
    return linked(rows)


def sanctions_of_cases(text: str, cases: Sequence[Case]) -> tuple[Sanction, ...]:
    """Every person the cases of a bulletin name as dealt with, a row a kind, in order of the text.

    A person named first with his post and again without (孟祥被开除党籍) has the post and deed of his first naming.
    """
    ground = ground_of(text)
    rows: list[Sanction] = []
    for case in cases:
        rows.extend(_of_case(ground, case, len(rows) + 1))
    return tuple(rows)


def _of_case(ground: Ground, case: Case, first_no: int) -> list[Sanction]:
    mark = _CASE_MARK.match(ground.text, case.char_start, case.char_end)
    scope = Span(mark.end() if mark else case.char_start, case.char_end)
    rows: list[Sanction] = []
    known: Persons | None = None
    for sentence in _SENTENCE.finditer(ground.veiled, scope.start, scope.end):
        source = _Source("case", Span(*sentence.span()), scope, _NOWHERE, case_no=case.case_no)
        known = known or led(ground, *sentence.span())
        rows.extend(_rows(ground, source, first_no + len(rows), known))
    return rows


def _source(body: Body, position: int) -> _Source:
    """The list entry, else the sentence, that holds the position."""
    paragraph = body.paragraph(position)
    if paragraph.kind != "list_entry":
        sentence = body.sentence(position)
        return _Source("text", sentence, sentence, body.where(position))
    printed, length = _mark(paragraph)
    entry = Span(paragraph.char_start + length, paragraph.char_end)
    return _Source("list", entry, entry, body.where(entry.start), printed, paragraph.char_start)


def _mark(paragraph: Paragraph) -> tuple[str | None, int]:
    """The number of an entry as printed (9. or (5)), and its length with what follows it."""
    mark = item_mark(paragraph.text) or measure_mark(paragraph.text)
    return (paragraph.text[: mark.length].strip(), mark.length) if mark else (None, 0)


def _rows(ground: Ground, source: _Source, first_no: int, known: Persons | None = None) -> list[Sanction]:
    told = (
        told
        for sentence in _SENTENCE.finditer(ground.veiled, source.quote.start, source.quote.end)
        for told in told_in(ground, *sentence.span(), known)
    )
    return [_row(ground, source, one, sanction_no) for sanction_no, one in enumerate(told, first_no)]


def _row(ground: Ground, source: _Source, told: Told, sanction_no: int) -> Sanction:
    text, person, misconduct = ground.text, told.person, told.misconduct
    name = text[person.start : person.end]
    if person.post is None:
        before = mention(ground, max(source.scope.start, person.start - _LOOK_BACK), person.start, name)
        if before:
            person = replace(person, post=before[0].post, retired=before[0].retired)
            # 针对…原科长陈国兰违反…的问题: of a reason that names him, what stands behind his name is his deed
            misconduct = before[1] if misconduct is None or name in ground.words(misconduct) else misconduct
    post = ground.words(person.post) if person.post else None
    kind_words = ground.words(told.kind)
    return Sanction(
        **source.where,
        sanction_no=sanction_no,
        source=source.source,
        list_no=source.list_no,
        entry_start=source.entry_start,
        case_no=source.case_no,
        person=name,
        person_start=person.start,
        person_end=person.end,
        post=post,
        former=person.retired or (post is not None and is_former(post)),
        org=org_of(post) if post else None,
        misconduct=ground.words(misconduct) if misconduct else None,
        misconduct_start=misconduct.start if misconduct else None,
        misconduct_end=misconduct.end if misconduct else None,
        kind=kind_of(kind_words),
        kind_words=kind_words,
        kind_start=told.kind.start,
        kind_end=told.kind.end,
        decided_on=told.decided.on if told.decided else None,
        decided_precision=told.decided.precision if told.decided else None,
        persons_stated=told.stated,
        same_as_sanction_no=None,
        raw=ground.words(source.quote),
        char_start=source.quote.start,
        char_end=source.quote.end,
        rule_id=told.rule_id,
    )
