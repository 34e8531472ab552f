"""Sums, remainders and ratios the notice states, worked out again."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from schemas.figures import Figure
from tasks.parse.audit.finding import Finding, printed
from tasks.parse.body import Body, Span

# Things that are counted one by one: 「意见、建议864条,解决问题840个,办结率达97.22%」 counts one matter in two of them.
_COUNTED = frozenset({"个", "条", "项", "件", "起", "处", "宗", "笔", "家", "户", "场", "次"})
_TOTAL = re.compile("共|总|合计|累计")
_REST = re.compile("剩余|其余|余下|尚有")
_REST_NEAR = 4
# Shares of what was just counted. 满意率, 招考率 and 覆盖率 are of something else.
_RATE = re.compile(r"(?:(?:办结|完成|整改|解决|化解|回收)率|占比|比例)(?:达[到成]?|为|约|超)?$")
_RATE_NEAR, _RATED = 40, 5
# Small numbers add up by chance: 五个方面, 7个单位共12个问题.
_LEAST_TOTAL = Decimal(50)
# 「750余场,其中…」: the parts of 750-odd may come to 756, not to 900.
_ODD = Decimal("1.1")


def arithmetic(body: Body, figures: Sequence[Figure]) -> list[Finding]:
    """Findings in the order of the text."""
    found = list(_wholes(body, figures))
    for sentence in _by_sentence(body, figures):
        # Each sets a figure against two before it.
        if len(sentence) > 2:
            found += [*_ratios(sentence), *_rests(body, sentence), *_totals(body, sentence)]
    return sorted(found, key=lambda finding: finding.at.char_start if finding.at else 0)


def _by_sentence(body: Body, figures: Sequence[Figure]) -> list[list[Figure]]:
    sentences: list[list[Figure]] = []
    sentence = Span(0, 0)
    for figure in figures:
        if figure.char_start >= sentence.end:
            sentence = body.sentence(figure.char_start)
            sentences.append([])
        sentences[-1].append(figure)
    return sentences


def _wholes(body: Body, figures: Sequence[Figure]) -> Iterator[Finding]:
    by_number = {figure.figure_no: figure for figure in figures}
    parts: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.parent_figure_no is not None:
            parts[figure.parent_figure_no].append(figure)
    for number, below in parts.items():
        whole = by_number[number]
        same = [part for part in below if _alike(part, whole)]
        # One part of a whole says nothing of the others, unless it is more than all.
        if len(same) > 1 or (same and same[0].value_norm > whole.value_norm):
            extra = sum((_beyond(body, part, parts.get(part.figure_no, ())) for part in same), Decimal(0))
            yield _whole(whole, same, extra)


def _beyond(body: Body, part: Figure, within: Sequence[Figure]) -> Decimal:
    """What the bracket behind a part says it holds beyond its matter: 640.40万元(含违约金0.26万元), 42人(含上述困难职工2人)."""
    if not body.text.startswith("(含", part.char_end):
        return Decimal(0)
    return sum((one.value_norm for one in within if one.unit_norm == part.unit_norm), Decimal(0))


def _whole(whole: Figure, parts: list[Figure], extra: Decimal) -> Finding:
    divided, total = _divisions(whole, parts)
    highest = whole.value_norm * _ODD if whole.qualifier in {"over", "about", "at_least"} else whole.value_norm
    if divided:
        outcome, words, parts, total = "pass", "come to", parts[:divided], whole.value_norm
    elif whole.value_norm <= total <= highest:
        outcome, words = "pass", "come to"
    elif extra and total - extra == whole.value_norm:
        outcome, words, total = "pass", f"less the {printed(extra)} they hold beyond it come to", total - extra
    elif total < whole.value_norm:
        outcome, words = "not_checkable", "are named, not all: they come to"
    else:
        outcome, words = "fail", "come to more:"
    count = f"{len(parts)} parts" if len(parts) > 1 else "1 part"
    return Finding(
        check="parts_and_whole",
        outcome=outcome,
        declared=printed(whole.value_norm),
        parsed=printed(total),
        detail=f"{count} of {whole.raw} {words} {printed(total)} {whole.unit_norm}",
        item_no=whole.item_no,
        at=whole,
        other=parts[0],
        rule_id="check.parts",
    )


def _divisions(whole: Figure, parts: Sequence[Figure]) -> tuple[int, Decimal]:
    """How many parts divide the whole without rest, and what those of the last division come to.

    「285名…其中处级8人、科级及以下277人,已给予处分13人、组织处理12人、其他处理260人」 divides twice;
    「39名…18名…;其余21名…。其余30名」 once, and names some of the same once more.
    """
    divided, total = 0, Decimal(0)
    for count, part in enumerate(parts, 1):
        total = part.value_norm if count == divided + 1 else total + part.value_norm
        if total == whole.value_norm:
            divided = count
    return divided, total


def _alike(one: Figure, other: Figure) -> bool:
    return one.unit_norm == other.unit_norm or (one.unit_norm in _COUNTED and other.unit_norm in _COUNTED)


def _kin(one: Figure, other: Figure) -> bool:
    return _alike(one, other) and one.role == other.role == "actual"


def _ratios(sentence: list[Figure]) -> Iterator[Finding]:
    for place, rate in enumerate(sentence):
        if rate.unit_norm != "%" or place < 2 or not _RATE.search(rate.clause.split(rate.raw)[0]):
            continue
        pairs = [pair for pair in combinations(sentence[max(0, place - _RATED) : place], 2) if _kin(*pair)]
        pairs = [pair for pair in pairs if all(one.value_norm for one in pair)]
        held = next((pair for pair in pairs[::-1] if _holds(rate, *pair)), None)
        one, other = sentence[place - 2 : place]
        near = (one, other) in pairs and rate.char_start - one.char_end <= _RATE_NEAR
        # 697个,完成688个,持续整改4个,未完成5个,完成率98.71%: a rate is broken only where no other two can be meant.
        if held or (near and rate.qualifier is None and len(pairs) == 1):
            yield _ratio(rate, *(held or (one, other)))


def _holds(rate: Figure, one: Figure, other: Figure) -> bool:
    part, whole = sorted((one.value_norm, other.value_norm))
    return abs(part * 100 / whole - rate.value) < Decimal(1).scaleb(-_digits(rate))


def _digits(rate: Figure) -> int:
    return max(-int(rate.value.as_tuple().exponent), 0)


def _ratio(rate: Figure, one: Figure, other: Figure) -> Finding:
    part, whole = sorted((one, other), key=lambda figure: figure.value_norm)
    share = printed(round(part.value_norm * 100 / whole.value_norm, _digits(rate)))
    return Finding(
        check="ratio",
        outcome="pass" if _holds(rate, one, other) else "fail",
        declared=printed(rate.value),
        parsed=share,
        detail=f"{part.raw} of {whole.raw} is {share} %",
        item_no=rate.item_no,
        at=rate,
        other=whole,
        rule_id="check.ratio",
    )


def _rests(body: Body, sentence: list[Figure]) -> Iterator[Finding]:
    if not _REST.search(body.text, sentence[1].char_end, sentence[-1].char_start):
        return
    for place, rest in enumerate(sentence[2:], 2):
        if not _REST.search(body.text, max(rest.clause_start, rest.char_start - _REST_NEAR), rest.char_start):
            continue
        earlier = [figure for figure in sentence[:place] if figure.unit_norm == rest.unit_norm][-2:]
        if len(earlier) < 2 or earlier[0].value_norm < earlier[1].value_norm:
            continue
        whole, done = earlier
        left = whole.value_norm - done.value_norm
        if left == rest.value_norm:
            yield Finding(
                check="remainder",
                outcome="pass",
                declared=printed(rest.value_norm),
                parsed=printed(left),
                detail=f"{whole.raw} less {done.raw} leaves {printed(left)} {rest.unit_norm}",
                item_no=rest.item_no,
                at=rest,
                other=whole,
                rule_id="check.remainder",
            )


def _totals(body: Body, sentence: list[Figure]) -> Iterator[Finding]:
    if not _TOTAL.search(body.text, sentence[2].clause_start, sentence[-1].char_start):
        return
    for place, total in enumerate(sentence[2:], 2):
        if total.value_norm < _LEAST_TOTAL or not _TOTAL.search(body.text, total.clause_start, total.char_start):
            continue
        addends = [figure for figure in sentence[:place] if figure.unit_norm == total.unit_norm]
        for first in range(len(addends) - 1):
            if sum((figure.value_norm for figure in addends[first:]), Decimal(0)) == total.value_norm:
                yield _sum(total, addends[first:])
                break


def _sum(total: Figure, addends: list[Figure]) -> Finding:
    return Finding(
        check="sum",
        outcome="pass",
        declared=printed(total.value_norm),
        parsed=printed(total.value_norm),
        detail=f"{' + '.join(figure.raw for figure in addends)} = {total.raw}",
        item_no=total.item_no,
        at=total,
        other=addends[0],
        rule_id="check.sum",
    )
