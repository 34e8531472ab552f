"""tongbao sources check: do the sources still work?"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.status import Status
from rich.text import Text

from flows.cli.grid import grid
from flows.cli.options import Json
from flows.cli.trial import previewed, ways
from schemas.errors import Blocked, DataProblem, SourceUnreachable, TongbaoError
from tasks.sources import chosen_sources, load_sources
from tasks.trial import ProblemKind, SourceReport, check_all, gravest

_ENDS: dict[ProblemKind, type[TongbaoError]] = {"unreachable": SourceUnreachable, "blocked": Blocked}


def check(
    *ids: str,
    day: int = 1,
    home: str | None = None,
    as_json: Json = False,
) -> int:
    """Try sources: are they reached, what does robots.txt say, do lists and titles match, is the newest notice read?

    Each list is asked for one or two pages, at the pace of a run, then the newest notice. Nothing is kept. Ends with 0
    where every source works, 3 where one is not reached, 16 where one is walled, 1 for any other problem.

    Parameters
    ----------
    ids
        Sources to try; every real one where none is named.
    day
        Day of the bundled sample, where one of its sources is named.
    home
        Folder of the dataset whose pace is kept; else TONGBAO_HOME, else data/ of the repository.
    as_json
        Print a JSON array, one object a source.
    """
    known = load_sources()
    chosen = chosen_sources(ids or [source.id for source in known.values() if not source.sample], known)
    terminal = Console(stderr=True)
    with ways(day, home, sample=any(source.sample for source in chosen)) as way_to, terminal.status("asking") as status:
        progress = _Progress(status, len(chosen))
        reports = check_all(chosen, lambda source: way_to(source.sample), progress.told)
    if as_json:
        print(json.dumps([as_object(report) for report in reports], ensure_ascii=False, indent=1, default=str))
    else:
        _show(Console(), reports)
    worst = gravest(reports)
    return 0 if worst is None else _ENDS.get(worst, DataProblem).code


@dataclass(slots=True)
class _Progress:
    """How many sites are done, on the terminal."""

    status: Status
    sites: int
    done: int = 0

    def told(self, _: SourceReport) -> None:
        self.done += 1
        self.status.update(f"{self.done} of {self.sites} sites tried")


def as_object(report: SourceReport) -> dict[str, Any]:
    """The report as one object; of the preview, the facts without page and rows."""
    whole = asdict(report) | {"links": report.links, "wanted": report.wanted}
    if report.preview is not None:
        whole["preview"] = {key: value for key, value in whole["preview"].items() if key not in ("fetched", "parsed")}
    return whole


def _show(console: Console, reports: Sequence[SourceReport]) -> None:
    counted = frozenset({"links", "dated", "match", "age"})
    table = grid("Sources", "source", "family", "links", "dated", "match", "newest", "age", "", numbers=counted)
    table.columns[0].no_wrap = table.columns[5].no_wrap = True
    for report in reports:
        dated = sum(one.dated for one in report.lists)
        age = "" if report.age_days is None else f"{report.age_days} d"
        table.add_row(
            report.source_id,
            _family(report),
            str(report.links),
            str(dated),
            str(report.wanted),
            str(report.newest or ""),
            age,
            _state(report),
        )
    console.print(table)
    for report in reports:
        console.print()
        console.print(Text.assemble((report.source_id, "bold"), f"  {report.name}"), soft_wrap=True)
        console.print(Text(f"  robots.txt: {report.robots}", style="dim"), soft_wrap=True)
        for problem in report.problems:
            console.print(Text.assemble((f"  {problem.kind}  ", "red"), problem.detail), soft_wrap=True)
        if report.preview is not None:
            console.print(previewed(report.preview), soft_wrap=True)
        elif report.links:
            shown = "; ".join(report.sample_titles)
            console.print(Text(f"  No title matches the rule. Listed are: {shown}", style="yellow"), soft_wrap=True)
    well = sum(not report.problems for report in reports)
    console.print(
        f"\n{well} of {len(reports)} work. A preview that is right? Write the day into verified: of its file."
    )


def _family(report: SourceReport) -> str:
    seen = {one.family for one in report.lists if one.pages}
    if not seen or seen == {report.family}:
        return report.family
    return f"{report.family} ≠ {', '.join(sorted(str(one) for one in seen if one != report.family))}"


def _state(report: SourceReport) -> Text:
    if report.problems:
        return Text(report.problems[0].kind, style="red")
    return Text("works", style="green") if report.preview else Text("works, no notice", style="yellow")
