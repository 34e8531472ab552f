"""The transport reaches the sample by its hosts' names, and nothing else."""

import asyncio

import httpx
import pytest

from tasks.sample import SampleTransport, SampleWeb

LIST = "http://www.luojiang.example/search/list.json?channel=xsxc&page=1"


async def asked(web: SampleWeb, *urls: str) -> list[httpx.Response]:
    async with httpx.AsyncClient(transport=web.transport()) as client:
        return list(await asyncio.gather(*(client.get(url) for url in urls)))


def test_address_host_and_query_stay_those_of_the_site(day1: SampleWeb) -> None:
    [response] = asyncio.run(asked(day1, LIST))
    assert response.status_code == 200
    assert str(response.url) == str(response.request.url) == LIST
    assert response.request.headers["Host"] == "www.luojiang.example"
    assert dict(day1.hits) == {LIST: 1}


def test_hosts_asked_at_the_same_time_are_not_mixed_up(day1: SampleWeb) -> None:
    hosts = ("www.changle", "www.taijiang", "www.luojiang", "www.fzxq", "www.shaxian", "jw.fujian")
    urls = [f"http://{host}.example/" for host in hosts for _ in range(5)]
    for response in asyncio.run(asked(day1, *urls)):
        assert response.status_code == 200
        assert f'content="{response.url.host}"' in response.text


def test_a_body_can_be_streamed_and_cut_short(day1: SampleWeb) -> None:
    async def first_bytes() -> bytes:
        async with httpx.AsyncClient(transport=day1.transport()) as client:
            url = "http://www.taijiang.example/art/2024/1/26/art_2231_1002345.html"
            async with client.stream("GET", url) as response:
                return await anext(response.aiter_raw(1000))

    assert len(asyncio.run(first_bytes())) == 1000


def test_a_host_outside_the_sample_is_never_connected_to(day1: SampleWeb) -> None:
    with pytest.raises(httpx.ConnectError, match="is no host of the sample"):
        asyncio.run(asked(day1, "http://www.example.com/"))
    assert not day1.hits


def test_a_host_the_sample_does_not_have_is_misdirected(day1: SampleWeb) -> None:
    [response] = asyncio.run(asked(day1, "http://www.nowhere.example/"))
    assert response.status_code == 421


def test_https_is_refused_rather_than_sent_in_the_clear(day1: SampleWeb) -> None:
    with pytest.raises(httpx.UnsupportedProtocol, match="http only"):
        asyncio.run(asked(day1, LIST.replace("http:", "https:")))


def test_a_transport_can_be_built_from_the_port_alone(day1: SampleWeb) -> None:
    async def status() -> int:
        async with httpx.AsyncClient(transport=SampleTransport(day1.port)) as client:
            return (await client.get("http://jw.fujian.example/jdjc/xszg.htm")).status_code

    assert asyncio.run(status()) == 200
