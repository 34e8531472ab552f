"""What the two trial commands share: the way to a site, and how a preview is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.text import Text

from tasks.home import home_at
from tasks.sample import serve
from tasks.trial import Preview, Way


@contextmanager
def ways(day: int, home: str | None, *, sample: bool) -> Iterator[Callable[[bool], Way]]:
    """The way to a site of the sample (True), or of the net (False); the sample is served while the block lasts.

    The pace is that of the home folder, so that a trial keeps the runs' distance to a site.

    Raises:
        UnknownDay: a day the sample does not have.
    """
    pace = home_at(home).pace
    if not sample:
        yield lambda _: Way(pace=pace)
        return
    with serve(day) as web:
        yield lambda is_sample: Way(pace=pace, transport=web.transport() if is_sample else None)


def previewed(preview: Preview) -> Text:
    """The newest notice in a line or two."""
    if preview.refused is not None:
        return Text.assemble(
            (f"  {preview.link.title or preview.link.url}\n", "yellow"), (f"    {preview.refused}", "dim")
        )
    facts = [
        preview.inspected_body or "no inspected body read",
        f"feedback {preview.feedback_on}" if preview.feedback_on else "no feedback date read",
        f"published {preview.published_at:%Y-%m-%d}" if preview.published_at else "no time of publication read",
        f"{preview.items} items",
        f"{preview.measures} measures",
    ]
    return Text.assemble((f"  {preview.title}\n", "green"), f"    {preview.link.url}\n", f"    {' · '.join(facts)}")
