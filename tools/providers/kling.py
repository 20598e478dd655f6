"""Kling: clips from stills, and changes to clips.

Documentation: https://kling.ai/document-api/api/video (copies of 2026-09-20), the interface with a static API key,
checked 2026-11-20. Models: kling-3.0, kling-3.0-turbo, kling-2.6, kling-3.0-omni. Price: by second, resolution, sound.
Links live 30 days. A task is found again by our own label (`external_task_id`), also when the answer to its submit was
lost. There is no way to cancel. There is no camera parameter: the camera stands in the prompt.
"""

from typing import Any

from tools.profiles import Profile
from tools.providers.adapter import Adapter
from tools.providers.addresses import checked_task_id
from tools.providers.outcomes import Cancelled, Failed, Finished, Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest
from tools.providers.wire import Answer, Connection, Trouble, WireRequest, WireResponse

_KEY, _CREDIT, _RATE, _REFUSED = range(1000, 1005), range(1100, 1103), (1302, 1303), (1300, 1301)
_RISK = ("risk control", "sensitive", "policy", "safety", "moderation")

_Request = ClipRequest | ClipEditRequest


class _Content(WireRequest):
    type: str
    text: str | None = None
    url: str | None = None
    id: str | None = None


class _Settings(WireRequest):
    resolution: str
    duration: int | None = None
    audio: str | None = None
    multi_shot: bool | None = None


class _Watermark(WireRequest):
    enabled: bool = False


class _Options(WireRequest):
    external_task_id: str | None = None
    watermark_info: _Watermark = _Watermark()


class _Wanted(WireRequest):
    """`POST /image-to-video/{model}` and `POST /omni-video/{model}`."""

    contents: tuple[_Content, ...]
    settings: _Settings
    options: _Options


class _Taken(WireResponse):
    id: str


class _Submitted(WireResponse):
    data: _Taken


class _Output(WireResponse):
    type: str
    url: str = ""


class _Task(WireResponse):
    id: str
    status: str
    message: str | None = None
    outputs: tuple[_Output, ...] = ()


class _Tasks(WireResponse):
    data: tuple[_Task, ...]


class Kling(Adapter[_Request]):
    """One model at Kling."""

    vendor = "Kling"

    async def submit(self, request: _Request, *, label: str | None = None) -> Submitted:
        family = "omni-video" if isinstance(request, ClipEditRequest) else "image-to-video"
        body = _to_wire(self.profile, request, label).document()
        made = await self.connection.submit(f"/{family}/{self.profile.model}", _Submitted, json=body)
        return self._submitted(made.data.id)

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        task_id = checked_task_id(job.task_id, self.vendor)
        found = await self.standing("GET", "/tasks", _Tasks, params={"task_ids": task_id})
        if isinstance(found, Failed):
            return found
        task = next((task for task in found.data if task.id == task_id), None)
        if task is None:
            return Failed(kind="failed", reason="it no longer knows the task")
        return _from_wire(task, job, self.connection, self.profile)

    async def find(self, label: str) -> Submitted | None:
        """The task that carries our label; None where Kling has taken none. Raises VendorError."""
        wanted = {"external_task_ids": checked_task_id(label, self.vendor)}
        found = await self.connection.ask("GET", "/tasks", _Tasks, params=wanted)
        return self._submitted(found.data[0].id) if found.data else None

    async def cancel(self, job: Submitted) -> Cancelled:
        return Cancelled(state="impossible", reason=f"{job.vendor} documents no way to cancel a task")

    def _submitted(self, task_id: str) -> Submitted:
        checked = checked_task_id(task_id, self.vendor)
        return Submitted(vendor=self.vendor, model=self.profile.model, task_id=checked)

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        """`code` is 0, or says what is wrong, whatever the HTTP status is. Not every 429 is worth waiting for."""
        code: Any = answer.body.get("code")
        if not isinstance(code, int) or code == 0:
            return None
        reason = str(answer.body.get("message") or f"code {code}")
        if code in _KEY or code in (1103, 1304):
            return Trouble("key", reason)
        if code in _CREDIT:
            return Trouble("credit", reason)
        if code in _RATE:
            return Trouble("rate", reason, again=True)
        if code in _REFUSED:
            return Trouble("refused", reason)
        return Trouble("failed", reason, again=True) if code >= 5000 else Trouble("unsupported", reason)


def _to_wire(profile: Profile, request: _Request, label: str | None) -> _Wanted:
    edit = isinstance(request, ClipEditRequest)
    return _Wanted(
        contents=_edited(request) if isinstance(request, ClipEditRequest) else _animated(request),
        settings=_Settings(
            resolution=profile.resolution(request.tier),
            duration=None if isinstance(request, ClipEditRequest) else round(request.seconds),
            audio=_audio(profile, request),
            multi_shot=False if edit else bool(request.shots) if profile.multi_shot else None,
        ),
        options=_Options(external_task_id=label),
    )


def _animated(request: ClipRequest) -> tuple[_Content, ...]:
    lines = (f"shot {n}, {shot.seconds}, {shot.words};" for n, shot in enumerate(request.shots, 1))
    contents = [_Content(type="prompt", text=" ".join(lines) or request.motion_prompt)]
    for kind, frame in (("first_frame", request.first_frame), ("last_frame", request.last_frame)):
        if frame is not None:
            contents.append(_Content(type=kind, url=frame.base64))
    return tuple(contents)


def _edited(request: ClipEditRequest) -> tuple[_Content, ...]:
    references = enumerate(request.references, 1)
    return (
        _Content(type="prompt", text=f"Change @video_1: {request.instruction}"),
        _Content(type="base_video", url=request.video_url, id="video_1"),
        *(_Content(type="refer_image", url=picture.base64, id=f"image_{n}") for n, picture in references),
    )


def _audio(profile: Profile, request: _Request) -> str | None:
    if profile.audio == "always":
        return None
    if isinstance(request, ClipEditRequest):
        return "original" if request.keep_audio else "off"
    return "native" if request.audio else "off"


def _from_wire(task: _Task, job: Submitted, connection: Connection, profile: Profile) -> Working | Finished | Failed:
    if task.status in ("submitted", "processing"):
        return Working(stage="queued" if task.status == "submitted" else "running")
    videos = [output.url for output in task.outputs if output.type == "video" and output.url]
    if task.status == "succeeded" and videos:
        links = tuple(connection.link(url, "video/mp4", profile.links_live_s) for url in videos)
        return Finished(job=job, results=links)
    reason = connection.reason(task.message or f"it ended as {task.status} without a result")
    refused = any(word in reason.lower() for word in _RISK)
    return Failed(kind="refused" if refused else "failed", reason=reason, again=not refused)
