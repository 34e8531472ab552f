"""The title of a page: its meta, a heading, or the title tag without the name of the site."""

import re
from dataclasses import dataclass
from typing import Literal

from selectolax.lexbor import LexborNode

from tasks.extract.clean import clean
from tasks.extract.query import every, holds
from tasks.extract.styles import is_inside_hidden
from tasks.text import fold, squeezed, visible

TitleSource = Literal["meta", "heading", "title_tag"]

# [class*=tit] first: most nodes have no such class.
_HEADINGS = "h1,h2,h3,h4,[class*=tit i]:is(.tit,.title,[class*=title]),.bt,[id*=title]"
_SHORTEST, _LONGEST = 6, 150
_LONGEST_RAW = 1_000
# Between title and site: 「…问题————头条——中央纪委国家监委网站」 「…监察法-纪检」 「…决议__2007年第23号国务院公报_中国政府网」
_JOINT = re.compile(r"\s*(?:—{2,}|-{1,}|_{1,}|\||–|>)\s*")
# 「中央纪委国家监委网站」 「中国纪检监察杂志」 「2007年第23号国务院公报」 · 「网易财经」
_SITE_ENDS = (
    "网",
    "网站",
    "门户",
    "杂志",
    "日报",
    "晚报",
    "公报",
    "频道",
    "人民政府",
    "委员会",
    "委",
    "局",
    "财经",
    "新闻",
)
# Names of columns and sites behind a title: two or three.
_MOST_NAMES = 10
_SITE_OPENS = ("网易", "新浪", "搜狐", "腾讯")
_LONGEST_COLUMN = 8
# 「在党和国家工作大局中把握职责使命 本刊记者 杨巨帅」: who wrote it, in the box of the title.
_BYLINE = re.compile(r" 本[刊报网]记者 [\u4e00-\u9fff ]{2,}$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and where it was read."""

    text: str
    source: TitleSource


@dataclass(frozen=True, slots=True)
class TitleTag:
    """``<title>``, cut: what it says of the page, and the site it names at its end."""

    text: str | None
    site: str | None


def title_tag(node: LexborNode | None, *, site: str | None, column: str | None) -> TitleTag:
    """The page's ``<title>`` without the trailing names of column and site."""
    rest = clean(node.text()) if node is not None else None
    if rest is None:
        return TitleTag(None, None)
    names = {name for name in (site, column) if name}
    named = None
    # What is cut off behind a joint leaves the joints before it as they are.
    joints = list(_JOINT.finditer(rest))[-_MOST_NAMES:]
    while joints and _is_name(joints[-1], rest, names):
        last = rest[joints[-1].end() :]
        named = named or (last if _is_site(last) else None)
        rest = rest[: joints.pop().start()]
    if rest in names or (named is None and _is_site(rest) and len(rest) <= 20):
        return TitleTag(None, named or _JOINT.split(rest)[-1])
    return TitleTag(_BYLINE.sub("", rest) or None, named)


def _is_site(name: str) -> bool:
    return name.endswith(_SITE_ENDS) or name.startswith(_SITE_OPENS)


def _is_name(joint: re.Match[str], title: str, names: set[str]) -> bool:
    """Whether what follows the joint names a column or site: 「1-10月…」 and 「深度关注 | 紧盯…」 are titles."""
    left, last = title[: joint.start()], title[joint.end() :]
    if last in names or (not last and bool(left)):
        return True
    if left in names or len(left) < _SHORTEST or "关于" in last or "的" in last:
        return left in names and _is_site(last)
    if _is_site(last):
        return True
    return "|" not in joint[0] and len(last) <= _LONGEST_COLUMN and len(last) * 2 <= len(left)


def title(root: LexborNode, *, meta: str | None, tag: TitleTag, site: str | None) -> Title | None:
    """The title by meta, heading and tag, in this order; a meta both others contradict is the template's, not the page's."""
    tag_key = squeezed(tag.text or "")
    if len(tag_key) < _SHORTEST:
        tag_key = ""  # 「首页」 「通知公告」: nothing a heading could agree with
    meta_key = squeezed(meta or "")
    if meta and (not tag_key or meta_key in tag_key or tag_key in meta_key):
        return Title(meta, "meta")
    heading = _repeated(root, tag_key) if tag_key else _first(root, site)
    if meta and not (heading and _agree(squeezed(heading), tag_key)):
        return Title(meta, "meta")
    if heading:
        return Title(heading, "heading")
    return Title(tag.text, "title_tag") if tag.text else None


def _repeated(root: LexborNode, tag_key: str) -> str | None:
    """The heading the title tag repeats."""
    for node in every(root, _HEADINGS):
        raw = node.text()
        # Most nodes that call themselves titles are links in lists, or boxes around half the page.
        if len(raw) > _LONGEST_RAW or not _may_agree(raw, tag_key):
            continue
        text = _heading(raw)
        if text is not None and _agree(squeezed(text), tag_key) and not is_inside_hidden(node):
            return text
    return None


def _first(root: LexborNode, site: str | None) -> str | None:
    """With no title tag to ask, the first heading long enough, ``h1`` and ``.tit`` first."""
    rest: list[tuple[int, str, LexborNode]] = []
    for node in every(root, _HEADINGS):
        raw = node.text()
        if len(raw) > _LONGEST_RAW or (text := _heading(raw)) is None:
            continue
        if text != site and not holds(node, "a"):
            classes = (node.attributes.get("class") or "").split()
            rest.append((0 if node.tag == "h1" or "tit" in classes else 1, text, node))
    rest.sort(key=lambda each: each[0])
    return next((text for _, text, node in rest if not is_inside_hidden(node)), None)


def _heading(raw: str) -> str | None:
    text = _BYLINE.sub("", clean(raw) or "")
    return text if _SHORTEST <= len(text) <= _LONGEST else None


def _may_agree(raw: str, tag_key: str) -> bool:
    """Whether it is worth the cleaning: what is not escaped comes out of it as ``fold`` leaves it."""
    if "&" in raw or "<" in raw:
        return True
    key = "".join(raw.split())
    # One that agrees has its middle in the title tag: the shorter of the two is more than half of the longer.
    if not key or fold(key[len(key) // 2]) not in tag_key:
        return False
    return _agree(visible(fold(key)), tag_key)


def _agree(heading: str, tag: str) -> bool:
    return heading in tag or (tag in heading and len(tag) * 2 > len(heading)) if heading and tag else False
