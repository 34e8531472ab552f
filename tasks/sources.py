"""The sites to watch, read from their YAML files."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from schemas.errors import BadSource, UnknownSource
from schemas.source import Source
from tasks.home import SHIPPED

FOLDERS = (SHIPPED / "sources", SHIPPED / "sample" / "sources")


def load_sources(folders: Iterable[Path] = FOLDERS) -> dict[str, Source]:
    """Every source, by id.

    Raises:
        BadSource: a file that is no YAML, breaks the schema, or repeats an id.
    """
    sources: dict[str, Source] = {}
    for file in sorted(path for folder in folders for path in folder.glob("*.yaml")):
        source = _load(file)
        if source.id in sources:
            raise BadSource(
                f"{file.name}: the id {source.id!r} is another file's too.", "Give each source an id of its own."
            )
        sources[source.id] = source
    return sources


def chosen_sources(ids: Sequence[str] | None, known: dict[str, Source] | None = None) -> tuple[Source, ...]:
    """The sources named; the bundled sample where none is.

    Raises:
        UnknownSource: an id that no file defines.
    """
    known = load_sources() if known is None else known
    if not ids:
        return tuple(source for source in known.values() if source.sample)
    for wanted in ids:
        if wanted not in known:
            raise UnknownSource(
                f"There is no source {wanted!r}.",
                f"Choose of: {', '.join(sorted(known))}; or add data/sources/{wanted}.yaml.",
            )
    return tuple(known[wanted] for wanted in dict.fromkeys(ids))


def _load(file: Path) -> Source:
    try:
        settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadSource(f"{file.name} is no YAML: {error}.", "Mend the file.") from error
    if not isinstance(settings, dict):
        raise BadSource(f"{file.name} holds no settings.", "Write keys and values as in data/sample/sources.")
    try:
        return Source.model_validate(settings)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise BadSource(
            f"{file.name}: the key {key!r}: {first['msg']}.", "See schemas/source.py for what each key takes."
        ) from error
