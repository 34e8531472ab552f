"""The article of a page whose template nobody knows, by where its sentences are."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tasks.extract.prose import MARKS, is_prose, letters
from tasks.extract.query import every, holds
from tasks.extract.styles import is_hidden

# Nodes that are a paragraph, or part of one, and never the article.
_PARAGRAPH = frozenset(
    ["a", "b", "em", "font", "h1", "h2", "h3", "h4", "i", "li", "o:p", "p", "small", "span", "strong", "td", "tr", "u"]
)
_TABLE_PARTS = frozenset(["tbody", "td", "tr"])
# A leaf <div> is one paragraph; with line breaks or blocks inside it may be the article.
_BLOCKS_INSIDE = "br,p,div,section,table,li,blockquote,h1,h2,h3,pre"
# Nodes with a sentence mark in a text of their own: lexbor looks at that alone, not at what stands deeper. Words of a
# link are no prose.
_HOLDS_PROSE = ":not(a):is(" + ",".join(f':lexbor-contains("{mark}")' for mark in MARKS) + ")"
# 「2025年12月25日」 「二〇二五年十二月」: a signature set below the article, outside its node.
_SIGNED = re.compile(r"[12二][\d〇○零一二三四五六七八九]{3}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月")
_LONGEST_SIGNATURE = 120


@dataclass(slots=True)
class _Branch:
    """A node above some prose, and how many letters of prose stand in and below it."""

    node: LexborNode
    depth: int
    parent: int | None
    prose: int = 0


def densest(body: LexborNode) -> LexborNode | None:
    """The node whose text is most nearly all of the page's prose and nothing else; None when there is no prose.

    Goes along the heaviest branch and keeps the node with the best harmonic mean of *kept* (share of the page's prose)
    and *pure* (share of prose in its text): a part of the article keeps too little, the page around it is not pure.
    Every text is counted once at most, whatever the depth.
    """
    branches = _branches(body)
    prose = branches[body.mem_id].prose
    if not prose:
        return None
    best, best_score = body, 0.0
    held, below = 0, None
    # From below, for each node's letters are those of the one below and a few more; of equals the lowest wins.
    for branch in reversed(_heaviest_path(branches, body.mem_id)):
        node = branch.node
        held += _letters_beside(node, below)
        score = _harmonic(branch.prose / prose, branch.prose / max(1, held))
        if score > best_score and _may_be_article(node):
            best, best_score = node, score
        below = node
    return _with_signature(best, body)


def _branches(body: LexborNode) -> dict[int, _Branch]:
    branches = {body.mem_id: _Branch(body, 0, None)}
    for node in every(body, _HOLDS_PROSE):
        _open_branch(branches, node)
        texts = (each.text_content or "" for each in node.iter(include_text=True))
        branches[node.mem_id].prose += sum(map(letters, filter(is_prose, texts)))
    for branch in sorted(branches.values(), key=lambda each: -each.depth):
        if branch.parent is not None:
            branches[branch.parent].prose += branch.prose
    return branches


def _open_branch(branches: dict[int, _Branch], node: LexborNode) -> None:
    """Enter the node and its ancestors up to the first one known. Prose below a hidden one goes to nobody."""
    climbed: list[LexborNode] = []
    at: LexborNode | None = node
    while at is not None and at.mem_id not in branches:
        climbed.append(at)
        at = at.parent
    if at is None:
        return
    above = branches[at.mem_id]
    for each in reversed(climbed):
        parent = None if is_hidden(each) else above.node.mem_id
        above = branches[each.mem_id] = _Branch(each, above.depth + 1, parent)


def _heaviest_path(branches: dict[int, _Branch], start: int) -> list[_Branch]:
    heaviest: dict[int, _Branch] = {}
    for branch in branches.values():
        if branch.parent is not None:
            rival = heaviest.get(branch.parent)
            if rival is None or branch.prose > rival.prose:
                heaviest[branch.parent] = branch
    path = [branches[start]]
    while (below := heaviest.get(path[-1].node.mem_id)) is not None:
        # Half the prose gone at one step: the branches above were the parts of one article.
        if below.prose * 2 < path[-1].prose:
            break
        path.append(below)
    return path


def _letters_beside(node: LexborNode, below: LexborNode | None) -> int:
    """Letters of the node's text, but for those of its child ``below``."""
    # White space is no letter: the blanks between tags, half the text of some templates, need not be written out.
    if below is None:
        return letters(node.text(skip_empty=True))
    beside = (each for each in node.iter(include_text=True, skip_empty=True) if each.mem_id != below.mem_id)
    return sum(letters(each.text(skip_empty=True)) for each in beside)


def _may_be_article(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag in _PARAGRAPH:
        return tag == "td" and holds(node, _BLOCKS_INSIDE)
    return tag == "body" or holds(node, _BLOCKS_INSIDE)


def _harmonic(kept: float, pure: float) -> float:
    return 2 * kept * pure / (kept + pure) if kept and pure else 0.0


def _with_signature(node: LexborNode, body: LexborNode) -> LexborNode:
    """The node, or its parent where the date of the signature stands right below it."""
    parent = node.parent
    if node.mem_id == body.mem_id or parent is None or parent.tag in _TABLE_PARTS:
        return node
    own = node.text().strip()
    tail = parent.text().rpartition(own)[2] if own else ""
    if letters(tail) <= _LONGEST_SIGNATURE and _SIGNED.search(tail) and not _SIGNED.search(own[-_LONGEST_SIGNATURE:]):
        return parent
    return node
