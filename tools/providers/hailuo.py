"""MiniMax's Hailuo: clips from stills, with camera commands in brackets.

Documentation: https://platform.minimax.io/docs/api-reference/video-generation-i2v (copy checked 2026-11-20). Models:
MiniMax-Hailuo-2.3, MiniMax-Hailuo-2.3-Fast. Price: by clip, length and resolution. The HTTP status is 200 also when
something is wrong. A finished task names a file, whose link is asked for separately and lives one hour. There is no way
to cancel. MiniMax's own rewriting of prompts is switched off: it would take the brackets apart.
"""

from typing import Any

from tools.profiles import Profile
from tools.providers.adapter import Adapter
from tools.providers.addresses import checked_task_id
from tools.providers.outcomes import Cancelled, Failed, Finished, Link, Submitted, Working
from tools.providers.requests import ClipRequest
from tools.providers.wire import Answer, Trouble, WireRequest, WireResponse

_KEY, _CREDIT, _RATE, _REFUSED, _PASSING = (1004, 2049), (1008,), (1002, 1039), (1026, 1027), (1000, 1001, 1013)


class _Wanted(WireRequest):
    """`POST /v1/video_generation`."""

    model: str
    prompt: str
    first_frame_image: str
    duration: int
    resolution: str
    prompt_optimizer: bool = False


class _Taken(WireResponse):
    task_id: str


class _Task(WireResponse):
    status: str
    file_id: str = ""


class _File(WireResponse):
    download_url: str


class _Retrieved(WireResponse):
    file: _File


class Hailuo(Adapter[ClipRequest]):
    """One Hailuo model at MiniMax."""

    vendor = "MiniMax"

    async def submit(self, request: ClipRequest, *, label: str | None = None) -> Submitted:
        del label  # MiniMax cannot be asked by it
        body = _to_wire(self.profile, request).document()
        taken = await self.connection.submit("/v1/video_generation", _Taken, json=body)
        task_id = checked_task_id(taken.task_id, self.vendor)
        return Submitted(vendor=self.vendor, model=self.profile.model, task_id=task_id)

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        asked = {"task_id": checked_task_id(job.task_id, self.vendor)}
        task = await self.standing("GET", "/v1/query/video_generation", _Task, params=asked)
        return task if isinstance(task, Failed) else _from_wire(task, job)

    async def cancel(self, job: Submitted) -> Cancelled:
        return Cancelled(state="impossible", reason=f"{job.vendor} documents no way to cancel a task")

    async def collect(self, finished: Finished) -> tuple[Link, ...]:
        """Ask for the file's link: a fresh one each time. Raises VendorError."""
        asked = {"file_id": checked_task_id(finished.file_id or "", self.vendor)}
        found = await self.connection.ask("GET", "/v1/files/retrieve", _Retrieved, params=asked)
        return (self.connection.link(found.file.download_url, "video/mp4", self.profile.links_live_s),)

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        """`base_resp.status_code` is 0, or says what is wrong."""
        said: Any = answer.body.get("base_resp")
        code = said.get("status_code") if isinstance(said, dict) else None
        if not isinstance(code, int) or code == 0:
            return None
        reason = str(said.get("status_msg") or f"code {code}")
        if code in _KEY:
            return Trouble("key", reason)
        if code in _CREDIT:
            return Trouble("credit", reason)
        if code in _RATE:
            return Trouble("rate", reason, again=True)
        if code in _REFUSED:
            return Trouble("refused", reason)
        return Trouble("failed", reason, again=True) if code in _PASSING else Trouble("unsupported", reason)


def _to_wire(profile: Profile, request: ClipRequest) -> _Wanted:
    return _Wanted(
        model=profile.model,
        prompt=request.motion_prompt,
        first_frame_image=request.first_frame.data_url if request.first_frame else "",
        duration=round(request.seconds),
        resolution=profile.resolution(request.tier),
    )


def _from_wire(task: _Task, job: Submitted) -> Working | Finished | Failed:
    if task.status in ("Preparing", "Queueing", "Processing"):
        return Working(stage="running" if task.status == "Processing" else "queued")
    if task.status == "Success" and task.file_id:
        return Finished(job=job, file_id=task.file_id)
    return Failed(kind="failed", reason=f"it ended as {task.status[:40]} without a result", again=True)
