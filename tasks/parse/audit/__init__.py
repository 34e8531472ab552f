"""Audit: the notice held against itself. What it contradicts is kept as it stands and said, never mended."""

from tasks.parse.audit.audit import Facts, checks_of

__all__ = ["Facts", "checks_of"]
