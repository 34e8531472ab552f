"""Pages out of WARC files that others made: each at its own time, once, and nothing lost to a bad record."""

import datetime as dt
import gzip
import io
import zlib
from pathlib import Path

import pytest
from lookup_contents import contents, made_anew
from notices import PAGES, REPOSITORY, text_page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.files import PIECES
from schemas.history import CHANGES, COPIES
from schemas.notice import NOTICES, TEXTS
from schemas.operations import CAPTURES
from schemas.source import Source
from schemas.values import Run
from tasks.archive.check import check
from tasks.archive.foreign import Bad, Entry, entries
from tasks.divergence import differences
from tasks.home import Home
from tasks.imports import IMPORTED, import_wave, plan, wave_run
from tasks.pipeline import Work, identify_pages, revise_notices, store_run
from tasks.replay import rebuild
from tasks.store import Store
from tasks.verify import verify

WEB = REPOSITORY / "data" / "sample" / "web"
CHANGLE = Source.model_validate(
    {
        "id": "changle-gov",
        "name": "长乐区",
        "hosts": ["www.changle.example"],
        "division": "350112",
        "family": "trs",
        "lists": ["http://www.changle.example/"],
    }
)
SOURCES = {CHANGLE.id: CHANGLE}
MOST = 20_000_000


def page(name: str, day: int = 1) -> bytes:
    return (WEB / f"day{day}" / PAGES[name]).read_bytes()


def at(day: int, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, 1, day, 3, 4, 5, tzinfo=dt.UTC)


class Foreign:
    """Writes a WARC as another program would."""

    def __init__(self, path: Path, *, zipped: bool = True) -> None:
        self.path = path
        self.buffer = io.BytesIO()
        self.writer = WARCWriter(self.buffer, gzip=zipped)
        self.writer.write_record(self.writer.create_warcinfo_record(path.name, {"software": "Wget/1.21"}))

    def add(self, url, moment, body, status="200 OK", headers=(), kind="response", **warc):
        web = url.strip("<").startswith("http")
        http = StatusAndHeaders(status, [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1")
        http = http if web else None
        given = {"WARC-Date": moment.strftime("%Y-%m-%dT%H:%M:%SZ")} | {
            key.replace("_", "-"): value for key, value in warc.items()
        }
        record = self.writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), length=len(body), warc_headers_dict=given, http_headers=http
        )
        self.writer.write_record(record)
        return record.rec_headers.get_header("WARC-Payload-Digest")

    def done(self) -> Path:
        self.path.write_bytes(self.buffer.getvalue())
        return self.path


def url(name: str) -> str:
    return f"http://{PAGES[name]}"


