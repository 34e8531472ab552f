"""tongbao sources probe: what source would an address make?"""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from cyclopts import Parameter
from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from flows.cli.trial import previewed, ways
from schemas.errors import BadSource
from tasks.trial import Probe, write_golden
from tasks.trial import probe as probe_site

_SHOWN = 5


def probe(
    url: str,
    *,
    write: Path | None = None,
    golden: Path | None = None,
    day: int = 1,
    home: str | None = None,
    plain: Annotated[bool, Parameter(name="--yaml", negative=())] = False,
) -> int:
    """Try the address of a list: name its CMS family, propose the source's YAML, preview five links and a notice.

    Asks for at most two pages of the list and three of the pages it names, at the pace of a run. Nothing else is kept.

    Parameters
    ----------
    url
        Address of a list, or what a script of the list asks for (JSON, XML).
    write
        Write the YAML there, e.g. data/sources/fzcl.yaml; a file that exists is not written over.
    golden
        Write a golden test there: list, notice and what was read from them, for a person to check.
    day
        Day of the bundled sample, for an address of its hosts.
    home
        Folder of the dataset whose pace is kept; else TONGBAO_HOME, else data/ of the repository.
    plain
        Print the YAML alone.
    """
    if write is not None and write.exists():
        raise BadSource(f"{write} exists already.", "Name another file, or remove it first.")
    sample = (urlsplit(url).hostname or "").endswith(".example")
    terminal = Console(stderr=True)
    with ways(day, home, sample=sample) as way_to, terminal.status("asking"):
        found = probe_site(url, way_to(sample))
    if plain:
        print(found.proposed, end="")
    else:
        _show(Console(), found)
    if write is not None:
        write.parent.mkdir(parents=True, exist_ok=True)
        write.write_text(found.proposed, encoding="utf-8")
        terminal.print(f"Written: {write}", highlight=False, soft_wrap=True)
    if golden is not None:
        expected = write_golden(found, golden)
        terminal.print(
            f"Written: {expected}. Read it beside the pages, then put your name to read_by.",
            highlight=False,
            soft_wrap=True,
        )
    return 0


def _show(console: Console, found: Probe) -> None:
    console.print(Text.assemble((found.source.family, "bold cyan"), f"  {found.url}"), soft_wrap=True)
    turned = f"next page: {found.following}" if found.following else "no further page"
    console.print(
        Text(f"  {len(found.links)} links, {found.wanted} with a title that matches; {turned}", style="dim"),
        soft_wrap=True,
    )
    console.print()
    newest = sorted(found.links, key=lambda link: str(link.listed_on or ""), reverse=True)
    for link in newest[:_SHOWN]:
        console.print(
            Text.assemble((f"  {link.listed_on or '          '}  ", "cyan"), link.title or link.url), soft_wrap=True
        )
    console.print()
    if found.preview is not None:
        console.print(previewed(found.preview), soft_wrap=True)
    else:
        console.print(
            Text(
                "No title matches the rule, so no notice was read. Mend title_rule, or read more pages.", style="yellow"
            )
        )
    console.print()
    console.print(Syntax(found.proposed.rstrip(), "yaml", background_color="default", word_wrap=True))
