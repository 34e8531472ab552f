"""The catalog files of a publication, each read by the tools it is made for."""

import hashlib
import itertools
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import feedparser
import jsonschema
import mlcroissant
import polars as pl
import pyarrow.parquet as pq
import pytest
import rdflib
import yaml
from huggingface_hub import DatasetCard
from store_rows import Spec, add, changes

from schemas.dataset import PUBLISHED, REFERENCE
from schemas.table import Table
from tasks.publish import publish
from tasks.publish.catalog import FILES
from tasks.publish.catalog.views import views
from tasks.store import Store

ALL = (*PUBLISHED, *REFERENCE)
OF_NOTICES = [table for table in ALL if not table.month_of]
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalog")
    store = Store.open(folder / "store", sample=True)
    add(store, Spec(notice_id="a"), Spec(notice_id="b", signed_on=None))
    publish(store, folder / "published")
    add(store, Spec(notice_id="a", revision=2, items=3), more={"changes": changes("a", 2, 2)})
    publish(store, folder / "published")
    return (folder / "published" / "current").resolve()


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_every_catalog_file_is_there_and_nothing_unknown(current: Path) -> None:
    folders = {table.name for table in ALL}
    assert {path.name for path in current.iterdir()} == {
        "manifest.json",
        "CHANGELOG.md",
        "feed.xml",
        "index.html",
        *FILES,
        *folders,
    }


def test_the_data_package_is_valid_by_the_profile_of_the_standard(current: Path) -> None:
    profile = json.loads((files("dplib") / "profiles" / "2.0" / "datapackage.json").read_text())
    descriptor = read_json(current / "datapackage.json")
    validator = jsonschema.validators.validator_for(profile)(profile)
    assert [error.message for error in validator.iter_errors(descriptor)] == []
    assert {resource["name"] for resource in descriptor["resources"]} == {table.name for table in ALL}
    for resource in descriptor["resources"]:
        frame = pl.read_parquet([current / path for path in resource["path"]])
        assert frame.columns == [field["name"] for field in resource["schema"]["fields"]]
        assert sum((current / path).stat().st_size for path in resource["path"]) == resource["bytes"]


def test_croissant_is_valid_and_its_records_are_those_of_the_parquet(current: Path) -> None:
    dataset = mlcroissant.Dataset(str(current / "croissant.json"))
    assert dataset.metadata.ctx.issues.errors == set()
    for table in ("notices", "items", "changes"):
        records = list(itertools.islice(dataset.records(table), 10))
        expected = pl.read_parquet(current / table / "*.parquet")
        read = [record[f"{table}/notice_id"].decode() for record in records]
        assert sorted(read) == sorted(expected["notice_id"].to_list())


def test_dcat_names_a_distribution_a_table_and_where_to_get_it(current: Path) -> None:
    graph = rdflib.Graph().parse(current / "dcat.jsonld", format="json-ld")
    (dataset,) = graph.subjects(rdflib.RDF.type, DCAT.Dataset)
    # What DCAT-AP makes mandatory, and what its portals show
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.publisher, DCTERMS.modified):
        assert list(graph.objects(dataset, predicate))
    distributions = list(graph.objects(dataset, DCAT.distribution))
    assert len(distributions) == len(ALL)
    for distribution in distributions:
        assert list(graph.objects(distribution, DCAT.accessURL))
        for url in graph.objects(distribution, DCAT.downloadURL):
            assert Path(str(url).removeprefix("file://")).is_file()


def test_the_citation_and_the_card_name_release_and_tables(current: Path) -> None:
    cited = yaml.safe_load((current / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert cited["version"] == "2"
    card = DatasetCard.load(current / "README.md")
    assert {config["config_name"] for config in card.data.to_dict()["configs"]} == {table.name for table in ALL}
    assert "Release 2, 2026-07-" in card.text


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_the_dictionary_says_what_the_fields_of_the_files_say(table: Table, current: Path) -> None:
    rows = pl.read_parquet(current / "dictionary" / "*.parquet").filter(pl.col("table") == table.name)
    page = (current / "DICTIONARY.md").read_text("utf-8")
    schema = pq.read_schema(next((current / table.name).glob("*.parquet")))
    assert rows.sort("position")["column"].to_list() == schema.names
    for row in rows.iter_rows(named=True):
        said = {key.decode(): value.decode() for key, value in schema.field(row["column"]).metadata.items()}
        assert said["label"] == row["label"]
        assert said["description"] == row["description"]
        assert said["privacy"] == row["privacy"]
        assert f"| `{row['column']}` | {row['label']} |" in page


def test_the_database_holds_the_rows_the_comments_and_the_views(current: Path) -> None:
    with duckdb.connect(str(current / "tongbao.duckdb"), read_only=True) as session:
        session.execute("set timezone = 'UTC'")
        for table in OF_NOTICES:
            files_rows = pl.read_parquet(current / table.name / "*.parquet")
            assert session.sql(f"from {table.name}").pl().sort(table.key).equals(files_rows.sort(table.key))
        comments = dict(session.sql("select table_name, comment from duckdb_tables()").fetchall())
        assert comments["items"].startswith("整改项目")
        uncommented = "select table_name, column_name from duckdb_columns() where comment is null and table_name in {}"
        assert session.sql(uncommented.format(tuple(table.name for table in OF_NOTICES))).fetchall() == []
        for view in views():
            session.sql(f"from {view.name}").fetchall()


def test_the_database_is_of_a_format_that_older_drivers_open(current: Path) -> None:
    with duckdb.connect() as session:
        session.execute(f"attach '{current / 'tongbao.duckdb'}' as made (read_only)")
        tags = session.sql("select tags from duckdb_databases() where database_name = 'made'").fetchall()
    assert "v1.2" in str(tags)


def test_views_sql_runs_in_the_published_folder(current: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(current)
    with duckdb.connect() as session:
        session.execute((current / "views.sql").read_text("utf-8"))
        for view in views():
            session.sql(f"from {view.name}").fetchall()


def test_the_same_release_gives_the_same_catalog(current: Path, tmp_path: Path) -> None:
    store = Store.existing(current.parents[2] / "store")
    again = publish(store, tmp_path).folder
    for name in set(FILES) - {"tongbao.duckdb"}:
        assert (again / name).read_bytes() == (current / name).read_bytes(), name


def test_the_changelog_counts_rows_by_table_and_keeps_what_was_said_before(current: Path) -> None:
    text = (current / "CHANGELOG.md").read_text("utf-8")
    newest, first = text.index("## Release 2"), text.index("## Release 1")
    assert newest < first
    # Revision 2 of the notice has one item more; the two it had say the same.
    assert "| items | 1 | 0 | 0 |" in text[newest:first]
    assert "| notices | 0 | 1 | 0 |" in text[newest:first]
    assert "| notices | 2 | 0 | 0 |" in text[first:]


def test_the_feed_is_atom_and_holds_new_notices_and_changes(current: Path) -> None:
    feed = feedparser.parse((current / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert {entry.id for entry in feed.entries} >= {"urn:tongbao:a:2", "urn:tongbao:b:1"}
    assert all(entry.link.startswith("https://example.org/") for entry in feed.entries)


def test_the_index_names_every_file_with_its_digest(current: Path) -> None:
    published = current.parents[1]
    index = read_json(published / "index.json")
    assert index["release"] == 2
    for file in index["files"]:
        path = published / file["url"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"]
        assert path.stat().st_size == file["bytes"]
    assert {Path(file["url"]).name for file in index["files"]} >= {"tongbao.duckdb", "index.html", "manifest.json"}
