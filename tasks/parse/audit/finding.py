"""One finding of the audit, before it is numbered."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from schemas.facts import Check


class Quoted(Protocol):
    """A row that quotes the text."""

    @property
    def raw(self) -> str:
        """The words."""

    @property
    def char_start(self) -> int:
        """Where they stand."""

    @property
    def char_end(self) -> int:
        """One past their end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was compared, how it came out, and the words on both sides."""

    check: str
    outcome: str
    detail: str
    rule_id: str
    declared: str | None = None
    parsed: str | None = None
    item_no: int | None = None
    at: Quoted | None = None
    other: Quoted | None = None

    def row(self, check_no: int) -> Check:
        """The row of ``checks``."""
        return Check(
            check_no=check_no,
            check=self.check,
            outcome=self.outcome,
            declared=self.declared,
            parsed=self.parsed,
            detail=self.detail,
            item_no=self.item_no,
            raw=self.at.raw if self.at else None,
            char_start=self.at.char_start if self.at else None,
            char_end=self.at.char_end if self.at else None,
            other_raw=self.other.raw if self.other else None,
            other_start=self.other.char_start if self.other else None,
            other_end=self.other.char_end if self.other else None,
            rule_id=self.rule_id,
        )


def printed(value: Decimal) -> str:
    """A number as people write it."""
    return format(value.normalize(), "f")
