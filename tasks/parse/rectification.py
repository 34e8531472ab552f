"""A report on rectification (整改进展情况的通报) as rows."""

from schemas.facts import DeclaredTotal
from schemas.notice import Notice
from schemas.values import Page, ParsedNotice
from tasks.parse.audit import Facts, checks_of
from tasks.parse.body import Body, body_of
from tasks.parse.contacts import contacts_of
from tasks.parse.damage import beyond_of, damage_of, spaces_of
from tasks.parse.discipline import discipline_counts_of
from tasks.parse.document_numbers import document_numbers_of
from tasks.parse.figures import figures_of
from tasks.parse.header import local_date
from tasks.parse.mentions import mentions_of
from tasks.parse.money import money_flows_of
from tasks.parse.places import home_of
from tasks.parse.regulations import regulations_of
from tasks.parse.sanctions import sanctions_of
from tasks.parse.totals import restated_in, stated, totals_of


def parse_rectification(page: Page) -> ParsedNotice:
    """Read a page as a report on rectification.

    Raises:
        NotANotice: the page has neither the opening nor the parts of one.
    """
    body = body_of(page)
    reported = _first_rectification(body)
    totals = (*totals_of(body.text, body.start, reported), *restated_in(body.text, reported, body.closing))
    figures = figures_of(body)
    counts = discipline_counts_of(body, figures)
    regulations = regulations_of(body)
    sanctions = sanctions_of(body)
    return ParsedNotice(
        notice=_notice(page, body, totals),
        text=page.text,
        body_start=body.start,
        body_end=body.end,
        sections=body.structure.sections,
        items=body.structure.items,
        measures=body.structure.measures,
        paragraphs=body.structure.paragraphs,
        figures=figures,
        money_flows=money_flows_of(body, figures),
        regulations=regulations,
        document_numbers=document_numbers_of(body, regulations),
        discipline_counts=counts,
        sanctions=sanctions,
        mentions=mentions_of(body),
        contacts=contacts_of(body.text, body.closing, body.end, body.header.division_code),
        declared_totals=totals,
        checks=checks_of(body, Facts(totals=totals, figures=figures, counts=counts, sanctions=sanctions)),
        repairs=(
            *damage_of(body.lines, body.bounds, traditional=page.traditional),
            *body.structure.repairs,
            *spaces_of(figures),
            *beyond_of(body),
        ),
    )


def _first_rectification(body: Body) -> int:
    # What the notice declares of itself stands before it reports problem by problem: behind that, every body's
    # own 「建章立制92项」 is another scope.
    starts = [section.char_start for section in body.structure.sections if section.role == "rectification"]
    starts += [item.char_start for item in body.structure.items[:1]]
    return min(starts, default=body.end)


def _notice(page: Page, body: Body, totals: tuple[DeclaredTotal, ...]) -> Notice:
    header, structure, home = body.header, body.structure, home_of(body)
    return Notice(
        notice_kind="rectification",
        title=header.title,
        title_source=header.title_source,
        source=header.source,
        published_at=header.published_at,
        published_on=local_date(header.published_at),
        inspected_body=header.inspected_body,
        inspected_body_source=header.inspected_body_source,
        division_code=header.division_code,
        region_kind=header.region_kind,
        province_code=f"{header.division_code[:2]}0000" if header.division_code else None,
        province=home.province.name if home.province else None,
        city=home.city.name if home.city and home.city.is_city else None,
        county=home.own.name if home.own and home.own.level == "county" else None,
        inspection_kind=header.inspection_kind,
        inspection_level=header.inspection_level,
        ordered_by=header.ordered_by,
        inspection_round=header.inspection_round,
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
        cases=0,
        characters=len(page.text),
    )
