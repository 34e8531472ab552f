"""What is taken over from the last publication is what making it anew would give: pieces of the page, rows of the database."""

import datetime as dt
import gzip
import json
import re
import shutil
from base64 import b64decode
from pathlib import Path

import duckdb
import polars as pl
import pytest
from store_rows import Spec, add

from schemas.dataset import PUBLIC_TABLES
from tasks.publish import manifest, publish
from tasks.publish.catalog import DATABASE, Published, write_database
from tasks.publish.page import NAME, kept
from tasks.store import Store

JUNE, JULY = dt.date(2026, 6, 30), dt.date(2026, 7, 2)
BLOCK = re.compile(r'<script id="(\w+_[\w-]+)" type="application/gzip" data-of="\w+">([^<]*)</script>')


pytestmark = pytest.mark.usefixtures("files_of_months")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "store", sample=True)
    add(store, Spec(notice_id="june", signed_on=JUNE), Spec(notice_id="july", signed_on=JULY))
    return store


def published(folder: Path) -> Published:
    made = manifest.read(folder)
    assert made is not None
    return Published(manifest=made, tables=PUBLIC_TABLES)


def blocks(folder: Path) -> dict[str, str]:
    return dict(BLOCK.findall((folder / NAME).read_text("utf-8")))


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(folder / DATABASE), read_only=True) as session:
        names = [table.name for table in PUBLIC_TABLES if not table.month_of]
        return {name: sorted(session.sql(f"from {name}").fetchall(), key=repr) for name in names}


def test_a_grown_publication_is_the_one_made_anew(store: Store, tmp_path: Path) -> None:
    publish(store, tmp_path / "grown")
    # A new notice, one revised, and one that moves to another month.
    add(store, Spec(notice_id="new", signed_on=JULY), Spec(notice_id="july", revision=2, signed_on=dt.date(2026, 8, 1)))
    publish(store, tmp_path / "grown")
    publish(store, tmp_path / "anew")
    grown, anew = ((tmp_path / name / "current").resolve() for name in ("grown", "anew"))
    assert (grown / NAME).read_bytes() == (anew / NAME).read_bytes()
    assert rows(grown) == rows(anew)


def test_a_month_that_did_not_change_keeps_its_pieces(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store, tmp_path / "published")
    before = (tmp_path / "published" / "current").resolve()
    add(store, Spec(notice_id="new", signed_on=JULY))
    made: list[str] = []
    from tasks.publish.page import page

    make = page.block
    monkeypatch.setattr(page, "block", lambda name, source, piece: (made.append(name), make(name, source, piece))[1])
    publish(store, tmp_path / "published")
    after = (tmp_path / "published" / "current").resolve()
    assert {name.split("_")[1] for name in made} == {"2026-07"}
    assert {name for name, data in blocks(after).items() if blocks(before).get(name) == data} >= {
        "notices_2026-06",
        "items_2026-06_0",
    }


def test_another_program_takes_nothing_over(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(store, tmp_path / "published")
    current = (tmp_path / "published" / "current").resolve()
    here = published(current)
    old = kept.kept(current / NAME)
    assert list(old.of("2026-06", kept.source_of(here, "2026-06"), rows=False))
    monkeypatch.setattr(kept, "_program", lambda: "another")
    assert not list(old.of("2026-06", kept.source_of(here, "2026-06"), rows=False))


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 1000])
def test_a_damaged_database_is_made_anew(store: Store, tmp_path: Path, damage: bytes) -> None:
    publish(store, tmp_path / "published")
    current = (tmp_path / "published" / "current").resolve()
    old = tmp_path / "old"
    shutil.copytree(current, old)
    expected = rows(current)
    (old / DATABASE).write_bytes(damage)
    (current / DATABASE).unlink()
    write_database(current, published(current), old, published(current).manifest.files)
    assert rows(current) == expected


def test_a_database_that_holds_other_rows_is_made_anew(store: Store, tmp_path: Path) -> None:
    publish(store, tmp_path / "published")
    current = (tmp_path / "published" / "current").resolve()
    old = tmp_path / "old"
    shutil.copytree(current, old)
    expected = rows(current)
    with duckdb.connect(str(old / DATABASE)) as session:
        session.execute("delete from items")
    write_database(current, published(current), old, published(current).manifest.files)
    assert rows(current) == expected


def test_the_database_does_not_grow_without_end(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    sizes = []
    for number in range(12):
        add(store, Spec(notice_id="july", revision=number + 2, signed_on=JULY))
        publish(store, folder)
        sizes.append((folder / "current" / DATABASE).stat().st_size)
    publish(store, tmp_path / "anew")
    whole = (tmp_path / "anew" / "current" / DATABASE).stat().st_size
    assert max(sizes) <= 3 * whole, sizes


def test_pieces_say_what_the_tables_say(store: Store, tmp_path: Path) -> None:
    publish(store, tmp_path / "published")
    current = (tmp_path / "published" / "current").resolve()
    found = json.loads(gzip.decompress(b64decode(blocks(current)["notices_2026-06"])))
    notices = pl.read_parquet(current / "notices" / "2026-06.parquet")
    assert found["url"] == notices["url"].to_list()
    assert found["items"] == notices["items"].to_list()
