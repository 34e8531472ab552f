"""A small HTTP/2 server over TLS, for loopback: what h2 frames, sent as each test tells it."""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived, StreamEnded, StreamReset, WindowUpdated
from h2.exceptions import ProtocolError


@dataclass(slots=True)
class Stream:
    """One request, and the means to answer it."""

    connection: "H2Session"
    number: int
    headers: dict[str, str]

    async def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole answer."""
        self.head(status, **headers)
        await self.data(body)
        self.end()

    def head(self, status: int, **headers: str) -> None:
        """Its headers."""
        named = {"content-type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.connection.h2.send_headers(self.number, [(":status", str(status)), *named.items()])
        self.connection.flush()

    async def data(self, body: bytes) -> None:
        """More of its body, as fast as the client's window lets it."""
        while body:
            h2 = self.connection.h2
            room = min(h2.local_flow_control_window(self.number), h2.max_outbound_frame_size, len(body))
            if not room:
                self.connection.window.clear()
                await self.connection.window.wait()
                continue
            h2.send_data(self.number, body[:room])
            body = body[room:]
            self.connection.flush()
            await self.connection.writer.drain()

    def end(self) -> None:
        """Its end."""
        self.connection.h2.end_stream(self.number)
        self.connection.flush()

    def reset(self) -> None:
        """Its end by RST_STREAM."""
        self.connection.h2.reset_stream(self.number)
        self.connection.flush()


Answer = Callable[[Stream], Awaitable[None]]


@dataclass(slots=True)
class H2Session:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    h2: H2Connection = field(default_factory=lambda: H2Connection(H2Configuration(client_side=False)))
    window: asyncio.Event = field(default_factory=asyncio.Event)

    def flush(self) -> None:
        """Sends what h2 has framed."""
        self.writer.write(self.h2.data_to_send())


@dataclass(slots=True)
class H2Server:
    """Answers by path, over TLS with ALPN; a context manager."""

    tls: ssl.SSLContext
    answers: dict[str, Answer]
    port: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    sessions: list[H2Session] = field(default_factory=list)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __enter__(self) -> Self:
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _listen(self) -> int:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def _end(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = H2Session(reader, writer)
        self.sessions.append(session)
        session.h2.initiate_connection()
        session.flush()
        requests: dict[int, dict[str, str]] = {}
        answering: set[asyncio.Task[None]] = set()
        try:
            while data := await reader.read(65536):
                for event in session.h2.receive_data(data):
                    if isinstance(event, RequestReceived):
                        requests[event.stream_id] = {name.decode(): value.decode() for name, value in event.headers}
                    elif isinstance(event, StreamEnded):
                        stream = Stream(session, event.stream_id, requests[event.stream_id])
                        self.asked.append(stream.headers)
                        answering.add(asyncio.create_task(self._answer(stream)))
                    elif isinstance(event, WindowUpdated | StreamReset):
                        session.window.set()
                session.flush()
        except (ConnectionError, ssl.SSLError, ProtocolError):
            return  # the client hung up
        finally:
            for task in answering:
                task.cancel()
            writer.close()

    async def _answer(self, stream: Stream) -> None:
        answer = self.answers.get(stream.headers[":path"])
        try:
            await (answer(stream) if answer else stream.answer(b"no", 404))
        except (ConnectionError, ssl.SSLError, ProtocolError):
            stream.connection.writer.close()
