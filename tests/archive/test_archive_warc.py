"""What is written is what any WARC tool reads, and what a kill leaves is read up to there."""

import datetime as dt
import errno
import gzip
import hashlib
import json
import os
from dataclasses import replace

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from schemas.errors import DataProblem, DiskFull, UnreadableFile
from schemas.operations import Capture
from schemas.values import Fetched, Run
from tasks.archive import ArchiveWriter, Exchange, read_record, read_run, runs

AT = dt.datetime(2026, 1, 5, 1, 2, 3, 456789, tzinfo=dt.UTC)
RUN = Run(run_id="20260105T010000Z", flow="collect", started_at=AT)
BODY = "<p>关于巡视整改进展情况的通报</p>".encode() * 50


def exchange(number=1, status=200, body=BODY, **changes):
    given = {
        "url": f"https://h.example/a{number}.html?x=1",
        "at": AT,
        "request_headers": (("Host", "h.example"), ("User-Agent", "tongbao")),
        "http_version": "HTTP/2",
        "status": status,
        "phrase": "OK" if status == 200 else "",
        "response_headers": (
            ("content-type", "text/html"),
            ("content-encoding", "gzip"),
            ("transfer-encoding", "chunked"),
            ("content-length", "77"),
        ),
        "body": body,
    }
    return Exchange(**(given | changes))


def fetched(number=1, outcome="ok", body=BODY, **changes):
    capture = Capture(
        capture_id=f"{RUN.run_id}-site-{number:05d}",
        run_id=RUN.run_id,
        source_id="site",
        url=f"https://h.example/a{number}.html?x=1",
        purpose="page",
        fetched_at=AT,
        outcome=outcome,
        status=200,
        reason="一切正常。",
        final_url=None,
        content_type="text/html",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        etag=None,
        last_modified=None,
        sent_etag=None,
        sent_last_modified=None,
        attempts=1,
        waited=0.25,
        warc_file=None,
        warc_offset=None,
    )
    return Fetched(capture=replace(capture, **changes), body=body if outcome == "ok" else b"")


def write_four(root):
    with ArchiveWriter(root, RUN, "site") as archive:
        return [
            archive.write(fetched(1), [exchange(1)]),
            archive.write(fetched(2, "not_modified", b"", status=304), [exchange(2, 304, b"")]),
            archive.write(fetched(3, "unreachable", b"", status=None, url="http://某地.例/通报"), []),
            archive.write(fetched(4, "blocked"), [exchange(3, 302, b""), exchange(4, 412, b"<script>1</script>")]),
        ]


def records(path):
    with path.open("rb") as file:
        archive = ArchiveIterator(file, check_digests="raise")
        return [
            (record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read())
            for record in archive
        ]


def test_the_file_is_a_valid_warc_with_a_digest_on_every_response(tmp_path):
    write_four(tmp_path)
    path = tmp_path / RUN.run_id / "site.warc.gz"
    found = records(path)
    group = ["response", "request", "metadata"]
    assert [kind for kind, *_ in found] == [
        "warcinfo",
        *group,
        *["revisit", "request", "metadata"],
        "metadata",
        *["response", "request"],
        *group,
    ]
    assert all(headers["WARC-Payload-Digest"] for kind, headers, *_ in found if kind == "response")
    checker = Checker(type("Command", (), {"inputs": [str(path)], "verbose": False})())
    assert not checker.process_one(str(path))
    assert checker.exit_value == 0


def test_a_stored_page_replays_because_its_headers_fit_its_decoded_body(tmp_path):
    write_four(tmp_path)
    _, headers, http, body = records(tmp_path / RUN.run_id / "site.warc.gz")[1]
    assert body == BODY
    assert http["Content-Length"] == str(len(BODY))
    assert http["Content-Encoding"] is None
    assert http["Transfer-Encoding"] is None
    assert http["X-Archive-Orig-content-encoding"] == "gzip"
    assert http.protocol == "HTTP/1.1"
    assert headers["WARC-Protocol"] == "h2"
    assert headers["WARC-Date"] == "2026-01-05T01:02:03.456789Z"


