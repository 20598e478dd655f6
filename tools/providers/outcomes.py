"""What a vendor answers, in our words, and what every adapter can do.

    submit(request) -> Submitted | Finished          one POST, never repeated
    poll(job)       -> Working | Finished | Failed   reads; as often as wished
    cancel(job)     -> Cancelled
    collect(result) -> links or bytes                what still lies between a finished job and its files

A raised `VendorError` is a call that brought nothing; `Failed` is the vendor's word that the job brought nothing. A
link that has expired is renewed by polling the job again and collecting what that answers.
"""

from typing import Annotated, Any, Literal, Protocol, TypeVar, runtime_checkable

import httpx
from pydantic import ConfigDict, Field

from store.errors import Charged, TroubleKind
from store.scene import Value
from tools.providers.requests import ClipEditRequest, ClipRequest, StillRequest

Request_contra = TypeVar("Request_contra", bound=StillRequest | ClipRequest | ClipEditRequest, contravariant=True)


class Submitted(Value):
    """A job that a vendor has taken: all that is needed to find it again, plain enough for a table.

    addresses: what the vendor said to ask, by purpose; checked again before each use."""

    vendor: str
    model: str
    task_id: str
    addresses: dict[str, str] = Field(default_factory=dict[str, str])


class Working(Value):
    """Not done yet. progress: 0..1 where the vendor tells. wait_s: how long it wants to be left alone."""

    stage: Literal["queued", "running"]
    progress: Annotated[float, Field(ge=0, le=1)] | None = None
    wait_s: float | None = None


class Link(Value):
    """A result at the vendor's. expires_in_s: its documented life from the answer on. with_key: the vendor's key is
    asked for (`Connection.download` adds it, and only to the vendor's own address)."""

    url: str
    mime: str | None
    expires_in_s: float | None = None
    with_key: bool = False


class Inline(Value):
    """A result that came with the answer."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    data: Annotated[bytes, Field(repr=False)]
    mime: str


class Finished(Value):
    """Done. cost_usd: what the vendor says it charged. usage: its own counts. interaction: what a later edit of this
    clip continues from. file_id: where the vendor gives the link only on asking."""

    job: Submitted | None = None
    results: tuple[Link | Inline, ...] = ()
    file_id: str | None = None
    interaction: str | None = None
    seed: int | None = None
    cost_usd: float | None = None
    usage: dict[str, float] = Field(default_factory=dict[str, float])
    notes: tuple[str, ...] = ()


class Failed(Value):
    """The vendor gave the job up. again: a new job with the same request may well work; it is a new charge."""

    kind: TroubleKind
    reason: str
    again: bool = False
    charged: Charged = "unknown"


class Cancelled(Value):
    """What became of a wish to cancel. charged: whether a job that was cancelled cost money all the same."""

    state: Literal["cancelled", "requested", "too_late", "impossible"]
    reason: str = ""
    charged: Charged = "unknown"


@runtime_checkable
class Provider(Protocol[Request_contra]):
    """One model at one host. `label` is our own name for the call, sent where the vendor can be asked by it later."""

    async def submit(self, request: Request_contra, *, label: str | None = None) -> Submitted | Finished: ...

    async def poll(self, job: Submitted) -> Working | Finished | Failed: ...

    async def cancel(self, job: Submitted) -> Cancelled: ...

    async def collect(self, finished: Finished) -> tuple[Link | Inline, ...]: ...

    def download(self, link: Link) -> httpx.Request: ...


AnyProvider = Provider[Any]


class Place(Value):
    """Where a vendor wants a clip to be brought, so that a later call can name it. form: fields of a multipart form
    that go before the file; None: the file is the body. address: what names the clip afterwards; None: the answer says
    it, as `access_url`."""

    url: str
    headers: dict[str, str] = Field(default_factory=dict[str, str], repr=False)
    form: dict[str, str] | None = None
    address: str | None = None


@runtime_checkable
class HostsVideo(Protocol):
    """A vendor that keeps a clip of ours for a while. Asking for a place costs nothing."""

    async def place_for(self, mime: str) -> Place: ...


@runtime_checkable
class FindsByLabel(Protocol):
    """A vendor that can be asked whether it has taken a call whose answer was lost."""

    async def find(self, label: str) -> Submitted | None: ...
