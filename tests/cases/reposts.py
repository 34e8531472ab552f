"""Re-posts: the same notice as another site prints it."""

import random
import re
from collections.abc import Callable

_WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in ",:;()%0123456789"}
_FAREWELL = "欢迎广大干部群众"
_HAN = re.compile("[\u4e00-\u9fff]")
# What a wrong character was on real re-posts: a homophone or a look-alike; any other Han character will do.
_WRONG = "己已末未人入士土曰日侯候"
_FURNITURE = (
    "您当前的位置:首页 > 巡视巡察 > 整改公开",
    "字体:大 中 小",
    "扫一扫在手机上查看当前页面",
    "分享到:微信 微博",
    "上一篇:关于召开全区经济工作会议的通知",
    "下一篇:关于做好节假日值班工作的通知",
    "责任编辑:李某 审核:王某",
    "版权所有:某某市融媒体中心",
    "浏览次数:1024次",
)

Repost = Callable[[str, random.Random], str]


def same(text: str, rng: random.Random) -> str:
    """Word for word."""
    return text


def wide(text: str, rng: random.Random) -> str:
    """Full-width marks and digits, each line indented."""
    return "\n".join("\u3000\u3000" + line for line in text.translate(_WIDE).split("\n"))


def spaced(text: str, rng: random.Random) -> str:
    """Blanks strewn in, as a word processor leaves them; never inside a number."""
    return re.sub(r"(?<=[。,、])", lambda _: " " if rng.random() < 0.5 else "\u00a0\u3000", text)


def marked_otherwise(text: str, rng: random.Random) -> str:
    """Other quotation marks, other commas."""
    return text.translate(str.maketrans("“”‘’", "「」『』")).replace(";", ",")


def wrong_characters(text: str, rng: random.Random) -> str:
    """One wrong character in some 200, anywhere behind the opening."""
    made = list(text)
    first = text.index("\n") + 1
    for _ in range(max(1, len(text) // 200)):
        place = rng.randrange(first, len(made))
        if _HAN.match(made[place]) and made[place] not in "年月日":
            made[place] = rng.choice(_WRONG)
    return "".join(made)


def furnished(text: str, rng: random.Random) -> str:
    """With the lines a page puts around the text."""
    above, below = rng.sample(_FURNITURE, 3), rng.sample(_FURNITURE, 4)
    return "\n".join([*above, text, *below])


def without_footer(text: str, rng: random.Random) -> str:
    """Contacts and sign-off cut."""
    return text[: text.rindex(_FAREWELL)].rstrip("\n")


def without_opening(text: str, rng: random.Random) -> str:
    """From the first heading on: who was inspected, by whom and when is cut."""
    return text[text.index("\n一、") + 1 :]


def bare(text: str, rng: random.Random) -> str:
    """Without opening and footer: no fact is left to tell it by."""
    return without_footer(without_opening(text, rng), rng)


def first_part(text: str, rng: random.Random) -> str:
    """Page one of several: the opening and half to three quarters of the text."""
    return _cut(text, 0.0, rng.uniform(0.5, 0.75))


def later_part(text: str, rng: random.Random) -> str:
    """A posting that begins in the middle."""
    return _cut(without_opening(text, rng), rng.uniform(0.25, 0.5), 1.0)


def worn(text: str, rng: random.Random) -> str:
    """All at once: full-width, wrong characters, footer cut, furniture around."""
    return furnished(wide(wrong_characters(without_footer(text, rng), rng), rng), rng)


def _cut(text: str, start: float, end: float) -> str:
    lines = text.split("\n")
    return "\n".join(lines[int(start * len(lines)) : max(4, int(end * len(lines)))])


REPOSTS: dict[str, Repost] = {
    made.__name__: made
    for made in (
        same,
        wide,
        spaced,
        marked_otherwise,
        wrong_characters,
        furnished,
        without_footer,
        without_opening,
        bare,
        first_part,
        later_part,
        worn,
    )
}
