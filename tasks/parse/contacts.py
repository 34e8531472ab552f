"""Telephone, address, e-mail and postcode of the closing lines."""

import re

from schemas.facts import Contact
from tasks.reference import area_code

# 联系电话:0591-28922577 · 联系电话:86211076、86211077(传真)  up to the next ; or 。
_PHONES = re.compile(r"(?:电话|热线|传真)\s?:?\s?([\d()\-、,/ 转和或]{7,60})")
_PHONE = re.compile(r"(?:\(?(0\d{2,3})\)?\s?-?\s?)?(?<!\d)(?:(1[3-9]\d{9})|\d{7,8}(?:-\d{1,5})?)(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")  # 电子邮箱fzxyq2017@163.com: no colon
# 通信地址:福州市台江区台江路88号;  ends at ; or 。  Not 邮箱地址:dqk28810086@163.com
_ADDRESS = re.compile(r"(?<!邮箱)(?<!邮件)(?<!网站)地址\s?:?\s?([^;。\n:]{4,80})")
_POSTCODE = re.compile(r"(?:邮政编码|邮编)\s?:?\s?(\d{6})(?!\d)")  # 邮政编码:365050


def contacts_of(text: str, start: int, end: int, division_code: str | None) -> tuple[Contact, ...]:
    """The contacts in ``text[start:end]``, in order.

    A phone without area code gets the one of the division's city, marked as inferred.
    """
    found = []
    of_division = area_code(division_code) if division_code else None
    for phones in _PHONES.finditer(text, start, end):
        inferred = of_division
        for match in _PHONE.finditer(text, phones.start(1), phones.end(1)):
            if match[1]:
                # 0595-22637375、22637376: a code printed once is that of the numbers behind it.
                inferred = match[1]
                found.append(_contact("phone", match, 0, match[1], "printed"))
            elif match[2]:
                # A mobile number has no area code.
                found.append(_contact("phone", match, 0))
            else:
                found.append(_contact("phone", match, 0, inferred, "inferred" if inferred else None))
    found += [_contact("address", match, 1) for match in _ADDRESS.finditer(text, start, end)]
    found += [_contact("postcode", match, 1) for match in _POSTCODE.finditer(text, start, end)]
    found += [_contact("email", match, 0) for match in _EMAIL.finditer(text, start, end)]
    return tuple(sorted(found, key=lambda contact: contact.char_start))


def _contact(
    kind: str, match: re.Match[str], group: int, code: str | None = None, source: str | None = None
) -> Contact:
    return Contact(
        kind=kind,
        value=match[group],
        area_code=code,
        area_code_source=source,
        char_start=match.start(group),
        char_end=match.end(group),
        rule_id=f"contact.{kind}",
    )
