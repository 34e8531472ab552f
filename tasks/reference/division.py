"""A division from its name, the year, and where it lies."""

import re

from tasks.reference.gazetteer import Division, Gazetteer, gazetteer
from tasks.text import squeezed

# 中共福州市长乐区委, 福州市长乐区人民政府, 中国共产党福州市长乐区委员会
_PREFIX = re.compile(r"^(?:中国共产党|中共)")
_OFFICE = re.compile(r"(?<=[省市区县旗州盟])(?:委员会|委|人民政府|政府)$")
_CODE = re.compile(r"\d{6}")


def division(name: str, *, year: int | None, within: str | None = None) -> Division | None:
    """The one division a name means in a year, or null where none or several do (鼓楼区 stands in four cities).

    ``name`` may carry its parents (福州市长乐区) and name its committee (中共福州市长乐区委); ``year`` null asks for
    today's; ``within`` is the code or name of a province or city it must lie in, or be.
    """
    table = gazetteer()
    place = _OFFICE.sub("", _PREFIX.sub("", squeezed(name)))
    found = _chain(table, place, year)
    if within is not None:
        codes = [within] if _CODE.fullmatch(within) else [parent.code for parent in _chain(table, within, year)]
        found = [candidate for candidate in found if any(candidate.lies_in(code) for code in codes)]
    return found[0] if len(found) == 1 else None


def _chain(table: Gazetteer, place: str, year: int | None) -> list[Division]:
    """Divisions that a run of names, parents first, can mean: by its whole, by full name, then by short form."""
    whole = table.named(place, year)
    if whole:
        return list(whole)
    for look_up in (table.named, table.called):
        found: dict[str, Division] = {}
        for start in range(2, len(place) - 1):
            last = look_up(place[start:], year)
            parents = _chain(table, place[:start], year) if last else []
            found |= {one.code: one for one in last if any(one != up and one.lies_in(up.code) for up in parents)}
        if found:
            return list(found.values())
    return list(table.called(place, year))
