"""tongbao notices merge, split, keep: a person says that two notices are one, are two after all, or stay two."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from flows.cli.chosen import recorded_notice
from flows.cli.decision import effects, show, told
from flows.cli.options import Flag
from flows.desk import new_run
from schemas.errors import NoReason
from tasks.decide import carry_out, pair_of, planned
from tasks.home import Home, home_at
from tasks.identify import Decision
from tasks.pipeline import Work
from tasks.publish import publish
from tasks.publish.veils import mask_of
from tasks.sources import load_sources
from tasks.store import Store
from tasks.weigh import weigh

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


def keep(notice: str, other: str, *, reason: str | None = None, dry_run: Flag = False, home: str | None = None) -> int:
    """Record that two notices stay two, as a release of its own. No run joins them, however alike their pages become.

    Parameters
    ----------
    notice
        One of them: its id, or the beginning of it.
    other
        The other.
    reason
        Why, in a sentence; it stands in the identity log.
    dry_run
        Show the two side by side, and record nothing.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    return _made("keep", (notice, other), reason, home_at(home), dry_run=dry_run)


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
    show(console, weighed, [mask_of(store, one.notice_id) for one in (first, other)])
    console.print(Text(f"\n{told(made, dry_run=dry_run)}", style="bold"))
    for line in effects(
        plan, dict.fromkeys(first.copies, first.notice_id) | dict.fromkeys(other.copies, other.notice_id)
    ):
        console.print(f"  {line}")
    if dry_run:
        console.print("Nothing was recorded. Leave out --dry-run, and say why with --reason.")
    else:
        undone_by = _UNDONE_BY.get(action)
        undo = f" Undo: tongbao notices {undone_by} {' '.join(wanted)}" if undone_by else ""
        console.print(f"Release {work.release}, published.{undo}")
    return 0
