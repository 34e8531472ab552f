"""Old versions of a publication, removed where no kept release is shown by them, or where they are masked otherwise."""

import shutil
from collections.abc import Collection
from pathlib import Path

from tasks.publish import manifest as manifests
from tasks.publish import switch
from tasks.publish.manifest import Manifest
from tasks.store import explained_os_errors, lease, synced


def retire(folder: Path, releases: Collection[int], *, dry_run: bool) -> tuple[Path, ...]:
    """Remove versions below ``<folder>/versions`` that show none of the releases; gives those that went, or would go.

    A release is shown by the version of the latest one up to it: runs that changed nothing publish nothing. What
    ``current`` shows stays. Versions share unchanged files by hard links: a file goes with its last name only.

    Raises:
        StoreBusy: another process is publishing.
        UnreadableFile: the manifest of a version cannot be read.
        NoPermission: a version may not be removed.
    """
    versions = folder / "versions"
    if not versions.is_dir():
        return ()
    with explained_os_errors(folder), lease(versions, "retire"):
        going = tuple(_going(folder / "current", versions, releases))
        if not dry_run:
            _remove(going, versions)
    return going


def remove_otherwise_masked(versions: Path, current: Path, masks: str) -> None:
    """Remove the versions that other rules of masking made, but the one that ``current`` shows; needs the lease.

    ``masks`` is the digest of the rules.
    """
    made = _made(versions)
    _remove([path for path, one in made.items() if one.masked_by != masks and path != current.resolve()], versions)


def remove_passed(versions: Path, last: Manifest) -> None:
    """Remove the versions between the last and the one that brought its news: only the logs of the runs differ.

    The last stays: it may still be read. Needs the lease.
    """
    between = [versions / str(number) for number in range(last.news + 1, last.release) if last.news]
    made = [(path, manifests.read(path)) for path in between]
    _remove([path for path, one in made if one and (one.store, one.news) == (last.store, last.news)], versions)


def _remove(going: Collection[Path], versions: Path) -> None:
    for path in going:
        # Renamed first: a version half removed must not look like one, and the next publication clears it away.
        partial = path.with_name(path.name + switch.PARTIAL)
        path.rename(partial)
        shutil.rmtree(partial)
    if going:
        synced(versions)


def _made(versions: Path) -> dict[Path, Manifest]:
    """The versions that are whole, with their manifests."""
    found = {path: manifests.read(path) for path in sorted(versions.iterdir()) if path.is_dir()}
    return {path: one for path, one in found.items() if one is not None and not path.name.endswith(switch.PARTIAL)}


def _going(current: Path, versions: Path, releases: Collection[int]) -> list[Path]:
    mine = _made(versions)
    shown = manifests.read(current)
    staying = {current.resolve()} | {path for path, one in mine.items() if one == shown}
    # Only versions of the store that is shown now say anything of its releases.
    own = {one.release: path for path, one in mine.items() if shown is not None and one.store == shown.store}
    for release in releases:
        upto = [number for number in own if number <= release]
        staying |= {own[max(upto)]} if upto else set()
    return [path for path in mine if path not in staying]
