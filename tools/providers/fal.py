"""fal: other makers' models behind one queue.

Documentation: https://docs.fal.ai/model-endpoints/queue (copy of 2026-06) and fal-ai/fal-js endpoints.ts at commit
381105e (2026-08-02), checked 2026-11-20. Models: those with a host `fal` in `tools/engine_data`; it also says what each
one calls the parts of a request. Price: by model. Links: kept as the account says; 30 days for the answer itself.
The addresses to ask are the ones that fal returns, at its own origin only: follow-up addresses leave parts of the model
out. A queued job is cancelled at once, a running one is asked to stop.
"""

from typing import Any

from tools.profiles import Fields, Profile
from tools.providers.adapter import Adapter
from tools.providers.addresses import checked_task_id
from tools.providers.outcomes import Cancelled, Failed, Finished, Link, Place, Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest, StillRequest
from tools.providers.wire import Acknowledged, Answer, Trouble, WireResponse

_REFUSED = ("content_policy_violation", "safety", "nsfw", "moderation")
FRAMES_PER_SECOND = 24
_DOCUMENTED = "https://queue.fal.run"
_TOKENS, _FILES = "https://rest.fal.ai", "https://v3.fal.media"

_Request = StillRequest | ClipRequest | ClipEditRequest


class _Queued(WireResponse):
    request_id: str
    status_url: str
    response_url: str
    cancel_url: str


class _Status(WireResponse):
    status: str
    error: str | None = None
    error_type: str | None = None


class _Cancelling(Acknowledged):
    status: str = ""


class _File(WireResponse):
    url: str
    content_type: str | None = None


class _Token(WireResponse):
    token: str
    token_type: str


class _Output(WireResponse):
    video: _File | None = None
    images: tuple[_File, ...] = ()
    seed: int | None = None


class Fal(Adapter[_Request]):
    """One model at fal."""

    vendor = "fal"
    scheme = "Key "

    async def submit(self, request: _Request, *, label: str | None = None) -> Submitted:
        del label  # fal cannot be asked by it
        model, body = _to_wire(self.profile, request)
        queued = await self.connection.submit(f"/{model}", _Queued, json=body)
        addresses = {"status": queued.status_url, "response": queued.response_url, "cancel": queued.cancel_url}
        return Submitted(
            vendor=self.vendor,
            model=model,
            task_id=checked_task_id(queued.request_id, self.vendor),
            addresses={purpose: self.connection.own(url) for purpose, url in addresses.items()},
        )

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        status = await self.standing("GET", self._address(job, "status"), _Status)
        if isinstance(status, Failed):
            return status
        if status.status == "COMPLETED" and not (status.error or status.error_type):
            return Finished(job=job)
        if status.status in ("IN_QUEUE", "IN_PROGRESS"):
            return Working(stage="queued" if status.status == "IN_QUEUE" else "running")
        said = f"{status.error or ''} {status.error_type or ''}".lower()
        kind = "refused" if any(word in said for word in _REFUSED) else "failed"
        reason = self.connection.reason(status.error or status.error_type or status.status)
        return Failed(kind=kind, reason=reason, again=kind == "failed")

    async def cancel(self, job: Submitted) -> Cancelled:
        answer = await self.cancelling("PUT", self._address(job, "cancel"), _Cancelling)
        if isinstance(answer, Cancelled):
            return answer
        if answer.status == "CANCELLATION_REQUESTED":
            return Cancelled(state="requested")
        return Cancelled(state="cancelled", charged="no")  # it had not left the queue

    async def collect(self, finished: Finished) -> tuple[Link, ...]:
        """Ask for the answer's links: fresh ones each time. Raises VendorError, also for content refused only here."""
        if finished.job is None:
            return ()
        output = await self.connection.ask("GET", self._address(finished.job, "response"), _Output)
        files = (output.video,) if output.video else output.images
        if not files:
            raise self.connection.nothing("no video and no picture")
        return tuple(self.connection.link(file.url, file.content_type, self.profile.links_live_s) for file in files)

    async def place_for(self, mime: str) -> Place:
        """A place in fal's storage (fal-client 1.0.3, fal_v3). Raises VendorError."""
        tokens, files = self._at(_TOKENS), self._at(_FILES)
        path = f"{tokens}/storage/auth/token?storage_type=fal-cdn-v3"
        given = await self.connection.ask("POST", path, _Token, json={})
        headers = {
            "Authorization": f"{given.token_type} {given.token}", "Content-Type": mime, "X-Fal-File-Name": "clip.mp4",
        }  # fmt: skip
        return Place(url=f"{files}/files/upload", headers=headers)

    def _at(self, documented: str) -> str:
        """fal's documented address, or the operator's own instead of all of them."""
        base_url = self.connection.access.base_url
        return documented if base_url == _DOCUMENTED else base_url.rstrip("/")

    def _address(self, job: Submitted, purpose: str) -> str:
        checked_task_id(job.task_id, self.vendor)
        return self.connection.own(job.addresses.get(purpose, ""))

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        """`detail` is a sentence, or a list of what is wrong with which field."""
        detail: Any = answer.body.get("detail")
        if isinstance(detail, list) and detail and isinstance(detail[0], dict):
            reason, kind = str(detail[0].get("msg") or "no reason given"), str(detail[0].get("type") or "")
            if any(word in kind for word in _REFUSED):
                return Trouble("refused", reason)
            return Trouble("failed" if answer.status >= 500 else "unsupported", reason)
        if answer.status == 403 and isinstance(detail, str) and "balance" in detail.lower():
            return Trouble("credit", detail)
        return None


