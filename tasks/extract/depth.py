"""A page nested without end is flattened before it is parsed: the parser's time grows with the square of depth."""

import re

# Browsers stop nesting at 512.
_DEEPEST = 512
# The deepest tree so few tags can make costs a fifth of a second; real pages have some thousands.
_FEW_TAGS = 8_000
# Elements that nest and must be closed: "<div class=x>", "</span>". p, li, td may stay open and do not count.
_NESTING = re.compile(
    r"<(/?)(a|article|b|blockquote|center|dd|details|dir|div|dl|em|fieldset|figure|font|form|i|main|menu|nav|ol|"
    r"section|small|span|strong|sub|sup|table|tbody|tr|u|ul)\b[^>]*>",
    re.IGNORECASE,
)


def flattened(text: str) -> str:
    """The HTML with every element deeper than 512 opened tags replaced by a line break."""
    if text.count("<") < _FEW_TAGS:
        return text
    parts: list[str] = []
    depth = end = 0
    for tag in _NESTING.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth + bool(tag[1]) > _DEEPEST:
            parts += (text[end : tag.start()], "<br>")
            end = tag.end()
    parts.append(text[end:])
    return "".join(parts)
