"""The class of an answer before parsing."""

import pytest

from tasks.fetch import Answer, classify
from tasks.fetch.phrases import SOFT_NOT_FOUND_PHRASES, WALL_PHRASES

LONG = "整改落实情况良好。" * 2000
CHROME = "<ul>" + '<li><a href="/x/">政务公开</a></li>' * 30 + "</ul>"
# The shape of a real challenge: one script of hex strings, a cookie, no word a reader could see.
CHALLENGE = (
    rb'<script>var _$d=["\x64\x6f\x63"];window.open("/was5/web/search?searchword=%E4%B8%AD&page=1","_self");'
    rb'window[_$d[0]].cookie="C3VK=e9cf61; path=/; max-age=300;"</script>'
)


def outcome(body, status=200, purpose="page", **changes):
    return verdict(body, status, purpose, **changes).outcome


def verdict(body, status=200, purpose="page", **changes):
    text = body.encode() if isinstance(body, str) else body
    given = {
        "url": "http://h.example/2025/a.html",
        "final_url": "http://h.example/2025/a.html",
        "purpose": purpose,
        "status": status,
        "content_type": "text/html",
        "disposition": None,
        "body": text,
    }
    return classify(Answer(**(given | changes)))


def page(inner, title="通报"):
    return f"<html><head><title>{title}</title><script>var a=1</script></head><body>{inner}</body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_with_text_is_ok_in_both_encodings(encoding):
    assert (
        outcome(
            page("<p>整改落实情况良好，问题已经销号，长期坚持，常抓不懈，举一反三，建章立制。</p>").encode(encoding)
        )
        == "ok"
    )


@pytest.mark.parametrize("status", [200, 202, 403, 405, 412, 503, 521])
def test_a_challenge_is_a_wall_whatever_its_status(status):
    assert outcome(CHALLENGE, status) == "blocked"


@pytest.mark.parametrize(
    "target", ["0", "0;url=", "1; URL='/2025/a.html?wzws=1'", "3;url=http://h.example/2025/a.html", "0;url=http://[bad"]
)
def test_a_bare_page_that_sends_its_visitor_here_again_is_a_wall(target):
    expected = "ok" if "[bad" in target else "blocked"
    assert outcome(f'<html><head><meta http-equiv="Refresh" content="{target}"></head></html>') == expected


def test_a_stub_that_sends_on_to_another_page_is_no_wall():
    assert outcome('<html><head><meta http-equiv="refresh" content="0;url=/zwgk/index.html"></head></html>') == "ok"


@pytest.mark.parametrize("status", [202, 412])
def test_a_large_challenge_is_told_by_its_status(status):
    assert outcome(CHALLENGE + b"<!--" + b"x" * 20_000 + b"-->", status) == "blocked"


def test_a_202_with_a_real_page_is_ok():
    assert outcome(page(f"<p>{LONG}</p>"), 202) == "ok"


@pytest.mark.parametrize("status", [400, 401, 403, 405, 429, 500, 521])
def test_an_error_without_a_challenge_is_unreachable(status):
    assert outcome("<html><body>error</body></html>", status) == "unreachable"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_the_server_says_is_gone_is_gone(status):
    assert outcome(page("<p>404</p>"), status) == "gone"


def test_a_short_list_with_a_paging_script_is_no_wall():
    entries = '<li><a href="./t1.html">A</a></li>' * 3
    assert (
        outcome(page(f'<ul>{entries}</ul><script>createPageHTML(3,0,"index","html")</script>'), purpose="list") == "ok"
    )


def phrased(known):
    return [pytest.param(phrase, id=phrase.term) for phrase in known]


@pytest.mark.parametrize("phrase", phrased(WALL_PHRASES))
@pytest.mark.parametrize("status", [200, 403])
def test_every_wall_phrase_tells_the_wall_of_its_example(phrase, status):
    # without a script: a challenge would be told by that alone
    told = verdict(f"<html><body><div>{phrase.example}</div></body></html>", status)
    assert (told.outcome, phrase.term in told.reason) == ("blocked", True)


@pytest.mark.parametrize("phrase", phrased(SOFT_NOT_FOUND_PHRASES))
def test_every_soft_not_found_phrase_tells_the_missing_page_of_its_example_behind_menus(phrase):
    told = verdict(page(f"{CHROME}<div>{phrase.example}</div>"))
    assert (told.outcome, phrase.term in told.reason) == ("soft_not_found", True)


@pytest.mark.parametrize("phrase", phrased(SOFT_NOT_FOUND_PHRASES))
def test_every_soft_not_found_phrase_counts_in_the_title_too(phrase):
    assert outcome(page(CHROME, title=phrase.example)) == "soft_not_found"


@pytest.mark.parametrize("known", [WALL_PHRASES, SOFT_NOT_FOUND_PHRASES], ids=["walls", "missing pages"])
def test_no_phrase_is_dead_because_another_says_it_sooner(known):
    terms = [phrase.term for phrase in known]
    assert len(set(terms)) == len(terms)
    assert not [(short, long) for short in terms for long in terms if short != long and short in long]


@pytest.mark.parametrize("phrase", phrased([*SOFT_NOT_FOUND_PHRASES, *WALL_PHRASES]))
def test_a_long_notice_that_mentions_a_phrase_is_ok(phrase):
    assert outcome(page(f"<p>{LONG}部分网站“{phrase.example}”的问题已经整改。</p>")) == "ok"


@pytest.mark.parametrize("phrase", phrased(WALL_PHRASES))
def test_a_short_page_among_menus_that_mentions_a_wall_is_no_wall(phrase):
    entry = f"<p>本市开展网站“{phrase.term}”问题专项整改，有关情况另行通报，请广大干部群众继续监督，感谢支持。</p>"
    assert outcome(page(CHROME + entry)) == "ok"


def test_a_redirect_to_the_front_page_is_a_missing_page():
    for root in ("http://h.example/", "http://h.example", "http://h.example/index.html"):
        assert outcome(page(f"<p>{LONG}</p>"), final_url=root) == "soft_not_found"


def test_the_front_page_asked_for_is_itself():
    assert (
        outcome(page(f"<p>{LONG}</p>"), purpose="list", url="http://h.example", final_url="http://h.example/") == "ok"
    )


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_file_is_no_page_whatever_its_label(head):
    assert outcome(head + b"..." * 99) == "not_html"


def test_an_attachment_is_no_page():
    assert outcome(b"a,b\n", content_type="text/csv", disposition="attachment; filename=a.csv") == "not_html"


FILES = (
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    b"\xef\xbb\xbf\r\n%PDF-1.4\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"PK\x03\x04\x14\x00\x06\x00",
    b"{\\rtf1\\ansi",
    b"\xff\xd8\xff\xe0\x00\x10JFIF",
)


@pytest.mark.parametrize("head", FILES)
@pytest.mark.parametrize("label", ["application/pdf", "application/octet-stream", "text/html", None])
def test_a_file_asked_for_as_an_attachment_is_ok_whatever_its_label(head, label):
    assert outcome(head + b"..." * 99, purpose="attachment", content_type=label) == "ok"


def test_a_web_page_served_as_a_pdf_is_no_attachment():
    error = "<html><head><title>系统提示</title></head><body><p>服务器内部错误，请稍后重试，谢谢。</p></body></html>"
    assert outcome(error, purpose="attachment", content_type="application/pdf") == "not_attachment"
    assert outcome(page(f"<p>{LONG}</p>"), purpose="attachment") == "not_attachment"


def test_data_served_as_a_pdf_is_no_attachment():
    assert outcome(b'{"code": 500}', purpose="attachment", content_type="application/pdf") == "not_attachment"


def test_an_attachment_can_be_missing_walled_or_gone_like_any_page():
    assert outcome(CHALLENGE, purpose="attachment", content_type="application/pdf") == "blocked"
    assert outcome(page("<p>抱歉，您要的文件不存在</p>" + CHROME), purpose="attachment") == "soft_not_found"
    assert outcome(b"%PDF-1.7", 404, purpose="attachment") == "gone"
    assert outcome(b"%PDF-1.7", purpose="attachment", cut=True) == "too_large"
    assert outcome(b" \n", purpose="attachment", content_type="application/pdf") == "unreachable"


def test_a_page_labelled_as_a_file_is_a_page():
    assert outcome("<!DOCTYPE html>" + page(f"<p>{LONG}</p>"), content_type="application/pdf") == "ok"


@pytest.mark.parametrize("kind", ["application/json;charset=utf-8", "text/xml", "application/xml", None])
def test_data_is_an_answer_to_a_list_and_none_to_a_page(kind):
    assert outcome(b'{"data": []}', purpose="list", content_type=kind) == "ok"
    assert outcome(b'{"data": []}', purpose="page", content_type=kind) == "not_html"


def test_a_scan_in_place_of_the_text_is_image_only():
    scan = '<h1>关于巡视整改进展情况的通报</h1><div class="TRS_Editor"><p><img src="1.jpg"></p></div><p>主办单位：某某区</p>'
    assert outcome(page(CHROME + scan)) == "image_only"
    assert outcome(page(scan + f"<p>{LONG}</p>")) == "ok"


def test_an_empty_body_is_no_page_but_a_whole_robots_file():
    assert outcome(b" \n") == "unreachable"
    assert outcome(b"", purpose="robots", content_type="text/plain") == "ok"


def test_a_body_cut_by_a_bound_is_too_large():
    assert outcome(page(f"<p>{LONG}</p>"), cut=True) == "too_large"
