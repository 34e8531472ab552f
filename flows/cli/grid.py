"""A table for the terminal."""

from rich.table import Table as Grid


def grid(title: str, *columns: str, numbers: frozenset[str] = frozenset()) -> Grid:
    """An empty table; the columns named in ``numbers`` are set to the right."""
    table = Grid(title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    return table
