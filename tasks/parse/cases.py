"""The cases of a bulletin (公开通报典型案例): one a number or a paragraph, with what was done and how it was dealt with."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from schemas.accountability import Case
from tasks.parse.lines import Line
from tasks.parse.marks import Mark, chinese_number, item_mark, part_mark, section_mark

_COUNTED = r"(?:[一二三四五六七八九十\d]{1,3}\s?[起个件例]|典型)[^。]{0,40}(?:问题|案例|案件)"
# 对10起违反中央八项规定精神典型问题进行公开通报。具体如下: · 现将5起典型案例通报如下。
_ANNOUNCED = re.compile(rf"{_COUNTED}[^。]{{0,40}}(?:通报|曝光|公布|公开)")
_FOLLOWS = re.compile(r"如下\s?[:。]?$|(?:分别|具体)是\s?:$")
# 中央纪委国家监委公开通报十起违反中央八项规定精神典型问题
_TITLE = re.compile(rf".{{0,40}}(?:通报|曝光)[^。]{{0,12}}{_COUNTED}")
# 案例三: · 【案例三】 · 典型案例3.
_CASE_MARK = re.compile(r"[【\[]?(?:典型)?案例\s?([一二三四五六七八九十]{1,3}|\d{1,3})\s?[】\]::、.]?\s?")
# 最高人民法院审判委员会原委员、执行局原局长孟祥违规收受礼金,接受可能影响公正执行公务的宴请问题。
_HEADING = re.compile(r"([^。\n]{6,200}?(?:问题|案件|案))(?:。|(?=\n)|$)")
# 孟祥被开除党籍 · 受到党内警告处分 · 给予政务记过处分 · 判处有期徒刑十年三个月
_HANDLED = re.compile(
    r"(?:被|受到|受|给予|予以)(?:[^,。;]{0,24}?)(?:开除|处分|警告|记过|记大过|撤职|撤销|降级|降低|诫勉|批评教育|免职|免去|判处|"
    r"通报批评|留党察看|立案|谈话|移送|责令|组织处理)|判处有期徒刑"
)
# 中央纪委国家监委指出, · 中央纪委国家监委强调, · 上述通报的10起案例 · 各级党组织要
_AFTER = re.compile(
    r"[^,。:]{2,24}(?:指出|强调|要求)\s?[,:]|(?:上述|以上)|(?:各级|全市|全县|全区|全省|广大)[^。]{2,30}要"
)
# 2022年1月, · 2021年8月15日, · 2020年,
_DAY = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_STOP = re.compile(r"[,。;\n]")
_ONLY_DAY = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?")
_PERSON = r"[\u4e00-\u9fff]{2,4}?(?:·[\u4e00-\u9fff]{1,6}){0,3}"
# 2022年1月,孟祥被开除党籍 · 张某、李某分别受到党内警告处分 · 陈小兵因犯受贿罪,被…
_SUBJECT = re.compile(
    rf"(?:\d{{4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)?({_PERSON}(?:[、和]{_PERSON}){{0,9}})(?:等\d{{1,2}}人)?"
    r"(?:均|都|还|也|分别|先后)?(?:被|受到|因)"
)
# 给予张某党内警告处分 · 对李某进行诫勉谈话
_OBJECT = re.compile(rf"(?:给予|对)({_PERSON})(?=党内|政务|行政|开除|撤销|留党|记过|警告|进行|予以|作出|诫勉|批评)")
_JOINTS = re.compile(r"[、和]")
# What a body's name is followed by in a post: 山西省长治市人大常委会 原党组成员 · 浙江省委 原常委 · 李沧区委 书记
_ORG = re.compile(
    r"(?:原|时任)?(.{2,40}?)(?:原|时任|党委书记|党委副书记|党委委员|党组书记|党组副书记|党组成员|党工委书记|党总支书记|党支部书记|"
    r"(?:常务)?副|常委(?!会)|书记|主任|局长|厅长|处长|科长|所长|院长|校长|镇长|乡长|县长|区长|市长|部长|董事|(?:总)?经理|委员(?!会)|一级|二级|三级|四级|"
    r"干部|职工|工作人员|教师|医生|会计|出纳)"
)
# XX镇党委落实主体责任不力问题: a body, no person, is dealt with
_BODY = re.compile(r"([^,。、]{2,30}?(?:党委|党组|党支部|委员会|政府|公司|街道|学校|医院|局|厅|院|中心|委|镇|乡))")
_FEWEST_SHARE = 0.5
_LARGEST_GAP = 5

_Reader = Callable[[str], "Mark | None"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Indexes of a bulletin's lines: its opening (null where cut off), and first and past-last line of each case."""

    opening: int | None
    cases: tuple[tuple[int, int], ...]
    rule_id: str
    marks: tuple[int, ...]  # characters of each case's number


