"""Parse: from a page's kept text to typed rows that point back to the very characters they came from."""

from schemas.facts import DeclaredTotal
from schemas.notice import Notice
from schemas.values import Page, ParsedNotice
from tasks.parse.bounds import Bounds, bounds_of
from tasks.parse.checks import checks_of
from tasks.parse.contacts import contacts_of
from tasks.parse.figures import figures_of
from tasks.parse.header import Header, header_of, local_date
from tasks.parse.lines import Line, lines_of
from tasks.parse.structure import Structure, structure_of
from tasks.parse.totals import stated, totals_of

__all__ = ["PARSER_VERSION", "parse"]

# Raised whenever a rule changes what is read: rows say which version made them.
PARSER_VERSION = "1"


def parse(page: Page) -> ParsedNotice:
    """Read a page as a rectification notice. Pure: the same page gives the same rows.

    Raises:
        NotANotice: the page has neither the opening nor the parts of one.
    """
    lines = lines_of(page.text)
    bounds = bounds_of(lines, page.url)
    structure = structure_of(page.text, lines, bounds)
    header = header_of(page, lines, bounds)
    totals = totals_of(page.text, lines[bounds.opening].start, _first_rectification(structure, lines, bounds))
    closing_start = lines[bounds.closing].start if bounds.closing is not None else lines[bounds.end - 1].end
    contacts = contacts_of(page.text, closing_start, lines[bounds.end - 1].end, header.division_code)
    return ParsedNotice(
        notice=_notice(page, header, structure, totals),
        text=page.text,
        body_start=lines[bounds.opening].start,
        body_end=lines[bounds.end - 1].end,
        sections=structure.sections,
        items=structure.items,
        measures=structure.measures,
        paragraphs=structure.paragraphs,
        figures=figures_of(page.text, structure.paragraphs),
        contacts=contacts,
        declared_totals=totals,
        checks=checks_of(header, totals, structure),
        repairs=structure.repairs,
    )


def _first_rectification(structure: Structure, lines: tuple[Line, ...], bounds: Bounds) -> int:
    # What the notice declares of itself stands before it reports problem by problem: behind that, every body's
    # own 「建章立制92项」 is another scope.
    starts = [section.char_start for section in structure.sections if section.role == "rectification"]
    starts += [item.char_start for item in structure.items[:1]]
    return min(starts, default=lines[bounds.end - 1].end)


def _notice(page: Page, header: Header, structure: Structure, totals: tuple[DeclaredTotal, ...]) -> Notice:
    return Notice(
        title=header.title,
        title_source=header.title_source,
        source=header.source,
        published_at=header.published_at,
        published_on=local_date(header.published_at),
        inspected_body=header.inspected_body,
        inspected_body_source=header.inspected_body_source,
        division_code=header.division_code,
        region_kind=header.region_kind,
        inspection_kind=header.inspection_kind,
        inspection_level=header.inspection_level,
        inspection_group=header.inspection_group,
        inspected_from=header.inspected_from,
        inspected_to=header.inspected_to,
        feedback_on=header.feedback_on,
        signed_by=header.signed_by,
        signed_on=header.signed_on,
        problems_stated=stated(totals, "problems"),
        measures_stated=stated(totals, "measures"),
        rules_stated=stated(totals, "rules"),
        parts=sum(1 for section in structure.sections if section.kind == "part"),
        aspects=sum(1 for section in structure.sections if section.kind == "aspect"),
        items=len(structure.items),
        items_titled=sum(1 for item in structure.items if item.heading is not None),
        measures=len(structure.measures),
        follow_on_paragraphs=sum(1 for paragraph in structure.paragraphs if paragraph.rule_id == "paragraph.follow_on"),
        characters=len(page.text),
    )
