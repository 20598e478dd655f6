"""Runway: pictures with references (gen4_image), clips from stills (gen4.5, Google's Veo), changes to clips (aleph2).

Documentation: https://docs.dev.runwayml.com/api, as the types of runwayml 5.24.0 state it (checked 2026-11-20). Models:
gen4_image, gen4.5, veo3.1, veo3.1_fast, aleph2. Price: in credits of one cent; a finished task says what it cost.
Links live 24 hours at least; asking for the task again renews them. Runway cannot be asked for a task whose id was
lost. Deleting a task cancels it while it waits or runs, and destroys it afterwards, so it is looked at first; a task
that runs is charged all the same.
"""

from collections.abc import Mapping
from typing import ClassVar, Literal

from tools.profiles import Profile
from tools.providers.adapter import Adapter
from tools.providers.addresses import checked_task_id
from tools.providers.outcomes import Cancelled, Failed, Finished, Place, Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest, StillRequest
from tools.providers.wire import Acknowledged, Answer, CamelRequest, CamelResponse, Connection, Trouble

USD_PER_CREDIT = 0.01
_MIME = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "mp4": "video/mp4"}

_Request = StillRequest | ClipRequest | ClipEditRequest


class _Reference(CamelRequest):
    uri: str
    tag: str


class _Still(CamelRequest):
    """`POST /text_to_image`."""

    model: str
    prompt_text: str
    ratio: str
    reference_images: tuple[_Reference, ...] | None = None
    seed: int | None = None


class _Frame(CamelRequest):
    position: Literal["first", "last"]
    uri: str


class _Clip(CamelRequest):
    """`POST /image_to_video`. Only models that can be silent are told about sound."""

    duration: int
    model: str
    prompt_image: str | tuple[_Frame, ...]
    prompt_text: str
    ratio: str
    seed: int | None = None
    audio: bool | None = None


class _Edit(CamelRequest):
    """`POST /video_to_video`."""

    model: str
    video_uri: str
    prompt_text: str
    seed: int | None = None


class _Upload(CamelRequest):
    """`POST /uploads`."""

    filename: str
    type: str = "ephemeral"


class _UploadPlace(CamelResponse):
    upload_url: str
    fields: dict[str, str]
    runway_uri: str


class _Taken(CamelResponse):
    id: str


class _Cost(CamelResponse):
    credits: float


class _Task(CamelResponse):
    id: str
    status: str
    progress: float | None = None
    output: tuple[str, ...] = ()
    cost: _Cost | None = None
    failure: str = ""
    failure_code: str | None = None


class Runway(Adapter[_Request]):
    """One model at Runway."""

    vendor = "Runway"
    headers: ClassVar[Mapping[str, str]] = {"X-Runway-Version": "2024-11-06"}

    async def submit(self, request: _Request, *, label: str | None = None) -> Submitted:
        del label  # Runway cannot be asked by it
        path, body = _to_wire(self.profile, request)
        taken = await self.connection.submit(path, _Taken, json=body.document())
        task_id = checked_task_id(taken.id, self.vendor)
        return Submitted(vendor=self.vendor, model=self.profile.model, task_id=task_id)

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        task = await self.standing("GET", self._path(job), _Task)
        return task if isinstance(task, Failed) else _from_wire(task, job, self.connection, self.profile)

    async def cancel(self, job: Submitted) -> Cancelled:
        task = await self.standing("GET", self._path(job), _Task)
        if isinstance(task, Failed) or task.status not in ("PENDING", "THROTTLED", "RUNNING"):
            return Cancelled(state="too_late", reason="it has ended; deleting it would destroy its result")
        answer = await self.cancelling("DELETE", self._path(job), Acknowledged)
        if isinstance(answer, Cancelled):
            return answer
        if task.status == "RUNNING":
            return Cancelled(state="cancelled", reason="it was running and is charged", charged="yes")
        return Cancelled(state="cancelled", charged="no")

    async def place_for(self, mime: str) -> Place:
        """A place that Runway keeps for 24 hours. Raises VendorError."""
        del mime  # Runway goes by the name
        body = _Upload(filename="clip.mp4").document()
        given = await self.connection.ask("POST", "/uploads", _UploadPlace, json=body)
        return Place(url=given.upload_url, form=given.fields, address=given.runway_uri)

    def _path(self, job: Submitted) -> str:
        return f"/tasks/{checked_task_id(job.task_id, self.vendor)}"

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        """`error` is a sentence."""
        error = answer.body.get("error")
        if not isinstance(error, str) or answer.status < 400:
            return None
        if "credit" in error.lower():
            return Trouble("credit", error)
        if "moderation" in error.lower() or "safety" in error.lower():
            return Trouble("refused", error)
        return None


def _to_wire(profile: Profile, request: _Request) -> tuple[str, _Still | _Clip | _Edit]:
    """Where to ask, and the body."""
    if isinstance(request, StillRequest):
        tagged = tuple(_Reference(uri=p.data_url, tag=f"ref{n}") for n, p in enumerate(request.pictures, 1))
        return "/text_to_image", _Still(
            model=profile.model,
            prompt_text=request.prompt,
            ratio=profile.sizes[request.ratio][request.quality],
            reference_images=tagged or None,
            seed=request.seed,
        )
    if isinstance(request, ClipRequest):
        return "/image_to_video", _Clip(
            model=profile.model,
            prompt_image=_frames(request),
            prompt_text=request.motion_prompt,
            ratio=profile.sizes[request.ratio]["low" if request.tier == "draft" else "high"],
            duration=round(request.seconds),
            seed=request.seed,
            audio=request.audio if profile.audio == "choice" else None,
        )
    return "/video_to_video", _Edit(
        model=profile.model,
        video_uri=request.video_url or "",
        prompt_text=request.instruction,
        seed=request.seed,
    )


def _frames(request: ClipRequest) -> str | tuple[_Frame, ...]:
    """The first frame alone as its address, else both with their places."""
    first = request.first_frame.data_url if request.first_frame else ""
    if request.last_frame is None:
        return first
    return _Frame(position="first", uri=first), _Frame(position="last", uri=request.last_frame.data_url)


def _from_wire(task: _Task, job: Submitted, connection: Connection, profile: Profile) -> Working | Finished | Failed:
    cost = task.cost.credits * USD_PER_CREDIT if task.cost else None
    if task.status in ("PENDING", "THROTTLED"):
        return Working(stage="queued")
    if task.status == "RUNNING":
        return Working(stage="running", progress=min(max(task.progress, 0.0), 1.0) if task.progress else None)
    if task.status == "SUCCEEDED" and task.output:
        links = tuple(connection.link(url, _mime(url), profile.links_live_s) for url in task.output)
        return Finished(job=job, results=links, cost_usd=cost)
    refused = (task.failure_code or "").startswith("SAFETY")
    charged: Literal["unknown", "yes", "no"] = "unknown" if cost is None else "yes" if cost else "no"
    return Failed(
        kind="refused" if refused else "failed",
        reason=connection.reason(task.failure or task.failure_code or f"it ended as {task.status} without a result"),
        again=(task.failure_code or "").startswith("INTERNAL"),
        charged=charged,
    )


def _mime(url: str) -> str | None:
    return _MIME.get(url.partition("?")[0].rpartition(".")[2].lower())