def bring(home: Home, *files: Path, run: str = "20260201T000000Z-import-abc"):
    """What the import flow does, stage by stage."""
    store = Store.open(home.store, sample=False)
    first = Run(run_id=run, flow="import", started_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
    summaries = []
    with store.lease(run):
        planned = plan(files, store)
        for number, wave in enumerate(planned.waves):
            work = Work(run=wave_run(first, number), release=store.begin(), home=home, store=store, sources=SOURCES)
            reading, captures = import_wave(wave, work)
            recorded = revise_notices(identify_pages(reading.notices, work), reading, work)
            summaries.append(store_run(recorded, captures, reading, work))
    return planned, summaries


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.mark.parametrize("zipped", [True, False])
def test_pages_go_the_way_of_fetched_ones_each_at_its_own_time(tmp_path, place, zipped):
    foreign = Foreign(tmp_path / ("crawl.warc.gz" if zipped else "crawl.warc"), zipped=zipped)
    foreign.add(url("changle"), at(3, 2025), page("changle"), headers=[("ETag", '"a"')])
    foreign.add(url("luojiang"), at(4, 2025), page("luojiang"))
    foreign.add("http://www.changle.example/gone.html", at(5, 2025), b"<p>404</p>", "404 Not Found")
    foreign.add("http://www.changle.example/about.html", at(6, 2025), "<p>区情概况。</p>".encode() * 400)
    planned, (summary,) = bring(place, foreign.done())
    assert (planned.bad, planned.passed, planned.records) == ((), {"warcinfo record": 1}, 5)
    assert (summary.new, summary.refused) == (2, 2)
    store = Store.existing(place.store)
    notices = store.current(NOTICES).sort("source_id")
    assert notices.select("source_id", "valid_from").rows() == [("changle-gov", at(3, 2025)), (IMPORTED, at(4, 2025))]
    captures = store.read(CAPTURES).sort("fetched_at")
    assert captures["outcome"].to_list() == ["ok", "ok", "gone", "ok"]
    assert set(captures["origin_file"]) == {foreign.path.name}
    assert captures["origin_record"].str.starts_with("<urn:uuid:").all()
    assert captures["etag"][0] == '"a"'
    assert verify(place).misplaced == ()
    released = frozenset(store.releases()["run_id"])
    assert check(place.archive, store.read(CAPTURES), released).faults == ()


def test_importing_twice_adds_nothing(tmp_path, place):
    foreign = Foreign(tmp_path / "crawl.warc.gz")
    foreign.add(url("changle"), at(3), page("changle"))
    foreign.add(url("changle"), at(4), b"", "304 Not Modified")
    file = foreign.done()
    bring(place, file)
    before = Store.existing(place.store).read(CAPTURES).height
    planned, summaries = bring(place, file, run="20260202T000000Z-import-def")
    assert (planned.known, planned.waves, summaries) == (2, (), [])
    assert Store.existing(place.store).read(CAPTURES).height == before == 2
    # Nor does another file with the same capture, or our own archive of it.
    again = Foreign(tmp_path / "again.warc.gz")
    again.add(url("changle"), at(3), page("changle"))
    own = next(place.archive.glob("2026*/changle-gov.warc.gz"))
    planned, summaries = bring(place, again.done(), own, run="20260203T000000Z-import-ghi")
    assert (planned.known, summaries) == (3, [])


def test_versions_of_one_page_become_revisions_in_the_order_of_time(tmp_path, place):
    foreign = Foreign(tmp_path / "crawl.warc.gz")
    foreign.add(url("luojiang"), at(9), page("shaxian", 2))
    foreign.add(url("luojiang"), at(2), page("shaxian", 1))
    foreign.add(url("luojiang"), at(1), page("shaxian", 1))
    planned, summaries = bring(place, foreign.done())
    assert [len(wave) for wave in planned.waves] == [2, 1]
    assert [(one.new, one.changed) for one in summaries] == [(1, 0), (0, 1)]
    store = Store.existing(place.store)
    rows = store.read(NOTICES).sort("revision").select("revision", "cause", "valid_from").rows()
    assert rows == [(1, "first_seen", at(1)), (2, "source_revision", at(9))]
    assert store.read(CAPTURES).height == 3
    # The archive alone gives the same again.
    list(rebuild(place, SOURCES, sample=False))
    assert all(one.same for one in differences(store, Store.existing(place.replayed)))


def test_a_page_older_than_what_is_stored_goes_to_its_place_and_never_supersedes_it(tmp_path, place):
    new = Foreign(tmp_path / "new.warc.gz")
    new.add(url("shaxian"), at(20), page("shaxian", 2))
    bring(place, new.done())
    old = Foreign(tmp_path / "old.warc.gz")
    old.add(url("shaxian"), at(5), page("shaxian", 1))
    old.add("http://elsewhere.example/a.html", at(6), page("shaxian", 1))
    _, (summary,) = bring(place, old.done(), run="20260202T000000Z-import-def")
    assert (summary.new, summary.changed) == (0, 0)
    store = Store.existing(place.store)
    assert store.current(NOTICES).select("valid_from", "url").rows() == [(at(20), url("shaxian"))]
    assert sorted(store.read(NOTICES).select("valid_from", "cause").rows()) == [
        (at(5), "correction"),
        (at(20), "correction"),
        (at(20), "first_seen"),
    ]
    assert store.current(CHANGES).is_empty()
    then, now = (store.valid_at(moment).current(TEXTS)["text"].item() for moment in (at(10), at(20)))
    assert "27.05万元" in then
    assert "28.15万元" in now
    assert sorted(store.read(CAPTURES)["fetched_at"]) == [at(5), at(6), at(20)]
    copies = store.current(COPIES).sort("url").select("url", "role", "first_seen").rows()
    assert copies == [("http://elsewhere.example/a.html", "copy", at(6)), (url("shaxian"), "canonical", at(5))]
    grown = contents(place.store)
    assert grown == made_anew(store, SOURCES)


def test_bodies_in_chunks_and_compressed_are_read(tmp_path, place):
    body = page("changle")
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:5000], body[5000:])) + b"0\r\n\r\n"
    foreign = Foreign(tmp_path / "wget.warc.gz")
    zipped = gzip.compress(body)
    both = b"%x\r\n%s\r\n0\r\n\r\n" % (len(zipped), zipped)
    for number, (sent, headers) in enumerate(
        [
            (chunked, [("Transfer-Encoding", "chunked")]),
            (zipped, [("Content-Encoding", "gzip")]),
            (both, [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]),
            (zlib.compress(body), [("Content-Encoding", "deflate")]),
            (body, [("Transfer-Encoding", "chunked")]),  # announced, and not so: Common Crawl of 2013
        ]
    ):
        foreign.add(f"<http://h.example/{number}.html>", at(3), sent, headers=headers)
    _, (summary,) = bring(place, foreign.done())
    captures = Store.existing(place.store).read(CAPTURES)
    assert captures["sha256"].n_unique() == 1
    assert (captures["size"].unique().to_list(), summary.new, summary.refused) == ([len(body)], 1, 0)
    # The payload stands in the archive once; the others refer to it.
    store = Store.existing(place.store)
    assert sum(one.stat().st_size for one in place.archive.glob("2*/*.warc.gz")) < 3 * len(zipped)
    assert verify(place).misplaced == ()
    assert check(place.archive, captures, frozenset(store.releases()["run_id"])).faults == ()


