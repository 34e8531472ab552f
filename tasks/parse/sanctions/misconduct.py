"""What a person is held to have done: the words of the clause, without the joining 因 and without who decided."""

import re

from tasks.parse.body import Span
from tasks.parse.sanctions.ground import Ground, trimmed

# 因…, 针对…, at the head of a clause: 「综合考虑违纪情节、客观原因」 is none.
_REASON = re.compile(r"(?:经查,?)?(?:因为|因|由于|针对|鉴于)(?:其(?!他))?")
# 区建设局于2023年9月11日, · 业主单位义洲街道 · 区纪委监委 · 我区: who decided, and when
_DECIDER = re.compile(
    r"[^,]{0,24}(?:局|委|组|党委|党组|政府|街道|集团|公司|单位|中心|机关|我[省市区县]|支部)(?:于\d{4}年[^,]{1,8})?"
    r"|(?:于)?\d{4}年\d{1,2}月(?:\d{1,2}日)?|我[省市区县][^,]{0,12}|进行严肃处理|经[^,]{2,24}(?:研究|批准|决定)|决定"
)
# 以挪用公款罪判处 · 因犯受贿罪,被 · 涉嫌犯挪用公款罪移送 · 其涉嫌犯罪问题被移送
_CRIME = re.compile(r"(?:(?:以|因?犯)(?P<of>[^,。;以因犯被]{2,30}?罪))(?=[,判被]|一案|$)")
_SUSPECTED = re.compile(r"涉嫌[^,。;]{0,24}?(?:犯罪问题|罪(?!问题)|问题)")
_OWN = re.compile(r"因?其(?P<of>[^,。;]{2,40}?)(?=已?被|,|$)")
_HANDLED = re.compile(
    r"(?:,|^)(?:进行|予以|给予|受到|被|决定|依[法规纪]|按照|经[^,]{2,20}(?:研究|批准)|于?\d{4}年\d{1,2}月)"
)


def reason_before(ground: Ground, start: int, end: int) -> Span | None:
    """The reason given in ``start:end``, up to who decided: 因未正确履职,消极对待…,对; null where none is."""
    cue = next(
        (cue for cue in _REASON.finditer(ground.veiled, start, end) if _heads_clause(ground.veiled, cue, start)), None
    )
    return without_decider(ground, cue.end(), end) if cue else None


def without_decider(ground: Ground, start: int, end: int) -> Span | None:
    """The span without the clauses at its end that only say who decided, and when."""
    while True:
        comma = ground.veiled.rfind(",", start, end)
        if comma < 0:
            break
        if comma + 1 < end and not _DECIDER.fullmatch(ground.veiled, comma + 1, end):
            break
        end = comma
    return trimmed(ground.text, start, end)


def deed_behind(ground: Ground, start: int, end: int) -> Span | None:
    """What the words behind a name say its bearer did, up to the clause that tells how he was dealt with."""
    handled = _HANDLED.search(ground.veiled, start, end)
    stop = handled.start() if handled else end
    cue = _REASON.match(ground.veiled, start, stop)
    span = trimmed(ground.text, cue.end() if cue else start, stop)
    if span and ground.veiled.startswith("因", span.start, span.end):
        span = trimmed(ground.text, span.start + 1, span.end)
    return span


def crime_in(ground: Ground, start: int, end: int) -> Span | None:
    """The crime a court or a handing over names: 挪用公款罪."""
    crimes = [Span(*found.span("of")) for found in _CRIME.finditer(ground.veiled, start, end)]
    return crimes[-1] if crimes else None


def suspicion_in(ground: Ground, start: int, end: int) -> Span | None:
    """What a person handed over is suspected of: 涉嫌犯挪用公款罪."""
    found = _SUSPECTED.search(ground.veiled, start, end)
    return Span(*found.span()) if found else None


def own_in(ground: Ground, start: int, end: int) -> Span | None:
    """What 其 says of the person before: 因其存在其他违纪问题已被党纪立案."""
    found = _OWN.match(ground.veiled, start, end)
    return trimmed(ground.text, *found.span("of")) if found else None


def _heads_clause(veiled: str, cue: re.Match[str], start: int) -> bool:
    return cue.start() == start or veiled[cue.start() - 1] in ",;:。\n "
