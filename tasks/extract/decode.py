"""Bytes to text, by what the bytes are: the label of a page is not asked, one in three of the old ones lies."""

import codecs
import re
from dataclasses import dataclass

from schemas.errors import EmptyPage, UndecodablePage

# UTF-32 before UTF-16: FF FE opens both.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# PDF, ZIP (docx, xlsx, ofd), OLE (doc, xls), PNG, JPEG, GIF, RAR, gzip, 7z.
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
)
_HAN = re.compile(r"[\u3400-\u9fff]")
# Control characters no text holds; tab, line feed, form feed and carriage return are layout. No byte of a Han
# character is one of these, in UTF-8 or gb18030, so they are counted in the first bytes, which tell a file's kind.
_CONTROL = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
_OPENING = 8_192
_WORDS = 1_024
# A page cut in the middle of a character, or with a block of another encoding pasted in, loses less than this
# share of its Han characters; GBK read as UTF-8 loses nearly all of them.
_BAD_SHARE = 0.05
# Random bytes read as gb18030 hold about one control character in eight.
_CONTROL_SHARE = 0.01
_REMEDY = "Check that the address serves a page, not an attachment or an image."


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it came in, and its UTF-8 bytes for the parser."""

    text: str
    encoding: str
    utf8: bytes


def decode(body: bytes) -> tuple[str, str]:
    """The text of ``body`` and the name of its encoding (``utf-8``, ``gb18030``, ``utf-16-le``...).

    Order: byte-order mark, strict UTF-8, tolerant UTF-8 (bad bytes under 5 % of the Han characters), gb18030 strict,
    gb18030 under the same bound. Raises ``EmptyPage`` for nothing but blanks and ``UndecodablePage`` for bytes that
    are no text; neither knows the address, which the caller adds.
    """
    decoded = decoded_page(body)
    return decoded.text, decoded.encoding


def decoded_page(body: bytes) -> Decoded:
    """As ``decode``, with the UTF-8 bytes: those of a clean UTF-8 page are its own, and need no second pass."""
    if not body or body.isspace():
        raise _empty(body)
    if body.startswith(_BINARY):
        raise _undecodable(body, "they open like a file of another kind")
    decoded = _decoded(body)
    opening = decoded.utf8[:_OPENING]
    if len(opening) - len(opening.translate(None, _CONTROL)) > max(1, len(opening) * _CONTROL_SHARE):
        raise _undecodable(body, "too many control characters")
    if 0 in decoded.utf8:
        text = decoded.text.replace("\x00", "")
        decoded = Decoded(text, decoded.encoding, text.encode())
    if not decoded.text or decoded.text.isspace():
        raise _empty(body)
    return decoded


def _decoded(body: bytes) -> Decoded:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _tolerated(body, body[len(mark) :].decode(encoding, "replace"), encoding)
    if wide := _wide_encoding(body):
        return _tolerated(body, body.decode(wide, "replace"), wide)
    try:
        return Decoded(body.decode(), "utf-8", body)
    except UnicodeDecodeError as error:
        bad_at = error.start
    # A GBK page is told by its first words: the slow tolerant decoding is not tried on it.
    if not _is_garbled(body[bad_at : bad_at + _WORDS].decode("utf-8", "replace")):
        text = body.decode("utf-8", "replace")
        if _is_tolerable(text):
            return Decoded(text, "utf-8", text.encode())
    return _tolerated(body, body.decode("gb18030", "replace"), "gb18030")


def _wide_encoding(body: bytes) -> str | None:
    """UTF-16 without a mark: the zero bytes of its ASCII characters stand on one side, those of 一 and 开 on the other."""
    # Looking for one is ten times faster than counting, and nearly every page has none.
    if 0 not in body or (zeros := body.count(0)) * 20 < len(body):
        return None
    high = body[1::2].count(0)
    if high >= zeros * 0.7:
        return "utf-16-le"
    if high <= zeros * 0.3:
        return "utf-16-be"
    return None


def _is_tolerable(text: str) -> bool:
    return text.count("\ufffd") < _BAD_SHARE * len(_HAN.findall(text))


def _is_garbled(text: str) -> bool:
    bad = text.count("\ufffd")
    return bad > 20 and bad > len(_HAN.findall(text))


def _tolerated(body: bytes, text: str, encoding: str) -> Decoded:
    if "\ufffd" in text and not _is_tolerable(text):
        raise _undecodable(body, "they are text in no encoding such pages use")
    return Decoded(text, encoding, text.encode())


def _empty(body: bytes) -> EmptyPage:
    return EmptyPage(f"The page is empty: {len(body)} bytes, all blank.", "Fetch it again later.")


def _undecodable(body: bytes, why: str) -> UndecodablePage:
    return UndecodablePage(f"{len(body)} bytes starting {body[:8].hex(' ')} cannot be read: {why}.", _REMEDY)
