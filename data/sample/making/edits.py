"""What 沙县区 changes in its notice between the two days."""

import re

# The number an item opens with: 8.推进沙县小吃标准化、连锁化。
_NUMBER = re.compile(r"^(\d+)\.")
_FIGURE = ("27.05万元", "28.15万元")
_STATUS = ("剩余40.4万元已签订协议书分期收回", "剩余40.4万元已全部收回")
_ADDED = (
    "0.规范公务用车管理使用。建立车辆定位监管和油料台账比对机制,将17辆公务用车全部纳入全省公务用车管理平台统一调度,"
    "纠正派车审批不规范行为9起,提醒谈话4人。"
)


def edited(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The notice of day 2: a figure, a status, an item dropped, one added, one moved, all numbered anew."""
    lines = list(paragraphs)
    _reword(lines, 8, *_FIGURE)
    _reword(lines, 2, *_STATUS)
    moved = lines.pop(_at(lines, 20))
    lines.insert(_at(lines, 22) + 1, moved)
    lines.insert(_at(lines, 69) + 1, _ADDED)
    del lines[_at(lines, 42)]
    return _renumbered(lines)


def _at(lines: list[str], number: int) -> int:
    return next(index for index, line in enumerate(lines) if line.startswith(f"{number}."))


def _reword(lines: list[str], number: int, before: str, after: str) -> None:
    index = _at(lines, number)
    if before not in lines[index]:
        msg = f"Item {number} does not hold {before}."
        raise ValueError(msg)
    lines[index] = lines[index].replace(before, after)


def _renumbered(lines: list[str]) -> tuple[str, ...]:
    number = 0
    renumbered = []
    for line in lines:
        if _NUMBER.match(line):
            number += 1
            renumbered.append(_NUMBER.sub(f"{number}.", line))
        else:
            renumbered.append(line)
    return tuple(renumbered)
