from base64 import b64encode
from typing import Any

from tests.contract.answers import Reply
from tests.contract.samples.forms import STILL, Expected, Samples
from tools.providers.requests import Picture, StillRequest

_MADE = b"\x89PNG\r\n\x1a\n made"
_ANSWER = Reply(
    {
        "created": 1790000000,
        "background": "opaque",
        "data": [{"b64_json": b64encode(_MADE).decode()}, {"b64_json": b64encode(_MADE).decode()}],
        "output_format": "png",
        "quality": "high",
        "size": "1152x2048",
        "usage": {
            "input_tokens": 40,
            "input_tokens_details": {"image_tokens": 0, "text_tokens": 40},
            "output_tokens": 9000,
            "total_tokens": 9040,
        },
    }
)
_REFUSED = {
    "error": {
        "message": "Your request was rejected by the safety system.",
        "type": "image_generation_user_error",
        "param": None,
        "code": "moderation_blocked",
    }
}


def _error(code: str, message: str, kind: str = "invalid_request_error") -> dict[str, object]:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


_CASES: dict[str, Any] = {
    "finished": _ANSWER,
    "refused": Reply(_REFUSED, 400),
    "key": Reply(_error("invalid_api_key", "Incorrect API key provided: sk-test-*****key."), 401),
    "credit": Reply(_error("insufficient_quota", "You exceeded your current quota.", "insufficient_quota"), 429),
    "rate": Reply(_error("rate_limit_exceeded", "Rate limit reached for images per minute.", "images"), 429),
    "moderated": (("submit", Reply(_REFUSED)),),
    "expected": Expected(data=(_MADE, _MADE), usage={"text_in": 40, "image_in": 0, "image_out": 9000}),
}
_WORDS = "A glass bottle of olive oil on marble"
_MASK = Picture(data=b"\x89PNG\r\n\x1a\n mask", mime="image/png", width=1080, height=1920)

SAMPLES = (
    Samples(
        name="generate",
        engine="gpt-image-2@openai",
        request=StillRequest(prompt=_WORDS, quality="high", count=2),
        path="/v1/images/generations",
        headers={"authorization": "Bearer sk-test-0123456789abcdef-key"},
        body={
            "model": "gpt-image-2",
            "prompt": _WORDS,
            "n": 2,
            "output_format": "png",
            "quality": "high",
            "size": "1152x2048",
        },
        **_CASES,
    ),
    Samples(
        name="edit",
        engine="gpt-image-2@openai",
        request=StillRequest(prompt="the label in blue", base=STILL, mask=_MASK, references=(STILL,), ratio="4:5"),
        path="/v1/images/edits",
        body=None,
        **_CASES,
    ),
)
