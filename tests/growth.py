"""How the cost of some work grows with its size: a ratio within one process, for seconds say nothing on a busy machine."""

import time
from collections.abc import Callable

TIMES = 16
# Sixteen where the cost is linear, 256 where it is quadratic; between them lies what caches and other processes do.
LINEAR = 96


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times the processor's time it takes at sixteen times the size; the least of three goes each."""
    return _least(work, TIMES * size) / _least(work, size)


def _least(work: Callable[[int], object], size: int) -> float:
    return min(_took(work, size) for _ in range(3))


def _took(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun
