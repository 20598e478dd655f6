"""Google's Gemini Omni Flash: clips from stills, and clips changed in conversation, one change at a time.

Documentation: https://ai.google.dev/gemini-api/docs/interactions, as google-genai 3.3.0 sends it (checked 2026-11-20).
Models: gemini-omni-1.2-flash, gemini-omni-1.1-flash. Price: by second and resolution. Always with sound. A clip that
Omni made is changed through its interaction, without sending it again; interactions are kept 55 days, one without
billing. A job runs in the background and can be cancelled.
"""

from tools.profiles import Profile
from tools.providers import google_wire
from tools.providers.adapter import Adapter
from tools.providers.addresses import checked_task_id
from tools.providers.outcomes import Cancelled, Failed, Finished, Inline, Link, Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest, Picture
from tools.providers.wire import Acknowledged, Answer, Connection, Trouble, WireRequest, WireResponse

_NO_VIDEO = "it finished without a video; where it runs, clips of this kind may not be available"


class _Block(WireRequest):
    type: str
    text: str | None = None
    data: str | None = None
    mime_type: str | None = None


class _Step(WireRequest):
    content: tuple[_Block, ...]
    type: str = "user_input"


class _Video(WireRequest):
    type: str = "video"
    aspect_ratio: str
    duration: str | None = None
    resolution: str
    delivery: str = "uri"


class _VideoConfig(WireRequest):
    task: str


class _Config(WireRequest):
    video_config: _VideoConfig


class _Wanted(WireRequest):
    """`POST /interactions`."""

    model: str
    background: bool = True
    generation_config: _Config
    input: tuple[_Step, ...]
    previous_interaction_id: str | None = None
    response_format: _Video
    store: bool = True


class _Made(WireResponse):
    type: str = ""
    uri: str | None = None
    data: str | None = None
    mime_type: str = "video/mp4"


class _Output(WireResponse):
    type: str = ""
    content: tuple[_Made, ...] = ()


class _Wrong(WireResponse):
    code: str | int | None = None
    message: str = ""


class _Usage(WireResponse):
    total_input_tokens: int = 0
    total_output_tokens: int = 0


class _Interaction(WireResponse):
    id: str
    status: str
    steps: tuple[_Output, ...] = ()
    errors: tuple[_Wrong, ...] = ()
    usage: _Usage | None = None


class _Cancelling(Acknowledged):
    status: str = ""


class GoogleOmni(Adapter[ClipRequest | ClipEditRequest]):
    """One Omni model at Google."""

    vendor = "Google"
    header = "x-goog-api-key"
    scheme = ""

    async def submit(self, request: ClipRequest | ClipEditRequest, *, label: str | None = None) -> Submitted:
        del label  # Google cannot be asked by it
        body = _to_wire(self.profile, request).document()
        made = await self.connection.submit("/interactions", _Interaction, json=body)
        task_id = checked_task_id(made.id, self.vendor)
        return Submitted(vendor=self.vendor, model=self.profile.model, task_id=task_id)

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        path = f"/interactions/{checked_task_id(job.task_id, self.vendor)}"
        found = await self.standing("GET", path, _Interaction)
        return found if isinstance(found, Failed) else _from_wire(found, job, self.connection, self.profile)

    async def cancel(self, job: Submitted) -> Cancelled:
        path = f"/interactions/{checked_task_id(job.task_id, self.vendor)}/cancel"
        answer = await self.cancelling("POST", path, _Cancelling)
        if isinstance(answer, Cancelled):
            return answer
        if answer.status in ("completed", "failed"):
            return Cancelled(state="too_late", reason=f"it is {answer.status}")
        return Cancelled(state="cancelled" if answer.status == "cancelled" else "requested")

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        return google_wire.error_of(answer)


def _to_wire(profile: Profile, request: ClipRequest | ClipEditRequest) -> _Wanted:
    edit = isinstance(request, ClipEditRequest)
    words = request.instruction if isinstance(request, ClipEditRequest) else request.motion_prompt
    task = "edit"
    pictures: tuple[Picture | None, ...] = request.references
    if isinstance(request, ClipRequest):
        task = "image_to_video" if request.first_frame else "text_to_video"
        pictures = (request.first_frame, request.last_frame, *request.references)
        if request.references:  # roles stand in the prompt, which names the references
            task = "reference_to_video"
            words = f"<FIRST_FRAME> {words}" if request.first_frame else words
    blocks = (_Block(type="text", text=words), *(_image(picture) for picture in pictures if picture))
    return _Wanted(
        model=profile.model,
        generation_config=_Config(video_config=_VideoConfig(task=task)),
        input=(_Step(content=blocks),),
        previous_interaction_id=request.interaction if isinstance(request, ClipEditRequest) else None,
        response_format=_Video(
            aspect_ratio=request.ratio,
            duration=None if edit else f"{request.seconds:g}s",
            resolution=profile.resolution(request.tier),
        ),
    )


def _image(frame: Picture) -> _Block:
    return _Block(type="image", data=frame.base64, mime_type=frame.mime)


def _from_wire(
    made: _Interaction, job: Submitted, connection: Connection, profile: Profile
) -> Working | Finished | Failed:
    if made.status in ("queued", "in_progress"):
        return Working(stage="queued" if made.status == "queued" else "running")
    if made.status != "completed":
        return _failed(made, connection)
    videos = [block for step in made.steps if step.type == "model_output" for block in step.content]
    video = next((block for block in reversed(videos) if block.type == "video" and (block.uri or block.data)), None)
    if video is None:
        return Failed(kind="failed", reason=_NO_VIDEO)
    return Finished(
        job=job,
        results=(_file(video, connection, profile),),
        interaction=job.task_id,
        usage={"tokens_in": made.usage.total_input_tokens, "tokens_out": made.usage.total_output_tokens}
        if made.usage
        else {},
    )


def _file(video: _Made, connection: Connection, profile: Profile) -> Link | Inline:
    if video.uri is None:
        return Inline(data=connection.decoded(video.data or ""), mime=video.mime_type)
    media = video.uri if "alt=media" in video.uri else f"{video.uri}{'&' if '?' in video.uri else '?'}alt=media"
    return connection.link(media, video.mime_type, profile.links_live_s, with_key=True)


def _failed(made: _Interaction, connection: Connection) -> Failed:
    wrong = made.errors[0] if made.errors else _Wrong()
    reason = connection.reason(wrong.message or wrong.code or f"it ended as {made.status}")
    if made.status == "budget_exceeded":
        return Failed(kind="credit", reason=reason)
    refused = google_wire.REFUSED.search(f"{wrong.code} {wrong.message}")
    return Failed(kind="refused" if refused else "failed", reason=reason, again=not refused and made.status == "failed")
