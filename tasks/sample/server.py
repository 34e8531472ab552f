"""The sample web behind a port of the loopback interface, in a thread."""

import socket
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from schemas.errors import UnknownDay
from tasks.sample.answers import Answer, Asked, Web, answered
from tasks.sample.transport import SampleTransport


@dataclass(frozen=True, slots=True)
class SampleWeb:
    """A running sample: the day it shows, the loopback port it answers on, and what it was asked."""

    day: int
    port: int
    _server: "_Server"

    @property
    def hits(self) -> Counter[str]:
        """How often each address (``http://host/path?query``) was asked so far; a copy."""
        return self._server.counted()

    def transport(self) -> SampleTransport:
        """A transport for ``httpx.AsyncClient`` that reaches this sample by the names of its hosts."""
        return SampleTransport(self.port)


def require_day(day: int) -> Web:
    """The sample, if it has the day.

    Raises:
        UnknownDay: a day the sample does not have.
    """
    web = Web.read()
    if day not in web.modified:
        days = " and ".join(map(str, sorted(web.modified)))
        raise UnknownDay(f"The sample has no day {day}: it has {days}.", "Name one of these.")
    return web


@contextmanager
def serve(day: int) -> Iterator[SampleWeb]:
    """Serve the sample as it is on a day, on 127.0.0.1 and a free port, until the block ends.

    Raises:
        UnknownDay: a day the sample does not have.
    """
    web = require_day(day)
    server = _Server(web, day)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="sample-web", daemon=True)
    thread.start()
    try:
        yield SampleWeb(day, server.server_address[1], server)
    finally:
        server.shutdown()
        server.hang_up()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    # server_close() then waits for the threads of requests; hang_up() ends the kept-alive ones first.
    daemon_threads = False
    request_queue_size = 64

    def __init__(self, web: Web, day: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self._web = web
        self._day = day
        self._hits: Counter[str] = Counter()
        self._open: set[socket.socket] = set()
        self._lock = Lock()

    def counted(self) -> Counter[str]:
        with self._lock:
            return self._hits.copy()

    def answer(self, host: str, target: str, none_match: str | None, since: str | None) -> Answer:
        address = f"http://{host}{target}"
        with self._lock:
            self._hits[address] += 1
            times = self._hits[address]
        return answered(self._web, self._day, Asked(host, target, times, none_match, since))

    def hang_up(self) -> None:
        """End the connections clients keep alive."""
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the client hung up first

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        connection, address = super().get_request()
        with self._lock:
            self._open.add(connection)
        return connection, address

    # The sockets of this server are streams, never the datagram pairs the base class allows for.
    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up; anything else is shown, as the base class does."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    # Buffered: head and body leave in one packet, or Nagle's algorithm and delayed ACKs cost 40 ms an answer.
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        answer = self._answer()
        self._head(answer)
        self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        self._head(self._answer())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep standard error clean: what was asked is in ``SampleWeb.hits``."""

    def _answer(self) -> Answer:
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        return self.server.answer(
            host, self.path, self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        )

    def _head(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
