"""What a run decided of notices' identity, for the log."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision on two notices. ``action``: merge (the first stands for both), split or keep (they are two).

    ``reason`` is a sentence for people, ``evidence`` what was measured.
    """

    action: str
    notice_id: str
    other_id: str
    reason: str
    evidence: str
    by_person: bool = False
