"""The class of an answer, given before anything is parsed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from tasks.fetch.phrases import SOFT_NOT_FOUND_PHRASES, WALL_PHRASES, Phrase, said
from tasks.fetch.visible import Visible, visible

# A wall is small: the JavaScript challenges seen are 1 to 4 KB.
_WALL_BYTES = 6 * 1024
_WALL_HAN = 30
# Walls have a link home at most; a short list of notices has more, and few words of its own too.
_WALL_LINKS = 3
_PHRASE_LINKS = 10
# Text outside links. A page that says it is not there says little else; the shortest notice has thousands.
_SHORT_PROSE = 400
_CHALLENGE_STATUS = {202, 403, 405, 412, 429, 503, 521}
_GONE = {404, 410}
_READABLE = {200, 202, 203}
_ROOT = re.compile(r"^/?(?:(?:index|default|home)\.\w{2,5})?$", re.IGNORECASE)  # "/", "/index.html", "/default.aspx"
# <!DOCTYPE html PUBLIC ...>, <html lang="zh">, <script>
_MARKUP = re.compile(rb"<(?:!doctype\s{1,9}html|!--|html|head|body|script|meta|title)", re.IGNORECASE)
# Templates leave white space before the first mark, editors a byte order mark.
_BLANK = b" \t\r\n\f\v\xef\xbb\xbf"
_HTML_TYPE = re.compile(r"^\s*(?:text/html|application/xhtml\+xml)", re.IGNORECASE)
_LIST_TYPE = re.compile(r"^\s*(?:text/\w|application/(?:[\w.+-]*(?:json|xml|javascript)))", re.IGNORECASE)
# PDF; Word, Excel 97, WPS; docx, OFD, zip; rar; 7z; RTF; PNG; JPEG; GIF.
_BINARY = (
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"PK\x03\x04",
    b"Rar!",
    b"7z\xbc\xaf\x27\x1c",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, redirects followed. ``conditional``: validators were sent. ``cut``: a bound ended the body."""

    url: str
    final_url: str
    purpose: str
    status: int
    content_type: str | None
    disposition: str | None
    body: bytes
    conditional: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A value of ``schemas.operations.OUTCOMES`` and why, in one sentence."""

    outcome: str
    reason: str


def classify(answer: Answer) -> Verdict:
    """The outcome of an answer that came: that of the first rule that holds, else ok."""
    seen = visible(answer.body) if _is_html(answer) else None
    for rule in _RULES:
        verdict = rule(answer, seen)
        if verdict is not None:
            return verdict
    return Verdict(outcome="ok", reason=f"The server answered {answer.status} with what was asked for.")


def _not_modified(answer: Answer, _: Visible | None) -> Verdict | None:
    if answer.status != 304 or not answer.conditional:
        return None
    return Verdict(outcome="not_modified", reason="The server says the page has not changed (304).")


def _gone(answer: Answer, _: Visible | None) -> Verdict | None:
    if answer.status not in _GONE:
        return None
    return Verdict(outcome="gone", reason=f"The server says the page is not there ({answer.status}).")


def _blocked(answer: Answer, seen: Visible | None) -> Verdict | None:
    if answer.status == 412:
        # No request of ours carries a precondition, so 412 is only ever a wall's.
        return Verdict(outcome="blocked", reason="A wall answered 412.")
    if seen is None:
        return None
    acts = seen.scripted or _sends_here_again(answer, seen)
    bare = acts and seen.han < _WALL_HAN and seen.links < _WALL_LINKS
    if bare and (len(answer.body) < _WALL_BYTES or answer.status in _CHALLENGE_STATUS):
        reason = f"A script of {len(answer.body)} bytes instead of a page ({answer.status}): a challenge."
        return Verdict(outcome="blocked", reason=reason)
    phrase = _said(WALL_PHRASES, seen) if seen.links < _PHRASE_LINKS else None
    if phrase is None:
        return None
    return Verdict(outcome="blocked", reason=f"A short page that says {phrase!r} ({answer.status}).")


def _refused(answer: Answer, _: Visible | None) -> Verdict | None:
    if answer.status in _READABLE:
        return None
    return Verdict(outcome="unreachable", reason=f"The server answered {answer.status}.")


def _too_large(answer: Answer, seen: Visible | None) -> Verdict | None:
    if answer.cut:
        reason = f"The body was cut at {len(answer.body)} bytes: it passes the bound of size or compression."
        return Verdict(outcome="too_large", reason=reason)
    if seen is not None and seen.heavy:
        reason = f"Its {len(answer.body)} bytes nest, or repeat attributes, beyond what a parser can bear."
        return Verdict(outcome="too_large", reason=reason)
    return None


def _led_to_root(answer: Answer, _: Visible | None) -> Verdict | None:
    asked, got = urlsplit(answer.url), urlsplit(answer.final_url)
    if got.query or not _ROOT.match(got.path):
        return None
    if _ROOT.match(asked.path) and not asked.query:
        return None
    return Verdict(outcome="soft_not_found", reason="The request was redirected to the front page of the site.")


def _no_robots(answer: Answer, _: Visible | None) -> Verdict | None:
    if answer.purpose != "robots" or not (_head(answer.body).startswith(b"<") or _is_file(answer.body)):
        return None
    return Verdict(outcome="soft_not_found", reason="A page or file was answered where robots.txt was asked for.")


def _empty(answer: Answer, _: Visible | None) -> Verdict | None:
    # An empty robots.txt is a whole one: it allows everything.
    if answer.purpose == "robots" or answer.body.strip():
        return None
    return Verdict(outcome="unreachable", reason=f"The server answered {answer.status} with an empty body.")


def _no_html(answer: Answer, seen: Visible | None) -> Verdict | None:
    if seen is not None or answer.purpose in ("robots", "attachment"):
        return None
    data = answer.purpose == "list" and not _is_file(answer.body) and not _attached(answer)
    if data and _LIST_TYPE.match(answer.content_type or "text/plain"):
        return None
    kind = answer.content_type or "no content type"
    return Verdict(outcome="not_html", reason=f"An attachment or data, no page ({kind}).")


def _soft_not_found(_: Answer, seen: Visible | None) -> Verdict | None:
    phrase = _said(SOFT_NOT_FOUND_PHRASES, seen) if seen is not None else None
    if phrase is None:
        return None
    return Verdict(outcome="soft_not_found", reason=f"A short page that says {phrase!r}.")


def _no_attachment(answer: Answer, seen: Visible | None) -> Verdict | None:
    if answer.purpose != "attachment" or _is_file(answer.body):
        return None
    kind = f"{'a web page' if seen else 'data'} labelled {answer.content_type or 'as nothing'}"
    return Verdict(outcome="not_attachment", reason=f"No file by its first bytes: {kind}.")


def _image_only(answer: Answer, seen: Visible | None) -> Verdict | None:
    if seen is None or answer.purpose != "page" or not seen.content_images or not _wordless(seen):
        return None
    reason = f"{seen.content_images} pictures stand where the text should, and no sentence."
    return Verdict(outcome="image_only", reason=reason)


# In this order: a wall is told before its status is read, a missing page before an empty one.
_RULES: tuple[Callable[[Answer, Visible | None], Verdict | None], ...] = (
    _not_modified,
    _gone,
    _blocked,
    _refused,
    _too_large,
    _led_to_root,
    _no_robots,
    _empty,
    _no_html,
    _soft_not_found,
    _no_attachment,
    _image_only,
)


def _said(known: tuple[Phrase, ...], seen: Visible) -> str | None:
    return said(known, f"{seen.title}\n{seen.prose}") if len(seen.prose) < _SHORT_PROSE else None


def _sends_here_again(answer: Answer, seen: Visible) -> bool:
    # A wall without a script: it sets a cookie and reloads. A stub that sends on to another page is none.
    if seen.refresh is None:
        return False
    try:
        there = urlsplit(urljoin(answer.final_url, seen.refresh.strip()))
    except ValueError:
        return False
    return there.path == urlsplit(answer.final_url).path


def _wordless(seen: Visible) -> bool:
    # A scanned notice keeps its title, dates and footer: some hundred characters, hardly a full stop among them.
    return len(seen.prose) < _SHORT_PROSE and seen.prose.count("。") <= 1


def _is_html(answer: Answer) -> bool:
    if answer.purpose == "robots" or _is_file(answer.body) or _attached(answer):
        return False
    # Bytes before labels: an HTML error page is served as application/pdf, a page as text/plain.
    return bool(_MARKUP.match(_head(answer.body)) or _HTML_TYPE.match(answer.content_type or ""))


def _is_file(body: bytes) -> bool:
    return body.startswith(_BINARY) or _head(body).startswith(b"%PDF-")


def _head(body: bytes) -> bytes:
    # No regular expression skips the white space: over 20 MB of blanks it would take days.
    return body.lstrip(_BLANK)[:64]


def _attached(answer: Answer) -> bool:
    return (answer.disposition or "").strip().lower().startswith("attachment") and not _MARKUP.match(_head(answer.body))
