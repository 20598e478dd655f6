"""Google's pictures: Nano Banana 2 Lite, 2.1 and Pro, generated and edited with references.

Documentation: https://ai.google.dev/api/generate-content, as google-genai 3.3.0 sends it (checked 2026-11-20). Models:
gemini-3.1-flash-lite-image, gemini-nano-banana-2.1, gemini-3-pro-image. Price: by picture and size.
Answers at once. Refusals come with HTTP 200, as a block or as a reason to finish, and so does an answer without a
picture. One picture a call: there is no count.
"""

from typing import Any

from tools.profiles import Profile
from tools.providers import google_wire
from tools.providers.adapter import AnswersAtOnce
from tools.providers.outcomes import Finished, Inline
from tools.providers.requests import StillRequest
from tools.providers.wire import AT_ONCE_TIMEOUT, Answer, CamelRequest, CamelResponse, Connection, Trouble

_REFUSED = {
    "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_RECITATION",
}  # fmt: skip


class _Blob(CamelRequest):
    mime_type: str
    data: str


class _Part(CamelRequest):
    text: str | None = None
    inline_data: _Blob | None = None


class _Content(CamelRequest):
    parts: tuple[_Part, ...]
    role: str = "user"


class _ImageConfig(CamelRequest):
    aspect_ratio: str
    image_size: str


class _Config(CamelRequest):
    seed: int | None = None
    response_modalities: tuple[str, ...] = ("IMAGE",)
    image_config: _ImageConfig


class _Wanted(CamelRequest):
    """`POST /models/{model}:generateContent`."""

    contents: tuple[_Content, ...]
    generation_config: _Config


class _Bytes(CamelResponse):
    mime_type: str
    data: str


class _MadePart(CamelResponse):
    inline_data: _Bytes | None = None


class _MadeContent(CamelResponse):
    parts: tuple[_MadePart, ...] = ()


class _Candidate(CamelResponse):
    content: _MadeContent = _MadeContent()


class _Usage(CamelResponse):
    prompt_token_count: int = 0
    candidates_token_count: int = 0


class _Made(CamelResponse):
    candidates: tuple[_Candidate, ...]
    usage_metadata: _Usage | None = None


class GoogleImages(AnswersAtOnce[StillRequest]):
    """One image model at Google."""

    vendor = "Google"
    header = "x-goog-api-key"
    scheme = ""

    async def submit(self, request: StillRequest, *, label: str | None = None) -> Finished:
        """Make the picture. Raises VendorError."""
        del label  # Google cannot be asked by it
        body = _to_wire(self.profile, request).document()
        path = f"/models/{self.profile.model}:generateContent"
        made = await self.connection.submit(path, _Made, patience=AT_ONCE_TIMEOUT, json=body)
        finished = _from_wire(made, self.connection)
        if not finished.results:
            raise self.connection.nothing("no picture")
        return finished

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        """Errors, blocks of the prompt, and candidates that ended for a reason of content."""
        feedback: Any = answer.body.get("promptFeedback")
        if isinstance(feedback, dict) and feedback.get("blockReason"):
            return Trouble("refused", str(feedback.get("blockReasonMessage") or feedback["blockReason"]))
        candidates: Any = answer.body.get("candidates")
        for candidate in candidates if isinstance(candidates, list) else []:
            reason = candidate.get("finishReason") if isinstance(candidate, dict) else None
            if reason in _REFUSED:
                return Trouble("refused", str(candidate.get("finishMessage") or reason))
        return google_wire.error_of(answer)


def _to_wire(profile: Profile, request: StillRequest) -> _Wanted:
    pictures = (_Part(inline_data=_Blob(mime_type=p.mime, data=p.base64)) for p in request.pictures)
    size = profile.sizes[request.ratio][request.quality]
    return _Wanted(
        contents=(_Content(parts=(_Part(text=request.prompt), *pictures)),),
        generation_config=_Config(
            seed=request.seed, image_config=_ImageConfig(aspect_ratio=request.ratio, image_size=size)
        ),
    )


def _from_wire(made: _Made, connection: Connection) -> Finished:
    blobs = [part.inline_data for one in made.candidates for part in one.content.parts if part.inline_data]
    usage = made.usage_metadata
    counts = {"tokens_in": usage.prompt_token_count, "tokens_out": usage.candidates_token_count} if usage else {}
    return Finished(
        results=tuple(Inline(data=connection.decoded(blob.data), mime=blob.mime_type) for blob in blobs),
        usage=dict(counts),
    )
