"""A decision on two notices as a person reads it: the two side by side, what becomes of them, the pages that move."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from rich.console import Console

from flows.cli.grid import grid
from flows.cli.notices_show import facts_of
from tasks.identify import Decision
from tasks.record import Recorded, StoredNotice
from tasks.weigh import Weighed


def show(console: Console, weighed: Weighed, masks: Sequence[Callable[[str], str]]) -> None:
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


def told(made: Decision, *, dry_run: bool) -> str:
    """What the decision does, or would do, in a sentence."""
    be = "would be" if dry_run else "is"
    if made.action == "keep":
        return f"{made.other_id} {be} kept apart from {made.notice_id}, whatever their pages become."
    if made.action == "merge":
        return f"{made.other_id} {be} merged into {made.notice_id}, which stands for both."
    return f"{made.other_id} {be} a notice of its own again, beside {made.notice_id}."


def effects(plan: Sequence[Recorded], before: Mapping[str, str]) -> Iterator[str]:
    """The pages that move, and the notice that is read anew; ``before``: the notice each page carried."""
    for one in plan:
        if one.page is not None:
            yield f"{one.notice_id} read anew from {one.page.page.url}: revision {one.revision}"
        for row in one.copies:
            if before.get(row.copy.url) != one.notice_id:
                drift = f", {row.copy.drift} clauses differ" if row.copy.drift else ""
                yield f"{row.copy.url} → {one.notice_id}, {row.copy.role}{drift}"
