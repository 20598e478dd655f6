"""One call to a vendor: sent once, never followed elsewhere, never repeated; whatever comes back is an answer or a
`VendorError` that says whether money may be gone. No waiting here: rhythm and retries belong to the jobs.

httpx is used bare, and async: the jobs await a call that may take minutes for a picture, hold no thread while they do,
and are cancelled in the middle. The vendors' own clients send a POST again when its answer is lost.
"""

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError
from pydantic.alias_generators import to_camel

from store.errors import Charged, TroubleKind, VendorError
from tools.providers.addresses import checked_link, origin
from tools.providers.outcomes import Link

MAX_ANSWER_BYTES = 256 * 1024 * 1024
"""Ten large pictures in base64; more is no answer."""
SUBMIT_TIMEOUT = httpx.Timeout(60.0, connect=10.0)
AT_ONCE_TIMEOUT = httpx.Timeout(600.0, connect=10.0)
"""For vendors that answer with the picture itself: minutes."""
READ_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_KEY = re.compile(r"[\x21-\x7e]+")
_LONGEST_REASON = 300


class WireRequest(BaseModel):
    """A body we send: a field that the vendor does not know cannot be in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, protected_namespaces=())

    def document(self) -> dict[str, Any]:
        """The body as JSON values; what was not asked for is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class CamelRequest(WireRequest):
    """For vendors that write field names in camelCase."""

    model_config = ConfigDict(alias_generator=to_camel)


class WireResponse(BaseModel):
    """A body we read: the vendor may add fields at any time."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True, protected_namespaces=())


class CamelResponse(WireResponse):
    model_config = ConfigDict(alias_generator=to_camel)


class Acknowledged(WireResponse):
    """An answer that may be empty: its status says enough."""


T = TypeVar("T", bound=WireResponse)


@dataclass(frozen=True)
class Trouble:
    """What an answer says went wrong. reason: the vendor's words. again: a later call may do better."""

    kind: TroubleKind
    reason: str
    again: bool = False
    charged: Charged | None = None
    """Where it is known otherwise than by the call's kind and status."""
    wait_s: float | None = None
    """How long to wait, where the vendor says so in the body."""


@dataclass(frozen=True)
class Answer:
    """An answer as it came. `body` is its JSON object, empty where there is none."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: Mapping[str, Any] = field(repr=False)
    raw: bytes = field(repr=False, default=b"")


Judge = Callable[[Answer], Trouble | None]
"""How one vendor says that something is wrong, whatever the HTTP status is; None where nothing is."""


@dataclass(frozen=True)
class Access:
    """Where a vendor is reached and with which key. `base_url` is the operator's or the documented one, and trusted."""

    client: httpx.AsyncClient = field(repr=False)
    base_url: str
    key: SecretStr


