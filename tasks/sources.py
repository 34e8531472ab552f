"""The sites to watch, read from their YAML files."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml
from pydantic import BaseModel, ValidationError

from schemas.errors import BadSource, UnknownSource
from schemas.source import JsonSearch, Schedule, Source
from tasks.home import SHIPPED

FOLDERS = (SHIPPED / "sources", SHIPPED / "sample" / "sources")
# Reserved by RFC 2606: hosts of the sample, which exist nowhere.
_SAMPLE_SUFFIX = ".example"


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a key, e.g. ``search.pages``, and what the schema says of it."""

    key: str
    what: str
    about: str


def load_sources(folders: Iterable[Path] = FOLDERS) -> dict[str, Source]:
    """Every source, by id.

    Raises:
        BadSource: a file that is no YAML, breaks the schema, or repeats an id.
    """
    sources: dict[str, Source] = {}
    for file in sorted(path for folder in folders for path in folder.glob("*.yaml")):
        source = load_source(file)
        if source.id in sources:
            raise BadSource(
                f"{file.name}: the id {source.id!r} is another file's too.", "Give each source an id of its own."
            )
        sources[source.id] = source
    return sources


def load_source(file: Path) -> Source:
    """The source of one file.

    Raises:
        BadSource: it is no YAML or breaks the schema; names the file, the line and key, and what the key takes.
    """
    try:
        text = file.read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        settings = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadSource(f"{file.name} is no YAML: {' '.join(str(error).split())}.", "Mend the file.") from error
    if not isinstance(tree, yaml.MappingNode):
        raise BadSource(f"{file.name} holds no settings.", "Write keys and values as in data/sample/sources.")
    lines = _lines(tree, file)
    try:
        source = Source.model_validate(settings)
    except ValidationError as error:
        faults = [_fault(one["type"], one["loc"], one["msg"]) for one in error.errors()]
        _refuse(file, lines, faults)
    _own_web(source, file, lines)
    _own_lists(source, file, lines)
    return source


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


def scheduled_ids(schedule: Schedule, known: dict[str, Source] | None = None) -> list[str]:
    """Ids of the real sources of a schedule class that a person has tried: a run on its own asks no site unseen.

    Raises:
        UnknownSource: no such source has been tried yet.
    """
    known = load_sources() if known is None else known
    of_class = [source for source in known.values() if source.schedule == schedule and not source.sample]
    ids = [source.id for source in of_class if source.verified != "never"]
    if not ids:
        untried = ", ".join(source.id for source in of_class) or "none"
        raise UnknownSource(
            f"No source with schedule: {schedule} has been verified (untried: {untried}).",
            "Try one with `tongbao sources check ID`, and write the day into verified: of its file.",
        )
    return ids


def _lines(tree: yaml.MappingNode, file: Path, above: str = "") -> dict[str, int]:
    """The line of every key, nested ones by their path; a key twice in one mapping is refused, for YAML takes the last."""
    lines: dict[str, int] = {}
    for key, value in tree.value:
        path = f"{above}{key.value}"
        line = key.start_mark.line + 1
        if path in lines:
            raise BadSource(
                f"{file.name}, line {line}: the key {path!r} stands in line {lines[path]} already.", "Keep one of them."
            )
        lines[path] = line
        if isinstance(value, yaml.MappingNode):
            lines |= _lines(value, file, f"{path}.")
    return lines


def _fault(kind: str, place: Sequence[int | str], said: str) -> _Fault:
    names = [part for part in place if isinstance(part, str)]
    key = ".".join(names)
    model: type[BaseModel] = JsonSearch if names[:1] == ["search"] and len(names) > 1 else Source
    if kind == "extra_forbidden":
        likely = difflib.get_close_matches(names[-1], model.model_fields, n=1)
        meant = f" Did you mean {likely[0]!r}?" if likely else ""
        return _Fault(key, f"is none of a source.{meant}", f"The keys are: {', '.join(model.model_fields)}.")
    if kind == "missing":
        return _Fault(key, "is missing.", _about(model, names[-1]))
    said = said.removeprefix("Value error, ")
    return _Fault(key, f"{said[0].lower()}{said[1:]}.", _about(model, names[-1]) if names else "")


def _about(model: type[BaseModel], name: str) -> str:
    field = model.model_fields.get(name)
    return f"{name}: {field.description}." if field is not None else ""


def _refuse(file: Path, lines: dict[str, int], faults: Sequence[_Fault]) -> NoReturn:
    first = faults[0]
    line = lines.get(first.key) or lines.get(first.key.partition(".")[0])
    where = f"{file.name}, line {line}" if line else file.name
    named = f" the key {first.key!r}" if first.key else ""
    others = f" {len(faults) - 1} more after it." if len(faults) > 1 else ""
    about = " ".join(part for part in (first.about, "Every key: schemas/source.py.") if part)
    raise BadSource(f"{where}:{named} {first.what}{others}", about)


def _own_web(source: Source, file: Path, lines: dict[str, int]) -> None:
    """Sample and real sites stay apart: a sample source with a real host would be asked on the real net, unchecked."""
    for host in source.hosts:
        if source.sample != host.endswith(_SAMPLE_SUFFIX):
            kind = "a sample source" if source.sample else "a real source"
            raise BadSource(
                f"{file.name}, line {lines['hosts']}: {host} is no host for {kind}.",
                f"Hosts of the sample, and only these, end in {_SAMPLE_SUFFIX}; see the key 'sample'.",
            )


def _own_lists(source: Source, file: Path, lines: dict[str, int]) -> None:
    """A list on a host that is not the source's would be refused at every run."""
    hosts = {host.lower() for host in source.hosts}
    for address in source.lists:
        # xn--mxtq1m.cn and 政府.cn are one host, [::1] and ::1 too.
        names = {(name or "").lower().strip("[]") for name in (address.host, address.unicode_host())}
        if not names & hosts:
            raise BadSource(
                f"{file.name}, line {lines['lists']}: the key 'lists' names {address.host}, which is not among its hosts.",
                "Add it to hosts if it is the same body's. Every key: schemas/source.py.",
            )