def layout_of(lines: tuple[Line, ...], title: str | None) -> Layout | None:
    """How a bulletin is laid out; null where the lines are none.

    A bulletin announces a number of cases (in its opening, else in its title), and most of what follows says how
    someone was dealt with: an article that tells of cases in passing does not.
    """
    opening = next((i for i, line in enumerate(lines[:20]) if _opens(line.text, title)), None)
    titled = _titled(lines, title)
    if opening is None and titled is None:
        return None
    begin = opening + 1 if opening is not None else titled or 0
    blocks, rule_id, marks = _blocks(lines, begin)
    handled = sum(1 for first, end in blocks if any(_HANDLED.search(line.text) for line in lines[first:end]))
    fewest = 1 if opening is not None else 2
    if handled < fewest or handled < _FEWEST_SHARE * len(blocks):
        return None
    return Layout(opening, blocks, rule_id, marks)


def cases_of(text: str, lines: tuple[Line, ...], title: str | None = None) -> tuple[Case, ...]:
    """The cases of a bulletin, in order; none where the lines are no bulletin. Every place counts in ``text``."""
    layout = layout_of(lines, title)
    if layout is None:
        return ()
    return tuple(_case(text, lines, layout, index) for index in range(len(layout.cases)))


def title_of(lines: tuple[Line, ...]) -> str | None:
    """The title of a bulletin, where it stands among the first lines of its text."""
    at = _title_line(lines)
    return lines[at].text if at is not None else None


def case_mark(line: str) -> Mark | None:
    """案例三:"""
    match = _CASE_MARK.match(line)
    if match is None:
        return None
    value = int(match[1]) if match[1].isdecimal() else chinese_number(match[1])
    return Mark(value, match[1], match.end())


_READERS: tuple[_Reader, ...] = (case_mark, item_mark, part_mark, section_mark)


def _opens(text: str, title: str | None) -> bool:
    if not _FOLLOWS.search(text[-12:]) or len(text) > 600:
        return False
    named = _ANNOUNCED.search(text) is not None
    return named or ("通报" in text and title is not None and _TITLE.match(title) is not None)


def _titled(lines: tuple[Line, ...], title: str | None) -> int | None:
    """The line behind the title of a bulletin whose opening is cut off; null where there is no such title."""
    printed = _title_line(lines)
    if printed is not None:
        return printed + 1
    return 0 if title is not None and _TITLE.match(title) else None


def _title_line(lines: tuple[Line, ...]) -> int | None:
    for index, line in enumerate(lines[:10]):
        if len(line.text) <= 80 and "。" not in line.text and _TITLE.match(line.text):
            return index
    return None


def _blocks(lines: tuple[Line, ...], begin: int) -> tuple[tuple[tuple[int, int], ...], str, tuple[int, ...]]:
    reader = next((read for read in _READERS if any(read(line.text) for line in lines[begin : begin + 2])), None)
    firsts: list[int] = []
    marks: list[int] = []
    last = 0
    end = begin
    for index in range(begin, len(lines)):
        text = lines[index].text
        mark = reader(text) if reader else None
        if _starts(text, mark, reader, last, first=not firsts):
            firsts.append(index)
            marks.append(mark.length if mark else 0)
            last = mark.value if mark else 0
        elif firsts and (_AFTER.match(text) or (reader is None and _HANDLED.search(lines[end - 1].text))):
            # A paragraph without a heading behind one that tells of handling says what all this teaches.
            break
        elif not firsts:
            continue
        end = index + 1
    ends = [*firsts[1:], end]
    rule_id = "case.numbered" if reader else "case.paragraph"
    return tuple(zip(firsts, ends, strict=True)) if firsts else (), rule_id, tuple(marks)


