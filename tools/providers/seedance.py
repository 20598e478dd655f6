"""ByteDance's Seedance at BytePlus (ModelArk): clips from stills.

Documentation: https://docs.byteplus.com/en/docs/ModelArk/1520757, with the names of byteplus-python-sdk-v2 3.0.63
(checked 2026-11-20). Models: seedance-1-5-pro-251215, dreamina-seedance-2-0-260128 and its fast sibling. Price: by
tokens; a finished task says how many. Links live 24 hours, tasks 7 days. A task that waits is cancelled; deleting one
that has ended would destroy its record, so it is looked at first. 1.5 Pro can hold the camera still; there is no other
camera parameter.
"""

from tools.profiles import Profile
from tools.providers.adapter import Adapter
from tools.providers.addresses import checked_task_id
from tools.providers.outcomes import Cancelled, Failed, Finished, Submitted, Working
from tools.providers.requests import ClipRequest
from tools.providers.wire import Acknowledged, Answer, Connection, Trouble, WireRequest, WireResponse

_KEY = ("AuthenticationError", "AccessDenied", "InvalidApiKey")
_CREDIT = ("AccountOverdue", "QuotaExceeded", "InsufficientBalance")
_RATE = ("RateLimitExceeded", "ServerOverloaded", "ModelLoading", "RequestBurst")
_REFUSED = ("SensitiveContent", "RiskDetection", "PolicyViolation", "PrivacyInformation")


class _Address(WireRequest):
    url: str


class _Content(WireRequest):
    type: str
    text: str | None = None
    image_url: _Address | None = None
    role: str | None = None


class _Wanted(WireRequest):
    """`POST /contents/generations/tasks`."""

    model: str
    content: tuple[_Content, ...]
    generate_audio: bool
    camera_fixed: bool | None = None
    watermark: bool = False
    seed: int | None = None
    resolution: str
    ratio: str
    duration: int


class _Taken(WireResponse):
    id: str


class _Made(WireResponse):
    video_url: str = ""


class _Usage(WireResponse):
    completion_tokens: int = 0


class _Wrong(WireResponse):
    code: str = ""
    message: str = ""


class _Task(WireResponse):
    id: str
    status: str
    content: _Made | None = None
    usage: _Usage | None = None
    error: _Wrong | None = None
    seed: int | None = None


class Seedance(Adapter[ClipRequest]):
    """One Seedance model at BytePlus."""

    vendor = "BytePlus"

    async def submit(self, request: ClipRequest, *, label: str | None = None) -> Submitted:
        del label  # BytePlus cannot be asked by it
        body = _to_wire(self.profile, request).document()
        taken = await self.connection.submit("/contents/generations/tasks", _Taken, json=body)
        task_id = checked_task_id(taken.id, self.vendor)
        return Submitted(vendor=self.vendor, model=self.profile.model, task_id=task_id)

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        task = await self.standing("GET", self._path(job), _Task)
        return task if isinstance(task, Failed) else _from_wire(task, job, self.connection, self.profile)

    async def cancel(self, job: Submitted) -> Cancelled:
        task = await self.standing("GET", self._path(job), _Task)
        if isinstance(task, Failed) or task.status != "queued":
            return Cancelled(state="too_late", reason="it no longer waits, and a task that runs cannot be stopped")
        answer = await self.cancelling("DELETE", self._path(job), Acknowledged)
        return answer if isinstance(answer, Cancelled) else Cancelled(state="cancelled", charged="no")

    def _path(self, job: Submitted) -> str:
        return f"/contents/generations/tasks/{checked_task_id(job.task_id, self.vendor)}"

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        """`error {code, message}`; in an answer that has a `status` the error is the task's, not the call's."""
        error = answer.body.get("error")
        if not isinstance(error, dict) or (answer.status < 400 and "status" in answer.body):
            return None
        code, reason = str(error.get("code") or ""), str(error.get("message") or error.get("code"))
        if any(word in code for word in _KEY):
            return Trouble("key", reason)
        if any(word in code for word in _CREDIT):
            return Trouble("credit", reason)
        if any(word in code for word in _RATE):
            return Trouble("rate", reason, again=True)
        if any(word in code for word in _REFUSED):
            return Trouble("refused", reason)
        return Trouble("failed", reason) if answer.status < 400 else None


def _to_wire(profile: Profile, request: ClipRequest) -> _Wanted:
    frames = (("first_frame", request.first_frame), ("last_frame", request.last_frame))
    pictures = (
        _Content(type="image_url", image_url=_Address(url=frame.data_url), role=role) for role, frame in frames if frame
    )
    return _Wanted(
        model=profile.model,
        content=(_Content(type="text", text=request.motion_prompt), *pictures),
        generate_audio=request.audio,
        camera_fixed=not request.moves if profile.camera_fixed else None,
        seed=request.seed,
        resolution=profile.resolution(request.tier),
        ratio=request.ratio,
        duration=round(request.seconds),
    )


def _from_wire(task: _Task, job: Submitted, connection: Connection, profile: Profile) -> Working | Finished | Failed:
    if task.status in ("queued", "running"):
        return Working(stage="queued" if task.status == "queued" else "running")
    if task.status == "succeeded" and task.content and task.content.video_url:
        return Finished(
            job=job,
            results=(connection.link(task.content.video_url, "video/mp4", profile.links_live_s),),
            seed=task.seed,
            usage={"tokens": task.usage.completion_tokens} if task.usage else {},
        )
    wrong = task.error or _Wrong()
    refused = any(word in wrong.code for word in _REFUSED)
    reason = connection.reason(wrong.message or wrong.code or f"it ended as {task.status} without a result")
    return Failed(kind="refused" if refused else "failed", reason=reason, again=wrong.code.startswith("Internal"))
