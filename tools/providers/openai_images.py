"""OpenAI's pictures: generate, and edit with a mask and references.

Documentation: https://platform.openai.com/docs/api-reference/images, as the types of openai 3.51.0 state it
(checked 2026-11-20). Models: gpt-image-2, gpt-image-2.5-sunburst, -2.5-flare, -2.6-sunburst, -2.6-flare.
Price: by tokens; the answer's `usage` says how many (`tools/engine_data/prices.toml` says what they cost).
Answers at once, in base64; there is no task to poll, and no seed.
"""

from pydantic import Field

from tools.profiles import Profile
from tools.providers.adapter import AnswersAtOnce
from tools.providers.outcomes import Finished, Inline
from tools.providers.requests import StillRequest
from tools.providers.wire import AT_ONCE_TIMEOUT, Answer, Connection, Trouble, WireRequest, WireResponse

_REFUSED = {"moderation_blocked", "content_policy_violation", "image_generation_user_error"}
_NO_CREDIT = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}


class _Wanted(WireRequest):
    """`POST /images/generations` as JSON, `POST /images/edits` as form fields."""

    model: str
    prompt: str
    n: int
    output_format: str = "png"
    quality: str
    size: str


class _Picture(WireResponse):
    b64_json: str


class _TokenKinds(WireResponse):
    text_tokens: int = 0
    image_tokens: int = 0


class _Usage(WireResponse):
    input_tokens: int = 0
    output_tokens: int = 0
    input_tokens_details: _TokenKinds = _TokenKinds()


class _Made(WireResponse):
    data: list[_Picture] = Field(min_length=1)
    output_format: str = "png"
    usage: _Usage | None = None


class OpenAIImages(AnswersAtOnce[StillRequest]):
    """One image model at OpenAI."""

    vendor = "OpenAI"

    async def submit(self, request: StillRequest, *, label: str | None = None) -> Finished:
        """Make the pictures. Raises VendorError."""
        del label  # OpenAI cannot be asked by it
        wanted = _to_wire(self.profile, request).document()
        if not request.pictures:
            made = await self.connection.submit("/images/generations", _Made, patience=AT_ONCE_TIMEOUT, json=wanted)
        else:
            fields = {name: str(value) for name, value in wanted.items()}
            made = await self.connection.submit(
                "/images/edits", _Made, patience=AT_ONCE_TIMEOUT, data=fields, files=_files(request)
            )
        return _from_wire(made, self.connection)

    @staticmethod
    def judge(answer: Answer) -> Trouble | None:
        """`error.code` and `error.type`, also where the status is 200."""
        error = answer.body.get("error")
        if not isinstance(error, dict):
            return None
        codes = {str(error.get("code")), str(error.get("type"))}
        reason = str(error.get("message") or error.get("code") or f"HTTP {answer.status}")
        if codes & _REFUSED:
            return Trouble("refused", reason)
        if codes & _NO_CREDIT:
            return Trouble("credit", reason)
        return Trouble("failed", reason) if answer.status < 400 else None


def _to_wire(profile: Profile, request: StillRequest) -> _Wanted:
    return _Wanted(
        model=profile.model,
        prompt=request.prompt,
        n=request.count,
        quality=request.quality,
        size=profile.sizes[request.ratio][request.quality],
    )


def _files(request: StillRequest) -> list[tuple[str, tuple[str, bytes, str]]]:
    """The parts of a multipart body: one `image`, or several `image[]`; the mask belongs to the first."""
    name = "image" if len(request.pictures) == 1 else "image[]"
    parts = [(name, (picture.file_name, picture.data, picture.mime)) for picture in request.pictures]
    if request.mask is not None:
        parts.append(("mask", ("mask.png", request.mask.data, request.mask.mime)))
    return [(field, (file, data, str(mime))) for field, (file, data, mime) in parts]


def _from_wire(made: _Made, connection: Connection) -> Finished:
    usage = made.usage or _Usage()
    return Finished(
        results=tuple(
            Inline(data=connection.decoded(picture.b64_json), mime=f"image/{made.output_format}")
            for picture in made.data
        ),
        usage={
            "text_in": usage.input_tokens_details.text_tokens,
            "image_in": usage.input_tokens_details.image_tokens,
            "image_out": usage.output_tokens,
        }
        if made.usage
        else {},
    )
