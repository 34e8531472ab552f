"""Two texts of a notice on the terminal, paragraph by paragraph, as people know it of diffs."""

from rich.console import Console
from rich.text import Text

from tasks.revise.beside import Fate, Line

_STYLES = {Fate.GONE: "red strike", Fate.CAME: "green", Fate.SAME: "", Fate.REWORDED: ""}
_BRACKETS = {Fate.GONE: ("[-", "-]"), Fate.CAME: ("{+", "+}"), Fate.SAME: ("", ""), Fate.REWORDED: ("", "")}
_MARKS = {Fate.GONE: "-", Fate.CAME: "+", Fate.SAME: " ", Fate.REWORDED: "~"}


def show_paragraphs(console: Console, lines: tuple[Line, ...], before: str, after: str) -> None:
    """Changed paragraphs with a mark at the left, as people know it of diffs; the same ones are counted."""
    same = 0
    for line in lines:
        if line.fate is Fate.SAME and not line.moved:
            same += 1
            continue
        if same:
            console.print(Text(f"  … {same} unchanged", style="dim"))
            same = 0
        shown = Text(f"{'>' if line.moved else _MARKS[line.fate]} ", style="cyan")
        for one in line.stretches:
            words = one.span.of(before if one.fate is Fate.GONE else after)
            # In a pipe there is no colour to tell the words that went from those that came.
            opened, closed = ("", "") if console.is_terminal or line.fate is one.fate else _BRACKETS[one.fate]
            shown.append(f"{opened}{words}{closed}", style=_STYLES[one.fate])
        console.print(shown, soft_wrap=True)
    if same:
        console.print(Text(f"  … {same} unchanged", style="dim"))
