"""The way to the sample's hosts: by their names in every address, by a loopback port on the wire."""

import ssl

import httpx

# Reserved by RFC 2606: no such host exists, so none can be reached by mistake.
_SAMPLE_SUFFIX = ".example"


class SampleTransport(httpx.AsyncBaseTransport):
    """Connects ``*.example`` to 127.0.0.1 and a port; URL, Host header and response stay those of the site.

    Any other host, and any scheme but http, is refused with ``httpx.ConnectError`` or
    ``httpx.UnsupportedProtocol``: a run of the sample cannot reach the network.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        # https is refused below, so the certificates httpx would load (70 ms a client) are never asked: a context that
        # trusts no one stands in for them.
        self._wrapped = httpx.AsyncHTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to the loopback port; httpx itself sets the original request on the response."""
        if request.url.scheme != "http":
            msg = f"The sample is served over http only, not {request.url.scheme}."
            raise httpx.UnsupportedProtocol(msg, request=request)
        if not request.url.host.endswith(_SAMPLE_SUFFIX):
            msg = f"{request.url.host} is no host of the sample."
            raise httpx.ConnectError(msg, request=request)
        on_wire = httpx.Request(
            request.method,
            request.url.copy_with(host="127.0.0.1", port=self._port),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        return await self._wrapped.handle_async_request(on_wire)

    async def aclose(self) -> None:
        """Close the connections kept alive."""
        await self._wrapped.aclose()
