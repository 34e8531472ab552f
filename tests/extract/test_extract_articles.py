"""Every saved page beside the article a person read off it: decoded, title, date, source, every paragraph whole."""

import unicodedata
from dataclasses import astuple, dataclass

import pytest
from articles import PAGES, Article, articles, text_f1
from selectolax.lexbor import LexborHTMLParser

from tasks.extract import extract

ARTICLES = articles()
# A wall, and a list of search results.
NO_ARTICLE = {"js_challenge", "ccdi_search_list"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what came out of a page as the person has it."""

    page: str
    decoded: bool
    title: bool
    date: bool
    source: bool
    paragraphs: str


def row_of(article: Article) -> Row:
    page = extract(article.body, article.url)
    found = page.text.split("\n")
    whole = sum(one == other for one, other in zip(found, article.paragraphs, strict=False))
    return Row(
        page=article.page,
        decoded="\ufffd" not in page.text,
        title=page.title == article.title,
        date=(None if page.published_at is None else f"{page.published_at:%Y-%m-%d %H:%M}") == article.published,
        source=page.source == article.source,
        paragraphs=f"{whole} of {max(len(found), len(article.paragraphs))}",
    )


def test_the_table_of_all_pages_holds_no_no() -> None:
    table = [row_of(article) for article in ARTICLES]
    print("\n".join("\t".join(map(str, astuple(row))) for row in table))
    count = {article.page: len(article.paragraphs) for article in ARTICLES}
    right = [
        Row(page=page, decoded=True, title=True, date=True, source=True, paragraphs=f"{lines} of {lines}")
        for page, lines in count.items()
    ]
    assert table == right


def test_every_saved_page_has_its_article_or_none() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == {article.page for article in ARTICLES} | NO_ARTICLE


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.page)
def test_an_article_stands_whole_on_its_page(article: Article) -> None:
    """The reference holds nothing the page does not: no word is the extractor's own."""
    shown = LexborHTMLParser(article.body, encoding=True)
    shown.strip_tags(["script", "style"])
    page = plain(shown.text())
    assert [paragraph for paragraph in article.paragraphs if plain(paragraph) not in page] == []


def plain(text: str) -> str:
    """Without blanks and widths, by the standard's own folding and not by the extractor's."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_f1_is_one_for_the_same_words_and_none_for_others() -> None:
    assert text_f1("健全 机制，压实责任。", "健全机制,\n压实责任。") == 1
    assert text_f1("健全机制,压实责任。", "巡视整改进展情况") == 0
    assert 0.6 < text_f1("健全机制,压实责任。首页 无障碍", "健全机制,压实责任。") < 0.9
