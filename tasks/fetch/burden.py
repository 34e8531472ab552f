"""How much work a parser would have with some markup, told without parsing it.

A parser walks up the open elements at many a tag, renews open formatting at each block, and compares each attribute
of a tag with the others: ten megabytes of ``<div>`` would hold it, and the whole process with it, for hours.
"""

import re
from collections import Counter

# The most seen in a real page is 61,000.
MOST_BURDEN = 2_000_000
# The most seen in a real page is 3,000.
_MOST_TAGS = 300_000
# So little holds a parser for half a second at worst, be it one tag of 16,000 attributes, and is most of all pages.
_SMALL_BYTES = 64_000
_SMALL_TAGS = 2_000
# A comment, or a tag with all its attributes, as the HTML standard cuts them; one that never ends reaches to the end.
# <!-- a --> · <!--> · <p> · </P > · <td class=a nowrap> · <a title="a>b" href='x'>
_TOKEN = re.compile(
    rb"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rb"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*+)"
    rb"(?P<attributes>(?:[\s/]++|=?[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s\"'>][^\s>]*+)?+)?+|=)*+)",
    re.IGNORECASE | re.DOTALL,
)
# Attributes stand apart, or each behind the quoted value of the last: class=a nowrap · a="1"b="2"
_WORD = re.compile(rb"[^\s/]++")
# Their content is text up to their own end tag.
_RAW = {
    name: re.compile(rb"</" + name + rb"\b", re.IGNORECASE) for name in (b"script", b"style", b"textarea", b"title")
}
# They hold nothing, or the next of their kind ends them: none of them makes anything deeper.
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr"
    b" p li dt dd option optgroup tr td th tbody thead tfoot html head body".split()
)


def is_heavy(body: bytes) -> bool:
    """Whether the markup is more than a parser can bear."""
    tags = body.count(b"<")
    if tags <= _SMALL_TAGS and len(body) <= _SMALL_BYTES:
        return False
    return tags > _MOST_TAGS or burden(body, MOST_BURDEN) > MOST_BURDEN


def burden(body: bytes, enough: int) -> int:
    """Steps a parser may need for the markup, in a rough upper bound; the count ends once ``enough`` is passed."""
    steps, depth, at = 0, 0, 0
    still_open: Counter[bytes] = Counter()
    while steps <= enough and (token := _TOKEN.search(body, at)):
        at = token.end()
        name = (token["name"] or b"").lower()
        if token["close"]:
            if still_open[name]:
                still_open[name] -= 1
                depth -= 1
            continue
        if not name:
            continue
        attributes = max(len(_WORD.findall(token["attributes"])), token["attributes"].count(b"="))
        steps += 1 + depth + attributes * attributes
        if name in _RAW:
            end = _RAW[name].search(body, at)
            at = end.start() if end else len(body)
        elif name not in _FLAT:
            still_open[name] += 1
            depth += 1
    return steps
