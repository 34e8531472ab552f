"""Ready views over the tables: questions every reader asks, in DuckDB's SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A view comes after those it reads.
_ORDER = (
    "current_divisions",
    "places",
    "money_recovered",
    "rectification_rate",
    "discipline_by_kind",
    "sanctions_by_kind",
    "changes_this_month",
    "declared_against_parsed",
    "evidence",
)


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, what it answers, and its query."""

    name: str
    about: str
    query: str

    @property
    def statement(self) -> str:
        """Creates it."""
        return f"create or replace view {self.name} as\n{self.query};"


@cache
def views() -> tuple[View, ...]:
    """The views, in an order in which they can be created."""
    folder = files("tasks.publish.catalog") / "queries"
    return tuple(_view(name, (folder / f"{name}.sql").read_text(encoding="utf-8")) for name in _ORDER)


def _view(name: str, text: str) -> View:
    first, _, query = text.partition("\n")
    return View(name, first.removeprefix("-- "), query.strip())


def views_sql(tables: Iterator[str] | list[str]) -> str:
    """``views.sql``: the tables as views over the Parquet beside the file, then the views over them.

    Run it with the folder as the working directory: ``duckdb -init views.sql``.
    """
    parts = [
        "-- Views over the Parquet files of this folder. Start DuckDB in it: duckdb -init views.sql",
        *(f"create or replace view {name} as from '{name}/*.parquet';" for name in tables),
        *(f"-- {view.about}\n{view.statement}" for view in views()),
    ]
    return "\n\n".join(parts) + "\n"
