"""A publisher to run in a process of its own and kill."""

from pathlib import Path

from store_child import write_runs

from tasks.publish import publish
from tasks.store import Store


def publish_runs(home: Path, last: int) -> None:
    """Runs until the release of that number, each one published."""
    for release in range(1, last + 1):
        write_runs(home / "store", release)
        publish(Store.existing(home / "store"), home / "published")
