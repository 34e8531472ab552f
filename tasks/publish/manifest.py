"""manifest.json: which release a publication shows, and every file of it."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from schemas.dataset import PUBLIC_TABLES, PUBLISHED_NOTICES
from schemas.errors import UnreadableFile
from schemas.operations import ReleaseRow
from schemas.publication import COMPRESSION, Compression, Edition

NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One published file. ``path`` is below the publication's folder, ``bytes`` its size."""

    path: str
    rows: int
    bytes: int
    sha256: str

    @property
    def table(self) -> str:
        """The table it holds rows of."""
        return self.path.partition("/")[0]

    @property
    def span(self) -> str:
        """The time of its rows, as ``spans.py`` names it, or ``empty``."""
        return Path(self.path).stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A publication: the release it shows, of which store, and its files in the order of their paths.

    ``news`` is the release that last changed a table of notices: later ones added to the logs alone. ``compression`` is
    that of every file, ``masked_by`` the digest of the rules that told what to mask.
    """

    store: str
    edition: Edition
    release: int
    run_id: str
    recorded_at: str
    schema_version: int
    parser_version: str
    tables: dict[str, int]
    files: tuple[FileEntry, ...]
    news: int = 0
    compression: Compression = COMPRESSION
    masked_by: str = ""

    def shows(self, store: str, release: ReleaseRow) -> bool:
        """Whether it was made from this very release, not from one of the same number in another store.

        A store rebuilt from the archive may repeat the run ids and times of the old one: its id tells them apart. A
        store brought back from a backup has the old id: there, run and time do.
        """
        return (self.store, self.release, self.run_id, self.recorded_at, self.schema_version) == (
            store,
            release.release,
            release.run_id,
            stamp(release.recorded_at),
            release.schema_version,
        )


def build(
    store: str,
    release: ReleaseRow,
    edition: Edition,
    files: list[FileEntry],
    last: Manifest | None,
    *,
    compression: Compression,
    masked_by: str,
) -> Manifest:
    """The manifest of a release published as these files, after the publication ``last``."""
    # The same release in the other compression is no news, though every file differs; with other masks it is.
    same = (
        last is not None
        and last.masked_by == masked_by
        and (last.release == release.release or _of_notices(files) == _of_notices(last.files))
    )
    rows = {table.name: sum(file.rows for file in files if file.table == table.name) for table in PUBLIC_TABLES}
    return Manifest(
        store=store,
        edition=edition,
        release=release.release,
        run_id=release.run_id,
        recorded_at=stamp(release.recorded_at),
        schema_version=release.schema_version,
        parser_version=release.parser_version,
        tables=rows,
        files=tuple(sorted(files, key=lambda file: file.path)),
        news=last.news if same and last is not None and last.news else release.release,
        compression=compression,
        masked_by=masked_by,
    )


def _of_notices(files: Iterable[FileEntry]) -> set[FileEntry]:
    names = {table.name for table in PUBLISHED_NOTICES}
    return {file for file in files if file.table in names}


def stamp(time: dt.datetime) -> str:
    """A time as the manifest writes it (UTC)."""
    return time.astimezone(dt.UTC).isoformat()


def encode(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    return (json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n").encode()


def read(folder: Path) -> Manifest | None:
    """The manifest of the publication in the folder; None where there is none.

    Raises:
        UnreadableFile: there is one that cannot be read.
    """
    path = folder / NAME
    try:
        found = json.loads(path.read_bytes())
        return Manifest(**found | {"files": tuple(FileEntry(**file) for file in found["files"])})
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(f"{path} cannot be read: {error}.", "Remove that folder and publish again.") from error
