"""Where the notice begins and ends on its page: header, opening, closing, sign-off, furniture."""

import re
from dataclasses import dataclass

from schemas.errors import NotANotice
from tasks.parse.dates import signature_date
from tasks.parse.lines import Line
from tasks.parse.marks import item_mark, part_mark

# 省委巡视八组对长乐区开展了巡视 · 市委巡察一组对市委滨海新城工作委员会开展了巡察
_INSPECTED = re.compile(r"对[^。;]{2,40}?(?:开展|进行|实施)了?[^。;]{0,12}?(?:巡视|巡察)")
# 现将巡视整改进展情况通报如下 · 现将巡察整改情况予以公布
_ANNOUNCED = re.compile(r"现将[^。]{0,30}整改[^。]{0,20}(?:通报|公布|公开|公告|公示)")
# 二、集中整改期内巡视整改进展情况: a part that only a rectification notice has
_RECTIFICATION_PART = re.compile(r"(?:巡视|巡察|整改).{0,20}(?:整改|情况|打算)")
# 欢迎广大干部群众对巡视整改进展情况进行监督。
_CLOSING = re.compile(r"欢迎.{0,24}(?:监督|批评|反映|意见)")
# 中共福州市长乐区委 · 中共三明市沙县区委员会
_SIGNATURE = re.compile(r"(?:中共|中国共产党)?[\u4e00-\u9fff()]{2,36}(?:委|委员会|党组|党委|工委|党总支|支部)")
# 来源:新区 · 扫一扫在手机上查看当前页面 · 附件下载
_FURNITURE = re.compile(
    r"(?:来源|信息来源|责任编辑|责编|编辑|作者|审核|初审|终审|附件|附件下载|扫一扫|打印|关闭|分享|上一篇|下一篇|上一条|下一条|"
    r"相关链接|相关文章|政策文件|请输入|浏览|点击|字体|加大字体|收藏)(?:[::\s]|$|在|以下|数|次|量|下载)"
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Indexes of lines: ``opening`` to ``end`` (exclusive) is the body, the sign-off included.

    ``closing`` is the line that thanks and gives contacts; ``signature`` and ``dated`` the lines of the sign-off, which
    may be one and the same.
    """

    opening: int
    closing: int | None
    signature: int | None
    dated: int | None
    end: int


def bounds_of(lines: tuple[Line, ...], name: str) -> Bounds:
    """Find the body; ``name`` is what an error calls the page.

    Raises:
        NotANotice: neither an opening nor the parts of a rectification notice stand on the page.
    """
    opening = _opening(lines, name)
    closing = next((i for i in range(len(lines) - 1, opening, -1) if _CLOSING.match(lines[i].text)), None)
    after = (closing if closing is not None else opening) + 1
    dated = _dated(lines, after) if closing is not None else _dated(lines, max(after, len(lines) - 8))
    signature = _signature(lines, dated)
    if dated is not None:
        end = dated + 1
    elif closing is not None:
        signature = closing + 1 if closing + 1 < len(lines) and _signs(lines[closing + 1].text) else None
        end = (signature if signature is not None else closing) + 1
    else:
        end = _without_furniture(lines, opening)
    return Bounds(opening, closing, signature, dated, end)


def _opening(lines: tuple[Line, ...], name: str) -> int:
    first_part = next((i for i, line in enumerate(lines) if part_mark(line.text)), len(lines))
    # Not behind the first part: a measure that tells of the body's own 巡察 reads like an opening too.
    for index, line in enumerate(lines[:first_part]):
        if len(line.text) > 30 and (_INSPECTED.search(line.text) or _ANNOUNCED.search(line.text)):
            return index
    # A posting whose opening was cut off still has the parts, and items in them.
    parts = [i for i, line in enumerate(lines) if part_mark(line.text) and _RECTIFICATION_PART.search(line.text)]
    items = sum(1 for line in lines if item_mark(line.text))
    if parts and (len(parts) > 1 or items >= 3):
        return parts[0]
    raise NotANotice(
        f"{name} has neither an opening such as 「…对…开展了巡视…现将…整改…情况通报如下」 nor the parts of a notice.",
        "Give the address or file of a 巡视/巡察整改通报.",
    )


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


def _without_furniture(lines: tuple[Line, ...], opening: int) -> int:
    end = len(lines)
    while end > opening + 1 and len(lines[end - 1].text) < 60 and _FURNITURE.match(lines[end - 1].text):
        end -= 1
    return end
