"""Folding of widths and spaces, so that one form is parsed, compared and kept."""

import hashlib
import re

# Full-width ASCII (U+FF01 to U+FF5E) and the ideographic, no-break and typographic spaces, each to one character:
# offsets survive, where NFKC would change lengths.
_WIDTHS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
SPACES = "".join(map(chr, (0x3000, 0x00A0, 0x0009, *range(0x2000, 0x200B), 0x202F, 0x205F)))
_WIDE = re.compile("[\uff01-\uff5e]")
# Nearly every notice holds these: replacing them unseen leaves most texts without a wide character to look for.
_COMMON = "，：；（）％！？"
_HIGH_BYTE = 0xFF
# A line, not a page.
_SHORT = 100
# Zero-width characters carry nothing and break numbers in two: they go before the text is kept.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """The text with widths and spaces folded one to one; same length, line feeds kept."""
    if text.isascii():
        return text.replace("\t", " ")
    for space in SPACES:
        if space in text:
            text = text.replace(space, " ")
    return fold_widths(text)


def fold_widths(text: str) -> str:
    """The text with full-width letters, digits and marks as ASCII; spaces as they are."""
    # A replacement a character that is there: seven times as fast as str.translate over a notice.
    if len(text) > _SHORT:
        for character in _COMMON:
            text = text.replace(character, _WIDTHS[character])
        # The high bytes tell at once what a search for a range takes six times as long to tell.
        if _HIGH_BYTE not in text.encode("utf-16-le", "surrogatepass")[1::2]:
            return text
    for character in set(_WIDE.findall(text)):
        text = text.replace(character, _WIDTHS[character])
    return text


def visible(text: str) -> str:
    """The text without its zero-width characters."""
    for character in _INVISIBLE:
        if character in text:
            text = text.replace(character, "")
    return text


def kept_text(raw: str) -> str:
    """The text a notice is kept as: folded, each block trimmed, empty lines dropped, joined by line feeds."""
    return "\n".join(filter(None, map(str.strip, fold(visible(raw)).splitlines())))


def squeezed(text: str) -> str:
    """The folded text without any white space: what two layouts of the same words share."""
    return _SPACE.sub("", fold(text))


def digest(text: str) -> str:
    """SHA-256, in hex, of the squeezed text: the same for every layout of the same words."""
    return hashlib.sha256(squeezed(text).encode()).hexdigest()
