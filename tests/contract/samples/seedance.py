from typing import Any

from store.scene import Move
from tests.contract.answers import Reply
from tests.contract.samples.forms import LAST_STILL, LAST_URL, STILL, STILL_URL, Expected, Samples
from tools.providers.outcomes import Submitted, Working
from tools.providers.requests import ClipRequest

_ID = "cgt-20261120100000-x7k2p"
_LINK = "https://ark-content-generation-ap-southeast-1.tos-ap-southeast-1.volces.com/out.mp4?X-Tos-Expires=86400"
_MOTION = "The curtain moves in the draught. The camera holds still."


def _error(code: str, message: str, status: int) -> Reply:
    return Reply({"error": {"code": code, "message": message, "param": "", "type": "x"}}, status)


def _task(status: str, **more: Any) -> Reply:
    return Reply({"id": _ID, "model": "m", "status": status, "created_at": 1790000000, **more})


def _cases(model: str) -> dict[str, Any]:
    return {
        "path": "/api/v3/contents/generations/tasks",
        "headers": {"authorization": "Bearer sk-test-0123456789abcdef-key"},
        "submitted": Reply({"id": _ID}),
        "job": Submitted(vendor="BytePlus", model=model, task_id=_ID),
        "working": ((_task("queued"), Working(stage="queued")), (_task("running"), Working(stage="running"))),
        "finished": _task(
            "succeeded", content={"video_url": _LINK}, usage={"completion_tokens": 129600}, seed=9, error=None
        ),
        "expected": Expected(links=(_LINK,), usage={"tokens": 129600}, seed=9),
        "failed": _task("failed", error={"code": "InternalServiceError", "message": "The service failed."}),
        "gone": _error("NotFound", "The task was not found.", 404),
        "refused": _error("InputImageSensitiveContentDetected", "The input image may contain sensitive content.", 400),
        "key": _error("AuthenticationError", "The API key doesn't exist.", 401),
        "credit": _error("AccountOverdueError", "The account has an overdue balance.", 403),
        "rate": _error("RateLimitExceeded.EndpointRPMExceeded", "Requests per minute exceeded.", 429),
        "moderated": (
            (
                "poll",
                _task(
                    "failed",
                    error={"code": "OutputVideoSensitiveContentDetected", "message": "The output may be sensitive."},
                ),
            ),
            ("submit", _error("InputTextSensitiveContentDetected", "The text may contain sensitive content.", 200)),
        ),
        "cancel": (
            ((_task("queued"), Reply(status=200)), "cancelled"),
            ((_task("queued"), _error("InvalidAction", "The task is running.", 409)), "too_late"),
            ((_task("running"),), "too_late"),
            ((_task("succeeded", content={"video_url": _LINK}),), "too_late"),
        ),
        "cancel_calls": (
            f"GET /api/v3/contents/generations/tasks/{_ID}",
            f"DELETE /api/v3/contents/generations/tasks/{_ID}",
        ),
    }


SAMPLES = (
    Samples(
        name="held still",
        engine="seedance-1.5-pro@byteplus",
        request=ClipRequest(
            motion_prompt=_MOTION, first_frame=STILL, last_frame=LAST_STILL, seconds=6, seed=3, audio=True
        ),
        body={
            "model": "seedance-1-5-pro-251215",
            "content": [
                {"type": "text", "text": _MOTION},
                {"type": "image_url", "image_url": {"url": STILL_URL}, "role": "first_frame"},
                {"type": "image_url", "image_url": {"url": LAST_URL}, "role": "last_frame"},
            ],
            "generate_audio": True,
            "camera_fixed": True,
            "watermark": False,
            "seed": 3,
            "resolution": "480p",
            "ratio": "9:16",
            "duration": 6,
        },
        **_cases("seedance-1-5-pro-251215"),
    ),
    Samples(
        name="moved",
        engine="seedance-2.0@byteplus",
        request=ClipRequest(
            motion_prompt=_MOTION,
            first_frame=STILL,
            seconds=6,
            moves=(Move(kind="push_in", amount=0.2, end_s=6),),
            tier="final",
        ),
        body={
            "model": "dreamina-seedance-2-0-260128",
            "content": [
                {"type": "text", "text": _MOTION},
                {"type": "image_url", "image_url": {"url": STILL_URL}, "role": "first_frame"},
            ],
            "generate_audio": False,
            "watermark": False,
            "resolution": "1080p",
            "ratio": "9:16",
            "duration": 6,
        },
        **_cases("dreamina-seedance-2-0-260128"),
    ),
)