def test_a_revisit_takes_its_payload_from_the_files_and_keeps_its_own_time(tmp_path, place):
    foreign = Foreign(tmp_path / "crawl.warc.gz")
    digest = foreign.add(url("changle"), at(3), page("changle"))
    foreign.add(url("changle"), at(8), b"", kind="revisit", WARC_Payload_Digest=digest)
    foreign.add(url("luojiang"), at(8), b"", kind="revisit", WARC_Payload_Digest="sha1:" + "A" * 32)
    planned, _ = bring(place, foreign.done())
    assert planned.passed["revisit of a payload the files do not hold"] == 1
    captures = Store.existing(place.store).read(CAPTURES).sort("fetched_at")
    assert captures["fetched_at"].to_list() == [at(3), at(8)]
    assert captures["sha256"].n_unique() == 1


def test_a_notice_cut_into_pages_is_one_notice_wherever_its_pages_come_from(tmp_path, place):
    lines = text_page("luojiang").text.split("\n")
    address = "http://www.changle.example/n/t20251226_3167802"
    foreign = Foreign(tmp_path / "crawl.warc.gz")
    for number, part in enumerate((lines[60:], lines[30:60], lines[:30])):
        name = f"{address}_{2 - number}.html" if number < 2 else f"{address}.html"
        pager = f'<script>createPageHTML(3, {2 - number}, "t20251226_3167802", "html");</script>'
        foreign.add(name, at(3 + number), ("".join(f"<p>{line}</p>" for line in part) + pager).encode())
    _, (summary,) = bring(place, foreign.done())
    assert (summary.new, summary.refused) == (1, 0)
    store = Store.existing(place.store)
    assert store.current(PIECES)["piece_kind"].to_list() == ["page", "part", "part"]
    assert store.current(TEXTS)["text"].item() == "\n".join(lines)
    assert verify(place).misplaced == ()
    list(rebuild(place, SOURCES, sample=False))
    assert all(one.same for one in differences(store, Store.existing(place.replayed)))


def test_a_wayback_download_is_the_page_it_kept_at_the_time_it_kept_it(tmp_path):
    foreign = Foreign(tmp_path / "wayback.warc.gz")
    foreign.add(f"https://web.archive.org/web/20240506070809id_/{url('changle')}", at(9), page("changle"))
    entry = next(one for one in entries(foreign.done(), MOST) if isinstance(one, Entry))
    assert (entry.url, entry.at) == (url("changle"), dt.datetime(2024, 5, 6, 7, 8, 9, tzinfo=dt.UTC))


def test_redirects_requests_and_records_without_a_date_are_counted_not_imported(tmp_path, place):
    foreign = Foreign(tmp_path / "crawl.warc.gz")
    foreign.add(url("changle"), at(3), b"", "301 Moved", headers=[("Location", "/")])
    foreign.add("dns:www.changle.example", at(3), b"x", kind="resource")
    foreign.add(url("changle"), at(3), b"x", WARC_Date="unknown")
    planned, summaries = bring(place, foreign.done())
    assert planned.passed == {"warcinfo record": 1, "redirect": 1, "resource record": 1, "no date": 1}
    assert summaries == []


