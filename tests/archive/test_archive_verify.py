"""The archive is proven against itself, its index and the captures; whatever does not hold is a row with its place."""

import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace

import polars as pl
import pyarrow.parquet as pq
import pytest
from archived import BODY, FILE, LATER, RUN, captures_of, exchange, fetched, none_stored, write_four
from warcio.cli import main as warcio

from flows.cli import main
from schemas.archive import ARCHIVE_INDEX
from schemas.errors import UnreadableFile
from tasks.archive import ArchiveWriter, Held, read_index, read_record, read_run, runs, write_index
from tasks.archive.check import check
from tasks.archive.index import index_path
from tasks.archive.members import Member, TornRecord, members, next_record
from tasks.lookup import Lookup, Payloads, learn_captures

RELEASED = frozenset({RUN.run_id, LATER.run_id})


def kinds(result):
    return [one.kind for one in result.faults]


def test_a_whole_archive_has_no_fault(tmp_path):
    written = write_four(tmp_path)
    result = check(tmp_path, captures_of(written), RELEASED)
    assert (result.files, result.records, result.faults, result.notes) == (1, 13, (), ())
    assert result.bytes == (tmp_path / FILE).stat().st_size


def test_the_index_has_one_row_a_record_and_is_had_from_the_file_alone(tmp_path):
    first, *_ = (one.capture for one in write_four(tmp_path))
    path = index_path(tmp_path, FILE)
    assert pq.read_schema(path).field("payload_sha256").metadata[b"label"] == "载荷SHA256".encode()
    index = read_index(tmp_path, FILE)
    assert index.rows.schema == ARCHIVE_INDEX.polars
    assert index.rows["type"].to_list() == [
        "warcinfo",
        *["response", "request", "metadata"],
        *["revisit", "request", "metadata"],
        "metadata",
        *["response", "request", "response", "request", "metadata"],
    ]
    row = index.rows.filter(pl.col("warc_offset") == first.warc_offset).row(0, named=True)
    assert (row["purpose"], row["outcome"], row["status"], row["mime"]) == ("page", "ok", 200, "text/html")
    assert (row["payload_sha256"], row["payload_size"], row["url"]) == (first.sha256, len(BODY), first.url)
    data = (tmp_path / FILE).read_bytes()
    assert sum(index.rows["length"]) == len(data)
    made = path.read_bytes()
    path.unlink()
    assert write_index(tmp_path, FILE).records == 13
    assert path.read_bytes() == made


def test_any_flipped_byte_of_a_file_is_reported_with_its_record(tmp_path):
    written = write_four(tmp_path)
    path, captures = tmp_path / FILE, captures_of(written)
    whole = path.read_bytes()
    starts = read_index(tmp_path, FILE).rows["warc_offset"].to_list()
    for place in random.Random(1).sample(range(len(whole)), 120):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        result = check(tmp_path, captures, RELEASED)
        record = max(start for start in starts if start <= place)
        assert record in {one.warc_offset for one in result.faults}, place
        assert {one.warc_file for one in result.faults} == {FILE}


def test_damage_in_the_middle_hides_no_record_behind_it(tmp_path):
    written = write_four(tmp_path)
    path = tmp_path / FILE
    whole = bytearray(path.read_bytes())
    place = written[0].capture.warc_offset + 30
    whole[place : place + 8] = bytes(8)
    path.write_bytes(whole)
    result = check(tmp_path, captures_of(written), RELEASED)
    assert {(one.kind, one.warc_offset) for one in result.faults} == {
        ("damaged", written[0].capture.warc_offset),
        ("missing_record", written[0].capture.warc_offset),
    }
    assert result.records == 12
    # Nor from a replay: only the attempt whose answer is lost is left out.
    assert list(read_run(tmp_path, RUN.run_id)) == written[1:]


@pytest.mark.parametrize("lost", [1, 300, 1500])
def test_a_truncated_file_says_where_it_ends_and_what_is_gone(tmp_path, lost):
    written = write_four(tmp_path)
    path = tmp_path / FILE
    size = path.stat().st_size - lost
    os.truncate(path, size)
    result = check(tmp_path, captures_of(written), RELEASED)
    assert result.faults[0].kind == "truncated"
    assert result.faults[0].warc_offset == size
    gone = [one for one in result.faults if one.kind == "missing_record"]
    assert written[3].capture.capture_id in " ".join(one.detail for one in gone)


def test_a_missing_file_is_reported_by_its_index_and_its_captures(tmp_path):
    written = write_four(tmp_path)
    (tmp_path / FILE).unlink()
    (fault,) = check(tmp_path, captures_of(written), RELEASED).faults
    assert (fault.kind, fault.warc_file) == ("missing_file", FILE)
    assert "4 rows of captures" in fault.detail
    index_path(tmp_path, FILE).unlink()
    assert kinds(check(tmp_path, captures_of(written), RELEASED)) == ["missing_file"]
    assert kinds(check(tmp_path, none_stored(), RELEASED)) == []


