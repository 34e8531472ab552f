"""What docs/bi.md tells users of Superset, Metabase and Tableau, done with the engines these read with."""

import re
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy
from notices import REPOSITORY

from tasks.home import Home
from tasks.publish import manifest

GUIDE = (REPOSITORY / "docs" / "bi.md").read_text(encoding="utf-8")


@pytest.fixture
def current(published_home: Home) -> Path:
    return (published_home.published / "current").resolve()


def recovered(current: Path) -> dict[str, float]:
    flows = pl.read_parquet(current / "money_flows" / "*.parquet").filter(pl.col("direction") == "recovered")
    sums = flows.group_by("notice_id").agg(pl.col("amount_cny").sum().cast(pl.Float64))
    return dict(sums.iter_rows())


def test_the_connection_of_superset_and_metabase_lists_tables_comments_and_views(current: Path) -> None:
    address = f"duckdb:////{str(current / 'tongbao.duckdb').lstrip('/')}"
    engine = sqlalchemy.create_engine(address, connect_args={"read_only": True})
    with engine.connect() as session:
        inspector = sqlalchemy.inspect(session)
        assert {"notices", "items", "money_flows"} <= set(inspector.get_table_names())
        assert "money_recovered" in inspector.get_view_names()
        assert "amount_cny" in {column["name"] for column in inspector.get_columns("money_flows")}
        query = "select notice_id, sum(amount_cny) from money_flows where direction = 'recovered' group by 1"
        found = {notice_id: float(yuan) for notice_id, yuan in session.execute(sqlalchemy.text(query))}
    engine.dispose()
    assert found == pytest.approx(recovered(current))


def test_tableaus_engine_takes_every_table_as_it_is(
    current: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hyper = pytest.importorskip("tableauhyperapi", reason="Tableau's engine is not built for this machine")
    (recipe,) = re.findall(r"## Tableau.*?```python\n(.*?)```", GUIDE, re.DOTALL)
    (tmp_path / "data" / "published").mkdir(parents=True)
    (tmp_path / "data" / "published" / "current").symlink_to(current)
    monkeypatch.chdir(tmp_path)
    exec(compile(recipe, "docs/bi.md", "exec"), {})
    made = manifest.read(current)
    assert made is not None
    quiet = hyper.Telemetry.DO_NOT_SEND_USAGE_DATA_TO_TABLEAU
    with (
        hyper.HyperProcess(telemetry=quiet) as server,
        hyper.Connection(server.endpoint, tmp_path / "tongbao.hyper") as session,
    ):
        counts = {
            name: session.execute_scalar_query(f'select count(*) from "{name}"')
            for name, rows in made.tables.items()
            if rows
        }
        query = "select notice_id, sum(amount_cny) from money_flows where direction = 'recovered' group by 1"
        found = {notice_id: float(yuan) for notice_id, yuan in session.execute_list_query(query)}
    assert counts == {name: rows for name, rows in made.tables.items() if rows}
    assert found == pytest.approx(recovered(current))
