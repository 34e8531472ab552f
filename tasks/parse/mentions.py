"""Mentions of a notice: the places, bodies, firms, posts and publications it names. Never a person."""

from collections.abc import Iterable

from schemas.references import Mention
from tasks.parse.body import Body
from tasks.parse.firms import firms_of, schools_of
from tasks.parse.offices import Office, offices_of
from tasks.parse.places import Place, divisions_of, home_of, signs_of, townships_of, zones_of
from tasks.parse.regulations import publications_of

Named = Office | Place


def mentions_of(body: Body) -> tuple[Mention, ...]:
    """Every mention in the body's paragraphs, in order, none within another: the longest counts.

    Names are read outside quotation marks and titles, where words are names of other things.
    """
    text, home = body.masked, home_of(body)
    signs = signs_of(text)
    towns = townships_of(text, home)
    places = (*divisions_of(text, signs, home), *towns, *zones_of(text, signs, home))
    named: list[Named] = [*places, *offices_of(text, signs, places, home)]
    named += firms_of(text, places, home)
    named += schools_of(text, home)
    named += (
        Office(
            "publication", title.start, title.end, body.text[title.start + 1 : title.end - 1], None, None, "publication"
        )
        for title in publications_of(body)
    )
    kept = _apart(one for one in named if body.holds(one.start))
    return tuple(_mention(body, one, count) for count, one in enumerate(kept, 1))


def _apart(named: Iterable[Named]) -> list[Named]:
    """The names that overlap no longer one that begins before them."""
    kept: list[Named] = []
    for one in sorted(named, key=lambda one: (one.start, -one.end, one.kind)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end and one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return kept


def _mention(body: Body, one: Named, mention_no: int) -> Mention:
    return Mention(
        **body.where(one.start),
        mention_no=mention_no,
        kind=one.kind,
        raw=body.text[one.start : one.end],
        name=one.name,
        division_code=one.code,
        resolved_by=one.resolved_by,
        char_start=one.start,
        char_end=one.end,
        rule_id=f"mention.{one.rule}",
    )