def test_a_record_nobody_indexes_is_reported(tmp_path):
    written = write_four(tmp_path)
    other = tmp_path / "other"
    with ArchiveWriter(other, RUN, "site") as archive:
        archive.write(fetched(9), [exchange(9)])
    with (tmp_path / FILE).open("ab") as file:
        start = file.tell()
        file.write((other / FILE).read_bytes())
    faults = check(tmp_path, captures_of(written), RELEASED).faults
    assert {one.kind for one in faults} == {"unindexed_record", "not_in_captures"}
    assert min(one.warc_offset for one in faults) == start


def test_a_row_of_captures_that_differs_from_its_record_is_named_with_the_columns(tmp_path):
    written = write_four(tmp_path)
    changed = [replace(written[0], capture=replace(written[0].capture, outcome="gone", status=404)), *written[1:]]
    (fault,) = check(tmp_path, captures_of(changed), RELEASED).faults
    assert fault.kind == "differs_from_captures"
    assert fault.detail.endswith("differs in outcome, status.")
    (fault,) = check(tmp_path, captures_of(written[1:]), RELEASED).faults
    assert fault.kind == "not_in_captures"
    assert check(tmp_path, captures_of(written[1:]), frozenset()).faults == ()


def test_an_index_of_other_bytes_is_found_out(tmp_path):
    written = write_four(tmp_path)
    path = index_path(tmp_path, FILE)
    rows = pq.read_table(path)
    digests = ["0" * 64, *rows["stored_sha256"].to_pylist()[1:]]
    place = rows.schema.get_field_index("stored_sha256")
    pq.write_table(rows.set_column(place, rows.schema.field(place), [digests]), path)
    (fault,) = check(tmp_path, captures_of(written), RELEASED).faults
    assert (fault.kind, fault.warc_offset) == ("differs_from_index", 0)
    path.write_bytes(b"PAR1 no more")
    with pytest.raises(UnreadableFile):
        read_index(tmp_path, FILE)
    assert kinds(check(tmp_path, captures_of(written), RELEASED)) == ["unindexed_file"]


def held(root, captures):
    lookup = Lookup.empty()
    with lookup.learning(1):
        learn_captures(lookup, captures)
    return Held(root, Payloads(lookup, "site"))


def again(root, earlier, number=1, body=BODY):
    with ArchiveWriter(root, LATER, "site", earlier) as archive:
        return [
            archive.write(fetched(number, run=LATER, body=body), [exchange(1, body=body, at=LATER.started_at)]),
            archive.write(
                fetched(2, "not_modified", b"", run=LATER, status=304, sha256=None, url=exchange(1).url),
                [exchange(1, 304, b"")],
            ),
        ]