def _to_wire(profile: Profile, request: _Request) -> tuple[str, dict[str, Any]]:
    """The model to ask and the body."""
    fields = profile.fields
    if isinstance(request, StillRequest):
        model, body = _still(profile, fields, request)
    elif isinstance(request, ClipRequest):
        model, body = _clip(profile, fields, request)
    else:
        model, body = _edit(profile, fields, request)
    named = {name: value for name, value in body if name is not None and value is not None}
    return model, {**fields.fixed, **named}


_Body = list[tuple[str | None, Any]]


def _still(profile: Profile, fields: Fields, request: StillRequest) -> tuple[str, _Body]:
    model = fields.pictures_model if request.pictures and fields.pictures_model else profile.model
    size = profile.sizes.get(request.ratio, {}).get(request.quality)
    return model, [
        (fields.prompt, request.prompt),
        (fields.pictures, [picture.data_url for picture in request.pictures] or None),
        (fields.mask, request.mask.data_url if request.mask else None),
        (fields.size, _pixels(size)),
        (fields.resolution, size),
        (fields.ratio, request.ratio),
        (fields.quality, request.quality),
        (fields.count, request.count),
        (fields.seed, request.seed),
    ]


def _clip(profile: Profile, fields: Fields, request: ClipRequest) -> tuple[str, _Body]:
    model, first = profile.model, fields.first_frame
    if request.tier == "draft" and fields.draft_model:
        model = fields.draft_model
    if request.last_frame is not None and fields.last_frame_model:
        model, first = fields.last_frame_model, fields.last_frame_first
    size = profile.sizes.get(request.ratio, {}).get("low" if request.tier == "draft" else "high")
    shots = [{"prompt": shot.words, "duration": str(shot.seconds)} for shot in request.shots]
    return model, [
        (fields.prompt, None if shots and fields.shots else request.motion_prompt),
        (fields.shots, shots or None),
        (first, request.first_frame.data_url if request.first_frame else None),
        (fields.last_frame, request.last_frame.data_url if request.last_frame else None),
        (fields.seconds, _length(fields, request)),
        (fields.ratio, request.ratio),
        (fields.resolution, profile.resolution(request.tier)),
        (fields.size, _pixels(size)),
        (fields.audio, request.audio),
        (fields.camera, _camera(profile, request)),
        (fields.seed, request.seed),
    ]


def _edit(profile: Profile, fields: Fields, request: ClipEditRequest) -> tuple[str, _Body]:
    kept, renewed = fields.keep_audio_values
    return profile.model, [
        (fields.prompt, request.instruction),
        (fields.video, request.video_url),
        (fields.pictures, [picture.data_url for picture in request.references] or None),
        (fields.resolution, profile.resolution(request.tier)),
        (fields.ratio, request.ratio),
        (fields.keep_audio, kept if request.keep_audio else renewed),
        (fields.seed, request.seed),
    ]


def _camera(profile: Profile, request: ClipRequest) -> str | None:
    """The value for the first move that has one; the others stand in the prompt."""
    if not request.moves:
        return profile.camera_values.get("static")
    return next((value for move in request.moves if (value := profile.camera_values.get(move.kind))), None)


def _length(fields: Fields, request: ClipRequest) -> str | int | None:
    if fields.seconds_in_drafts_only and request.tier == "final":
        return None
    if fields.seconds_form == "frames":
        return round(request.seconds * FRAMES_PER_SECOND) + 1
    if fields.seconds_form == "number":
        return round(request.seconds)
    return f"{request.seconds:g}s" if fields.seconds_form == "text_s" else f"{request.seconds:g}"


def _pixels(size: str | None) -> dict[str, int] | None:
    if size is None:
        return None
    width, _, height = size.partition("x")
    return {"width": int(width), "height": int(height)} if height else None
