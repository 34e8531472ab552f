"""The contract every row keeps before it is stored, and the notices held back because one of theirs does not."""

from tasks.contract.quarantine import Quarantined, quarantine
from tasks.contract.split import Broken, Split, split

__all__ = ["Broken", "Quarantined", "Split", "quarantine", "split"]