def test_the_same_payload_again_is_a_revisit_that_reads_as_the_payload(tmp_path, capsys):
    written = write_four(tmp_path)
    later = again(tmp_path, held(tmp_path, captures_of(written)))
    index = read_index(tmp_path, f"{LATER.run_id}/site.warc.gz").rows
    same, unchanged = index.filter(pl.col("type") == "revisit").iter_rows(named=True)
    first = read_index(tmp_path, FILE).rows.filter(pl.col("warc_offset") == written[0].capture.warc_offset)
    assert (same["refers_to_file"], same["refers_to_offset"]) == (FILE, written[0].capture.warc_offset)
    assert same["payload_digest"] == unchanged["payload_digest"] == first["payload_digest"].item()
    capture = later[0].capture
    assert read_record(tmp_path, capture.warc_file, capture.warc_offset) == BODY
    assert list(read_run(tmp_path, LATER.run_id)) == later
    assert check(tmp_path, captures_of([*written, *later]), RELEASED).faults == ()
    # Replay tools: warcio finds nothing wrong, and its index resolves the revisit by address, date and digest.
    path = tmp_path / LATER.run_id / "site.warc.gz"
    warcio(["index", str(path), "-f", "warc-type,warc-profile,warc-refers-to-date,warc-refers-to-target-uri"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    revisits = [row for row in rows if row["warc-type"] == "revisit"]
    assert [row["warc-profile"].rsplit("/", 1)[1] for row in revisits] == [
        "identical-payload-digest",
        "server-not-modified",
    ]
    assert {row["warc-refers-to-date"] for row in revisits} == {"2026-01-05T01:02:03.456789Z"}
    assert {row["warc-refers-to-target-uri"] for row in revisits} == {exchange(1).url}


def test_a_replay_tool_finds_nothing_but_answers_under_the_address_of_a_page(tmp_path, capsys):
    write_four(tmp_path)
    warcio(["index", str(tmp_path / FILE), "-f", "warc-type,warc-target-uri"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    by_url = {}
    for row in rows:
        by_url.setdefault(row.get("warc-target-uri"), set()).add(row["warc-type"])
    assert by_url[exchange(1).url] == {"response", "request"}
    assert by_url[exchange(2).url] == {"revisit", "request"}
    assert by_url[f"urn:capture:{RUN.run_id}-site-00003"] == {"metadata"}


def test_a_payload_that_can_no_longer_be_read_is_kept_again(tmp_path):
    written = write_four(tmp_path)
    (tmp_path / FILE).write_bytes(b"")
    later = again(tmp_path, held(tmp_path, captures_of(written)))
    index = read_index(tmp_path, later[0].capture.warc_file).rows
    assert index["type"].to_list()[1] == "response"


def test_a_small_payload_is_kept_whole(tmp_path):
    with ArchiveWriter(tmp_path, RUN, "site") as archive:
        small = archive.write(fetched(1, body=b"<p>1</p>"), [exchange(body=b"<p>1</p>")])
    again(tmp_path, held(tmp_path, captures_of([small])), body=b"<p>1</p>")
    assert read_index(tmp_path, f"{LATER.run_id}/site.warc.gz").rows["type"].to_list()[1] == "response"


def test_a_revisit_whose_original_is_damaged_is_reported_too(tmp_path):
    written = write_four(tmp_path)
    later = again(tmp_path, held(tmp_path, captures_of(written)))
    captures = captures_of([*written, *later])
    (tmp_path / FILE).unlink()
    result = check(tmp_path, captures, RELEASED)
    assert kinds(result) == ["missing_file", "lost_original"]
    assert result.faults[1].warc_offset == later[0].capture.warc_offset


_KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = [{tests!r}]
from archived import RUN, exchange, fetched
from tasks.archive import ArchiveWriter
with ArchiveWriter(Path({root!r}), RUN, "site") as archive:
    for number in range(1, 5):
        print(archive.write(fetched(number), [exchange(number)]).capture.warc_offset, flush=True)
    archive._file.write(b"\\x1f\\x8b\\x08\\x00half a record")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_run_killed_in_the_middle_of_a_record_keeps_every_acknowledged_capture(tmp_path, caplog):
    tests = os.path.dirname(__file__)  # noqa: PTH120
    child = subprocess.run(
        [sys.executable, "-c", _KILLED.format(tests=tests, root=str(tmp_path))], capture_output=True, check=False
    )
    assert child.returncode == -signal.SIGKILL
    offsets = [int(line) for line in child.stdout.split()]
    assert [read_record(tmp_path, FILE, offset) for offset in offsets] == [BODY] * 4
    result = check(tmp_path, none_stored(), frozenset())
    assert kinds(result) == ["unindexed_file"]
    assert [one.kind for one in result.notes] == ["torn_end"]
    made = write_index(tmp_path, FILE)
    assert [gap.at_end for gap in made.gaps] == [True]
    result = check(tmp_path, none_stored(), frozenset())
    assert (result.faults, [one.kind for one in result.notes]) == ((), ["torn_end"])
    assert len(list(read_run(tmp_path, RUN.run_id))) == 4


def test_the_command_ends_with_1_and_tells_every_fault(tmp_path, capsys):
    root = tmp_path / "archive"
    write_four(root)
    with pytest.raises(SystemExit) as whole:
        main(["archive", "verify", "--home", str(tmp_path), "--json"])
    assert whole.value.code == 0
    assert json.loads(capsys.readouterr().out)["records"] == 13
    path = root / FILE
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(SystemExit) as cut:
        main(["archive", "verify", "--home", str(tmp_path)])
    assert cut.value.code == 1
    shown = capsys.readouterr().out
    assert f"truncated  {FILE} at byte" in shown
    with pytest.raises(SystemExit) as made:
        main(["archive", "index", "--rebuild", "--home", str(tmp_path)])
    assert made.value.code == 0
    with pytest.raises(SystemExit) as none:
        main(["archive", "verify", "--home", str(tmp_path / "nothing")])
    assert none.value.code == 12


def test_the_index_is_no_run(tmp_path, caplog):
    write_four(tmp_path)
    assert runs(tmp_path) == [RUN]
    assert "index" not in caplog.text


def test_a_member_is_read_in_pieces_of_any_size(tmp_path):
    write_four(tmp_path)
    with (tmp_path / FILE).open("rb") as file:
        whole = [member.read() for member in members(file)]
        for size in (1, 7, 4096):
            file.seek(0)
            pieces = []
            for member in members(file):
                parts = iter(lambda member=member, size=size: member.read(size), b"")
                pieces.append(b"".join(parts))
            assert pieces == whole


def test_a_record_larger_than_memory_would_be_read_in_blocks(tmp_path):
    import gzip
    import tracemalloc

    big = tmp_path / "big"
    head = b"WARC/1.1\r\nContent-Length: 200000000\r\n\r\n"
    with gzip.open(big, "wb", compresslevel=1) as file:
        file.write(head)
        for _ in range(200):
            file.write(bytes(1_000_000))
    with big.open("rb") as file:
        tracemalloc.start()
        Member(file).drain()
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
        tracemalloc.stop()


def test_the_next_record_is_found_behind_garbage_that_holds_the_magic(tmp_path):
    write_four(tmp_path)
    record = (tmp_path / FILE).read_bytes()
    garbage = b"\x1f\x8b\x08" * 40 + bytes(70_000)
    path = tmp_path / "garbage"
    path.write_bytes(garbage + record)
    with path.open("rb") as file:
        assert next_record(file, 0) == len(garbage)
        with pytest.raises(TornRecord):
            Member(file).read()
    path.write_bytes(garbage)
    with path.open("rb") as file:
        assert next_record(file, 0) is None
