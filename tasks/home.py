"""Where a run keeps what it makes: one home folder, laid out the same everywhere.

::

    <home>/archive/<run id>/<source>.warc.gz   bytes as fetched, for ever
    <home>/archive/index/<run id>/*.parquet    what stands where in them
    <home>/store/<table>/                      append-only Delta tables
    <home>/store/lookup.sqlite3, index/        derived from them: found by key, by near-duplicate text
    <home>/store.next, store.before-replay-<release>/   a replayed store that waits for its place; the one it replaced
    <home>/published/current/<table>/*.parquet what BI tools read
    <home>/published/versions/<release>/       every release's files, with a manifest
    <home>/restricted/                         the same with names and contacts, where that edition is asked for
    <home>/state/                              politeness slots, the embedded Prefect's own files
"""

import os
from dataclasses import dataclass
from pathlib import Path

from schemas.publication import Edition

REPOSITORY = Path(__file__).resolve().parents[1]
SHIPPED = REPOSITORY / "data"


@dataclass(frozen=True, slots=True)
class Home:
    """The home folder of a dataset."""

    root: Path

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def store(self) -> Path:
        return self.root / "store"

    @property
    def published(self) -> Path:
        return self.root / "published"

    def edition(self, edition: Edition) -> Path:
        """Where an edition is published."""
        return self.published if edition == "public" else self.root / edition

    @property
    def replayed(self) -> Path:
        return self.root / "replayed"

    @property
    def pace(self) -> Path:
        return self.root / "state" / "pace"

    @property
    def prefect(self) -> Path:
        return self.root / "state" / "prefect"


def home_at(folder: str | Path | None = None) -> Home:
    """The home named, else the one of ``TONGBAO_HOME``, else the repository's own ``data``."""
    return Home(Path(folder or os.environ.get("TONGBAO_HOME") or SHIPPED).expanduser().resolve())