def test_an_unchanged_page_is_a_revisit_of_the_server_not_modified_profile(tmp_path):
    write_four(tmp_path)
    _, headers, http, body = records(tmp_path / RUN.run_id / "site.warc.gz")[4]
    assert headers["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert (http.get_statuscode(), body) == ("304", b"")


def test_the_archive_alone_rebuilds_every_attempt(tmp_path):
    written = write_four(tmp_path)
    assert list(read_run(tmp_path, RUN.run_id)) == written
    assert runs(tmp_path) == [RUN]


def test_each_record_is_read_alone_by_its_offset(tmp_path):
    ok, not_modified, unreachable, blocked = (item.capture for item in write_four(tmp_path))
    assert read_record(tmp_path, ok.warc_file, ok.warc_offset) == BODY
    assert read_record(tmp_path, not_modified.warc_file, not_modified.warc_offset) == b""
    assert json.loads(read_record(tmp_path, unreachable.warc_file, unreachable.warc_offset))["outcome"] == "unreachable"
    assert read_record(tmp_path, blocked.warc_file, blocked.warc_offset) == b"<script>1</script>"


def test_a_body_cut_by_a_bound_says_so(tmp_path):
    with ArchiveWriter(tmp_path, RUN, "site") as archive:
        archive.write(fetched(1, "too_large"), [exchange(truncated="length")])
    assert records(tmp_path / RUN.run_id / "site.warc.gz")[1][1]["WARC-Truncated"] == "length"


@pytest.mark.parametrize("lost", [1, 9, 200])
def test_a_torn_tail_hides_only_the_attempt_it_tore(tmp_path, lost, caplog):
    written = write_four(tmp_path)
    path = tmp_path / RUN.run_id / "site.warc.gz"
    os.truncate(path, path.stat().st_size - lost)
    assert list(read_run(tmp_path, RUN.run_id)) == written[:3]
    assert "torn" in caplog.text
    assert read_record(tmp_path, written[0].capture.warc_file, written[0].capture.warc_offset) == BODY


def test_a_file_cut_at_any_byte_is_read_up_to_there(tmp_path):
    written = write_four(tmp_path)
    path = tmp_path / RUN.run_id / "site.warc.gz"
    whole = path.read_bytes()
    for length in range(0, len(whole), 37):
        path.write_bytes(whole[:length])
        found = list(read_run(tmp_path, RUN.run_id))
        assert found == written[: len(found)]


def test_zeros_behind_the_last_record_do_not_stop_the_reader(tmp_path):
    written = write_four(tmp_path)
    path = tmp_path / RUN.run_id / "site.warc.gz"
    path.write_bytes(path.read_bytes() + bytes(4096))
    assert list(read_run(tmp_path, RUN.run_id)) == written


def test_a_writer_never_writes_behind_what_another_left(tmp_path):
    write_four(tmp_path)
    before = (tmp_path / RUN.run_id / "site.warc.gz").read_bytes()
    with pytest.raises(DataProblem, match="already there"), ArchiveWriter(tmp_path, RUN, "site"):
        pass
    assert (tmp_path / RUN.run_id / "site.warc.gz").read_bytes() == before


def test_an_attempt_is_on_the_disk_before_it_is_handed_on(tmp_path, monkeypatch):
    path = tmp_path / RUN.run_id / "site.warc.gz"
    synced = []
    real = os.fsync

    def watched(handle):
        real(handle)
        synced.append(path.stat().st_size)

    monkeypatch.setattr(os, "fsync", watched)
    with ArchiveWriter(tmp_path, RUN, "site") as archive:
        archive.write(fetched(1), [exchange(1)])
        assert synced[-1] == path.stat().st_size


def test_a_full_disk_has_a_name_and_leaves_no_half_attempt(tmp_path, monkeypatch):
    real = os.fsync

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with ArchiveWriter(tmp_path, RUN, "site") as archive:
        first = archive.write(fetched(1), [exchange(1)])
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            archive.write(fetched(2), [exchange(2)])
        monkeypatch.setattr(os, "fsync", real)
        third = archive.write(fetched(3), [exchange(3)])
    assert list(read_run(tmp_path, RUN.run_id)) == [first, third]


def test_runs_come_in_the_order_they_began_and_strangers_are_left_out(tmp_path, caplog):
    later = replace(RUN, run_id="a", started_at=AT + dt.timedelta(days=1))
    for run in (later, RUN):
        with ArchiveWriter(tmp_path, run, "site"):
            pass
    (tmp_path / "empty").mkdir()
    assert runs(tmp_path) == [RUN, later]
    assert "empty" in caplog.text
    assert runs(tmp_path / "missing") == []


def test_what_is_not_there_has_a_name(tmp_path):
    written = write_four(tmp_path)[0].capture
    with pytest.raises(UnreadableFile):
        read_record(tmp_path, "no/such.warc.gz", 0)
    with pytest.raises(DataProblem):
        read_record(tmp_path, written.warc_file, written.warc_offset + 1)
    with pytest.raises(UnreadableFile):
        list(read_run(tmp_path, "no-such-run"))


def test_each_record_is_a_gzip_member_of_its_own(tmp_path):
    written = write_four(tmp_path)[1].capture
    head = (tmp_path / written.warc_file).read_bytes()[: written.warc_offset]
    assert gzip.decompress(head).count(b"WARC/1.1\r\n") == 4
