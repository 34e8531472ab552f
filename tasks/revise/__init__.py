"""What changed between two texts of one notice, and how far a copy has drifted from the text it copies."""

from tasks.revise.compare import compare
from tasks.revise.drift import Drift, drift

__all__ = ["Drift", "compare", "drift"]