def _starts(text: str, mark: Mark | None, reader: _Reader | None, last: int, *, first: bool) -> bool:
    if reader is None:
        return _HEADING.match(text) is not None and not _AFTER.match(text)
    # A bulletin whose head is cut off begins with any number; within it a number may be skipped.
    return mark is not None and (first or 0 < mark.value - last <= _LARGEST_GAP)


def _case(text: str, lines: tuple[Line, ...], layout: Layout, index: int) -> Case:
    first, past = layout.cases[index]
    start, end = lines[first].start, lines[past - 1].end
    body = start + layout.marks[index]
    heading = _HEADING.match(text, body, end)
    told = heading.end() if heading and heading.end() < end else body
    handling = _handling(text, told, end)
    misconduct = _trimmed(text, told, handling if handling is not None else end)
    handled = _trimmed(text, handling, end) if handling is not None else None
    before = text[body : handling if handling is not None else end]
    names = _names(text[handling:end], before) if handling is not None else ()
    head = heading[1] if heading else before
    post = _post(head, names)
    day, precision = _day(text, handling, end) if handling is not None else (None, None)
    return Case(
        case_no=index + 1,
        org=_org(post, head),
        post=post,
        persons=len(names),
        heading=heading[1] if heading else None,
        misconduct=text[misconduct[0] : misconduct[1]] if misconduct else None,
        misconduct_start=misconduct[0] if misconduct else None,
        misconduct_end=misconduct[1] if misconduct else None,
        handling=text[handled[0] : handled[1]] if handled else None,
        handling_start=handled[0] if handled else None,
        handling_end=handled[1] if handled else None,
        decided_on=day,
        decided_precision=precision,
        text=text[start:end],
        char_start=start,
        char_end=end,
        rule_id=layout.rule_id,
    )


def _handling(text: str, start: int, end: int) -> int | None:
    """Where the clause that first says how someone was dealt with begins, its day included."""
    found = _HANDLED.search(text, start, end)
    if found is None:
        return None
    stops = [start - 1, *(match.start() for match in _STOP.finditer(text, start, found.start()))]
    clause = stops[-1] + 1
    if len(stops) > 1 and _ONLY_DAY.fullmatch(text, stops[-2] + 1, stops[-1]):
        return stops[-2] + 1
    return clause


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The place without the marks and blanks at its edges; null where nothing is left."""
    while start < end and text[start] in ",。;:、\n ":
        start += 1
    while end > start and text[end - 1] in ",。;:、\n ":
        end -= 1
    return (start, end) if start < end else None


def _names(handling: str, before: str) -> tuple[str, ...]:
    """Persons the handling names that the case named before, each once, in order."""
    found = []
    for clause in _STOP.split(handling):
        subject = _SUBJECT.match(clause)
        found += _JOINTS.split(subject[1]) if subject else []
        found += [match[1] for match in _OBJECT.finditer(clause)]
    return tuple(dict.fromkeys(name for name in found if name in before))


def _post(head: str, names: tuple[str, ...]) -> str | None:
    at = min((place for name in names if (place := head.find(name)) > 0), default=0)
    return head[:at] or None


def _org(post: str | None, head: str) -> str | None:
    found = _ORG.match(post) if post else _BODY.match(head)
    return found[1] if found else None


def _day(text: str, start: int, end: int) -> tuple[dt.date | None, str | None]:
    found = _DAY.match(text, start, end)
    if found is None:
        return None, None
    precision = "day" if found[3] else "month" if found[2] else "year"
    try:
        return dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1)), precision
    except ValueError:
        return None, None
