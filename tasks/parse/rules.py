"""The rules of the parser, by name: each row of each table says which one made it."""

from dataclasses import dataclass

from tasks.parse.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name (as in ``rule_id``), the table it fills, what it reads, and a real example."""

    rule_id: str
    table: str
    reads: str
    example: str


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the tables."""
    return tuple(Rule(*row) for row in vocabulary("rules"))
