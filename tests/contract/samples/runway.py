from typing import Any

from tests.contract.answers import Reply
from tests.contract.samples.forms import LAST_STILL, LAST_URL, STILL, STILL_URL, Expected, Samples
from tools.providers.outcomes import Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest, StillRequest

_ID = "497f6eca-6276-4993-bfeb-53cbbbba6f08"
_LINK = "https://dnznrvs05pmza.cloudfront.net/497f6eca/out.mp4?_jwt=eyJ0"
_MOTION = "The jacket's hem lifts in the wind. The camera orbits slowly to the left."


def _task(status: str, **more: Any) -> Reply:
    return Reply({"id": _ID, "createdAt": "2026-11-20T10:00:00Z", "status": status, **more})


def _cases(model: str) -> dict[str, Any]:
    return {
        "headers": {"authorization": "Bearer sk-test-0123456789abcdef-key", "x-runway-version": "2024-11-06"},
        "submitted": Reply({"id": _ID}),
        "job": Submitted(vendor="Runway", model=model, task_id=_ID),
        "working": (
            (_task("PENDING", estimatedCost={"credits": 72}), Working(stage="queued")),
            (_task("THROTTLED", estimatedCost={"credits": 72}), Working(stage="queued")),
            (
                _task("RUNNING", progress=0.42, estimatedCost={"credits": 72}),
                Working(stage="running", progress=0.42),
            ),
        ),
        "finished": _task("SUCCEEDED", output=[_LINK], cost={"credits": 72}),
        "expected": Expected(links=(_LINK,), cost_usd=0.72),
        "failed": _task(
            "FAILED", failure="Something went wrong.", failureCode="INTERNAL.BAD_OUTPUT.CODE01", cost={"credits": 0}
        ),
        "gone": Reply({"error": "Task not found"}, 404),
        "refused": Reply({"error": "The prompt did not pass our content moderation."}, 400),
        "key": Reply({"error": "The API key is not valid."}, 401),
        "credit": Reply({"error": "You do not have enough credits to run this task."}, 400),
        "rate": Reply({"error": "You have reached your daily task limit."}, 429),
        "moderated": (
            (
                "poll",
                _task("FAILED", failure="Not allowed.", failureCode="SAFETY.INPUT.TEXT", cost={"credits": 0}),
            ),
        ),
        "cancel": (
            ((_task("PENDING"), Reply(status=204)), "cancelled"),
            ((_task("RUNNING", progress=0.1), Reply(status=204)), "cancelled"),
            ((_task("SUCCEEDED", output=[_LINK], cost={"credits": 72}),), "too_late"),
            ((_task("PENDING"), Reply({"error": "Task not found"}, 404)), "too_late"),
        ),
        "cancel_calls": (f"GET /v1/tasks/{_ID}", f"DELETE /v1/tasks/{_ID}"),
    }


SAMPLES = (
    Samples(
        name="clip",
        engine="gen-4.5@runway",
        request=ClipRequest(motion_prompt=_MOTION, first_frame=STILL, seconds=6, seed=3),
        path="/v1/image_to_video",
        body={
            "duration": 6,
            "model": "gen4.5",
            "promptImage": STILL_URL,
            "promptText": _MOTION,
            "ratio": "720:1280",
            "seed": 3,
        },
        **_cases("gen4.5"),
    ),
    Samples(
        name="veo",
        engine="veo-3.1-fast@runway",
        request=ClipRequest(
            motion_prompt=_MOTION, first_frame=STILL, last_frame=LAST_STILL, seconds=6, tier="final", audio=True
        ),
        path="/v1/image_to_video",
        body={
            "duration": 6,
            "model": "veo3.1_fast",
            "promptImage": [{"position": "first", "uri": STILL_URL}, {"position": "last", "uri": LAST_URL}],
            "audio": True,
            "promptText": _MOTION,
            "ratio": "1080:1920",
        },
        **_cases("veo3.1_fast"),
    ),
    Samples(
        name="picture",
        engine="gen-4-image@runway",
        request=StillRequest(prompt="@ref1 on a wet stone", references=(STILL,), quality="high", seed=3),
        path="/v1/text_to_image",
        body={
            "model": "gen4_image",
            "promptText": "@ref1 on a wet stone",
            "ratio": "1080:1920",
            "referenceImages": [{"uri": STILL_URL, "tag": "ref1"}],
            "seed": 3,
        },
        **_cases("gen4_image"),
    ),
    Samples(
        name="edit",
        engine="aleph-2@runway",
        request=ClipEditRequest(instruction="make it dusk", video_url="https://m.example.com/a.mp4", seconds=6, seed=3),
        path="/v1/video_to_video",
        body={
            "model": "aleph2",
            "videoUri": "https://m.example.com/a.mp4",
            "promptText": "make it dusk",
            "seed": 3,
        },
        **_cases("aleph2"),
    ),
)
