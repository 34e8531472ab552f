"""Contrast of the page's colours, by the formula of WCAG 2.2: 4.5 for words, 3 for what is drawn and for the focus."""

import re
from importlib.resources import files

import pytest

# --accent: #a4262c;
COLOUR = re.compile(r"--(\w+): #([0-9a-f]{3,6});")
WORDS = [
    ("ink", "paper"),
    ("ink", "wash"),
    ("ink", "mark"),
    ("quiet", "paper"),
    ("quiet", "wash"),
    ("accent", "paper"),
    ("open", "wash"),
    ("done", "wash"),
]
DRAWN = [(name, "paper") for name in ("done", "partly", "open", "unstated", "bar", "accent", "edge")]


def colours() -> dict[str, dict[str, str]]:
    style = (files("tasks.publish.page") / "parts" / "style.css").read_text("utf-8")
    light, dark = (dict(COLOUR.findall(part)) for part in style.split("@media (prefers-color-scheme: dark)"))
    return {"light": light, "dark": dark}


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_the_known_ratios() -> None:
    assert contrast("000", "fff") == pytest.approx(21)
    # The lightest grey that passes on white
    assert contrast("767676", "fff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, WORDS), (3.0, DRAWN)], ids=["words", "drawn"])
def test_colours_stand_out(scheme: str, least: float, pairs: list[tuple[str, str]]) -> None:
    named = colours()[scheme]
    found = {pair: round(contrast(named[pair[0]], named[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}