def test_a_damaged_record_is_named_and_those_around_it_are_imported(tmp_path, place):
    foreign = Foreign(tmp_path / "crawl.warc.gz")
    start = foreign.buffer.tell()
    foreign.add("http://h.example/lost.html", at(3), page("taijiang"))
    end = foreign.buffer.tell()
    foreign.add(url("changle"), at(3), page("changle"))
    last = foreign.buffer.tell()
    foreign.add(url("luojiang"), at(3), page("luojiang"))
    data = bytearray(foreign.buffer.getvalue())
    data[(start + end) // 2] ^= 0xFF
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(data[: (last + len(data)) // 2])
    planned, (summary,) = bring(place, file)
    assert [(one.file, one.offset) for one in planned.bad] == [(file, start), (file, last)]
    assert summary.new == 1
    assert Store.existing(place.store).read(CAPTURES)["url"].to_list() == [url("changle")]


def test_any_cut_of_a_file_keeps_the_records_before_it(tmp_path):
    foreign = Foreign(tmp_path / "crawl.warc.gz", zipped=False)
    info, ends = foreign.buffer.tell(), []
    for number in range(4):
        foreign.add(f"http://h.example/{number}.html", at(3), b"<p>x</p>" * 50)
        ends.append(foreign.buffer.tell())
    data = foreign.buffer.getvalue()
    file = tmp_path / "cut.warc"
    for length in range(1, len(data), 97):
        file.write_bytes(data[:length])
        found = list(entries(file, MOST))
        whole = sum(end - 4 <= length for end in ends)  # two line feeds end a record
        assert sum(isinstance(one, Entry) for one in found) == whole
        cut = not any(0 <= length - end + 4 <= 4 for end in (info, *ends))
        assert isinstance(found[-1], Bad) == cut
        if cut:
            assert found[-1].offset == max(start for start in (0, info, *ends) if start < length)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"<html><p>no archive</p></html>", "Unknown archive format"),
        (
            b"filedesc://a.arc 0.0.0.0 20100101000000 text/plain 76\n1 0 Alexa Internet\n"
            b"URL IP-address Archive-date Content-type Archive-length\n\n",
            "ARC file",
        ),
    ],
)
def test_what_is_no_warc_is_told_in_a_clear_sentence(tmp_path, place, content, said):
    file = tmp_path / "file.warc.gz"
    for stored in (content, gzip.compress(content)):
        file.write_bytes(stored)
        planned, summaries = bring(place, file)
        assert summaries == []
        (bad,) = planned.bad
        assert said in bad.detail or stored != content
        assert bad.offset == 0


def test_a_file_compressed_as_one_piece_says_how_to_mend_it(tmp_path, place):
    foreign = Foreign(tmp_path / "plain.warc", zipped=False)
    foreign.add(url("changle"), at(3), page("changle"))
    foreign.add(url("luojiang"), at(3), page("luojiang"))
    file = tmp_path / "one-piece.warc.gz"
    file.write_bytes(gzip.compress(foreign.buffer.getvalue()))
    planned, _ = bring(place, file)
    assert "warcio recompress" in planned.bad[0].detail


def test_a_bomb_is_cut_and_classed(tmp_path, place):
    foreign = Foreign(tmp_path / "bomb.warc.gz")
    foreign.add(url("changle"), at(3), gzip.compress(bytes(30_000_000)), headers=[("Content-Encoding", "gzip")])
    bring(place, foreign.done())
    (row,) = Store.existing(place.store).read(CAPTURES).iter_rows(named=True)
    assert (row["outcome"], row["sha256"]) == ("too_large", None)
    planned, _ = bring(place, foreign.path, run="20260202T000000Z-import-def")
    assert planned.known == 1


def test_a_missing_file_does_not_keep_the_others_from_being_imported(tmp_path, place):
    foreign = Foreign(tmp_path / "crawl.warc.gz")
    foreign.add(url("changle"), at(3), page("changle"))
    planned, (summary,) = bring(place, tmp_path / "missing.warc.gz", foreign.done())
    assert (len(planned.bad), summary.new) == (1, 1)
