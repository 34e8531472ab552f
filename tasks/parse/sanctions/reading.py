"""One sentence: whom each handling in it is done to, for what, and when.

Two word orders: post and name, deed, 被予以 (the subject); reason, 对 post and name 予以 (the object). A person in the
words of the deed or reason (赖悦心 in 对…赖悦心挪用公款犯罪负有主要领导责任) is in neither place.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tasks.parse.body import Span
from tasks.parse.dates import day_of
from tasks.parse.discipline_terms import kind_of
from tasks.parse.sanctions.ground import Ground
from tasks.parse.sanctions.handlings import Handling, handlings_in, is_undone
from tasks.parse.sanctions.misconduct import crime_in, deed_behind, own_in, reason_before, suspicion_in
from tasks.parse.sanctions.people import Person, Persons, led, listed

_OPENER = re.compile(r"对|给予|予以|给|将")
_TOWARDS = re.compile("对")
_COMMA = re.compile(",")
_STOP = re.compile(r"[。;\n]")
_TO_LAST_STOP = re.compile(r"(?s:.*)[,:。;\n]")
_OPENERS_TRIED = 5
_CLAUSES_TRIED = 12
# No sentence deals with more: what goes on longer is no prose, and would cost without end.
_MOST_HANDLINGS = 40
_REACH = 800
# ,予以诫勉谈话 · ,并由所在单位予以 · 因其存在其他违纪问题已被 · 并于2023年3月15日将其涉嫌犯挪用公款罪
_RESUMES = re.compile(
    r"(?:并|同时|又|且|后|随后|另|,){0,2}(?:于?\d{4}年\d{1,2}月(?:\d{1,2}日)?,?)?"
    r"(?:由[^,]{1,12}|(?:因|将|对|给予)?其[^,]{0,24})?(?:已|再)?(?:被[^,]{0,16})?"
)
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?(?=,|[对被受给因将经我]|予以|依|$)")


@dataclass(frozen=True, slots=True)
class Told:
    """One person and one kind, as a sentence tells it."""

    person: Person
    kind: Span
    misconduct: Span | None
    decided: "Decided | None"
    stated: int | None
    rule_id: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The day of a decision; where only its month is told, the first of it."""

    on: dt.date
    precision: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Whom a handling is done to, and the words around them."""

    persons: Persons
    misconduct: Span | None
    rule_id: str


def told_in(ground: Ground, start: int, end: int, known: Persons | None = None) -> Iterator[Told]:
    """Who is dealt with in ``start:end``, in order; ``known``: whom the text before it tells of."""
    floor, last, reason, day = start, known, None, None
    for handling in islice(handlings_in(ground.veiled, start, end), _MOST_HANDLINGS):
        floor = max(floor, handling.verb - _REACH)
        segment = ground.veiled.rfind(";", floor, handling.verb) + 1 or floor
        found = (
            _object(ground, segment, handling, reason)
            or _subject(ground, segment, handling)
            or _resumed(ground, segment, handling, last, reason)
        )
        if found:
            stated = _day(ground, segment, handling, found)
            day = stated or (day if found.rule_id == "sanction.resumed" else None)
            last, reason = found.persons, found.misconduct
            yield from _each(ground, segment, handling, found, day)
            # 因被区纪委监委党纪立案,对…戴金艺予以调整岗位: a handling of nobody here is part of the reason
            floor = handling.end


def mention(ground: Ground, start: int, end: int, name: str) -> tuple[Person, Span | None] | None:
    """Where ``start:end`` first names a person with a post, and what it says of him: …原科长陈国兰违反…的问题.

    Null where it names him without a post, or not at all.
    """
    at = ground.veiled.find(name, start, end)
    if at < 0:
        return None
    clause = max(start, _clause(ground.veiled, start, at))
    persons = listed(ground, clause, at + len(name))
    if persons is None or persons.people[-1].post is None:
        return None
    full_stop = _STOP.search(ground.veiled, at, end)
    stop = full_stop.start() if full_stop else end
    # 书记李某、副主任欧阳明等2人侵占…问题: the deed of each stands behind them all
    together = led(ground, clause, stop)
    behind = max(together.end if together else 0, at + len(name))
    return persons.people[-1], deed_behind(ground, behind, stop)


def _object(ground: Ground, start: int, handling: Handling, reason: Span | None) -> _Found | None:
    if handling.passive:
        return None
    openers = list(_OPENER.finditer(ground.veiled, start, handling.verb))[-_OPENERS_TRIED:]
    for opener in reversed(openers):
        persons = listed(ground, opener.end(), handling.verb)
        if persons and not is_undone(ground.veiled, start, opener.start()):
            cause = reason_before(ground, start, opener.start()) or persons.people[0].relative or reason
            return _Found(persons, cause, "sanction.object" if opener[0] == "对" else "sanction.recipient")
    return None


def _subject(ground: Ground, start: int, handling: Handling) -> _Found | None:
    clause = _clause(ground.veiled, start, handling.verb)
    passive = handling.verb if handling.passive else ground.veiled.rfind("被", clause, handling.verb)
    if passive < 0:
        return None
    # His own clause first (孟祥被开除党籍), then what the sentence set out with (张海鹰违反…,违规投资入股,被予以).
    commas = [comma.end() for comma in _COMMA.finditer(ground.veiled, start, clause - 1)]
    for at in [clause, start, *commas[:_CLAUSES_TRIED]]:
        persons = led(ground, at, passive)
        if persons:
            deed = deed_behind(ground, persons.end, passive) or reason_before(ground, start, at)
            return _Found(persons, deed, "sanction.subject")
    return None


def _resumed(
    ground: Ground, start: int, handling: Handling, last: Persons | None, reason: Span | None
) -> _Found | None:
    clause = _clause(ground.veiled, start, handling.verb)
    if not _RESUMES.fullmatch(ground.veiled, clause, handling.verb):
        return None
    # 要求其加强对王世海等7位同志的思想教育,并由所在单位予以批评教育
    openers = list(_TOWARDS.finditer(ground.veiled, start, clause))[-_OPENERS_TRIED:]
    nearer = (led(ground, opener.end(), clause) for opener in reversed(openers))
    # 对苗头性、倾向性问题…: only a post, or 等7位同志, makes such a name sure
    nearest = next((found for found in nearer if found and (found.stated or found.people[0].post)), None)
    deed = own_in(ground, clause, handling.verb) or (None if nearest else reason)
    persons = nearest or last
    if persons is None:
        # 周某身为党员领导干部,违规操办婚宴,给予其党内警告处分
        persons = led(ground, start, clause)
        deed = deed or (deed_behind(ground, persons.end, clause) if persons else None)
    return _Found(persons, deed, "sanction.resumed") if persons else None


def _each(ground: Ground, start: int, handling: Handling, found: _Found, day: Decided | None) -> Iterator[Told]:
    people = found.persons.people
    severally = handling.severally and len(people) == len(handling.kinds) > 1
    clause = _clause(ground.veiled, start, handling.verb)
    for index, person in enumerate(people):
        for kind in handling.kinds[index : index + 1] if severally else handling.kinds:
            misconduct = found.misconduct
            name = kind_of(ground.words(kind))
            if name == "sentenced":
                misconduct = crime_in(ground, start, kind.start) or misconduct
            if name == "handed_over":
                misconduct = suspicion_in(ground, clause, kind.start) or misconduct
            yield Told(person, kind, misconduct, day, found.persons.stated, found.rule_id)


def _day(ground: Ground, start: int, handling: Handling, found: _Found) -> Decided | None:
    """The day told before the handling, outside the deed."""
    deed = found.misconduct
    days = [
        match
        for match in _DAY.finditer(ground.veiled, start, handling.start)
        if deed is None or not deed.start <= match.start() < deed.end
    ]
    if not days:
        return None
    year, month, day = days[-1].groups()
    on = day_of(int(year), int(month), int(day or 1))
    return Decided(on, "day" if day else "month") if on else None


def _clause(veiled: str, start: int, position: int) -> int:
    """Where the clause that holds the position begins."""
    stop = _TO_LAST_STOP.match(veiled, start, position)
    return stop.end() if stop else start
