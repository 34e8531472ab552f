"""Bytes to text, by what the bytes are: the label of a page is not asked, one in three of the old ones lies."""

import codecs
import re

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
# character is one of these, in UTF-8 or gb18030, so they are counted in the bytes, thirty times faster.
_CONTROL = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
# A page cut in the middle of a character, or with a block of another encoding pasted in, loses less than this
# share of its Han characters; GBK read as UTF-8 loses nearly all of them.
_BAD_SHARE = 0.05
# Random bytes read as gb18030 hold about one control character in eight.
_CONTROL_SHARE = 0.01
_REMEDY = "Check that the address serves a page, not an attachment or an image."


def decode(body: bytes) -> tuple[str, str]:
    """The text of ``body`` and the name of its encoding (``utf-8``, ``gb18030``, ``utf-16-le``...).

    Order: byte-order mark, strict UTF-8, tolerant UTF-8 (bad bytes under 5 % of the Han characters), gb18030 strict,
    gb18030 under the same bound. Raises ``EmptyPage`` for nothing but blanks and ``UndecodablePage`` for bytes that
    are no text; neither knows the address, which the caller adds.
    """
    if not body or body.isspace():
        raise EmptyPage(f"The page is empty: {len(body)} bytes, all blank.", "Fetch it again later.")
    if body.startswith(_BINARY):
        raise _undecodable(body, "they open like a file of another kind")
    text, encoding = _decoded(body)
    characters = text.encode() if encoding.startswith(("utf-16", "utf-32")) else body
    if len(characters) - len(characters.translate(None, _CONTROL)) > max(1, len(text) * _CONTROL_SHARE):
        raise _undecodable(body, "too many control characters")
    text = text.replace("\x00", "")
    if text.isspace():
        raise EmptyPage(f"The page is empty: {len(body)} bytes, all blank.", "Fetch it again later.")
    return text, encoding


def _decoded(body: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _tolerated(body, body[len(mark) :].decode(encoding, "replace")), encoding
    if wide := _wide_encoding(body):
        return _tolerated(body, body.decode(wide, "replace")), wide
    if (text := _strict(body, "utf-8")) is not None:
        return text, "utf-8"
    text = body.decode("utf-8", "replace")
    if _is_tolerable(text):
        return text, "utf-8"
    if (text_gb := _strict(body, "gb18030")) is not None:
        return text_gb, "gb18030"
    return _tolerated(body, body.decode("gb18030", "replace")), "gb18030"


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None  # the next encoding is tried; the last one raises


def _wide_encoding(body: bytes) -> str | None:
    """UTF-16 without a mark: the zero bytes of its ASCII characters all stand on one side."""
    zeros = body.count(0)
    if zeros * 20 < len(body):
        return None
    high = body[1::2].count(0)
    if high >= zeros * 0.95:
        return "utf-16-le"
    if high <= zeros * 0.05:
        return "utf-16-be"
    return None


def _is_tolerable(text: str) -> bool:
    return text.count("\ufffd") < _BAD_SHARE * len(_HAN.findall(text))


def _tolerated(body: bytes, text: str) -> str:
    if "\ufffd" in text and not _is_tolerable(text):
        raise _undecodable(body, "they are text in no encoding such pages use")
    return text


def _undecodable(body: bytes, why: str) -> UndecodablePage:
    return UndecodablePage(f"{len(body)} bytes starting {body[:8].hex(' ')} cannot be read: {why}.", _REMEDY)
