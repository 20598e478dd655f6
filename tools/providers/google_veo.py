"""Google's Veo 3.1 on the Enterprise platform.

Documentation: https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/veo-video-generation, as
google-genai 3.3.0 sends it with an API key (checked 2026-11-20). Models: veo-3.1-generate-001 and
veo-3.1-fast-generate-001. Price: by second, resolution and sound. The clip comes with the answer, as no storage is
named. There is nothing to cancel with. Whether the models still run is not verified: the profile says so.
"""

import re

from pydantic import Field

from store.errors import VendorError
from tools.profiles import Profile
from tools.providers import google_wire
from tools.providers.adapter import Adapter
from tools.providers.outcomes import Cancelled, Failed, Finished, Inline, Submitted, Working
from tools.providers.requests import ClipRequest, Picture
from tools.providers.wire import Answer, CamelRequest, CamelResponse, Connection, Trouble

_OPERATION = re.compile(
    r"projects/[\w-]{1,64}/locations/[\w-]{1,32}/(?:publishers/google/models/[\w.-]{1,64}/)?operations/[\w-]{1,64}"
)


class _Image(CamelRequest):
    bytes_base64_encoded: str
    mime_type: str


class _Instance(CamelRequest):
    prompt: str
    image: _Image | None = None
    last_frame: _Image | None = None


class _Parameters(CamelRequest):
    sample_count: int = 1
    duration_seconds: int
    seed: int | None = None
    aspect_ratio: str
    resolution: str
    generate_audio: bool


class _Wanted(CamelRequest):
    """`POST /publishers/google/models/{model}:predictLongRunning`."""

    instances: tuple[_Instance, ...]
    parameters: _Parameters


class _Asked(CamelRequest):
    """`POST /publishers/google/models/{model}:fetchPredictOperation`."""

    operation_name: str


class _Video(CamelResponse):
    bytes_base64_encoded: str | None = None
    mime_type: str = "video/mp4"


class _Made(CamelResponse):
    videos: tuple[_Video, ...] = ()
    rai_media_filtered_reasons: tuple[str, ...] = ()


class _Wrong(CamelResponse):
    code: int = 0
    message: str = ""


class _Operation(CamelResponse):
    name: str
    done: bool = False
    wrong: _Wrong | None = Field(default=None, alias="error")
    response: _Made | None = None


class GoogleVeo(Adapter[ClipRequest]):
    """One Veo model on Google's Enterprise platform."""

    vendor = "Google Enterprise"
    header = "x-goog-api-key"
    scheme = ""

    async def submit(self, request: ClipRequest, *, label: str | None = None) -> Submitted:
        del label  # Google cannot be asked by it
        body = _to_wire(self.profile, request).document()
        made = await self.connection.submit(self._path("predictLongRunning"), _Operation, json=body)
        return Submitted(vendor=self.vendor, model=self.profile.model, task_id=self._operation(made.name))

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        body = _Asked(operation_name=self._operation(job.task_id)).document()
        found = await self.standing("POST", self._path("fetchPredictOperation"), _Operation, json=body)
        return found if isinstance(found, Failed) else _from_wire(found, job, self.connection)

    async def cancel(self, job: Submitted) -> Cancelled:
        return Cancelled(state="impossible", reason=f"{job.vendor} documents no way to cancel a clip")

    def _path(self, verb: str) -> str:
        return f"/publishers/google/models/{self.profile.model}:{verb}"

    def _operation(self, name: str) -> str:
        """An operation's name as it stands, if it is one. It goes into a body, never into an address."""
        if not _OPERATION.fullmatch(name):
            raise VendorError("failed", self.vendor, f"it names a task {name[:60]!r}, which is none", charged="unknown")
        return name

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        """An operation that failed carries its error in a body that is in order; that one is not the call's."""
        return None if answer.body.get("done") else google_wire.error_of(answer)


def _to_wire(profile: Profile, request: ClipRequest) -> _Wanted:
    return _Wanted(
        instances=(
            _Instance(
                prompt=request.motion_prompt, image=_image(request.first_frame), last_frame=_image(request.last_frame)
            ),
        ),
        parameters=_Parameters(
            duration_seconds=round(request.seconds),
            seed=request.seed,
            aspect_ratio=request.ratio,
            resolution=profile.resolution(request.tier),
            generate_audio=request.audio,
        ),
    )


def _image(frame: Picture | None) -> _Image | None:
    return None if frame is None else _Image(bytes_base64_encoded=frame.base64, mime_type=frame.mime)


def _from_wire(made: _Operation, job: Submitted, connection: Connection) -> Working | Finished | Failed:
    if not made.done:
        return Working(stage="running")
    if made.wrong is not None:
        refused = google_wire.REFUSED.search(made.wrong.message)
        return Failed(kind="refused" if refused else "failed", reason=connection.reason(made.wrong.message))
    response = made.response or _Made()
    results = tuple(
        Inline(data=connection.decoded(video.bytes_base64_encoded), mime=video.mime_type)
        for video in response.videos
        if video.bytes_base64_encoded
    )
    if results:
        return Finished(job=job, results=results)
    if response.rai_media_filtered_reasons:
        return Failed(kind="refused", reason=connection.reason(response.rai_media_filtered_reasons[0]))
    return Failed(kind="failed", reason="it finished without a video")
