from typing import Any

from tests.contract.answers import Reply
from tests.contract.samples.forms import LAST_STILL, LAST_URL, STILL, STILL_URL, Expected, Samples
from tools.providers.outcomes import Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest, ShotLine, StillRequest

_ID = "764cabcf-b745-4b3e-ae38-1200304cf45b"
_MOTION = "The bottle turns slowly to the right. The camera pushes in, slow and even."


def _detail(kind: str, words: str) -> dict[str, Any]:
    return {"detail": [{"loc": ["body", "prompt"], "msg": words, "type": kind}]}


_POLICY = _detail("content_policy_violation", "The content could not be processed because it was flagged.")
_CASES: dict[str, Any] = {
    "refused": Reply(_POLICY, 422),
    "key": Reply({"detail": "Cannot access application. Authentication is required."}, 401),
    "credit": Reply({"detail": "User is locked. Reason: Exhausted balance. Top up your balance."}, 403),
    "rate": Reply({"detail": "Too many requests.", "error_type": "rate_limited"}, 429),
    "headers": {"authorization": "Key sk-test-0123456789abcdef-key"},
    "working": (
        (
            Reply({"status": "IN_QUEUE", "request_id": _ID, "queue_position": 2}, 202),
            Working(stage="queued"),
        ),
        (Reply({"status": "IN_PROGRESS", "request_id": _ID, "logs": []}, 202), Working(stage="running")),
    ),
    "finished": Reply({"status": "COMPLETED", "request_id": _ID, "metrics": {"inference_time": 61.2}}),
    "failed": Reply(
        {"status": "COMPLETED", "request_id": _ID, "error": "Generation timed out", "error_type": "generation_timeout"}
    ),
    "gone": Reply({"detail": "Request not found"}, 404),
    "moderated": (
        (
            "poll",
            Reply({"status": "COMPLETED", "error": "Flagged.", "error_type": "content_policy_violation"}),
        ),
        ("collect", Reply(_POLICY)),
    ),
    "cancel": (
        ((Reply({"status": "CANCELLED"}),), "cancelled"),
        ((Reply({"status": "CANCELLATION_REQUESTED"}, 202),), "requested"),
        ((Reply({"status": "ALREADY_COMPLETED"}, 400),), "too_late"),
    ),
}


def _sample(name: str, engine: str, model: str, request: Any, body: dict[str, Any], output: dict[str, Any]) -> Samples:
    base = f"https://queue.fal.run/{'/'.join(model.split('/')[:2])}/requests/{_ID}"
    addresses = {"status": f"{base}/status", "response": base, "cancel": f"{base}/cancel"}
    links = [file["url"] for file in ([output["video"]] if "video" in output else output["images"])]
    return Samples(
        name=name,
        engine=f"{engine}@fal",
        request=request,
        path=f"/{model}",
        body=body,
        submitted=Reply(
            {"request_id": _ID, **{f"{name}_url": url for name, url in addresses.items()}, "queue_position": 0}
        ),
        job=Submitted(vendor="fal", model=model, task_id=_ID, addresses=addresses),
        collect=(Reply(output),),
        expected=Expected(links=tuple(links)),
        cancel_calls=(f"PUT /{'/'.join(model.split('/')[:2])}/requests/{_ID}/cancel",),
        **_CASES,
    )


_VIDEO = {
    "video": {"url": "https://v3.fal.media/files/penguin/out.mp4", "content_type": "video/mp4", "file_size": 3149129},
    "seed": 7,
}
_IMAGES = {"images": [{"url": f"https://v3.fal.media/files/lion/{n}.png", "width": 768, "height": 960} for n in (1, 2)]}

SAMPLES = (
    _sample(
        "final",
        "kling-3.0",
        "fal-ai/kling-video/v3/pro/image-to-video",
        ClipRequest(
            motion_prompt=_MOTION, first_frame=STILL, last_frame=LAST_STILL, seconds=6, audio=True, tier="final"
        ),
        {
            "prompt": _MOTION,
            "start_image_url": STILL_URL,
            "end_image_url": LAST_URL,
            "duration": "6",
            "generate_audio": True,
        },
        _VIDEO,
    ),
    _sample(
        "shots",
        "kling-3.0",
        "fal-ai/kling-video/v3/standard/image-to-video",
        ClipRequest(
            motion_prompt="x",
            first_frame=STILL,
            seconds=5,
            shots=(ShotLine(words="it pours", seconds=2), ShotLine(words="it drips", seconds=3)),
        ),
        {
            "multi_prompt": [{"prompt": "it pours", "duration": "2"}, {"prompt": "it drips", "duration": "3"}],
            "start_image_url": STILL_URL,
            "duration": "5",
            "generate_audio": False,
        },
        _VIDEO,
    ),
    _sample(
        "last frame",
        "veo-3.1-fast",
        "fal-ai/veo3.1/fast/first-last-frame-to-video",
        ClipRequest(motion_prompt=_MOTION, first_frame=STILL, last_frame=LAST_STILL, seconds=6, seed=11),
        {
            "prompt": _MOTION,
            "first_frame_url": STILL_URL,
            "last_frame_url": LAST_URL,
            "aspect_ratio": "9:16",
            "resolution": "720p",
            "duration": "6s",
            "generate_audio": False,
            "seed": 11,
        },
        _VIDEO,
    ),
    _sample(
        "picture edit",
        "gpt-image-2",
        "openai/gpt-image-2/edit",
        StillRequest(prompt="the label in blue", base=STILL, mask=STILL, ratio="4:5", count=2),
        {
            "prompt": "the label in blue",
            "image_urls": [STILL_URL],
            "mask_url": STILL_URL,
            "image_size": {"width": 768, "height": 960},
            "quality": "low",
            "num_images": 2,
            "output_format": "png",
        },
        _IMAGES,
    ),
    _sample(
        "clip edit",
        "happy-horse",
        "alibaba/happy-horse/video-edit",
        ClipEditRequest(instruction="make it dusk", video_url="https://m.example.com/a.mp4", seconds=6, seed=3),
        {
            "prompt": "make it dusk",
            "video_url": "https://m.example.com/a.mp4",
            "resolution": "720p",
            "audio_setting": "origin",
            "seed": 3,
        },
        _VIDEO,
    ),
)
