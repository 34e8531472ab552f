"""A server on loopback that answers at the level of bytes, as badly as each test tells it."""

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

# What no bounded client takes: a behaviour that gets here was not stopped.
_MOST_BYTES = 400_000_000
_MOST_SECONDS = 40.0

Behaviour = Callable[["Connection"], Awaitable[None]]


@dataclass(slots=True)
class Connection:
    """A connection whose request has been read; ``number`` counts the requests to the server before it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    number: int
    sent: int = 0
    asked_at: float = field(default_factory=time.monotonic)
    answered_at: float = 0.0
    exhausted: bool = False

    async def send(self, data: bytes) -> None:
        """Sends now, and notices a client that has hung up."""
        if not self.sent:
            # Before the first byte leaves: the client cannot have the answer sooner.
            self.answered_at = time.monotonic()
        self.writer.write(data)
        await self.writer.drain()
        self.sent += len(data)

    @property
    def goes_on(self) -> bool:
        """Whether there is still no need to give up on the client's bounds."""
        self.exhausted = self.sent > _MOST_BYTES or time.monotonic() - self.asked_at > _MOST_SECONDS
        return not self.exhausted

    async def forever(self, chunk: bytes, pause: float = 0.0) -> None:
        """The chunk again and again, until the client hangs up."""
        while self.goes_on:
            await self.send(chunk)
            await asyncio.sleep(pause)

    def reset(self) -> None:
        """Ends with a TCP reset, not a close."""
        self.writer.transport.abort()


@dataclass(slots=True)
class HostileServer:
    """Behaviours by path, and one for every other but robots.txt. A context manager; ``port`` is known inside."""

    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    otherwise: Behaviour | None = None
    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    port: int = 0
    asked: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: threading.Thread | None = None

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.port}{path}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread:
            self._thread.join(10)
        self._loop.close()

    async def _listen(self) -> int:
        server = await asyncio.start_server(self._serve, self.host, 0, ssl=self.tls)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def _end(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The client hangs up: what the tests hope for.
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            while not writer.is_closing():
                request = await reader.readuntil(b"\r\n\r\n")
                path = request.split(b" ", 2)[1].decode() if request.startswith(b"GET ") else ""
                connection = Connection(reader, writer, len(self.requests))
                self.requests.append(request)
                self.asked.append(path)
                self.connections.append(connection)
                otherwise = not_found if path == "/robots.txt" else self.otherwise or not_found
                await self.behaviours.get(path, otherwise)(connection)
        writer.close()


async def not_found(connection: Connection) -> None:
    """404, well-formed."""
    await connection.send(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno")


def plain(body: bytes, *headers: bytes, status: bytes = b"200 OK", version: bytes = b"HTTP/1.1") -> Behaviour:
    """A whole answer as it should be, with more headers."""

    async def answer(connection: Connection) -> None:
        length = b"Content-Length: %d" % len(body)
        kind = b"Content-Type: text/html"
        named = {header.split(b":")[0].lower() for header in headers}
        own = [header for header in (kind, length) if header.split(b":")[0].lower() not in named]
        await connection.send(version + b" " + status + b"\r\n" + b"\r\n".join([*headers, *own]) + b"\r\n\r\n" + body)

    return answer


def raw(data: bytes) -> Behaviour:
    """These bytes, then the end of the connection."""

    async def answer(connection: Connection) -> None:
        await connection.send(data)
        connection.writer.close()

    return answer


def endless(head: bytes, chunk: bytes, pause: float = 0.0) -> Behaviour:
    """A head, then a chunk again and again."""

    async def answer(connection: Connection) -> None:
        await connection.send(head)
        await connection.forever(chunk, pause)

    return answer


def cut(data: bytes) -> Behaviour:
    """These bytes, then a reset."""

    async def answer(connection: Connection) -> None:
        await connection.send(data)
        connection.reset()

    return answer
