"""A page's bytes to its kept text and facts."""

import re
from collections.abc import Callable
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from schemas.errors import EmptyPage, TongbaoError
from schemas.values import Page
from tasks.extract.attachments import attachments
from tasks.extract.blanks import kept
from tasks.extract.blocks import text_of
from tasks.extract.characters import is_traditional, simplified
from tasks.extract.container import container
from tasks.extract.dates import date_in_address, moment
from tasks.extract.decode import Decoded, decoded_page
from tasks.extract.depth import flattened
from tasks.extract.labels import labels
from tasks.extract.metas import metas
from tasks.extract.query import every
from tasks.extract.styles import apply_styles
from tasks.extract.titles import title, title_tag

# Shows nothing, or nothing that is text of the page. <xml>: islands MS Word leaves, "Normal 0 false".
_SILENT = "script,style,noscript,template,iframe,select,textarea,object,svg,xml"
# A tag that opens a page or lays out a fragment of one: "<!DOCTYPE html>", "<p style=…>"; 「<鼓励…措施>」 is none.
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|script|style|div|p|br|table|span|section|article)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def read(body: bytes, url: str) -> Page:
    """The page of ``body``, HTML or plain text by what it holds; the name and the label are not asked.

    Raises ``EmptyPage`` and ``UndecodablePage``, naming ``url``.
    """
    decoded = _decoded(body, url)
    return _in_simplified(_of_html if _MARKUP.search(decoded.text) else _of_text, decoded, url)


def extract(body: bytes, url: str) -> Page:
    """The page of the HTML ``body``, fetched from ``url``. Raises ``EmptyPage`` and ``UndecodablePage``, naming ``url``."""
    return _in_simplified(_of_html, _decoded(body, url), url)


def from_plain_text(body: bytes, url: str) -> Page:
    """The page of a .txt: its lines, title and publication line among them, and no facts but what the address holds."""
    return _in_simplified(_of_text, _decoded(body, url), url)


def _decoded(body: bytes, url: str) -> Decoded:
    try:
        return decoded_page(body)
    except TongbaoError as error:
        raise type(error)(f"{url}: {error.what}", error.remedy) from error


def _in_simplified(read_as: Callable[[Decoded, str], Page], decoded: Decoded, url: str) -> Page:
    """The page; one in traditional characters is read anew in simplified ones, its labels and title with it."""
    page = read_as(decoded, url)
    if not is_traditional(page.text):
        return page
    text = simplified(decoded.text)
    again = read_as(Decoded(text, decoded.encoding, text.encode()), url)
    # An address is no text: 關於….pdf is not found under another name.
    return replace(again, attachments=page.attachments, traditional=True)


def _of_text(decoded: Decoded, url: str) -> Page:
    lines = kept(decoded.text)
    if not lines:
        raise _empty(url)
    return Page(url=url, text=lines, encoding=decoded.encoding, url_date=date_in_address(url))


def _of_html(decoded: Decoded, url: str) -> Page:
    tree = LexborHTMLParser(flattened(decoded.text, decoded.utf8))
    root, body = tree.root, tree.body
    if root is None or body is None:
        raise _empty(url)
    heads = every(root, "meta[content],title")
    known = metas(node for node in heads if node.tag == "meta")
    titled = next((node for node in heads if node.tag == "title"), None)
    tag = title_tag(titled, site=known.site_name, column=known.column)
    for silent in every(body, _SILENT):
        silent.decompose(recursive=False)
    whole = body.text(separator="\n")
    article = container(body, whole)
    # Before the tree is changed.
    named = title(root, meta=known.title, tag=tag, site=known.site_name)
    apply_styles(article.node)
    files = attachments(root, article.node, url)
    text = text_of(article.node)
    if not text:
        raise _empty(url)
    before, _, after = whole.partition(article.text)
    shown = labels(before, text, after, source=known.source)
    return Page(
        url=url,
        text=text,
        encoding=decoded.encoding,
        title=None if named is None else named.text,
        title_source=None if named is None else named.source,
        source=shown.source,
        site_name=known.site_name or tag.site,
        column=known.column,
        meta_published_at=moment(known.published or ""),
        shown_published_at=shown.published_at,
        url_date=date_in_address(url),
        attachments=files,
    )


def _empty(url: str) -> EmptyPage:
    return EmptyPage(f"{url}: the page shows no text.", "Look at it in a browser; a wall or a page of images has none.")
