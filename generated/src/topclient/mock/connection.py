"""One connection of a client: HTTP/1.1 read and written by h11, within limits of size and time.

In:  a pair of asyncio's streams, and a function from request to reply. Out: replies, or their faults.
Note: after a reply to a body beyond the limit more of it is read and thrown away, because most clients read no
reply before they have sent all. What is not HTTP gets status 400. A request whose end can be read in two ways is the
last one of its connection (RFC 9112, 6.3): what follows it may be part of it to somebody else on the way.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeAlias

import h11

from topclient.mock.wire import HttpReply

MOST_BODY = 64 * 1024 * 1024
MOST_BODIES = 4 * MOST_BODY
"""Of all requests that are under way; one that would go beyond counts as too large."""
MOST_HEAD = 128 * 1024
"""Of the request line and the headers; calls by GET put everything there."""
MOST_SILENCE = 60.0
"""Seconds in which the client neither sends nor takes a byte."""
_LINGER = 5.0
_CHUNK = 256 * 1024
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(slots=True)
class IncomingRequest:
    """A request as it came."""

    verb: str
    target: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case; of several of one name the last."""
    body: bytearray = field(default_factory=bytearray, repr=False)
    is_too_large: bool = False
    """Its body was not read to the end."""
    is_ambiguous: bool = False
    """It states a length and comes in chunks too, which count."""


@dataclass(slots=True)
class Room:
    """How many bytes of bodies the connections of a server hold together."""

    held: int = 0


Answer: TypeAlias = Callable[[IncomingRequest], HttpReply]


def _open_request(event: h11.Request) -> IncomingRequest:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in event.headers}
    is_too_large = int(headers.get("content-length", 0)) > MOST_BODY
    is_ambiguous = "content-length" in headers and "transfer-encoding" in headers
    verb = event.method.decode("ascii")
    return IncomingRequest(verb, event.target, headers, is_too_large=is_too_large, is_ambiguous=is_ambiguous)


class Connection:
    """Serves the requests of one client until it goes, falls silent, or a fault ends it."""

    def __init__(self, reader: StreamReader, writer: StreamWriter, answer: Answer, room: Room) -> None:
        self._reader = reader
        self._writer = writer
        self._answer = answer
        self._room = room
        self._held = 0
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=MOST_HEAD)

    async def serve(self) -> None:
        """Return when the connection is done; nothing that a client does raises."""
        try:
            # Of h11's errors those are left that come when a client breaks HTTP while it is being refused.
            with suppress(OSError, TimeoutError, h11.ProtocolError):
                await self._serve_requests()
        finally:
            self._give_back()
            self._writer.close()

    async def _serve_requests(self) -> None:
        try:
            while request := await self._read_request():
                await self._reply(request, self._answer(request))
                self._give_back()
                if request.is_too_large and not self._writer.is_closing():
                    await self._linger()
                if (self._http.our_state, self._http.their_state) != (h11.DONE, h11.DONE):
                    return
                self._http.start_next_cycle()
        except h11.RemoteProtocolError as error:
            await self._refuse(error.error_status_hint)
            await self._linger()

    async def _read_request(self) -> IncomingRequest | None:
        """Return the next request with its body; None when the client is gone."""
        request: IncomingRequest | None = None
        while request is None or not request.is_too_large:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                await self._receive()
            elif isinstance(event, h11.Request):
                request = _open_request(event)
            elif isinstance(event, h11.Data) and request:
                self._take(request, event.data)
            else:
                break
        return request

    def _take(self, request: IncomingRequest, data: bytes | bytearray) -> None:
        request.body += data
        self._held += len(data)
        self._room.held += len(data)
        request.is_too_large = len(request.body) > MOST_BODY or self._room.held > MOST_BODIES

    def _give_back(self) -> None:
        self._room.held -= self._held
        self._held = 0

    async def _receive(self) -> None:
        if self._http.they_are_waiting_for_100_continue:
            await self._send(self._http.send(h11.InformationalResponse(status_code=100, headers=[])))
        async with asyncio.timeout(MOST_SILENCE):
            self._http.receive_data(await self._reader.read(_CHUNK))

    async def _linger(self) -> None:
        """Throw away what still comes: closing at once would make the client lose the reply."""
        self._writer.write_eof()
        async with asyncio.timeout(_LINGER):
            while await self._reader.read(_CHUNK):
                pass

    async def _refuse(self, status: int) -> None:
        """Say that this was no HTTP, when there is still someone to say it to."""
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            await self._send(b"".join(self._write(HttpReply(status, {"Connection": "close"}, b""))))

    async def _reply(self, request: IncomingRequest, reply: HttpReply) -> None:
        kind, value = (reply.fault.kind, reply.fault.value) if reply.fault else ("", 0)
        if kind == "delay":
            await asyncio.sleep(value)
        if kind in ("reset", "close"):
            self._end(with_reset=kind == "reset")
            return
        head, body = self._write(reply, request)
        if kind == "drip":
            await self._drip(head + body, value)
        elif kind == "truncate":
            await self._send(head + body[: int(value)])
            self._end()
        else:
            await self._send(head + body)

    def _write(self, reply: HttpReply, request: IncomingRequest | None = None) -> tuple[bytes, bytes]:
        """Return head and body as bytes; a reply to HEAD has no body, only its length."""
        headers = [*reply.headers.items(), ("Content-Length", str(len(reply.body)))]
        if request and request.is_ambiguous:
            headers.append(("Connection", "close"))
        response = h11.Response(status_code=reply.status, headers=headers, reason=HTTPStatus(reply.status).phrase)
        head = self._http.send(response) or b""
        sent = b"" if request and request.verb == "HEAD" else reply.body
        body = self._http.send(h11.Data(data=sent)) or b""
        return head, body + (self._http.send(h11.EndOfMessage()) or b"")

    async def _send(self, data: bytes | None) -> None:
        self._writer.write(data or b"")
        async with asyncio.timeout(MOST_SILENCE):
            await self._writer.drain()

    async def _drip(self, data: bytes, seconds: float) -> None:
        for position in range(len(data)):
            await self._send(data[position : position + 1])
            await asyncio.sleep(seconds)

    def _end(self, with_reset: bool = False) -> None:
        """Let the client see the end of the connection, or its reset."""
        if with_reset:
            self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self._writer.transport.abort()
        self._http.send_failed()
