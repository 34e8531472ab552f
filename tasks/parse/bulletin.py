"""A bulletin of cases (公开通报典型案例) as rows: its document facts, paragraphs and cases."""

from schemas.facts import Repair
from schemas.notice import Notice
from schemas.structure import Paragraph
from schemas.values import Page, ParsedNotice
from tasks.parse.bounds import is_furniture
from tasks.parse.cases import Layout, cases_of, layout_of, title_of
from tasks.parse.damage import opening_repair, traditional_repair
from tasks.parse.dates import signature_date
from tasks.parse.header import local_date, published_of, source_of
from tasks.parse.kind import refusal_of
from tasks.parse.lines import Line, lines_of
from tasks.parse.sanctions import sanctions_of_cases


def parse_cases(page: Page) -> ParsedNotice:
    """Read a page as a bulletin of cases, and who was dealt with in each.

    Raises:
        NotANotice: the page announces no cases, or few of them say how someone was dealt with.
    """
    lines = lines_of(page.text)
    layout = layout_of(lines, page.title)
    if layout is None:
        raise refusal_of(page, lines)
    cases = cases_of(page.text, lines, page.title)
    kinds = _kinds(lines, layout)
    body = [line for line, kind in zip(lines, kinds, strict=True) if kind not in {"header", "furniture"}]
    return ParsedNotice(
        notice=_notice(page, lines, layout),
        text=page.text,
        body_start=body[0].start,
        body_end=body[-1].end,
        paragraphs=tuple(map(_paragraph, range(1, len(lines) + 1), lines, kinds)),
        cases=cases,
        sanctions=sanctions_of_cases(page.text, cases),
        repairs=_repairs(lines, layout, traditional=page.traditional),
    )


def _repairs(lines: tuple[Line, ...], layout: Layout, *, traditional: bool) -> tuple[Repair, ...]:
    found = [traditional_repair(lines)] if traditional else []
    if layout.opening is None:
        found.append(opening_repair(lines[layout.cases[0][0]]))
    return tuple(found)


def _kinds(lines: tuple[Line, ...], layout: Layout) -> list[str]:
    """What each line is, in order."""
    first, end = layout.cases[0][0], layout.cases[-1][1]
    opening = layout.opening if layout.opening is not None else first
    kinds = ["header"] * opening + ["opening"] * (first - opening) + ["case"] * (end - first)
    return kinds + [_tail_kind(line.text) for line in lines[end:]]


def _tail_kind(text: str) -> str:
    if is_furniture(text):
        return "furniture"
    signed = len(text) <= 60 and "。" not in text and signature_date(text) is not None
    return "sign_off" if signed else "closing"


def _paragraph(number: int, line: Line, kind: str) -> Paragraph:
    return Paragraph(
        paragraph_no=number,
        kind=kind,
        section_path=None,
        item_path=None,
        measure_path=None,
        item_no=None,
        text=line.text,
        char_start=line.start,
        char_end=line.end,
        rule_id=f"paragraph.{kind}",
    )


def _notice(page: Page, lines: tuple[Line, ...], layout: Layout) -> Notice:
    around = [line.text for line in (*lines[: layout.cases[0][0]], *lines[layout.cases[-1][1] :])]
    published = page.published_at or published_of(around)
    printed = title_of(lines)
    title, title_source = (page.title, page.title_source) if page.title else (printed, "text" if printed else None)
    return Notice(
        notice_kind="cases",
        title=title,
        title_source=title_source,
        source=page.source or source_of(around),
        published_at=published,
        published_on=local_date(published),
        inspected_body=None,
        inspected_body_source=None,
        division_code=None,
        region_kind=None,
        province_code=None,
        province=None,
        city=None,
        county=None,
        inspection_kind=None,
        inspection_level=None,
        ordered_by=None,
        inspection_round=None,
        inspection_group=None,
        inspected_from=None,
        inspected_to=None,
        feedback_on=None,
        signed_by=None,
        signed_on=None,
        problems_stated=None,
        measures_stated=None,
        rules_stated=None,
        parts=0,
        aspects=0,
        items=0,
        items_titled=0,
        measures=0,
        follow_on_paragraphs=0,
        cases=len(layout.cases),
        characters=len(page.text),
    )
