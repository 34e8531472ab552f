"""Ids of notices: made once from stable facts, kept for good; never from an address or a text."""

from collections.abc import Container, Sequence

import xxhash

from schemas.notice import Notice
from tasks.identify.key import NoticeKey, notice_key
from tasks.reference import division

_NO_DAY = "00000000"


def mint_notice_id(notice: Notice, taken: Container[str] = frozenset()) -> str:
    """An id for a new notice, e.g. 350112-20250220-3f2a9c: division, feedback date, six hex digits of its key.

    Without a feedback date the first day on site stands, else the day of signing, else of publication; 000000 and
    00000000 for what is not known. A notice that names neither body nor region gets x-, publication date and six hex
    digits of title and date; so does a bulletin of cases, whose source is hashed too: 「通报三起典型案例」 is a title of many
    publishers. Two notices on one inspection share their facts: the one minted second, where the first
    id is ``taken``, has its title and dates hashed too.
    """
    key = notice_key(notice)
    if key.body is None and key.code is None:
        published = f"{notice.published_on:%Y%m%d}" if notice.published_on else _NO_DAY
        head = f"x-{published}"
        publisher = (notice.source,) if notice.notice_kind == "cases" else ()
        facts: Sequence[object] = (notice.title, published, *publisher)
    else:
        day = key.feedback_on or key.inspected_from or key.signed_on or notice.published_on
        head = f"{key.code or '000000'}-{f'{day:%Y%m%d}' if day else _NO_DAY}"
        facts = (_body(key), key.kind, key.team, key.feedback_on, key.inspected_from)
    notice_id = f"{head}-{_six(facts)}"
    more = (notice.title, notice.signed_on, notice.published_on)
    attempt = 0
    while notice_id in taken:
        attempt += 1
        notice_id = f"{head}-{_six((*facts, *more, attempt))}"
    return notice_id


def _body(key: NoticeKey) -> str | None:
    """The body's name, or nothing where the region says it all: 长乐区 and 福州市长乐区 give one id."""
    if key.body is None or key.code is None:
        return key.body
    day = key.feedback_on or key.inspected_from or key.signed_on
    found = division(key.body, year=day.year if day else None, within=key.code)
    return None if found is not None and found.code == key.code else key.body


def _six(facts: Sequence[object]) -> str:
    words = "\x1f".join("" if fact is None else str(fact) for fact in facts)
    return xxhash.xxh3_64_hexdigest(words.encode())[:6]
