"""The answers in ``docs/questions.md``: each SQL block is run on the published sample, its result stands below it.

``.venv/bin/python tests/answers.py FOLDER`` writes them anew from a published folder, for a person to read.
"""

import re
import sys
from decimal import Decimal
from pathlib import Path

import duckdb

QUESTIONS = Path(__file__).resolve().parents[1] / "docs" / "questions.md"
# A query, and the table that follows it, if any
BLOCK = re.compile(r"```sql\n(?P<query>.*?)```\n(?:\n(?P<answer>(?:\|[^\n]*\n)+))?", re.DOTALL)


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A session over the Parquet of a published folder, as ``views.sql`` sets it up."""
    session = duckdb.connect()
    views = (folder / "views.sql").read_text("utf-8")
    session.execute(re.sub(r"from '(\w+)/\*\.parquet'", rf"from '{folder}/\1/*.parquet'", views))
    return session


def answer(session: duckdb.DuckDBPyConnection, query: str) -> str:
    """The result of a query as a Markdown table."""
    result = session.sql(query.strip().rstrip(";"))
    lines = [list(result.columns), ["---"] * len(result.columns)]
    lines += [[shown(value) for value in row] for row in result.fetchall()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def shown(value: object) -> str:
    """A value as the table has it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,}"
    return str(value).replace("\n", " ").replace("|", "\\|")


def main(folder: str) -> None:
    """Write the answers below their questions."""
    session = connect(Path(folder).resolve())

    def answered(block: re.Match[str]) -> str:
        return f"```sql\n{block['query']}```\n\n{answer(session, block['query'])}"

    QUESTIONS.write_text(BLOCK.sub(answered, QUESTIONS.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
