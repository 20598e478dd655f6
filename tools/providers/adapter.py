"""What all adapters share: how they are put together, and how a link is fetched."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

import httpx

from store.errors import VendorError
from tools.profiles import Profile
from tools.providers.outcomes import Cancelled, Failed, Finished, Inline, Link, Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest, StillRequest
from tools.providers.wire import Access, Answer, Connection, Trouble, WireResponse

T = TypeVar("T", bound=WireResponse)
R = TypeVar("R", bound=StillRequest | ClipRequest | ClipEditRequest)


class Adapter(ABC, Generic[R]):
    """One model at one host (`tools.providers.outcomes.Provider`). Frozen after it is made; holds no job."""

    vendor: ClassVar[str]
    """What people call the vendor."""
    header: ClassVar[str] = "Authorization"
    scheme: ClassVar[str] = "Bearer "
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, access: Access, profile: Profile) -> None:
        self.profile = profile
        self.connection = Connection(self.vendor, access, self.judge, self.header, self.scheme, self.headers)

    @staticmethod
    @abstractmethod
    def judge(answer: Answer) -> Trouble | None:
        """How this vendor says that something is wrong; None where its words say nothing of the kind."""

    @abstractmethod
    async def submit(self, request: R, *, label: str | None = None) -> Submitted | Finished:
        """Ask for the job: one POST. Raises VendorError."""

    @abstractmethod
    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        """How the job stands. Raises VendorError where that could not be read."""

    @abstractmethod
    async def cancel(self, job: Submitted) -> Cancelled:
        """Ask for the job's end. Raises VendorError where the wish did not arrive."""

    async def collect(self, finished: Finished) -> tuple[Link | Inline, ...]:
        """The files of a finished job. Raises VendorError."""
        return finished.results

    def download(self, link: Link) -> httpx.Request:
        """The request that fetches a link; it is sent without following redirects. Raises VendorError."""
        return self.connection.download(link)

    async def standing(self, method: str, path: str, read: type[T], **content: Any) -> T | Failed:
        """Read how a job stands. A vendor that says no for good, or no longer knows the job, has failed it; raises
        VendorError where only the reading went wrong."""
        try:
            return await self.connection.ask(method, path, read, **content)
        except VendorError as error:
            if error.again or error.kind in ("key", "credit", "rate"):
                raise
            kind = "failed" if error.kind == "unsupported" else error.kind
            return Failed(kind=kind, reason=error.reason)

    async def cancelling(self, method: str, path: str, read: type[T], **content: Any) -> T | Cancelled:
        """Wish for a job's end; a vendor that will not any more says it is too late. Raises VendorError where the wish
        did not arrive."""
        try:
            return await self.connection.ask(method, path, read, **content)
        except VendorError as error:
            if error.kind != "unsupported":
                raise
            return Cancelled(state="too_late", reason=error.reason)


class AnswersAtOnce(Adapter[R]):
    """For vendors without tasks: the answer to `submit` is the result, there is nothing to poll or cancel."""

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        """Raises VendorError: there is no task to ask for."""
        raise VendorError("failed", job.vendor, "it answers at once and keeps no task to ask for", charged="unknown")

    async def cancel(self, job: Submitted) -> Cancelled:
        return Cancelled(state="impossible", reason=f"{job.vendor} answers at once; there is no task to cancel")
