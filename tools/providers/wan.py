"""Alibaba's Wan: clips from stills, with a last frame in 2.7, and changes to clips.

Documentation: https://www.alibabacloud.com/help/en/model-studio/image-to-video-api-reference, with the names of
dashscope 2.0.2 (checked 2026-11-20). Models: wan2.6-i2v, wan2.6-i2v-flash, wan2.7-i2v, wan2.7-videoedit. Price: by
second and resolution. Keys belong to a region: this is Singapore. Links live 24 hours; a task can be cancelled while it
waits.
"""

from tools.profiles import Profile
from tools.providers.adapter import Adapter
from tools.providers.addresses import checked_task_id
from tools.providers.outcomes import Cancelled, Failed, Finished, Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest
from tools.providers.wire import Acknowledged, Answer, Connection, Trouble, WireRequest, WireResponse

_REFUSED = ("datainspection", "greennet", "ipinfringement")
_CREDIT = ("arrearage", "allocationquota", "overdue", "insufficientbalance")

_Request = ClipRequest | ClipEditRequest


class _Medium(WireRequest):
    type: str
    url: str


class _Input(WireRequest):
    prompt: str
    img_url: str | None = None
    media: tuple[_Medium, ...] | None = None


class _Parameters(WireRequest):
    resolution: str
    duration: int
    ratio: str | None = None
    audio: bool | None = None
    audio_setting: str | None = None
    prompt_extend: bool = False
    watermark: bool = False
    seed: int | None = None


class _Wanted(WireRequest):
    """`POST /services/aigc/video-generation/video-synthesis`."""

    model: str
    input: _Input
    parameters: _Parameters


class _Output(WireResponse):
    task_id: str
    task_status: str
    video_url: str | None = None
    code: str = ""
    message: str = ""


class _Task(WireResponse):
    output: _Output


class Wan(Adapter[_Request]):
    """One Wan model at Alibaba Cloud."""

    vendor = "Alibaba Cloud"

    async def submit(self, request: _Request, *, label: str | None = None) -> Submitted:
        del label  # Alibaba Cloud cannot be asked by it
        path = "/services/aigc/video-generation/video-synthesis"
        body = _to_wire(self.profile, request).document()
        # Without this header the call is refused: clips are made in the background only.
        headers = {"X-DashScope-Async": "enable"}
        task = await self.connection.submit(path, _Task, json=body, headers=headers)
        task_id = checked_task_id(task.output.task_id, self.vendor)
        return Submitted(vendor=self.vendor, model=self.profile.model, task_id=task_id)

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        task = await self.standing("GET", self._path(job), _Task)
        return task if isinstance(task, Failed) else _from_wire(task.output, job, self.connection, self.profile)

    async def cancel(self, job: Submitted) -> Cancelled:
        answer = await self.cancelling("POST", f"{self._path(job)}/cancel", Acknowledged)
        return answer if isinstance(answer, Cancelled) else Cancelled(state="cancelled", charged="no")

    def _path(self, job: Submitted) -> str:
        return f"/tasks/{checked_task_id(job.task_id, self.vendor)}"

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        """`code` and `message` at the top of the body; a task's own stand inside `output`."""
        code = answer.body.get("code")
        if not isinstance(code, str) or not code:
            return None
        said = code.lower()
        reason = str(answer.body.get("message") or code)
        if "apikey" in said or "accessdenied" in said:
            return Trouble("key", reason)
        if any(word in said for word in _CREDIT):
            return Trouble("credit", reason)
        if "throttling" in said:
            return Trouble("rate", reason, again=True)
        if any(word in said for word in _REFUSED):
            return Trouble("refused", reason)
        return Trouble("failed", reason) if answer.status < 400 else None


def _to_wire(profile: Profile, request: _Request) -> _Wanted:
    resolution = profile.resolution(request.tier)
    if isinstance(request, ClipEditRequest):
        media = [_Medium(type="video", url=request.video_url or "")]
        media += [_Medium(type="reference_image", url=picture.data_url) for picture in request.references]
        kept = "origin" if request.keep_audio else "auto"
        return _Wanted(
            model=profile.model,
            input=_Input(prompt=request.instruction, media=tuple(media)),
            parameters=_Parameters(
                resolution=resolution, duration=0, ratio=request.ratio, audio_setting=kept, seed=request.seed
            ),
        )
    return _Wanted(
        model=profile.model,
        input=_frames(profile, request),
        parameters=_Parameters(
            resolution=resolution,
            duration=round(request.seconds),
            audio=request.audio if profile.audio == "choice" else None,
            seed=request.seed,
        ),
    )


def _frames(profile: Profile, request: ClipRequest) -> _Input:
    """2.6 takes one picture; 2.7, which has a last frame, takes a list."""
    first, last = request.first_frame, request.last_frame
    if not profile.last_frame:
        return _Input(prompt=request.motion_prompt, img_url=first.data_url if first else None)
    named = (("first_frame", first), ("last_frame", last))
    media = tuple(_Medium(type=kind, url=frame.data_url) for kind, frame in named if frame)
    return _Input(prompt=request.motion_prompt, media=media)


def _from_wire(task: _Output, job: Submitted, connection: Connection, profile: Profile) -> Working | Finished | Failed:
    if task.task_status in ("PENDING", "RUNNING"):
        return Working(stage="queued" if task.task_status == "PENDING" else "running")
    if task.task_status == "SUCCEEDED" and task.video_url:
        return Finished(job=job, results=(connection.link(task.video_url, "video/mp4", profile.links_live_s),))
    if task.task_status == "UNKNOWN":
        return Failed(kind="failed", reason="it no longer knows the task")
    reason = connection.reason(task.message or task.code or f"it ended as {task.task_status} without a result")
    refused = any(word in task.code.lower() for word in _REFUSED)
    return Failed(kind="refused" if refused else "failed", reason=reason, again=task.code.startswith("InternalError"))
