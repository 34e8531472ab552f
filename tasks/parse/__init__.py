"""Parse: from a page's kept text to typed rows that point back to the very characters they came from."""

from schemas.values import Page, ParsedNotice
from tasks.parse.bulletin import parse_cases
from tasks.parse.discipline_terms import KIND_TERMS
from tasks.parse.discipline_terms import kind_of as handling_of
from tasks.parse.kind import kind_of
from tasks.parse.lines import lines_of
from tasks.parse.rectification import parse_rectification

__all__ = ["KIND_TERMS", "PARSER_VERSION", "handling_of", "parse"]

# Raised whenever a rule changes what is read: rows say which version made them.
PARSER_VERSION = "2"


def parse(page: Page) -> ParsedNotice:
    """Read a page as the kind of notice it is. Pure: the same page gives the same rows.

    Raises:
        NotANotice: the page is neither a report on rectification nor a bulletin of cases.
    """
    if kind_of(page, lines_of(page.text)) == "cases":
        return parse_cases(page)
    return parse_rectification(page)
