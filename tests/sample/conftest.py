"""The sample web on both of its days, and one request to it."""

import asyncio
from collections.abc import Callable, Iterator

import httpx
import pytest

from tasks.sample import SampleWeb, serve

Ask = Callable[..., httpx.Response]


@pytest.fixture
def day1() -> Iterator[SampleWeb]:
    with serve(1) as web:
        yield web


@pytest.fixture
def day2() -> Iterator[SampleWeb]:
    with serve(2) as web:
        yield web


@pytest.fixture
def ask() -> Ask:
    async def once(web: SampleWeb, url: str, headers: dict[str, str]) -> httpx.Response:
        async with httpx.AsyncClient(transport=web.transport()) as client:
            return await client.get(url, headers=headers)

    return lambda web, url, **headers: asyncio.run(
        once(web, url, {name.replace("_", "-"): value for name, value in headers.items()})
    )
