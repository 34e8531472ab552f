"""What was decided of notices' identity: which were merged, which must stay apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

import polars as pl

_MERGE, _SPLIT, _KEEP = "merge", "split", "keep"


@dataclass(frozen=True, slots=True, eq=False)
class IdentityLog:
    """The standing of all decisions: the last one on a pair counts."""

    absorbed: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()

    @classmethod
    def of(cls, rows: pl.DataFrame) -> Self:
        """From the rows of ``identity_log``."""
        last: dict[frozenset[str], tuple[str, str, str, bool]] = {}
        ordered = rows.sort("release", "log_no").select("notice_id", "other_id", "action", "by_person")
        for notice_id, other_id, action, by_person in ordered.iter_rows():
            last[frozenset((notice_id, other_id))] = (notice_id, other_id, action, by_person)
        return cls(
            absorbed={other: notice for notice, other, action, _ in last.values() if action == _MERGE},
            # What the program kept apart it may join later, when another text shows why; what a person did, never.
            apart=frozenset(
                pair for pair, (_, _, action, by_person) in last.items() if action in {_SPLIT, _KEEP} and by_person
            ),
        )

    def is_absorbed(self, notice_id: str) -> bool:
        """Whether the notice was merged into another and not split off again."""
        return notice_id in self.absorbed

    def home(self, notice_id: str) -> str:
        """The notice that stands for an id now: itself, or what it was merged into."""
        seen = {notice_id}
        while notice_id in self.absorbed and self.absorbed[notice_id] not in seen:
            notice_id = self.absorbed[notice_id]
            seen.add(notice_id)
        return notice_id

    def may_join(self, ids: Iterable[str], others: Iterable[str]) -> bool:
        """Whether no decision keeps one of the ids from one of the others."""
        theirs = list(others)
        return not any(frozenset((one, other)) in self.apart for one in ids for other in theirs)
