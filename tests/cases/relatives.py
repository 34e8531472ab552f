"""Notices that are alike and are not one: siblings of a template, next rounds of a body, its own 巡察, strangers."""

import random
import re

from cases.texts import NAMED, ORIGINS, Origin, text_of

# A count with its unit: 805.17万元, 98个. Not the number of an item, a year, month or day.
_COUNT = re.compile(r"(?<![\d.\n(])\d+(?:\.\d+)?(?=[^\d年月日.)、\-—–至:;])")
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")
_FAREWELL = "欢迎广大干部群众"


def sibling(origin: Origin, neighbour: str, rng: random.Random) -> str:
    """The very sentences of another district: its name swapped in, every count another, the same round."""
    words = text_of(origin.name).replace(origin.stem, neighbour)
    head, body, tail = _parted(words)
    return f"{head}\n{_COUNT.sub(lambda found: _another(found[0], rng), body)}\n{tail}"


def next_round(origin: Origin, share: float, rng: random.Random) -> str:
    """The next inspection of the same body: other team and days; a share of the clauses is kept, figures and all."""
    words = _redated(text_of(origin.name), origin, rng)
    head, body, tail = _parted(words)
    return f"{head}\n{_mixed(body, share, origin, rng)}\n{tail}"


def own_inspection(origin: Origin, share: float, rng: random.Random) -> str:
    """The notice on the body's inspection by its own city, 巡察, that keeps a share of what it told 巡视, or the reverse."""
    words = _redated(text_of(origin.name), origin, rng)
    here, there = ("巡视", "巡察") if "巡视" in origin.team[0] else ("巡察", "巡视")
    above, below = ("省委", "市委") if here == "巡视" else ("市委", "省委")
    head, body, tail = _parted(words)
    head, tail = head.replace(here, there).replace(above, below, 4), tail.replace(here, there)
    return f"{head}\n{_mixed(body.replace(here, there), share, origin, rng)}\n{tail}"


def stranger(origin: Origin, neighbour: str, rng: random.Random) -> str:
    """Another district's notice with the usual opening and headings, its sentences from all over."""
    words = text_of(origin.name).replace(origin.stem, neighbour)
    head, body, tail = _parted(words)
    return f"{head}\n{_mixed(_COUNT.sub(lambda found: _another(found[0], rng), body), 0.02, origin, rng)}\n{tail}"


def _parted(words: str) -> tuple[str, str, str]:
    head, rest = words.split("\n", 1)
    place = rest.rindex(_FAREWELL)
    return head, rest[:place].rstrip("\n"), rest[place:]


def _redated(words: str, origin: Origin, rng: random.Random) -> str:
    later = rng.choice((1, 2, 3))
    head, rest = words.split("\n", 1)
    moved = head.replace(*origin.team)
    moved = re.sub(r"20(\d\d)年(\d{1,2})月(\d{1,2})日", lambda day: _day(day, later, rng), moved)
    if origin.signed:
        rest = rest.replace(f"\n{origin.signed}", f"\n{_signed(origin.signed, later, rng)}")
    return f"{moved}\n{rest}"


def _day(day: re.Match[str], later: int, rng: random.Random) -> str:
    return f"20{int(day[1]) + later}年{day[2]}月{rng.randrange(1, 28)}日"


def _signed(day: str, later: int, rng: random.Random) -> str:
    return f"{int(day[:4]) + later}年{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日"


def _mixed(body: str, share: float, origin: Origin, rng: random.Random) -> str:
    """The lines with a share of their sentences, the others from notices of other bodies with other counts."""
    fill = _fill(origin, rng)
    lines = []
    for line in body.split("\n"):
        if re.match(r"[一二三四]、", line):
            lines.append(line)
            continue
        number = re.match(r"\d{1,3}\.|\(\d{1,3}\)|\([一二三四五六七八九十]+\)", line)
        mark = number[0] if number else ""
        kept = [
            sentence if rng.random() < share else fill.pop()
            for sentence in _SENTENCE.findall(line[len(mark) :])
            if sentence
        ]
        lines.append(mark + "".join(kept))
    return "\n".join(lines)


def _fill(origin: Origin, rng: random.Random) -> list[str]:
    found: list[str] = []
    for other in ORIGINS:
        if other.name == origin.name:
            continue
        body = _parted(text_of(other.name))[1].replace(other.stem, origin.stem)
        found += [
            _COUNT.sub(lambda count: _another(count[0], rng), sentence).strip("\n")
            for line in body.split("\n")
            for sentence in _SENTENCE.findall(re.sub(r"^\d{1,3}\.|^\(.{1,3}\)", "", line))
            if len(sentence) > 12
        ]
    rng.shuffle(found)
    return found * 4


def _another(count: str, rng: random.Random) -> str:
    whole, _, part = count.partition(".")
    made = str(max(1, int(int(whole) * rng.uniform(0.4, 2.5)) + rng.randrange(1, 9)))
    if made == whole:
        made = str(int(made) + 1)
    return f"{made}.{rng.randrange(10 ** len(part)):0{len(part)}d}" if part else made


def origin_of(name: str) -> Origin:
    """By the name of its file."""
    return NAMED[name]
