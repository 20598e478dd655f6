from typing import Any

from tests.contract.answers import Reply
from tests.contract.samples.forms import LAST_STILL, LAST_URL, STILL, STILL_URL, Expected, Samples
from tools.providers.outcomes import Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest

_ID = "0385dc79-5ff8-4d82-bcb6-7e9b5a1c3d52"
_LINK = "https://dashscope-result-sgp.oss-ap-southeast-1.aliyuncs.com/1d/out.mp4?Expires=1795172400"
_MOTION = "The smoke drifts to the left. The camera trucks right, gently."
_CALL = "/api/v1/services/aigc/video-generation/video-synthesis"


def _said(code: str, message: str, status: int) -> Reply:
    return Reply({"code": code, "message": message, "request_id": "r1"}, status)


def _task(status: str, **more: Any) -> Reply:
    return Reply({"request_id": "r1", "output": {"task_id": _ID, "task_status": status, **more}})


def _cases(model: str) -> dict[str, Any]:
    return {
        "path": _CALL,
        "headers": {"authorization": "Bearer sk-test-0123456789abcdef-key", "x-dashscope-async": "enable"},
        "submitted": _task("PENDING"),
        "job": Submitted(vendor="Alibaba Cloud", model=model, task_id=_ID),
        "working": ((_task("PENDING"), Working(stage="queued")), (_task("RUNNING"), Working(stage="running"))),
        "finished": _task("SUCCEEDED", video_url=_LINK, submit_time="2026-11-20 10:00:00.000"),
        "expected": Expected(links=(_LINK,)),
        "failed": _task("FAILED", code="InternalError.Timeout", message="The task timed out."),
        "gone": _task("UNKNOWN"),
        "refused": _said("DataInspectionFailed", "Input text data may contain inappropriate content.", 400),
        "key": _said("InvalidApiKey", "Invalid API-key provided.", 401),
        "credit": _said("Arrearage", "Access denied, please make sure your account is in good standing.", 400),
        "rate": _said("Throttling.RateQuota", "Requests rate limit exceeded.", 429),
        "moderated": (
            ("submit", _said("DataInspectionFailed", "Inappropriate content.", 200)),
            ("poll", _task("FAILED", code="DataInspectionFailed", message="Output may contain inappropriate content.")),
        ),
        "cancel": (
            ((Reply({"request_id": "r1"}),), "cancelled"),
            ((_said("UnsupportedOperation", "Only PENDING tasks can be cancelled.", 400),), "too_late"),
        ),
        "cancel_calls": (f"POST /api/v1/tasks/{_ID}/cancel",),
    }


SAMPLES = (
    Samples(
        name="clip",
        engine="wan-2.6@alibaba",
        request=ClipRequest(motion_prompt=_MOTION, first_frame=STILL, seconds=6, seed=3, tier="final"),
        body={
            "model": "wan2.6-i2v",
            "input": {"prompt": _MOTION, "img_url": STILL_URL},
            "parameters": {
                "resolution": "1080P",
                "duration": 6,
                "audio": False,
                "prompt_extend": False,
                "watermark": False,
                "seed": 3,
            },
        },
        **_cases("wan2.6-i2v"),
    ),
    Samples(
        name="last frame",
        engine="wan-2.7@alibaba",
        request=ClipRequest(motion_prompt=_MOTION, first_frame=STILL, last_frame=LAST_STILL, seconds=6, audio=True),
        body={
            "model": "wan2.7-i2v",
            "input": {
                "prompt": _MOTION,
                "media": [{"type": "first_frame", "url": STILL_URL}, {"type": "last_frame", "url": LAST_URL}],
            },
            "parameters": {"resolution": "720P", "duration": 6, "prompt_extend": False, "watermark": False},
        },
        **_cases("wan2.7-i2v"),
    ),
    Samples(
        name="edit",
        engine="wan-2.7-edit@alibaba",
        request=ClipEditRequest(
            instruction="make it dusk", video_url="https://m.example.com/a.mp4", seconds=6, references=(STILL,)
        ),
        body={
            "model": "wan2.7-videoedit",
            "input": {
                "prompt": "make it dusk",
                "media": [
                    {"type": "video", "url": "https://m.example.com/a.mp4"},
                    {"type": "reference_image", "url": STILL_URL},
                ],
            },
            "parameters": {
                "resolution": "720P",
                "duration": 0,
                "ratio": "9:16",
                "audio_setting": "origin",
                "prompt_extend": False,
                "watermark": False,
            },
        },
        **_cases("wan2.7-videoedit"),
    ),
)
