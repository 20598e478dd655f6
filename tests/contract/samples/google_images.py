from base64 import b64encode
from typing import Any

from tests.contract.answers import Reply
from tests.contract.samples.forms import STILL, STILL_64, Expected, Samples
from tools.providers.requests import StillRequest

_MADE = b"\x89PNG\r\n\x1a\n made"
_WORDS = "The same bottle on a wet stone at dawn"


def _error(code: int, status: str, message: str, **detail: str) -> Reply:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", **detail}]
    return Reply({"error": {"code": code, "message": message, "status": status, "details": details}}, code)


def _ended(reason: str) -> Reply:
    return Reply({"candidates": [{"content": {}, "finishReason": reason, "index": 0}], "usageMetadata": {}})


_BLOCKED = Reply({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 12}})
_ANSWER = {
    "candidates": [
        {
            "content": {
                "role": "model",
                "parts": [
                    {"text": "Here it is."},
                    {"inlineData": {"mimeType": "image/png", "data": b64encode(_MADE).decode()}},
                ],
            },
            "finishReason": "STOP",
        }
    ],
    "usageMetadata": {"promptTokenCount": 271, "candidatesTokenCount": 1290, "totalTokenCount": 1561},
    "modelVersion": "gemini-nano-banana-2.1",
}
_CASES: dict[str, Any] = {
    "finished": Reply(_ANSWER),
    "expected": Expected(data=(_MADE,), usage={"tokens_in": 271, "tokens_out": 1290}),
    "refused": _BLOCKED,
    "key": _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", reason="API_KEY_INVALID"),
    "credit": _error(400, "FAILED_PRECONDITION", "Please enable billing on your project in Google AI Studio."),
    "rate": _error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, requests per minute."),
    "moderated": tuple(
        ("submit", reply)
        for reply in (_BLOCKED, _ended("IMAGE_SAFETY"), _ended("IMAGE_PROHIBITED_CONTENT"), _ended("SAFETY"))
    ),
    "headers": {"x-goog-api-key": "sk-test-0123456789abcdef-key"},
}

SAMPLES = (
    Samples(
        name="edit",
        engine="nano-banana-2.1@google",
        request=StillRequest(prompt=_WORDS, base=STILL, ratio="4:5", quality="medium", seed=3),
        path="/v1/models/gemini-nano-banana-2.1:generateContent",
        body={
            "contents": [
                {
                    "role": "user",
                    "parts": [{"text": _WORDS}, {"inlineData": {"mimeType": "image/png", "data": STILL_64}}],
                }
            ],
            "generationConfig": {
                "seed": 3,
                "responseModalities": ["IMAGE"],
                "imageConfig": {"aspectRatio": "4:5", "imageSize": "2K"},
            },
        },
        **_CASES,
    ),
)
