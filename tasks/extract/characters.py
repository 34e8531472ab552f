"""Traditional characters read as simplified ones, one for one: only on a page that is written in them throughout."""

import re
from collections.abc import Mapping
from functools import cache

from tasks.home import SHIPPED

# Quotation marks that stand beside traditional characters: 「三爭」行動 is “三争”行动.
_MARKS = {"「": "“", "」": "”", "『": "‘", "』": "’"}
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Of the characters of such a page one in three has a simplified form of its own: 31 to 34 % of the five notices put
# into traditional characters. A name (劉, 陳) on a simplified page stays far below.
_SHARE = 0.15
# 關於…會議…國家…發展…實…進…對…個…務…問題: a text of some length in traditional characters holds one of these, and to
# look for ten characters is ten times as quick as to count all.
_COMMONEST = "關於會國發實進對個務"
_LONG = 500


def is_traditional(text: str) -> bool:
    """Whether a text as a whole is in traditional characters."""
    if len(text) > _LONG and not any(character in text for character in _COMMONEST):
        return False
    found = len(_traditional().findall(text))
    return found > 0 and found >= _SHARE * len(_HAN.findall(text))


def simplified(text: str) -> str:
    """The text with each traditional character, and the quotation marks beside them, as the simplified one.

    Same length. A character is read by itself, not by its word: 乾 of 乾隆 comes out as 干.
    """
    return text.translate(_table())


@cache
def _table() -> Mapping[int, str]:
    lines = (SHIPPED / "reference" / "traditional_characters.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines[1:])
    return {ord(traditional): plain for traditional, plain in (*pairs, *_MARKS.items())}


@cache
def _traditional() -> re.Pattern[str]:
    letters = "".join(chr(code) for code in _table() if chr(code) not in _MARKS)
    return re.compile(f"[{letters}]")
