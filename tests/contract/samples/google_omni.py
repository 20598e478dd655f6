from typing import Any

from tests.contract.answers import Reply
from tests.contract.samples.forms import LAST_64, LAST_STILL, STILL, STILL_64, Expected, Samples
from tools.providers.outcomes import Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest

_ID = "v1_ChdpQTF4YXZTeUZMZV9xdHNQ-test"
_FILE = "https://generativelanguage.googleapis.com/v1/files/7hq2:download?alt=media"
_MOTION = "The woman turns her head slightly and breathes. The camera pushes in, slow."


def _interaction(status: str, **more: Any) -> dict[str, Any]:
    return {"id": _ID, "model": "gemini-omni-1.2-flash", "status": status, "created": "2026-11-20T10:00:00Z", **more}


def _error(code: int, status: str, message: str) -> Reply:
    return Reply({"error": {"code": code, "message": message, "status": status}}, code)


_DONE = _interaction(
    "completed",
    steps=[
        {"type": "user_input", "content": [{"type": "text", "text": "x"}]},
        {"type": "thought"},
        {"type": "model_output", "content": [{"type": "video", "mime_type": "video/mp4", "uri": _FILE}]},
    ],
    usage={"total_input_tokens": 300, "total_output_tokens": 34752},
)
_POLICY = {"code": "https://ai.google.dev/errors/safety_blocked", "message": "The request was blocked for safety."}
_CASES: dict[str, Any] = {
    "submitted": Reply(_interaction("queued")),
    "job": Submitted(vendor="Google", model="gemini-omni-1.2-flash", task_id=_ID),
    "working": (
        (Reply(_interaction("queued")), Working(stage="queued")),
        (Reply(_interaction("in_progress")), Working(stage="running")),
    ),
    "finished": Reply(_DONE),
    "expected": Expected(links=(_FILE,), usage={"tokens_in": 300, "tokens_out": 34752}, interaction=_ID),
    "failed": Reply(_interaction("failed", errors=[{"code": "internal", "message": "The video could not be made."}])),
    "gone": _error(404, "NOT_FOUND", "Interaction not found."),
    "refused": Reply({"error": _POLICY}, 400),
    "key": _error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."),
    "credit": _error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted."),
    "rate": _error(429, "RESOURCE_EXHAUSTED", "Quota exceeded for requests per minute."),
    "moderated": (("poll", Reply(_interaction("failed", errors=[_POLICY]))), ("submit", Reply({"error": _POLICY}))),
    "cancel": (
        ((Reply(_interaction("cancelled")),), "cancelled"),
        ((Reply(_interaction("completed")),), "too_late"),
        ((_error(400, "FAILED_PRECONDITION", "The interaction is finished."),), "too_late"),
    ),
    "cancel_calls": (f"POST /v1/interactions/{_ID}/cancel",),
    "path": "/v1/interactions",
    "headers": {"x-goog-api-key": "sk-test-0123456789abcdef-key"},
}

SAMPLES = (
    Samples(
        name="clip",
        engine="omni-flash-1.2@google",
        request=ClipRequest(
            motion_prompt=_MOTION, first_frame=STILL, last_frame=LAST_STILL, seconds=6, audio=True, tier="final"
        ),
        body={
            "model": "gemini-omni-1.2-flash",
            "background": True,
            "generation_config": {"video_config": {"task": "image_to_video"}},
            "input": [
                {
                    "content": [
                        {"type": "text", "text": _MOTION},
                        {"type": "image", "data": STILL_64, "mime_type": "image/png"},
                        {"type": "image", "data": LAST_64, "mime_type": "image/png"},
                    ],
                    "type": "user_input",
                }
            ],
            "response_format": {
                "type": "video",
                "aspect_ratio": "9:16",
                "duration": "6s",
                "resolution": "1080p",
                "delivery": "uri",
            },
            "store": True,
        },
        **_CASES,
    ),
    Samples(
        name="references",
        engine="omni-flash-1.2@google",
        request=ClipRequest(
            motion_prompt="<IMAGE_REF_0> shows Mia. She nods.",
            first_frame=STILL,
            references=(LAST_STILL,),
            seconds=6,
            audio=True,
        ),
        body={
            "model": "gemini-omni-1.2-flash",
            "background": True,
            "generation_config": {"video_config": {"task": "reference_to_video"}},
            "input": [
                {
                    "content": [
                        {"type": "text", "text": "<FIRST_FRAME> <IMAGE_REF_0> shows Mia. She nods."},
                        {"type": "image", "data": STILL_64, "mime_type": "image/png"},
                        {"type": "image", "data": LAST_64, "mime_type": "image/png"},
                    ],
                    "type": "user_input",
                }
            ],
            "response_format": {
                "type": "video",
                "aspect_ratio": "9:16",
                "duration": "6s",
                "resolution": "720p",
                "delivery": "uri",
            },
            "store": True,
        },
        **_CASES,
    ),
    Samples(
        name="edit",
        engine="omni-flash-1.2-edit@google",
        request=ClipEditRequest(instruction="make it dusk", interaction="v1_earlier", seconds=6),
        body={
            "model": "gemini-omni-1.2-flash",
            "background": True,
            "generation_config": {"video_config": {"task": "edit"}},
            "input": [{"content": [{"type": "text", "text": "make it dusk"}], "type": "user_input"}],
            "previous_interaction_id": "v1_earlier",
            "response_format": {
                "type": "video",
                "aspect_ratio": "9:16",
                "resolution": "720p",
                "delivery": "uri",
            },
            "store": True,
        },
        **_CASES,
    ),
)