@dataclass(frozen=True)
class Connection:
    """How one vendor is spoken to: its name, how it takes the key, how it says that something is wrong."""

    vendor: str
    access: Access
    judge: Judge = field(repr=False)
    header: str = "Authorization"
    scheme: str = "Bearer "
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    async def submit(self, path: str, read: type[T], *, patience: httpx.Timeout = SUBMIT_TIMEOUT, **content: Any) -> T:
        """The one POST that may cost money. Raises VendorError, with `charged` where that is in doubt."""
        return await self._call("POST", path, read, patience, "unknown", content)

    async def ask(self, method: str, path: str, read: type[T], **content: Any) -> T:
        """A call that costs nothing: polling, cancelling, collecting. Raises VendorError."""
        return await self._call(method, path, read, READ_TIMEOUT, "no", content)

    def link(self, url: str, mime: str | None, expires_in_s: float | None, with_key: bool = False) -> Link:
        """A result's link, checked. Raises VendorError where it leads to no public place, or would take our key."""
        checked_link(url, self.vendor, (origin(self.access.base_url),))
        if with_key and origin(url) != origin(self.access.base_url):
            raise self._trouble(Trouble("failed", "it asks for the key at an address that is not its own"), "unknown")
        return Link(url=url, mime=mime, expires_in_s=expires_in_s, with_key=with_key)

    def own(self, url: str) -> str:
        """An address that the vendor says to ask, if it is at the vendor's own origin: our key goes there.
        Raises VendorError."""
        checked_link(url, self.vendor, (origin(self.access.base_url),))
        if origin(url) != origin(self.access.base_url):
            raise self._trouble(Trouble("failed", "it names an address to ask that is not its own"), "unknown")
        return url

    def decoded(self, base64: str) -> bytes:
        """The bytes of a result that came with the answer. Raises VendorError where it is none."""
        try:
            data = b64decode(base64, validate=True)
        except (NotBase64, ValueError):
            data = b""
        if not data:
            raise self.nothing("a file that cannot be read")
        return data

    def nothing(self, what: str) -> VendorError:
        """The error for an answer that is in order and holds nothing."""
        return self._trouble(Trouble("failed", f"its answer holds {what}"), "unknown")

    def download(self, link: Link) -> httpx.Request:
        """The request that fetches a link's bytes, to be sent without following redirects. Raises VendorError."""
        checked_link(link.url, self.vendor, (origin(self.access.base_url),))
        headers = self._key_header() if link.with_key and origin(link.url) == origin(self.access.base_url) else {}
        return self.access.client.build_request("GET", link.url, headers=headers, timeout=SUBMIT_TIMEOUT)

    def reason(self, text: object) -> str:
        """A vendor's words, fit to be shown: one short line."""
        line = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+", " ", str(text))
        line = " ".join(line.split())
        return line if len(line) <= _LONGEST_REASON else line[: _LONGEST_REASON - 1] + "…"

    def _without_key(self, raw: bytes | None) -> bytes | None:
        """A vendor may repeat the key in its answer; it ends here."""
        return None if raw is None else raw.replace(self.access.key.get_secret_value().encode(), b"[key]")

    def _key_header(self) -> dict[str, str]:
        key = self.access.key.get_secret_value()
        if not _KEY.fullmatch(key):
            raise VendorError("key", self.vendor, "it has characters that no key has")
        return {self.header: self.scheme + key}

    async def _call(
        self, method: str, path: str, read: type[T], patience: httpx.Timeout, doubt: Charged, content: Mapping[str, Any]
    ) -> T:
        answer = await self._sent(self._request(method, path, patience, content), doubt)
        trouble = self.judge(answer) or by_status(answer)
        if trouble is None and not answer.body and not issubclass(read, Acknowledged):
            words = "its answer is no JSON object" if answer.raw.strip() not in (b"", b"{}") else "its answer is empty"
            trouble = Trouble("failed", words, again=True)
        if trouble is not None:
            # A vendor that names the reason has not taken the call; one that breaks down may have.
            in_doubt = trouble.kind == "failed"
            raise self._trouble(trouble, doubt if in_doubt else "no", answer)
        try:
            return read.model_validate(answer.body)
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"]) or "its beginning"
            trouble = Trouble("failed", f"its answer cannot be read at {where}", again=True)
        raise self._trouble(trouble, doubt)

    def _request(self, method: str, path: str, patience: httpx.Timeout, content: Mapping[str, Any]) -> httpx.Request:
        """Built here so that no local variable of a call that fails holds the key: tracebacks may show locals."""
        url = path if path.startswith(("https://", "http://")) else self.access.base_url.rstrip("/") + path
        headers = {**self.headers, **self._key_header(), **content.get("headers", {})}
        rest = {name: value for name, value in content.items() if name != "headers"}
        return self.access.client.build_request(method, url, headers=headers, timeout=patience, **rest)

    async def _sent(self, request: httpx.Request, doubt: Charged) -> Answer:
        """Send once and read the answer up to a limit. Errors of httpx carry the request, and with it the key: they end
        here, and only their kind is told."""
        lost: Trouble
        try:
            response = await self.access.client.send(request, stream=True, follow_redirects=False)
            try:
                raw = self._without_key(await _read(response))
            finally:
                await response.aclose()
            if raw is not None:
                return Answer(response.status_code, response.headers, _json_object(raw), raw)
            lost = Trouble("failed", f"its answer is larger than {MAX_ANSWER_BYTES // 2**20} MB", again=True)
        except httpx.HTTPError as error:
            sent = not isinstance(error, _NEVER_SENT)
            words = "its answer was lost" if sent else "it cannot be reached"
            lost = Trouble("failed", f"{words} ({type(error).__name__})", again=True, charged=None if sent else "no")
        raise self._trouble(lost, doubt)

    def _trouble(self, trouble: Trouble, doubt: Charged, answer: Answer | None = None) -> VendorError:
        return VendorError(
            trouble.kind,
            self.vendor,
            self.reason(trouble.reason),
            charged=trouble.charged or doubt,
            again=trouble.again,
            retry_after_s=trouble.wait_s or (retry_after_s(answer.headers) if answer is not None else None),
        )


async def _read(response: httpx.Response) -> bytes | None:
    """The body, unpacked; None where it is too large, without reading further."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > MAX_ANSWER_BYTES:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _json_object(raw: bytes) -> dict[str, Any]:
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def by_status(answer: Answer) -> Trouble | None:
    """What an HTTP status means where the vendor's own words say no more; None for a 2xx."""
    said = _said(answer)
    if answer.status == 401:
        return Trouble("key", said)
    if answer.status == 402:
        return Trouble("credit", said)
    if answer.status == 403:
        return Trouble("key", said)
    if answer.status == 429:
        return Trouble("rate", said, again=True)
    if answer.status == 408 or answer.status >= 500:
        return Trouble("failed", said, again=True)
    if answer.status >= 400:
        return Trouble("unsupported", said)
    if answer.status >= 300:
        return Trouble("failed", "it redirects elsewhere, which is not followed", again=True)
    return None


def _said(answer: Answer) -> str:
    """The words of an error, wherever vendors put them."""
    error = answer.body.get("error")
    places: list[Any] = [error, answer.body.get("message"), answer.body.get("detail"), answer.body.get("msg")]
    if isinstance(error, dict):
        places = [error.get("message"), error.get("code"), *places[1:]]
    words = next((place for place in places if isinstance(place, str) and place.strip()), "")
    return words or f"HTTP {answer.status}"


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """How long the vendor asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date against the
    answer's own Date (RFC 9110, 10.2.3). None where it does not say, or says nonsense."""
    millis, after = headers.get("retry-after-ms"), headers.get("retry-after")
    try:
        seconds = float(millis) / 1000 if millis else float(after or "nan")
    except ValueError:
        seconds = _seconds_until(after, headers.get("date"))
    return min(seconds, 3600.0) if isfinite(seconds) and seconds >= 0 else None


def _seconds_until(then: str | None, now: str | None) -> float:
    try:
        return (parsedate_to_datetime(then or "") - parsedate_to_datetime(now or "")).total_seconds()
    except (ValueError, TypeError):
        return float("nan")
