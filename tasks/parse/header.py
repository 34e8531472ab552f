"""Document facts: title, source, times, who inspected whom and when, sign-off, region."""

import datetime as dt
import re
from dataclasses import dataclass

from schemas.values import CHINA, Page
from tasks.parse.bounds import TITLE, Bounds
from tasks.parse.dates import DATE, PERIOD, STAMP, date_of, period_of, signature_date, stamp_of
from tasks.parse.lines import Line
from tasks.reference import Division, division

_NUMERAL = "[一二三四五六七八九十]{1,3}"
# 省委巡视八组 · 市委巡察一组 · 省委第八巡视组 · 中央第三巡视组
_GROUP = re.compile(
    rf"((?:中央|(?:[\u4e00-\u9fff]{{2,6}})?(?:省|自治区|市|区|县|州|盟|旗)(?:委|党委))(?:第{_NUMERAL})?(?:巡视|巡察)(?:第?{_NUMERAL})?组)"
)
_COMMITTEE = re.compile(r"(中央|省委|自治区党委|市委|州委|盟委|区委|县委|旗委)")
_INSPECTED = re.compile(r"对([^,。;对]{2,36}?)(?:开展|进行|实施)了?[^,。;]{0,12}?(巡视|巡察)")  # 对长乐区开展了巡视
# 根据省委部署, · 根据省委巡视工作的统一部署, · 根据市委巡察工作统一部署,
_ORDERED = re.compile(
    r"(?:根据|按照)[^,。;]{0,8}?(中央|自治区党委|(?:省|市|州|盟|区|县|旗)委)[^,。;]{0,16}?(?:部署|安排|要求|计划)"
)
# 十一届省委第二轮巡视 · 第十届县委第三轮巡察 · 十三届区委第三轮常规巡察
_ROUND = re.compile(
    rf"(?:第?{_NUMERAL}届)(中央|自治区党委|(?:省|市|州|盟|区|县|旗)委)第{_NUMERAL}轮(?:常规|专项|提级|机动)?(巡视|巡察)"
)
_GIVEN_BACK = re.compile(DATE + r"[^。;\d]{0,40}?反馈")  # 于2025年2月20日反馈了巡视意见
_SOURCE = re.compile(r"(?:信息)?来源\s?:\s?([^\s:]{2,40})")  # 来源:中共福州市台江区委员会
_PUBLISHED = re.compile(r"(?:发布|发文|公开|更新)?(?:时间|日期)\s?:\s?(?=\d{4})")  # 发布时间: 2024-01-26 14:30
# 中共福州市委滨海新城工作委员会: a committee of a zone, under its city's
_ZONE = re.compile(r"(?:中共)?(\S{2,10}?[市州盟])委(\S{2,20}?)(?:党?工作?委员会|党?工委)$")
_PARTY_WORDS = re.compile(r"^(?:中共|中国共产党)|(?:党?工作委员会|委员会|党工委|工委|区委|县委|市委|州委|省委)$")
_LEVELS = {"中央": "central", "省委": "province", "自治区党委": "province"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Document facts, null where the page does not state them."""

    title: str | None
    title_source: str | None
    source: str | None
    published_at: dt.datetime | None
    inspected_body: str | None
    inspected_body_source: str | None
    division_code: str | None
    region_kind: str | None
    inspection_kind: str | None
    inspection_level: str | None
    ordered_by: str | None
    inspection_round: str | None
    inspection_group: str | None
    inspected_from: dt.date | None
    inspected_to: dt.date | None
    feedback_on: dt.date | None
    signed_by: str | None
    signed_on: dt.date | None


def header_of(page: Page, lines: tuple[Line, ...], bounds: Bounds) -> Header:
    """Read the document facts from the page's own facts, the lines around the body, its opening and its sign-off."""
    opening = _opening_words(lines, bounds)
    # What a second notice on the page says of itself is none of this one's.
    around = [line.text for line in (*lines[: bounds.opening], *lines[bounds.end : bounds.second])]
    group = _GROUP.search(opening)
    inspected = _INSPECTED.search(opening)
    kind = inspected[2] if inspected else _kind_of(group)
    period = PERIOD.search(opening)
    first, last = period_of(period) if period else (None, None)
    given_back = _GIVEN_BACK.search(opening)
    signed_by, signed_on = _sign_off(lines, bounds)
    title, title_source = _title(page, around)
    body, body_source = _body(signed_by, title, inspected)
    if title is None and body is not None:
        title, title_source = f"{body}关于{kind or '巡视'}整改进展情况的通报", "built"
    published = page.published_at or published_of(around)
    year = next((day.year for day in (signed_on, published, last) if day), None)
    ordered = _ORDERED.search(opening)
    committee = ordered or (_COMMITTEE.search(group[1]) if group else None)
    code, region_kind = _region(body, year, [title or "", page.source or "", *around])
    return Header(
        title=title,
        title_source=title_source,
        source=page.source or source_of(around),
        published_at=published,
        inspected_body=body,
        inspected_body_source=body_source,
        division_code=code,
        region_kind=region_kind,
        inspection_kind=kind,
        inspection_level=_level(group, kind),
        ordered_by=ordered[1] if ordered else None,
        inspection_round=_round(lines, bounds, committee[1] if committee else None, kind),
        inspection_group=group[1] if group else None,
        inspected_from=first,
        inspected_to=last,
        feedback_on=date_of(given_back) if given_back else None,
        signed_by=signed_by,
        signed_on=signed_on,
    )


def _sign_off(lines: tuple[Line, ...], bounds: Bounds) -> tuple[str | None, dt.date | None]:
    dated = signature_date(lines[bounds.dated].text) if bounds.dated is not None else None
    before, day = dated or ("", None)
    if bounds.signature is None:
        return None, day
    return (before if bounds.signature == bounds.dated else lines[bounds.signature].text), day


def _opening_words(lines: tuple[Line, ...], bounds: Bounds) -> str:
    # Some pages spread the opening over two paragraphs; none needs more than three before the first part.
    words = []
    for line in lines[bounds.opening : bounds.opening + 3]:
        if re.match(r"[一二]、", line.text):
            break
        words.append(line.text)
    return "\n".join(words)


def _round(lines: tuple[Line, ...], bounds: Bounds, committee: str | None, kind: str | None) -> str | None:
    """The round the inspection belongs to, as printed.

    台江区 names it only where it tells how the rectification was organised, and other rounds all over its measures:
    its own 区委第三轮巡察, earlier ones. So only the words before the second part count, only rounds of the committee
    that ordered the inspection, and only where they name one.
    """
    found = set()
    for line in lines[bounds.opening : bounds.end]:
        if line.mark and line.mark.kind == "part" and line.mark.value > 1:
            break
        found |= {one[0] for one in _ROUND.finditer(line.text) if one[1] == committee and one[2] == kind}
    return found.pop() if len(found) == 1 else None


def _kind_of(group: re.Match[str] | None) -> str | None:
    if group is None:
        return None
    return "巡视" if "巡视" in group[1] else "巡察"


def _level(group: re.Match[str] | None, kind: str | None) -> str | None:
    committee = _COMMITTEE.search(group[1]) if group else None
    if committee is None:
        return None
    if committee[1] in _LEVELS:
        return _LEVELS[committee[1]]
    if committee[1] in {"市委", "州委", "盟委"}:
        # Only provinces and municipalities hold 巡视: a 市委 that does is that of a municipality.
        return "province" if kind == "巡视" else "city"
    return "county"


def _title(page: Page, around: list[str]) -> tuple[str | None, str | None]:
    if page.title:
        return page.title, page.title_source
    for line in around:
        if len(line) <= 80 and TITLE.match(line):
            return line, "text"
    return None, None


def _body(signed_by: str | None, title: str | None, inspected: re.Match[str] | None) -> tuple[str | None, str | None]:
    if signed_by:
        return signed_by, "sign_off"
    titled = TITLE.match(title) if title else None
    if titled and titled[1]:
        return titled[1], "title"
    return (inspected[1], "opening") if inspected else (None, None)


def published_of(around: list[str]) -> dt.datetime | None:
    """The time of publication that the lines around the body state."""
    for line in around:
        label = _PUBLISHED.search(line)
        stamp = STAMP.match(line, label.end()) if label else None
        if stamp:
            return stamp_of(stamp)
    return None


def source_of(around: list[str]) -> str | None:
    """What the page calls its source, in the lines around the body."""
    return next((match[1] for line in around if (match := _SOURCE.search(line))), None)


def _region(body: str | None, year: int | None, hints: list[str]) -> tuple[str | None, str | None]:
    if body is None:
        return None, None
    zone = _ZONE.match(body)
    if zone:
        parent = division(zone[1], year=year)
        return (parent.code if parent else None), "functional_zone"
    place = _PARTY_WORDS.sub("", _PARTY_WORDS.sub("", body))
    found = None
    for name in (place, f"{place}区", f"{place}县", f"{place}市"):
        found = found or division(name, year=year) or _with_hints(name, year, hints)
    return (found.code, found.level) if found else (None, None)


def _with_hints(name: str, year: int | None, hints: list[str]) -> Division | None:
    for hint in hints:
        city = re.search(r"(?:中共)?([\u4e00-\u9fff]{2,6}市)", hint)
        found = division(name, year=year, within=city[1]) if city else None
        if found:
            return found
    return None


def local_date(moment: dt.datetime | None) -> dt.date | None:
    """The day in China of a moment."""
    return moment.astimezone(CHINA).date() if moment else None
