"""Markup that would hold a parser for hours is told without parsing it; real pages never come near."""

import re
from pathlib import Path

import pytest
from growth import LINEAR, growth
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tasks.fetch.burden import MOST_BURDEN, burden, is_heavy
from tasks.fetch.visible import visible

PAGES = sorted((Path(__file__).parents[1] / "pages").glob("*.html"))
BOMBS = {
    "elements in elements": b"<div>" * 100_000,
    "in upper case": b"<DIV>" * 100_000,
    "lists in lists": b"<ul><li>" * 100_000,
    "tables in tables": b"<table><tr><td>" * 100_000,
    "closed by tags nobody opened": b"<div></span>" * 100_000,
    "with a line feed in each tag": b"<div\nclass=a\n>" * 100_000,
    "names nobody knows": b"<x-y>" * 100_000,
    "attributes": b"<p " + b"".join(b"a%d " % number for number in range(50_000)),
    "attributes with values": b"<p " + b"".join(b"a%d='>' " % number for number in range(50_000)) + b">",
    "attributes packed close": b"<p " + b"".join(b'a%d=">"' % number for number in range(50_000)) + b">",
    "formatting": b"".join(b"<b id=%d>" % number for number in range(5000)) + b"<p>x" * 5000,
    "behind a comment": b"<!-- <b> --><!-->" + b"<div>" * 100_000,
    "behind a script": b"<script>'<p a=\"'</script>" + b"<div>" * 100_000,
    "behind a title": b"<title><p a='</title >" + b"<div>" * 100_000,
}
# A body of any of these, up to the twenty megabytes it may have, must cost a pass over it and no more.
LONG = {
    "comments without end": b"<!--",
    "comments": b"<!---->",
    "quotes without end": b"<a b='",
    "less-than signs": b"<",
    "end tags": b"</div>",
    "equals signs in a tag": b"<a =",
    "blanks": b" ",
    "scripts without end": b"<script>",
    "breaks": b"<br>",
    "divisions side by side": b"<div></div>",
    "words": "整改".encode(),
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_real_page_asks_for_a_thirtieth_of_the_bound_at_most(page):
    assert burden(page.read_bytes(), MOST_BURDEN) < MOST_BURDEN / 30


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_told_and_never_parsed(bomb):
    assert is_heavy(bomb)
    assert visible(bomb).heavy


SMALL = {
    "attributes": b"<p " + b"".join(b"%x " % number for number in range(12_000)) + b">",
    "elements": b"<ul><li>" * 1000,
    "formatting": b"".join(b"<b id=%d>" % number for number in range(1000)) + b"<p>x" * 999,
}


# A tag of 16,000 attributes, each compared with the others: half a second of a parser.
WORST = 16_000**2


@pytest.mark.parametrize("bomb", SMALL.values(), ids=SMALL)
def test_a_page_too_small_to_be_looked_at_closely_cannot_hold_a_parser(bomb):
    assert burden(bomb, WORST) < WORST
    assert not visible(bomb).heavy


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
def test_the_cost_of_telling_grows_with_the_length_of_anything_and_no_faster(piece):
    endless = 10**12
    assert growth(lambda size: burden(piece * (size // len(piece)), endless), 16_000) < LINEAR


PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        "<div> </div> <p> <b> </b> <a> </a> <br> <ul> <li> </ul> <span/class=a> </span> <table> <tr> <td> </table>"
        " <!--<div>--> <!--> <script>'<div>'</script> 整改 <font> <title></p></title> <button> </button>",
    )
)
FLAT = {"html", "head", "body", "p", "li", "tr", "td", "tbody", "br"}


@given(st.lists(PIECES, max_size=60))
def test_the_estimate_is_never_below_the_depth_a_parser_finds(pieces):
    markup = "".join(pieces).encode()
    deepest = max((depth(node) for node in LexborHTMLParser(markup).css("body *")), default=0)
    steps = burden(markup, MOST_BURDEN)
    # A tag that stands n deep costs n + 1.
    assert steps >= deepest * (deepest + 1) / 2


def depth(node):
    deep = 0
    while node is not None and node.tag != "body":
        deep += node.tag not in FLAT
        node = node.parent
    return deep
