"""What a page makes public: how findings were rectified, a bulletin of cases, or something else."""

import re
from dataclasses import dataclass

from schemas.errors import NotANotice
from schemas.values import Page
from tasks.parse.cases import layout_of
from tasks.parse.lines import Line
from tasks.parse.marks import opens_circled

# 省委巡视八组对长乐区开展了巡视 · 市委巡察一组对市委滨海新城工作委员会开展了巡察
_INSPECTED = re.compile(r"对[^。;]{2,40}?(?:开展|进行|实施)了?[^。;]{0,12}?(?:巡视|巡察)")
# 现将巡视整改进展情况通报如下 · 现将巡察整改情况予以公布
_ANNOUNCED = re.compile(r"现将[^。]{0,30}整改[^。]{0,20}(?:通报|公布|公开|公告|公示)")
# 根据省委部署,…省委巡视八组 · 按照市委统一安排,…: any of the two inspections, so that 环保督察整改 is no notice of ours
_INSPECTION = re.compile(r"巡视|巡察")
# 二、集中整改期内巡视整改进展情况: a part that only a rectification notice has
_RECTIFICATION_PART = re.compile(r"(?:巡视|巡察|整改).{0,20}(?:整改|情况|打算)")
# (四)落实巡视整改和成果运用方面 · (一)“…”问题整改方面
_RECTIFICATION_ASPECT = re.compile(r".{2,120}整改.{0,12}方面")
# 1.针对理论武装不到位问题。 · (3)关于财务管理不规范问题。
_FINDING = re.compile(r".{0,8}(?:针对|关于).{2,80}?问题。")
_FEWEST = 3
# An opening is a paragraph of some length, and says all it has to say in its first characters.
_SHORTEST, _LONGEST = 30, 1_200
# An opening spread over paragraphs announces itself within so many.
_SPREAD = 3
_SENTENCE = "。"
# A page of a title, a date and a footer; a notice of fewer characters than this there is none.
_WORDLESS = 400
_MISSING = "has neither an opening such as 「…对…开展了巡视…现将…整改…情况通报如下」 nor the parts of a notice"


class AttachmentOnly(NotANotice):
    """A page whose text is in a file it links to."""


class NoSentence(NotANotice):
    """A page that shows labels but no sentence: its text is in pictures, or a script loads it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first line of a notice's body, and whether it is its opening sentence."""

    index: int
    opened: bool


def kind_of(page: Page, lines: tuple[Line, ...]) -> str:
    """One of ``schemas.notice.NOTICE_KINDS``.

    Raises:
        NotANotice: the page is neither kind; ``AttachmentOnly`` and ``NoSentence`` where it shows no text to be one.
    """
    if _opening(lines) is not None:
        return "rectification"
    if layout_of(lines, page.title) is not None:
        return "cases"
    raise refusal_of(page, lines)


def opening_of(lines: tuple[Line, ...], name: str) -> Opening:
    """Where a rectification notice begins; ``name`` is what an error calls the page.

    Raises:
        NotANotice: neither an opening nor the parts of a rectification notice stand on the page.
    """
    found = _opening(lines)
    if found is None:
        raise NotANotice(f"{name} {_MISSING}.", "Give the address or file of a 巡视/巡察整改通报.")
    return found


def announces(text: str) -> bool:
    """Whether a paragraph says that what follows is how findings were rectified."""
    return len(text) > _SHORTEST and _ANNOUNCED.search(text, 0, _LONGEST) is not None


def refusal_of(page: Page, lines: tuple[Line, ...]) -> NotANotice:
    """Why a page is neither kind, as an error that names the page and the remedy."""
    short = len(page.text) < _WORDLESS and sum(line.text.count(_SENTENCE) for line in lines) <= 1
    if short and page.attachments:
        what = f"{page.url} {_MISSING}: {len(lines)} lines and {len(page.attachments)} attached file(s)."
        return AttachmentOnly(what, f"Its text is in {page.attachments[0]}: convert that to text and give it instead.")
    if short and _SENTENCE not in page.text:
        what = f"{page.url} {_MISSING}: its {len(lines)} lines hold no sentence."
        return NoSentence(what, "Look at it in a browser: its text is in pictures, or a script loads it.")
    what = f"{page.url} {_MISSING}, and lists no cases either."
    return NotANotice(what, "Give the address or file of a 巡视/巡察整改通报 or of a 典型案例通报.")


def _opening(lines: tuple[Line, ...]) -> Opening | None:
    first_part = next((i for i, line in enumerate(lines) if line.opens("part")), len(lines))
    structured = first_part < len(lines) or _items(lines) >= _FEWEST
    numbered = False
    # Not behind the first part, nor behind a number: a measure that tells of the body's own 巡察 reads like an opening.
    for index, line in enumerate(lines[:first_part]):
        numbered = numbered or _is_numbered(line)
        if len(line.text) <= _SHORTEST:
            continue
        behind = lines[index : index + _SPREAD]
        # A report of the press tells of inspections in passing: without structure, the opening must also announce.
        if not numbered and _inspects(line.text) and (structured or any(announces(one.text) for one in behind)):
            return Opening(index, opened=True)
        about = (*lines[max(0, index - _SPREAD) : index], *behind)
        if announces(line.text) and any(_INSPECTION.search(one.text) for one in about):
            return Opening(index, opened=True)
    return _headless(lines)


def _inspects(text: str) -> bool:
    return _INSPECTED.search(text, 0, _LONGEST) is not None


def _items(lines: tuple[Line, ...]) -> int:
    return sum(1 for line in lines if line.opens("item"))


def _headless(lines: tuple[Line, ...]) -> Opening | None:
    """Where a posting begins whose opening was cut off: it still has parts, aspects or findings, and items in them."""
    if not any(_INSPECTION.search(line.text) for line in lines):
        return None
    parts = sum(1 for line in lines if line.opens("part") and _RECTIFICATION_PART.search(line.text))
    items = _items(lines)
    numbered = items + sum(1 for line in lines if line.opens("measure"))
    aspects = sum(1 for line in lines if line.opens("section") and _RECTIFICATION_ASPECT.match(line.text))
    findings = sum(1 for line in lines if _FINDING.match(line.text))
    whole = parts > 1 or (parts == 1 and items >= _FEWEST)
    if not whole and not (numbered >= _FEWEST and (aspects or findings >= _FEWEST)):
        return None
    # A label or button of the page has neither a number nor a full stop.
    return next((Opening(i, opened=False) for i, line in enumerate(lines) if _is_text(line)), None)


def _is_text(line: Line) -> bool:
    return _SENTENCE in line.text or _is_numbered(line)


def _is_numbered(line: Line) -> bool:
    return line.mark is not None or opens_circled(line.text)
