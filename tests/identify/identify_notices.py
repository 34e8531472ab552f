"""Pages made from the five real notices: re-posts, siblings, next rounds; and a store made from assignments."""

import datetime as dt
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from schemas.columns import Key
from schemas.history import COPIES, Copy
from schemas.notice import NOTICES, Provenance
from schemas.operations import FINGERPRINTS, Capture
from schemas.values import NoticePage, Page
from tasks.identify import Assignment, Index, KnownNotices, entries_of, identify, sketch
from tasks.parse import parse
from tasks.text import digest, kept_text

FOLDER = Path(__file__).parents[2] / "data" / "sample" / "notices"
NAMES = ("binhai", "changle", "luojiang", "shaxian", "taijiang")
SEEN = dt.datetime(2026, 1, 10, tzinfo=dt.UTC)
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")
# Full-width forms of , : ; ( ) % and the digits
_WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in ",:;()%0123456789"}


@cache
def text(name: str) -> str:
    """The kept text of one of the five."""
    return kept_text((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


def page(words: str, url: str, title: str | None = None) -> NoticePage:
    """The page as the stages before would hand it over."""
    kept = kept_text(words)
    read = Page(url=url, text=kept, encoding="utf-8", title=title, title_source="meta" if title else None)
    parsed = parse(read)
    return NoticePage(capture=_capture(url), page=read, parsed=parsed, body_sha256=digest(parsed.body))


def _capture(url: str) -> Capture:
    return Capture(
        capture_id=f"run-{url}",
        run_id="run",
        source_id="site",
        url=url,
        purpose="page",
        fetched_at=SEEN,
        outcome="ok",
        status=200,
        reason="",
        final_url=None,
        content_type=None,
        size=None,
        sha256=None,
        etag=None,
        last_modified=None,
        sent_etag=None,
        sent_last_modified=None,
        attempts=1,
        waited=0.0,
        warc_file=None,
        warc_offset=None,
    )


def wide(words: str) -> str:
    """Full-width marks and digits, and an indent, as many sites print them."""
    return "\n".join("\u3000\u3000" + line for line in words.translate(_WIDE).splitlines())


def spaced(words: str) -> str:
    """Spaces strewn in, as a copy from a word processor has them."""
    return re.sub(r"(?<=[。,])", " ", words)


def without_opening(words: str) -> str:
    """From the first part heading on: title, dates, team and body of the opening are gone."""
    return words[words.index("\n一、") + 1 :]


def without_footer(words: str) -> str:
    """Up to the closing paragraph: contacts and sign-off are gone."""
    return words[: words.index("欢迎广大干部群众")]


def with_wrong_characters(words: str, every: int = 250) -> str:
    """One wrong character in so many, after the opening."""
    made = list(words)
    chosen = random.Random(7)
    for at in range(600, len(made), every):
        spot = at + chosen.randrange(every // 2)
        if spot < len(made) and "\u4e00" <= made[spot] <= "\u9fff" and made[spot] not in "年月日":
            made[spot] = "某"
    return "".join(made)


def sibling(words: str, swaps: dict[str, str]) -> str:
    """The same sentences for another district: names swapped, every count in the body another."""
    head, rest = words.split("\n", 1)
    for old, new in swaps.items():
        head, rest = head.replace(old, new), rest.replace(old, new)
    body, sign_off = rest.rsplit("欢迎广大干部群众", 1)
    body = re.sub(r"\d+(?=[^\d年月日.)、])", lambda found: str(int(found[0]) * 3 + 1), body)
    return f"{head}\n{body}欢迎广大干部群众{sign_off}"


def next_round(words: str, share: float, swaps: dict[str, str], *, fill: str = "luojiang") -> str:
    """Another inspection of the same body: dates and team swapped, only a share of the sentences kept."""
    for old, new in swaps.items():
        assert old in words
        words = words.replace(old, new)
    chosen = random.Random(11)
    others = iter(_SENTENCE.findall(text(fill).split("\n", 2)[2]) * 20)
    lines = words.split("\n")
    return "\n".join(
        line
        if index == 0 or line.startswith(("一、", "二、", "三、", "四、", "中共")) or index == len(lines) - 1
        else "".join(
            one if chosen.random() < share else next(others).replace("\n", "") for one in _SENTENCE.findall(line) if one
        )
        for index, line in enumerate(lines)
    )


CHANGLE_NEXT = {
    "2024年10月21日至11月30日": "2026年9月20日至11月10日",
    "省委巡视八组": "省委巡视三组",
    "2025年2月20日": "2027年1月12日",
    "2025年12月25日": "2027年10月9日",
}


def stored(assignments: Sequence[Assignment], before: KnownNotices | None = None) -> KnownNotices:
    """The store after a run: the fullest page of each new notice as its row, every page as a copy, merges done."""
    known = before or KnownNotices.none()
    release = known.index.release + 1
    by_url = {one.page.page.url: one for one in assignments}
    canonical = [one for one in assignments if one.basis == "new"]
    notices = NOTICES.frame(
        (Key(notice_id=one.notice_id, revision=1), one.page.parsed.notice, _provenance(one)) for one in canonical
    )
    copies = COPIES.frame((_copy(one),) for one in by_url.values())
    prints = FINGERPRINTS.frame(
        (row,) for one in canonical for row in sketch(one.page.parsed.body).rows(one.notice_id, 1)
    )
    index = Index(segments=list(known.index.segments), names=list(known.index.names), release=release - 1)
    index.add(entries_of(notices, copies, prints), release)
    merged = {d.other_id: d.notice_id for one in assignments for d in one.decisions if d.action == "merge"}
    return KnownNotices(index, replace(known.log, absorbed={**known.log.absorbed, **merged}))


def _provenance(one: Assignment) -> Provenance:
    return Provenance(
        url=one.page.page.url,
        source_id="site",
        cause="first_seen",
        body_sha256=one.page.body_sha256,
        valid_from=SEEN,
        recorded_at=SEEN,
        release=1,
        parser_version="1",
        warc_file="a.warc.gz",
        warc_offset=0,
    )


def _copy(one: Assignment) -> Copy:
    return Copy(
        notice_id=one.notice_id,
        url=one.page.page.url,
        source_id="site",
        role="canonical" if one.basis == "new" else "copy",
        reason=one.reason,
        containment=one.containment,
        drift=0,
        body_sha256=one.page.body_sha256,
        title=one.page.page.title,
        published_at=None,
        first_seen=SEEN,
        delay=0,
        recorded_at=SEEN,
        release=1,
    )


def grouping(assignments: Sequence[Assignment]) -> frozenset[frozenset[str]]:
    """Addresses that carry one notice."""
    groups: dict[str, set[str]] = {}
    for one in assignments:
        groups.setdefault(one.notice_id, set()).add(one.page.page.url)
    return frozenset(frozenset(urls) for urls in groups.values())


def together(*pages: NoticePage) -> bool:
    """Whether one run gives all pages one notice, and two runs in either order do as well."""
    batch = len({one.notice_id for one in identify(pages, KnownNotices.none())}) == 1
    for first, rest in ((pages[:1], pages[1:]), (pages[1:], pages[:1])):
        run = identify(first, KnownNotices.none())
        later = identify(rest, stored(run))
        if (len({one.notice_id for one in (*run, *later)}) == 1) is not batch:
            raise AssertionError("two runs group other than one")
    return batch


REPOSTS: dict[str, Callable[[str], str]] = {
    "wide": wide,
    "spaced": spaced,
    "cut_opening": without_opening,
    "cut_footer": without_footer,
    "cut_both": lambda words: without_footer(without_opening(words)),
    "wrong_characters": with_wrong_characters,
    "first_half": lambda words: words[: len(words) // 2],
    "all_at_once": lambda words: wide(with_wrong_characters(without_footer(words))),
}
