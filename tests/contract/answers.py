"""The other end of the wire: a real httpx client whose transport answers from a script and keeps what was sent."""

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass(frozen=True)
class Reply:
    """One answer of a vendor."""

    document: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    raw: bytes | None = None

    def response(self) -> httpx.Response:
        if self.raw is not None:
            return httpx.Response(self.status, headers=dict(self.headers), content=self.raw)
        if self.document is None:
            return httpx.Response(self.status, headers=dict(self.headers))
        return httpx.Response(self.status, headers=dict(self.headers), json=self.document)

    def but(self, old: str, new: str) -> "Reply":
        """The same answer with a text in it replaced; it must be there."""
        text = json.dumps(self.document)
        assert old in text, f"{old!r} does not stand in the sample"
        return Reply(json.loads(text.replace(old, new)), self.status, self.headers)


Script = Reply | Exception | Callable[[httpx.Request], httpx.Response]


class Desk:
    """A vendor that answers call after call from a script; a call beyond it fails the test."""

    def __init__(self, *script: Script) -> None:
        self._script = list(script)
        self.requests: list[httpx.Request] = []
        self.client = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        assert self._script, f"one call too many: {request.method} {request.url}"
        step = self._script.pop(0)
        if isinstance(step, Exception):
            raise step
        return step.response() if isinstance(step, Reply) else step(request)

    @property
    def sent(self) -> list[str]:
        """Method and path of every call."""
        return [f"{request.method} {request.url.path}" for request in self.requests]

    @property
    def posted(self) -> Any:
        """The JSON body of the first call."""
        return json.loads(self.requests[0].content)


def endless(_: httpx.Request) -> httpx.Response:
    """A body without an end."""

    async def chunks() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 65536

    return httpx.Response(200, headers={"content-type": "application/json"}, content=chunks())


def html(status: int = 200) -> Reply:
    page = b"<!DOCTYPE html><html><body><h1>Just a moment...</h1></body></html>"
    return Reply(raw=page, status=status, headers={"content-type": "text/html"})


def parts(request: httpx.Request) -> list[tuple[str, str, bytes]]:
    """The parts of a multipart body: name with file name, type, content; in order."""
    boundary = request.headers["content-type"].split("boundary=", 1)[1].encode()
    found: Sequence[bytes] = request.content.split(b"--" + boundary)[1:-1]
    read: list[tuple[str, str, bytes]] = []
    for part in found:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        name = lines["Content-Disposition"].removeprefix("form-data; ")
        read.append((name, lines.get("Content-Type", ""), content.removesuffix(b"\r\n")))
    return read
