"""What a run leaves in the Prefect UI: its summary, its changes, its refusals and its sources, as artifacts."""

from collections.abc import Sequence

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from schemas.health import HEALTH_STATES
from tasks.pipeline import Summary
from tasks.publish import Publication
from tasks.reading import reasons
from tasks.record import Recorded
from tasks.veil import Veil, veil_of

_COUNTS = (
    ("found", "pages asked that carry, or by their title should carry, a notice"),
    ("new", "notices seen for the first time"),
    ("changed", "notices whose source was edited"),
    ("unchanged", "notices seen again, the same"),
    ("refused", "pages not parsed: walls, missing pages, no notices"),
    ("quarantined", "notices held back because a row broke the contract"),
)


def report(summary: Summary, recorded: Sequence[Recorded], publication: Publication) -> None:
    """Leave the run's artifacts. Their keys are fixed, so that the UI shows each as a history over runs."""
    create_markdown_artifact(
        key=f"{summary.run.flow}-summary",
        markdown=_summary(summary, recorded, publication),
        description="What the run did",
    )
    create_table_artifact(
        key=f"{summary.run.flow}-changes",
        table=changes_table(recorded) or [{"notice": "none", "change": "nothing changed in this run"}],
        description="New notices, and what became different in known ones",
    )
    create_table_artifact(
        key=f"{summary.run.flow}-refused",
        table=_refused(summary) or [{"page": "none", "why": "every page was read"}],
        description="Pages not read, with the reason; notices held back, with the rule they broke",
    )
    create_table_artifact(
        key=f"{summary.run.flow}-sources",
        table=_sources(summary) or [{"source": "none", "state": "", "why": "no source was asked for anything"}],
        description="How each source stands: ok, warning, failing",
    )


def _summary(summary: Summary, recorded: Sequence[Recorded], publication: Publication) -> str:
    counts = "\n".join(f"| **{name}** | {getattr(summary, name)} | {about} |" for name, about in _COUNTS)
    tables = "\n".join(f"| {name} | {rows:,} |" for name, rows in publication.rows.items())
    written = f"{publication.files_written} files written, {publication.files_linked} kept"
    changes = "".join(_told(one) for one in recorded if one.page is not None) or "Nothing.\n"
    refused = "".join(f"- {one.reason}: {one.url or one.source_id}\n" for one in summary.refusals) or "None.\n"
    sick = "".join(f"- **{one.state}** {one.source_id}: {one.reason}\n" for one in summary.unwell) or "None.\n"
    why = ", ".join(f"{count} {reason}" for reason, count in reasons(summary.refusals).items())
    return (
        f"## {summary.run.flow} · release {summary.release}\n\n"
        f"| | | |\n|---|--:|---|\n{counts}\n\n"
        f"### Sources to look at\n\n{sick}\n"
        f"### New and changed\n\n{changes}\n### Refused\n\n{why}\n\n{refused}\n### Published\n\n"
        f"`{publication.folder}` shows release {publication.release} ({written}).\n\n"
        f"| table | rows |\n|---|--:|\n{tables}\n"
    )


def _told(one: Recorded) -> str:
    assert one.page is not None
    title = one.page.parsed.notice.title or one.notice_id
    state = "new" if one.is_new else f"revision {one.revision}, {one.cause}"
    veil = _veil(one)
    lines = "".join(f"  - {veil.said(difference.note_zh)}\n" for difference in one.differences)
    return f"- [{title}]({one.page.page.url}) · `{one.notice_id}` · {state}\n{lines}"


def changes_table(recorded: Sequence[Recorded]) -> list[dict[str, str]]:
    """New notices, and what became different in known ones, names and contacts masked."""
    rows = []
    for one in recorded:
        veil = _veil(one)
        if one.is_new and one.page is not None:
            title = one.page.parsed.notice.title or ""
            rows.append({"notice": one.notice_id, "kind": "new notice", "change": title, "before": "", "after": ""})
        rows += [
            {
                "notice": one.notice_id,
                "kind": difference.kind,
                "change": veil.said(difference.note_zh),
                "before": _short(veil.said(difference.before or "")),
                "after": _short(veil.said(difference.after or "")),
            }
            for difference in one.differences
        ]
    return rows


def _sources(summary: Summary) -> list[dict[str, str]]:
    worst_first = sorted(summary.sources, key=lambda one: (HEALTH_STATES.index(one.state) * -1, one.source_id))
    return [{"source": one.source_id, "state": one.state, "why": one.reason} for one in worst_first]


def _refused(summary: Summary) -> list[dict[str, str]]:
    pages = [{"page": one.url or one.source_id, "why": one.reason, "detail": one.detail} for one in summary.refusals]
    held = [
        {"page": one.notice_id or "", "why": f"{one.table}.{one.rule}", "detail": f"{one.count} rows"}
        for one in summary.broken
    ]
    return pages + held


def _veil(one: Recorded) -> Veil:
    """What of a notice no artifact may show: a server's UI is read by more people than the restricted edition."""
    quotes = [
        (difference.kind, quote)
        for difference in one.differences
        for quote in (difference.before, difference.after)
        if quote is not None
    ]
    parsed = one.page.parsed if one.page else None
    persons = [quote for kind, quote in quotes if kind == "name_changed"]
    contacts = [quote for kind, quote in quotes if kind == "contact_changed"]
    return veil_of(
        [*(quote for _, quote in quotes), *([parsed.text] if parsed else [])],
        [*persons, *(row.person for row in (parsed.sanctions if parsed else ()))],
        [*contacts, *(row.value for row in (parsed.contacts if parsed else ()))],
    )


def _short(quote: str) -> str:
    return quote if len(quote) <= 120 else f"{quote[:119]}…"
