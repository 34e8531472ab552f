"""Notices cut into pages, and notices that stand in a file: from a loopback server to verified quotes."""

import datetime as dt
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import polars as pl
import pytest
from docx import Document
from notices import text_page
from pdfs import pdf, typeset

from schemas.files import ATTACHMENTS, PIECES
from schemas.history import CHANGES
from schemas.notice import NOTICES, TEXTS
from schemas.operations import CAPTURES
from schemas.source import Source
from schemas.structure import ITEMS
from schemas.values import Run
from tasks.archive.check import check
from tasks.companions import companions_of
from tasks.compose import compose
from tasks.divergence import differences
from tasks.extract.pager import further_pages
from tasks.home import Home
from tasks.known import SiteMemory
from tasks.pipeline import Work, identify_pages, revise_notices, store_run
from tasks.reading import read_pages
from tasks.recall import recall
from tasks.replay import rebuild
from tasks.store import Store
from tasks.verify import verify
from tasks.visit import Scope, visit

NUMBERS = count(1)
TITLE = "中共泉州市洛江区委关于巡视整改进展情况的通报"
TEXT = text_page("luojiang").text
HTML, PDF = "text/html; charset=utf-8", "application/pdf"


@contextmanager
def served(files):
    """A site on loopback: path with query to content type and bytes. ``asked`` collects what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            kind, body = files.get(self.path, (HTML, b"<html><body>404</body></html>"))
            self.send_response(200 if self.path in files else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def html(lines, *, foot="", title=TITLE):
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<html><head><title>{title}</title></head><body><div class='nav'><a href='/'>首页</a></div><h1>{title}</h1>"
        f"<div class='info'>发布时间：2025-12-26 来源：区委</div><div class='TRS_Editor'>{paragraphs}</div>{foot}</body></html>"
    ).encode()


def listed(path):
    return (
        HTML,
        f"<html><body><ul><li><a href='{path}'>{TITLE}</a><span>2025-12-26</span></li></ul></body></html>".encode(),
    )


def source_at(base):
    return Source.model_validate(
        {
            "id": "loop",
            "name": "洛江区",
            "hosts": ["127.0.0.1"],
            "division": "350504",
            "family": "plain",
            "lists": [f"{base}/list.html"],
            "interval_seconds": 0.0,
            "revisit_hours": 0,
            "sample": True,
        }
    )


def collect(home, base):
    source = source_at(base)
    number = next(NUMBERS)
    run = Run(run_id=f"run-{number:03d}", flow="collect", started_at=dt.datetime.now(dt.UTC))
    store = Store.open(home.store, sample=True)
    with store.lease(run.run_id):
        work = Work(run=run, release=store.begin(), home=home, store=store, sources={source.id: source})
        known = SiteMemory.of(source, recall(store, work.sources))
        brought = visit(known, Scope.LISTS_AND_DUE, work, None)
        reading = read_pages(brought.pages, companions_of(brought.pages, home.archive))
        recorded = revise_notices(identify_pages(reading.notices, work), reading, work)
        return store_run(recorded, brought.captures, reading, work, brought.listings), reading


@pytest.fixture
def place(tmp_path):
    return Home(tmp_path / "home")


def proven(home):
    """Every quote, every record, and the same rows from the archive alone."""
    store = Store.existing(home.store)
    assert verify(home).misplaced == ()
    assert check(home.archive, store.read(CAPTURES), frozenset(store.releases()["run_id"])).faults == ()
    list(rebuild(home, {"loop": source_at("http://127.0.0.1")}, sample=True))
    assert [one for one in differences(store, Store.existing(home.replayed)) if not one.same] == []
    return store


def split_in_three():
    lines = TEXT.split("\n")
    return lines[:30], lines[30:60], lines[60:]


PAGERS = {
    "trs": (
        ["/n/t20251226_3167802.html", "/n/t20251226_3167802_1.html", "/n/t20251226_3167802_2.html"],
        '<script>createPageHTML(3, {0}, "t20251226_3167802", "html");</script>',
    ),
    "links": (
        ["/n/content_4207.shtml", "/n/content_4207_2.shtml", "/n/content_4207_3.shtml"],
        "<div class='pager'><a href='content_4207.shtml'>1</a> <a href='content_4207_2.shtml'>2</a> "
        "<a href='content_4207_3.shtml'>3</a> <a href='content_4207_2.shtml'>下一页</a></div>",
    ),
    "query": (
        ["/art/1.html", "/art/1.html?page=2", "/art/1.html?page=3"],
        "<p>上一页 <a href='?page=1'>1</a> <a href='?page=2'>2</a> <a href='?page=3'>[3]</a> 下一页</p>",
    ),
}


@pytest.mark.parametrize("kind", PAGERS)
def test_a_notice_cut_into_three_pages_is_read_as_one(place, kind):
    paths, pager = PAGERS[kind]
    parts = split_in_three()
    files = {
        path: (HTML, html(lines, foot=pager.replace("{0}", str(number))))
        for number, (path, lines) in enumerate(zip(paths, parts, strict=True))
    }
    files["/list.html"] = listed(paths[0])
    with served(files) as (base, asked):
        summary, _ = collect(place, base)
        assert (summary.new, summary.refused) == (1, 0)
        assert [path for path in asked if path in paths] == paths
        again, _ = collect(place, base)
        assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    store = proven(place)
    pieces = store.current(PIECES).sort("piece_no")
    assert pieces["piece_kind"].to_list() == ["page", "part", "part"]
    assert [url.removeprefix(base) for url in pieces["url"]] == paths
    # The same text and the same items as on one page.
    text = store.current(TEXTS)["text"].item()
    assert text == TEXT
    assert [text[start:end].split("\n")[0] for start, end in pieces.select("char_start", "char_end").iter_rows()] == [
        lines[0] for lines in parts
    ]
    assert store.current(ITEMS).height > 60
    assert set(store.read(CAPTURES).filter(pl.col("purpose") == "part")["url"]) == {base + path for path in paths[1:]}


def test_an_edit_on_the_last_page_is_seen_though_the_first_did_not_change(place):
    paths, pager = PAGERS["trs"]
    parts = split_in_three()
    files = {
        path: (HTML, html(lines, foot=pager.replace("{0}", "0"))) for path, lines in zip(paths, parts, strict=True)
    }
    files["/list.html"] = listed(paths[0])
    with served(files) as (base, _):
        collect(place, base)
        edited = [line.replace("追责问责", "严肃追责问责") for line in parts[2]]
        assert edited != parts[2]
        files[paths[2]] = (HTML, html(edited, foot=pager.replace("{0}", "2")))
        summary, _ = collect(place, base)
    assert (summary.new, summary.changed) == (0, 1)
    assert set(proven(place).current(CHANGES)["cause"]) == {"source_revision"}


def test_a_pager_that_never_ends_and_one_that_leads_away_are_bounded(place):
    first = "/n/t20251226_3167802.html"
    foot = "".join(f"<a href='t20251226_3167802_{n}.html'>{n}</a>" for n in range(2, 90))
    foot += "<a href='http://other.example/n/t20251226_3167802_2.html'>2</a><a href='/n/t20251225_9_2.html'>下一页</a>"
    files = {f"/n/t20251226_3167802_{n}.html": (HTML, html([f"第{n}段。"] * 2, foot=foot)) for n in range(2, 90)}
    files |= {first: (HTML, html(TEXT.split("\n"), foot=foot)), "/list.html": listed(first)}
    with served(files) as (base, asked):
        summary, _ = collect(place, base)
    assert summary.new == 1
    assert len([path for path in asked if path.startswith("/n/")]) == 30
    assert len(set(asked)) == len(asked)
    proven(place)


def test_a_site_that_sends_the_first_page_under_every_number_adds_nothing(place):
    path, pager = PAGERS["query"][0][0], PAGERS["query"][1]
    page = (HTML, html(TEXT.split("\n"), foot=pager))
    files = {path: page, f"{path}?page=2": page, f"{path}?page=3": page, "/list.html": listed(path)}
    with served(files) as (base, _):
        collect(place, base)
    assert proven(place).current(TEXTS)["text"].item() == TEXT


def test_other_articles_and_lists_are_no_further_pages():
    body = (
        b'<a href="t20251226_3167803.html">2</a><a href="index_1.html">2</a><a href="?id=7&page=2">2</a>'
        b'<a href="t20251226_3167802_1.html">print</a><script>createPageHTML(9, 0, "index", "html")</script>'
        b'<a href="http://[x]/t_2.html">3</a>'
    )
    assert further_pages(body, "http://a.cn/n/t20251226_3167802.html") == ()


def short(path, label="附件：通报全文.pdf"):
    return html(["现将巡视整改进展情况予以公布，详见附件。", f"<a href='{path}'>{label}</a>"])


def docx_of(lines, path):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)
    return path.read_bytes()


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_notice_of_two_lines_and_a_file_is_a_notice(place, tmp_path, kind):
    body = pdf(typeset(TEXT)) if kind == "pdf" else docx_of(TEXT.split("\n"), tmp_path / "a.docx")
    files = {"/n/a.html": (HTML, short(f"P1.{kind}")), f"/n/P1.{kind}": (PDF, body), "/list.html": listed("/n/a.html")}
    with served(files) as (base, asked):
        summary, _ = collect(place, base)
        assert (summary.new, summary.refused) == (1, 0)
        again, _ = collect(place, base)
        assert (again.changed, again.unchanged) == (0, 1)
    store = proven(place)
    assert store.current(PIECES).sort("piece_no")["piece_kind"].to_list() == ["page", "attachment"]
    assert store.current(ITEMS).height > 60
    row = store.read(ATTACHMENTS).sort("capture_id").row(0, named=True)
    assert (row["media_type"], row["text_status"], row["label"]) == (kind, "read", "附件:通报全文.pdf")
    assert row["text_chars"] > 9000
    assert (row["size"], row["pages"] is None) == (len(body), kind == "docx")
    assert store.current(NOTICES)["title"].item() == TITLE
    assert asked.count("/n/a.html") == 2


def test_a_page_with_a_text_of_its_own_keeps_it_and_its_file_is_asked_for_once(place):
    page = html(
        [*TEXT.split("\n"), "<a href='P1.doc'>附件1.doc</a>", "<a href='gone.pdf'>附件2</a>", "<a href='t.xlsx'>表</a>"]
    )
    files = {
        "/n/a.html": (HTML, page),
        "/n/P1.doc": ("application/msword", b"\xd0\xcf\x11\xe0" + bytes(3000)),
        "/list.html": listed("/n/a.html"),
    }
    with served(files) as (base, asked):
        collect(place, base)
        collect(place, base)
    assert (asked.count("/n/P1.doc"), asked.count("/n/gone.pdf"), asked.count("/n/t.xlsx")) == (1, 1, 0)
    store = proven(place)
    assert store.current(PIECES)["piece_kind"].to_list() == ["page"]
    rows = store.read(ATTACHMENTS).sort("capture_id").select("url", "outcome", "media_type", "text_status").rows()
    assert rows == [(f"{base}/n/P1.doc", "ok", "doc", "no_reader"), (f"{base}/n/gone.pdf", "gone", None, "not_fetched")]


def test_an_error_page_under_the_name_of_a_pdf_is_told_by_its_bytes(place):
    files = {
        "/n/a.html": (HTML, short("P1.pdf")),
        "/n/P1.pdf": (
            PDF,
            b"<html><head><title>x</title></head><body><p>" + "系统繁忙。".encode() * 200 + b"</p></body></html>",
        ),
        "/list.html": listed("/n/a.html"),
    }
    with served(files) as (base, _):
        summary, reading = collect(place, base)
    store = Store.existing(place.store)
    row = store.read(CAPTURES).filter(pl.col("purpose") == "attachment").row(0, named=True)
    assert row["outcome"] == "not_attachment"
    assert row["reason"].startswith("No file by its first bytes: a web page labelled application/pdf")
    assert summary.quarantined == 0
    assert [one.text_status for one in reading.attachments] == ["not_fetched"]


def test_a_file_on_a_host_of_no_source_is_not_asked_for(place):
    files = {"/n/a.html": (HTML, short("http://elsewhere.example/P1.pdf")), "/list.html": listed("/n/a.html")}
    with served(files) as (base, _):
        _, reading = collect(place, base)
    (row,) = reading.attachments
    assert (row.outcome, row.text_status) == ("disallowed", "not_fetched")


def test_a_page_alone_is_composed_of_itself():
    composed = compose(html(TEXT.split("\n")), "http://a.cn/n/1.html", {}.get)
    assert composed.page.text == TEXT
    assert [(one.kind, one.char_start, one.char_end) for one in composed.spans] == [("page", 0, len(TEXT))]
