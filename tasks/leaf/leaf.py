"""One HTML file that holds all it needs: no script, no request, light and dark, as wide as the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from tasks.revise.beside import Fate, Line, Stretch

_STYLE = (Path(__file__).parent / "leaf.css").read_text("utf-8")
# Nothing may be asked for, whatever a notice's text holds: every byte of style stands in the file.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {Fate.GONE: "del", Fate.CAME: "ins"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above the diff. ``told`` is each change in a sentence, Chinese and English."""

    title: str
    notice_id: str
    url: str
    before: str
    after: str
    told: tuple[tuple[str, str], ...]


def leaf(heading: Heading, lines: Sequence[Line], before: str, after: str) -> str:
    """The page. ``before`` and ``after`` are the kept texts the lines' spans count in, masked or not."""
    body = "".join(
        _folded(list(group), before, after) if same else "".join(_paragraph(line, before, after) for line in group)
        for same, group in groupby(lines, key=_is_same)
    )
    told = "".join(f'<li>{escape(zh)}<br><span class="dim">{escape(en)}</span></li>' for zh, en in heading.told)
    changes = f"<h2>变化 Changes</h2><ul>{told}</ul>" if told else ""
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{escape(heading.title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(heading.title)}</h1>"
        f'<p class="dim">{escape(heading.notice_id)}<br>{escape(heading.url)}<br>'
        f'<span class="was">{escape(heading.before)}</span> → <span class="is">{escape(heading.after)}</span></p>'
        f"{changes}<h2>全文 Text</h2>{body}</body></html>\n"
    )


def _is_same(line: Line) -> bool:
    return line.fate is Fate.SAME and not line.moved


def _folded(lines: Sequence[Line], before: str, after: str) -> str:
    inside = "".join(_paragraph(line, before, after) for line in lines)
    # Two lines around a change are read more quickly than unfolded.
    if len(lines) <= 2:
        return inside
    return f"<details><summary>{len(lines)} 段未变 unchanged</summary>{inside}</details>"


def _paragraph(line: Line, before: str, after: str) -> str:
    classes = [*(["heading"] if line.heading else []), line.fate.value, *(["moved"] if line.moved else [])]
    whole = line.fate is not Fate.REWORDED
    words = "".join(_words(one, before, after, plain=whole) for one in line.stretches)
    note = ' <span class="dim">移位 moved</span>' if line.moved else ""
    return f'<p class="{" ".join(classes)}">{words}{note}</p>'


def _words(stretch: Stretch, before: str, after: str, *, plain: bool) -> str:
    words = escape(stretch.span.of(before if stretch.fate is Fate.GONE else after))
    tag = _TAGS.get(stretch.fate)
    return words if plain or tag is None else f"<{tag}>{words}</{tag}>"
