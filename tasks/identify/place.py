"""Names of inspected bodies, compared with tolerance: 长乐区, 长乐区委, 中共福州市长乐区委 are one."""

import re
from enum import Enum

from tasks.text import squeezed

_PARTY = re.compile(r"^(?:中国共产党|中共)")
# 长乐区委, 台江区委员会, 滨海新城工作委员会, 滨海新城党工委, 市教育局党组. Not 市发展和改革委员会, an office's own name,
_COMMITTEE = re.compile(r"(?:工作委员会|党工委|工委|党委|党组|(?<=[省市区县旗州盟])(?:委员会|委))$")
# unless the party stands before it: 中共福州城建集团委员会
_PARTY_COMMITTEE = re.compile(r"^(?:中国共产党|中共)(.+)委员会$")
# The committee a body stands under: 福州市委 in 福州市委滨海新城, 市委 in 市委教育工委
_UNDER = re.compile(r"^.{0,12}?[省市区县旗州盟]委(?=.{2,})")
_RANK = re.compile(r"(?<=..)[省市区县旗州盟]$")
_ENDS_PLACE = re.compile(r"(?:^|[省市区县旗州盟])$")
# A body of a region names its rank first: 市教育局, 区教育局
_BEGINS_RANK = re.compile(r"^[省市区县州]")


class Likeness(Enum):
    """What two readings of one fact say of each other."""

    SAME = "same"
    OPEN = "open"
    DIFFERENT = "different"


def core(body: str | None) -> str | None:
    """The body without party and committee words: 长乐区, 滨海新城, 福州市教育局; null where none is left (区委)."""
    if body is None:
        return None
    plain = squeezed(body)
    bare = _COMMITTEE.sub("", _PARTY.sub("", plain))
    whole = _PARTY_COMMITTEE.fullmatch(plain)
    if whole is not None and bare.endswith("委员会"):
        bare = whole[1]
    name = _UNDER.sub("", bare)
    return name if len(name) >= 2 else None


def stem(name: str) -> str:
    """The last two characters below the rank: 长乐 for 福州市长乐区 and for 长乐. Bodies that are the same share it."""
    last = _RANK.sub("", name)[-2:]
    # 三明市沙县 must meet 沙县
    return name[-2:] if _BEGINS_RANK.match(last) else last


def compare(left: str, right: str) -> Likeness:
    """Compare two cores.

    Same: equal, one with the other's region before it (福州市 + 长乐区), or one without its rank (长乐). Open: one may
    abbreviate the other (市发改委, 市发展和改革委员会). A rank that differs (吉林省, 吉林市) is another body.
    """
    short, long = sorted((left, right), key=lambda name: (len(name), name))
    if _ends(long, short) or _ends(_RANK.sub("", long), short):
        return Likeness.SAME
    if _RANK.search(short) and _RANK.search(long):
        return Likeness.DIFFERENT
    letters = iter(long)
    return Likeness.OPEN if all(letter in letters for letter in short) else Likeness.DIFFERENT


def _ends(long: str, short: str) -> bool:
    if not long.endswith(short):
        return False
    before = long[: len(long) - len(short)]
    return bool(_ENDS_PLACE.search(before) or _BEGINS_RANK.match(short))
