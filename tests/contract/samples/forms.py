"""The form of an adapter's samples, and the pictures that requests carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.contract.answers import Reply
from tools.engine_limits import Request
from tools.providers.outcomes import Submitted, Working
from tools.providers.requests import Picture

PNG = b"\x89PNG\r\n\x1a\n still"
LAST = b"\x89PNG\r\n\x1a\n last"
STILL = Picture(data=PNG, mime="image/png", width=1080, height=1920)
LAST_STILL = Picture(data=LAST, mime="image/png", width=1080, height=1920)
STILL_64 = "iVBORw0KGgogc3RpbGw="
LAST_64 = "iVBORw0KGgogbGFzdA=="
STILL_URL = f"data:image/png;base64,{STILL_64}"
LAST_URL = f"data:image/png;base64,{LAST_64}"


@dataclass(frozen=True)
class Expected:
    """What reading a finished job brings. links: the addresses; data: the bytes that came along."""

    links: tuple[str, ...] = ()
    data: tuple[bytes, ...] = ()
    cost_usd: float | None = None
    usage: Mapping[str, float] = field(default_factory=dict[str, float])
    interaction: str | None = None
    seed: int | None = None


@dataclass(frozen=True)
class Samples:
    """One adapter's answers in the cases that every adapter has to master.

    For a vendor that answers at once `job` is None, and `finished` is the answer to the submit. `body` is the JSON that
    the request must become (None where it is a form: then the module's own test looks at it). `moderated` are the
    answers of HTTP 200 in which content is refused, with the call they answer: "submit", "poll" or "collect".
    `collect` are the answers to the calls that collecting makes.
    """

    name: str
    engine: str
    request: Request
    path: str
    body: Any
    finished: Reply
    expected: Expected
    refused: Reply
    key: Reply
    credit: Reply
    rate: Reply
    moderated: tuple[tuple[str, Reply], ...]
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    submitted: Reply | None = None
    job: Submitted | None = None
    working: tuple[tuple[Reply, Working], ...] = ()
    failed: Reply | None = None
    gone: Reply | None = None
    collect: tuple[Reply, ...] = ()
    cancel: tuple[tuple[tuple[Reply, ...], str], ...] = ()
    """The answers to the calls that a wish to cancel makes, and what becomes of it; empty where it is impossible."""
    cancel_calls: tuple[str, ...] = ()
    """The calls of a wish that goes through."""
