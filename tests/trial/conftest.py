"""Sites made of paths and texts, and ways to them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
import pytest
from trial_pages import NO_ANSWER

from tasks.fetch import Limits
from tasks.trial import Way

MadeWay = Callable[[Mapping[str, str | int]], Way]


@pytest.fixture
def way_to(tmp_path: Path) -> MadeWay:
    """A way to hosts that answer each target with a text, a status, NO_ANSWER, or «→ address»; everything else is 404."""

    def made(pages: Mapping[str, str | int]) -> Way:
        def answer(request: httpx.Request) -> httpx.Response:
            target = f"{request.url.host}{request.url.raw_path.decode()}"
            page = pages.get(target, pages.get(request.url.raw_path.decode(), 404))
            if page == NO_ANSWER:
                msg = "no route to host"
                raise httpx.ConnectError(msg, request=request)
            if isinstance(page, int):
                return httpx.Response(page)
            if page.startswith("→ "):
                return httpx.Response(301, headers={"Location": page[2:]})
            kind = "application/json" if page.startswith("{") else "text/html"
            return httpx.Response(200, content=page.encode(), headers={"Content-Type": kind})

        limits = Limits(attempts=1, backoff_seconds=0.01)
        return Way(pace=tmp_path / "pace", transport=httpx.MockTransport(answer), limits=limits)

    return made
