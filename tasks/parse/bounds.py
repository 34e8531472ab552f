"""Where the notice begins and ends on its page: header, opening, closing, sign-off, furniture, another notice."""

import re
from dataclasses import dataclass

from tasks.parse.dates import signature_date
from tasks.parse.kind import announces, opening_of
from tasks.parse.lines import Line

# 中共福州市台江区委关于巡视整改进展情况的通报
TITLE = re.compile(r"(\S{0,40})关于.{0,20}(?:巡视|巡察).{0,8}整改.{0,12}(?:情况|进展).{0,6}(?:通报|公告|公示)")
# 欢迎广大干部群众对巡视整改进展情况进行监督。
_CLOSING = re.compile(r"欢迎.{0,24}(?:监督|批评|反映|意见)")
# 中共福州市长乐区委 · 中共三明市沙县区委员会
_SIGNATURE = re.compile(r"(?:中共|中国共产党)?[\u4e00-\u9fff()]{2,36}(?:委|委员会|党组|党委|工委|党总支|支部)")
# 来源:新区 · 扫一扫在手机上查看当前页面 · 附件下载
_FURNITURE = re.compile(
    r"(?:来源|信息来源|责任编辑|责编|编辑|作者|审核|初审|终审|附件|附件下载|扫一扫|打印|关闭|分享|上一篇|下一篇|上一条|下一条|"
    r"相关链接|相关文章|政策文件|请输入|浏览|点击|字体|加大字体|收藏)(?:[::\s]|$|在|以下|数|次|量|下载)"
)
# How far before its opening the title of a second notice may stand: 来源, 发布时间 and 加大字体 lie between.
_TITLE_REACH = 6
# A part 一、 this close behind tells an opening from a sentence that only sounds like one.
_PART_REACH = 4


@dataclass(frozen=True, slots=True)
class Bounds:
    """Indexes of lines: ``opening`` to ``end`` (exclusive) is the body, the sign-off included.

    ``closing`` is the line that thanks and gives contacts; ``signature`` and ``dated`` the lines of the sign-off, which
    may be one and the same. ``opened`` is false where the posting lost its opening sentence and begins further down;
    ``second`` is the first line of another notice on the same page, which goes to the end of the page.
    """

    opening: int
    closing: int | None
    signature: int | None
    dated: int | None
    end: int
    opened: bool = True
    second: int | None = None


def bounds_of(lines: tuple[Line, ...], name: str) -> Bounds:
    """Find the body; ``name`` is what an error calls the page.

    Raises:
        NotANotice: neither an opening nor the parts of a rectification notice stand on the page.
    """
    found = opening_of(lines, name)
    opening = found.index
    second = _second(lines, opening)
    mine = lines[:second]
    closing = next((i for i in range(len(mine) - 1, opening, -1) if _CLOSING.match(mine[i].text)), None)
    after = (closing if closing is not None else opening) + 1
    dated = _dated(mine, after) if closing is not None else _dated(mine, max(after, len(mine) - 8))
    signature = _signature(mine, dated)
    if dated is not None:
        end = dated + 1
    elif closing is not None:
        signature = closing + 1 if closing + 1 < len(mine) and _signs(mine[closing + 1].text) else None
        end = (signature if signature is not None else closing) + 1
    else:
        end = without_furniture(mine, opening)
    return Bounds(opening, closing, signature, dated, end, found.opened, second)


def without_furniture(lines: tuple[Line, ...], first: int) -> int:
    """One past the last line, behind ``first``, that is no furniture of the page."""
    end = len(lines)
    while end > first + 1 and is_furniture(lines[end - 1].text):
        end -= 1
    return end


def is_furniture(text: str) -> bool:
    """Whether a line is a label or button of the page: 来源:新区."""
    return len(text) < 60 and _FURNITURE.match(text) is not None


def _second(lines: tuple[Line, ...], opening: int) -> int | None:
    """The first line of another notice: its title, else its opening.

    A measure may tell of notices and a footer list titles of some: an opening counts only where the first notice has
    ended, or a part 一、 follows at once; a title only where both hold, the part further down.
    """
    ones = {i for i in range(opening + 1, len(lines)) if _is_first_part(lines[i])}
    last_one = max(ones, default=-1)
    ended = False
    for index in range(opening + 1, len(lines)):
        text = lines[index].text
        if ended and index < last_one and _is_title(text):
            return index
        if "现将" in text and announces(text):
            begun = any(i in ones for i in range(index + 1, index + 1 + _PART_REACH))
            if begun or ended:
                return _titled(lines, index, opening)
        ended = ended or _CLOSING.match(text) is not None or _is_sign_off(text)
    return None


def _is_first_part(line: Line) -> bool:
    return line.mark is not None and line.mark.kind == "part" and line.mark.value == 1


def _titled(lines: tuple[Line, ...], index: int, opening: int) -> int:
    for before in range(index - 1, max(opening, index - 1 - _TITLE_REACH), -1):
        text = lines[before].text
        if _CLOSING.match(text) or _is_sign_off(text):
            return index
        if _is_title(text):
            return before
    return index


def _is_title(text: str) -> bool:
    return len(text) <= 80 and "。" not in text and TITLE.match(text) is not None


def _is_sign_off(text: str) -> bool:
    # Most lines end otherwise: the date is looked for in the few that could hold one.
    return text.endswith("日") and len(text) <= 60 and signature_date(text) is not None


def _signature(lines: tuple[Line, ...], dated: int | None) -> int | None:
    if dated is None:
        return None
    if _before_date(lines[dated]):
        return dated
    return dated - 1 if _signs(lines[dated - 1].text) else None


def _signs(text: str) -> bool:
    return len(text) <= 40 and _SIGNATURE.fullmatch(text.replace(" ", "")) is not None


def _before_date(line: Line) -> str:
    found = signature_date(line.text)
    return found[0] if found else ""


def _dated(lines: tuple[Line, ...], after: int) -> int | None:
    for index in range(after, len(lines)):
        found = signature_date(lines[index].text) if len(lines[index].text) <= 60 else None
        if found and (not found[0] or _signs(found[0])):
            return index
    return None
