"""tongbao diff: what changed in a notice, between any two of its revisions."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import polars as pl
from cyclopts import Parameter
from rich.console import Console

from flows.cli.chosen import standing_notice
from flows.cli.paragraphs import show_paragraphs
from flows.cli.show import show_changes
from schemas.errors import UnknownNotice
from schemas.history import Difference
from schemas.publication import Edition
from schemas.values import CHINA
from tasks.home import home_at
from tasks.leaf import Heading, leaf
from tasks.record import StoredNotice
from tasks.record.history import revision_of
from tasks.revise import compare
from tasks.revise.beside import Line, beside
from tasks.store import Store, write_atomically


def diff(
    notice: str,
    *,
    before: Annotated[int | None, Parameter(name="--from")] = None,
    after: Annotated[int | None, Parameter(name="--to")] = None,
    html: Path | None = None,
    edition: Edition = "public",
    home: str | None = None,
) -> int:
    """Show a notice against an earlier text of it, clause by clause, and each change in a sentence.

    Parameters
    ----------
    notice
        Id of the notice, or the beginning of it.
    before
        The revision to start from; the one before --to where none is named.
    after
        The revision to end at; the last where none is named.
    html
        Write the diff into this file, a page of its own, instead of the terminal.
    edition
        public masks persons and contacts; restricted shows them.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    store = Store.existing(home_at(home).store)
    row = standing_notice(store, notice)
    notice_id, last = str(row["notice_id"]), row["revision"]
    assert isinstance(last, int)
    to = last if after is None else after
    start = to - 1 if before is None else before
    mask = _mask(store, notice_id, edition)
    console = Console()
    if start < 1:
        console.print(mask(_title(row, f"revision {to} of {last}")), highlight=False, markup=False, soft_wrap=True)
        console.print("Nothing changed: this is the first text recorded.")
        return 0
    old, new = revision_of(store, notice_id, start), revision_of(store, notice_id, to)
    if start == to:
        raise UnknownNotice(f"Revision {start} against itself differs in nothing.", "Name two revisions.")
    lines, told = beside(old.parsed, new.parsed), compare(old.parsed, new.parsed)
    if html is not None:
        write_atomically(html.expanduser().absolute(), _page(row, (old, new), lines, told, mask).encode())
        console.print(f"{len(told)} changes from revision {start} to {to}: {html}", markup=False, soft_wrap=True)
        return 0
    console.print(
        mask(_title(row, f"revision {start} → {to} of {last}")), highlight=False, markup=False, soft_wrap=True
    )
    show_paragraphs(console, lines, mask(old.parsed.text), mask(new.parsed.text))
    if not told:
        console.print("No change of words.")
    show_changes(console, _rows(told, mask))
    return 0


def _mask(store: Store, notice_id: str, edition: Edition) -> Callable[[str], str]:
    """What hides persons and contacts in words of the notice, each by as many characters: the spans still fit."""
    if edition == "restricted":
        return str
    from tasks.publish.veils import mask_of  # noqa: PLC0415

    return mask_of(store, notice_id)


def _title(row: dict[str, object], revisions: str) -> str:
    return f"{row['title']} · {row['notice_id']} · {revisions}"


def _rows(told: tuple[Difference, ...], mask: Callable[[str], str]) -> pl.DataFrame:
    words = ("before", "after", "note_zh", "note_en")
    return pl.DataFrame(
        [{"kind": one.kind, **{name: _masked(getattr(one, name), mask) for name in words}} for one in told],
        schema={"kind": pl.String, **dict.fromkeys(words, pl.String)},
    )


def _masked(words: str | None, mask: Callable[[str], str]) -> str | None:
    return None if words is None else mask(words)


def _page(
    row: dict[str, object],
    texts: tuple[StoredNotice, StoredNotice],
    lines: tuple[Line, ...],
    told: tuple[Difference, ...],
    mask: Callable[[str], str],
) -> str:
    old, new = texts
    heading = Heading(
        title=mask(str(row["title"])),
        notice_id=old.notice_id,
        url=new.provenance.url,
        before=_since(old),
        after=_since(new),
        told=tuple((mask(one.note_zh), mask(one.note_en)) for one in told),
    )
    return leaf(heading, lines, mask(old.parsed.text), mask(new.parsed.text))


def _since(one: StoredNotice) -> str:
    return f"修订 {one.revision} · {one.provenance.valid_from.astimezone(CHINA):%Y-%m-%d} · {one.provenance.cause}"
