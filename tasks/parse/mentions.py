"""Mentions of a notice: the places, bodies, firms, posts and publications it names. Never a person."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from schemas.references import Mention
from tasks.parse.anchors import one_of
from tasks.parse.body import Body
from tasks.parse.brands import brands_of
from tasks.parse.firms import firms_of, share_owner
from tasks.parse.groups import groups_of
from tasks.parse.institutions import institutions_of, papers_of
from tasks.parse.offices import Office, bare_groups_of, departments_of, offices_of, zone_committees_of
from tasks.parse.places import Place, divisions_of, home_of, signs_of, townships_of
from tasks.parse.regulations import publications_of
from tasks.parse.short_places import short_places_of
from tasks.parse.vocabulary import vocabulary
from tasks.parse.zones import tails_of, zones_of

Named = Office | Place
_MASK = "\ue000"
_NO_MINISTRY = frozenset("门分位署")
_QUOTES = frozenset({"quote", "title", "column"})


def mentions_of(body: Body) -> tuple[Mention, ...]:
    """Every mention in the body's paragraphs, in order, none within another: the longest counts.

    Names are read outside quotation marks and titles, where words are names of other things.
    """
    text, home = _quoted().sub(_blank, body.text), home_of(body)
    signs = signs_of(text)
    zones = list(zones_of(text, signs, home))
    places = (*divisions_of(text, signs, home), *townships_of(text, home), *zones)
    tails = list(tails_of(text, zones))
    offices = list(offices_of(text, signs, (*places, *tails), home))
    firms = list(firms_of(text, places, home))
    pattern, kinds = _nationwide()
    # 上级财政部门, 科技部分项目: no ministry.
    known = [one for one in pattern.finditer(text) if text[one.end() : one.end() + 1] not in _NO_MINISTRY]
    short = [one for one in known if kinds[one[0]] == "division"]
    bodies = [one for one in known if kinds[one[0]] != "division"]
    named: list[Named] = [*places, *short_places_of(text, short, home), *offices, *bare_groups_of(text, offices)]
    named += groups_of(text, signs, places, home)
    named += firms
    named += zone_committees_of(text, [*zones, *tails], home)
    named += departments_of(text, home)
    named += brands_of(text, firms)
    named += institutions_of(text, places, home)
    named += papers_of(text)
    named += (Office(kinds[one[0]], one.start(), one.end(), one[0], None, None, "national") for one in bodies)
    named += (
        Office(
            "publication", title.start, title.end, body.text[title.start + 1 : title.end - 1], None, None, "publication"
        )
        for title in publications_of(body)
    )
    kept = share_owner(text, _apart(one for one in named if body.holds(one.start)), home)
    return tuple(_mention(body, one, count) for count, one in enumerate(kept, 1))


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile("[“《【](?:" + "|".join(row[1][1:] for row in vocabulary("masks") if row[0] in _QUOTES) + ")")


def _blank(match: re.Match[str]) -> str:
    return _MASK * len(match[0])


@cache
def _nationwide() -> tuple[re.Pattern[str], Mapping[str, str]]:
    kinds = {row[1]: row[0] for row in vocabulary("national")}
    return one_of(kinds), kinds


def _apart(named: Iterable[Named]) -> list[Named]:
    """The names that overlap no longer one that begins before them."""
    kept: list[Named] = []
    for one in sorted(named, key=lambda one: (one.start, -one.end, one.kind)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end and one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return kept


def _shown(body: Body, one: Named) -> str:
    """The name with the quoted words in it, as 台江区“1234”工作领导小组: from the first of them on it is as printed."""
    first = one.name.index(_MASK)
    return one.name[:first] + body.text[one.end - len(one.name) + first : one.end]


def _mention(body: Body, one: Named, mention_no: int) -> Mention:
    paragraph = body.paragraph(one.start)
    return Mention(
        section_path=paragraph.section_path,
        item_path=paragraph.item_path,
        measure_path=paragraph.measure_path,
        item_no=paragraph.item_no,
        mention_no=mention_no,
        kind=one.kind,
        raw=body.text[one.start : one.end],
        name=_shown(body, one) if _MASK in one.name else one.name,
        division_code=one.code,
        resolved_by=one.resolved_by,
        char_start=one.start,
        char_end=one.end,
        rule_id=f"mention.{one.rule}",
    )
