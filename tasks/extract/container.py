"""The node that holds the article: named by the family of the site, or else found by its prose."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tasks.extract.density import densest
from tasks.extract.prose import letters, marks
from tasks.extract.query import every
from tasks.extract.styles import is_inside_hidden

# TRS; UCAP (www.gov.cn and its template); hanweb jcms; 博达 VSB; 163.com. What few nodes have stands first ([class],
# then a piece of the name): the query is twice as fast.
_KNOWN = (
    '[class]:is([class*="rs_" i]:is(.TRS_Editor,.TRS_UEDITOR,.trs_editor_view,.trs_paper_default),.zoom,'
    '[class*="ontent" i]:is(.v_news_content,.article_content,.article-content,.articleContent,.news_content,'
    ".pages_content)),"
    '[id]:is(#UCAP-CONTENT,#zoom,#Zoom,[id^="vsb_content"],#article_content,#article-content,#articleContent,'
    "#news_content,#endText),"
    "ucapcontent"
)
# Names so common that they may wrap half the page as well as the article (ccdi and its sister sites).
_COMMON = "[class]:is(.content,.article,.detail),[id]:is(#content,#article)"
# Of the best candidate's sentences, the share a smaller one must keep to be preferred.
_KEEP = 0.9
# A known node with less of the page's sentences is a shell, a zoom button, or one part of several.
_LEAST_SHARE = 0.5
# A wrapper of half the page is full of links; articles hold few.
_MOST_LINKED = 0.1


@dataclass(frozen=True, slots=True)
class Article:
    """The node to read, its text as it stands, a line a text node, and how many sentence marks that holds."""

    node: LexborNode
    text: str
    marks: int


def container(body: LexborNode, whole: str) -> Article:
    """The node to read: the smallest known one with 90 % of the best one's sentence marks, else by density.

    ``whole`` is the body's text. Scripts and styles must be gone.
    """
    everything = marks(whole)
    known = _smallest(body, _KNOWN)
    if known is not None and known.marks >= everything * _LEAST_SHARE:
        return known
    if known is None and everything:
        common = _smallest(body, _COMMON)
        if common is not None and common.marks >= everything * _KEEP and _linked(common) < _MOST_LINKED:
            return common
    node = densest(body)
    found = Article(body, whole, everything) if node is None else _article(node)
    if known is not None and (node is None or found.marks <= known.marks):
        return known
    return found


def _article(node: LexborNode) -> Article:
    text = node.text(separator="\n")
    return Article(node, text, marks(text))


def _smallest(body: LexborNode, query: str) -> Article | None:
    candidates = [each for node in every(body, query) if (each := _article(node)).text.strip()]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    chosen = _smallest_of(candidates)
    if is_inside_hidden(chosen.node):
        # A hidden copy holds as much as the one shown. When all are hidden, a script shows one of them later.
        shown = [each for each in candidates if not is_inside_hidden(each.node)]
        return _smallest_of(shown or candidates)
    return chosen


def _smallest_of(candidates: list[Article]) -> Article:
    most = max(each.marks for each in candidates)
    return min((each for each in candidates if each.marks >= most * _KEEP), key=lambda each: letters(each.text))


def _linked(article: Article) -> float:
    """The share of the article's text that is links."""
    links = every(article.node, "a")
    return sum(letters(link.text()) for link in links) / letters(article.text) if links else 0.0
