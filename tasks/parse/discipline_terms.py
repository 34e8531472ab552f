"""Terms of party discipline and the kinds they name, longest first: 党内严重警告 is never read as a mere 警告.

Source: ``vocabulary/discipline.tsv``; the kinds are ``schemas.accountability.DISCIPLINE_KINDS``.
"""

from tasks.parse.vocabulary import vocabulary

_KINDS = {term: kind for term, kind, *_ in vocabulary("discipline")}
_GENERIC = frozenset(row[0] for row in vocabulary("discipline") if row[2] == "generic")


def _alternation(*uses: str) -> str:
    terms = [row[0] for row in vocabulary("discipline") if row[2] in uses]
    return "|".join(sorted(terms, key=len, reverse=True))


# A group-free alternation of what can be done to one person: 党内警告, 诫勉谈话, 调岗降薪; for ``re.compile``.
KIND_TERMS = _alternation("person")
# The words that are also, or only, counted: 四种形态, 审结, 处分, 处理.
COUNT_TERMS = _alternation("person", "count", "generic")


def kind_of(term: str) -> str:
    """The kind a printed term names.

    Raises:
        KeyError: no such term.
    """
    return _KINDS[term]


def is_generic(term: str) -> bool:
    """Whether the term yields to a word of its own kind beside it: 诫勉谈话处理 is 诫勉谈话."""
    return term in _GENERIC
