"""tongbao notices merge, split: a person says that two notices are one, or that they are two after all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from flows.cli.chosen import recorded_notice
from flows.cli.grid import grid
from flows.cli.notices_show import facts_of
from flows.cli.options import Flag
from flows.desk import new_run
from schemas.errors import NoReason
from tasks.decide import carry_out, pair_of, planned
from tasks.home import Home, home_at
from tasks.identify import Decision
from tasks.pipeline import Work
from tasks.publish import publish
from tasks.publish.veils import mask_of
from tasks.record import Recorded, StoredNotice
from tasks.sources import load_sources
from tasks.store import Store
from tasks.weigh import Weighed, weigh

_UNDONE_BY = {"merge": "split", "split": "merge"}


def merge(notice: str, other: str, *, reason: str | None = None, dry_run: Flag = False, home: str | None = None) -> int:
    """Record that two notices are one, as a release of its own, and publish it. No run undoes it; `split` does.

    Parameters
    ----------
    notice
        The notice that stands for both: its id, or the beginning of it.
    other
        The notice that is merged into it: its pages become the first one's, its rows are no more shown.
    reason
        Why, in a sentence; it stands in the identity log.
    dry_run
        Show the two side by side and what would become of their pages, and record nothing.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    return _made("merge", (notice, other), reason, home_at(home), dry_run=dry_run)


def split(notice: str, other: str, *, reason: str | None = None, dry_run: Flag = False, home: str | None = None) -> int:
    """Record that two notices that were merged are two, as a release of its own, and publish it. No run joins them again.

    Parameters
    ----------
    notice
        The notice that stands for both now: its id, or the beginning of it.
    other
        The notice that was merged into it: it gets back the pages it had.
    reason
        Why, in a sentence; it stands in the identity log.
    dry_run
        Show the two side by side and what would become of their pages, and record nothing.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    return _made("split", (notice, other), reason, home_at(home), dry_run=dry_run)


def _made(action: str, wanted: Sequence[str], reason: str | None, place: Home, *, dry_run: bool) -> int:
    store = Store.existing(place.store)
    said = " ".join((reason or "").split())
    if not said and not dry_run:
        raise NoReason("A decision needs its reason.", 'Add --reason "…", or --dry-run to look at the two first.')
    first, other = pair_of(store, *(recorded_notice(store, one) for one in wanted))
    weighed = weigh(first, other)
    made = Decision(
        action=action,
        notice_id=first.notice_id,
        other_id=other.notice_id,
        reason=said,
        evidence=weighed.evidence,
    )
    run = new_run("decide")
    with store.lease(run.run_id):
        last = store.release()
        number = (last.release if last else 0) + 1 if dry_run else store.begin()
        work = Work(run=run, release=number, home=place, store=store, sources=load_sources())
        plan = planned(made, work)
        if not dry_run:
            carry_out(plan, work)
    if not dry_run:
        publish(store, place.published)
    # What a page says is no markup, whatever brackets stand in it.
    console = Console(highlight=False, markup=False, soft_wrap=True)
    _show(console, weighed, [mask_of(store, one.notice_id) for one in (first, other)])
    console.print(Text(f"\n{_told(made, dry_run=dry_run)}", style="bold"))
    for line in _effects(
        plan, dict.fromkeys(first.copies, first.notice_id) | dict.fromkeys(other.copies, other.notice_id)
    ):
        console.print(f"  {line}")
    if dry_run:
        console.print("Nothing was recorded. Leave out --dry-run, and say why with --reason.")
    else:
        console.print(
            f"Release {work.release}, published. Undo: tongbao notices {_UNDONE_BY[action]} {' '.join(wanted)}"
        )
    return 0


def _show(console: Console, weighed: Weighed, masks: Sequence[Callable[[str], str]]) -> None:
    """The two side by side, and what their texts share."""
    sides = [_facts(one, mask) for one, mask in zip((weighed.first, weighed.other), masks, strict=True)]
    table = grid("Side by side", "", "notice", "other")
    for label in dict.fromkeys(label for side in sides for label in side):
        table.add_row(label, *(side.get(label, "") for side in sides))
    console.print(table)
    shared = weighed.shared
    figures = "they have no figures to compare" if shared.figures is None else f"{shared.figures:.0%} of its figures"
    console.print(
        f"\nOf the shorter text {shared.grams:.0%} stands in the other, {figures}; {weighed.clauses} clauses differ."
    )
    against = ", ".join(sorted(weighed.against))
    console.print(f"Facts that differ: {against}." if against else "No fact of the one is against the other.")


def _facts(one: StoredNotice, mask: Callable[[str], str]) -> dict[str, str]:
    row = asdict(one.parsed.notice) | {"notice_id": one.notice_id}
    characters = f"{row['characters']:,} characters"
    pages = "\n".join([one.provenance.url, *sorted(set(one.copies) - {one.provenance.url})])
    return {
        "title": mask(str(row["title"] or "")),
        **facts_of(row),
        "length": characters,
        "read from, carried by": pages,
    }


def _told(made: Decision, *, dry_run: bool) -> str:
    be = "would be" if dry_run else "is"
    if made.action == "merge":
        return f"{made.other_id} {be} merged into {made.notice_id}, which stands for both."
    return f"{made.other_id} {be} a notice of its own again, beside {made.notice_id}."


def _effects(plan: Sequence[Recorded], before: Mapping[str, str]) -> Iterator[str]:
    """The pages that move, and the notice that is read anew; ``before``: the notice each page carried."""
    for one in plan:
        if one.page is not None:
            yield f"{one.notice_id} read anew from {one.page.page.url}: revision {one.revision}"
        for row in one.copies:
            if before.get(row.copy.url) != one.notice_id:
                drift = f", {row.copy.drift} clauses differ" if row.copy.drift else ""
                yield f"{row.copy.url} → {one.notice_id}, {row.copy.role}{drift}"
