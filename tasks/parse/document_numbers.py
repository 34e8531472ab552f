"""Document numbers (发文字号, GB/T 9704): issuer, year in brackets, number."""

import re

from schemas.references import DocumentNumber, Regulation
from tasks.parse.body import Body

# 台政办发〔2023〕3号. Pages print 〔〕 also as [], (), 【】 and ﹝﹞.
_YEAR_NUMBER = re.compile(r"[〔\[(【﹝]((?:19|20)\d{2})[〕\])】﹞]\s?第?(\d{1,4})\s?号")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,12}$")
# 根据台政办发〔2023〕3号文件: words of the sentence, none of the issuer. 经 and 发 are signs of issuers too: 台经信, 台政办发.
_PROSE = re.compile(
    r"^.*(?:根据|按照|依据|依照|参照|印发|下发|转发|发布|执行|落实|贯彻|文号|文件|通知|获得|批复|以及|以|和|及|与)"
)
_LONGEST = 12


def document_numbers_of(body: Body, regulations: tuple[Regulation, ...]) -> tuple[DocumentNumber, ...]:
    """Every document number of the body's paragraphs, in order, with the regulation it is printed behind."""
    behind = {regulation.char_end: regulation.regulation_no for regulation in regulations if regulation.doc_no}
    return tuple(
        DocumentNumber(
            **body.where(start),
            raw=body.text[start:end],
            issuer=issuer,
            year=int(match[1]),
            number=int(match[2]),
            regulation_no=(regulation_no := _regulation(body.text, start, behind)),
            char_start=start,
            char_end=end,
            rule_id="document_number.behind_title" if regulation_no else "document_number.alone",
        )
        for start, end, issuer, match in _numbers(body.text, 0, len(body.text))
        if body.holds(start)
    )


def number_behind(text: str, end: int) -> str | None:
    """The document number in brackets right behind a title that ends at ``end``, as printed; null where none is."""
    if text[end : end + 1] != "(":
        return None
    first = next(iter(_numbers(text, end + 1, min(len(text), end + 40))), None)
    if first is None or first[0] != end + 1:
        return None
    return text[first[0] : first[1]]


def _numbers(text: str, start: int, end: int) -> list[tuple[int, int, str, re.Match[str]]]:
    found = []
    for match in _YEAR_NUMBER.finditer(text, start, end):
        words = _ISSUER.search(text[max(start, match.start() - _LONGEST) : match.start()])
        issuer = _PROSE.sub("", words[0]) if words else ""
        if len(issuer) > 1:
            found.append((match.start() - len(issuer), match.end(), issuer, match))
    return found


def _regulation(text: str, start: int, behind: dict[int, int]) -> int | None:
    # (台政办发〔2023〕3号): the bracket stands right behind 》
    return behind.get(start - 1) if text[start - 1 : start] == "(" else None
