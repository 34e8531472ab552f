"""What is to be grouped: new texts and known notices."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.values import NoticePage
from tasks.identify.key import NoticeKey, notice_key
from tasks.identify.sketch import Sketch, sketch
from tasks.text import digest, squeezed


@dataclass(frozen=True, slots=True, eq=False)
class Vertex:
    """One text with one reading of its facts: new pages that carry it, or a notice of the store (``notice_id`` set)."""

    key: NoticeKey
    sketch: Sketch
    body_sha256: str
    length: int = 0  # characters without white space; 0 for a notice of the store
    pages: tuple[NoticePage, ...] = ()
    notice_id: str | None = None


def vertices(pages: Sequence[NoticePage]) -> list[Vertex]:
    """New pages, the same body and key together, in an order that does not depend on theirs."""
    groups: dict[tuple[str, NoticeKey], list[NoticePage]] = {}
    for page in pages:
        body_sha256 = page.body_sha256 or digest(page.parsed.body)
        groups.setdefault((body_sha256, notice_key(page.parsed.notice)), []).append(page)
    bodies = {body_sha256: held[0].parsed.body for (body_sha256, _), held in groups.items()}
    sketches = {body_sha256: sketch(body) for body_sha256, body in bodies.items()}
    return [
        Vertex(
            key=key,
            sketch=sketches[body_sha256],
            body_sha256=body_sha256,
            length=len(squeezed(bodies[body_sha256])),
            pages=tuple(sorted(held, key=_order)),
        )
        for (body_sha256, key), held in sorted(groups.items(), key=lambda group: (group[0][0], repr(group[0][1])))
    ]


def _order(page: NoticePage) -> tuple[str, str, str]:
    return (page.page.url, page.capture.capture_id, page.page.title or "")
