from typing import Any

from tests.contract.answers import Reply
from tests.contract.samples.forms import LAST_64, LAST_STILL, STILL, STILL_64, Expected, Samples
from tools.providers.outcomes import Submitted, Working
from tools.providers.requests import ClipEditRequest, ClipRequest, ShotLine

_ID = "893605946402811985"
_LINK = "https://v15-kling.klingai.com/bs2/upload-ylab/out.mp4?x-kcdn-pid=112452"
_MOTION = "The watch rotates slowly. The camera pushes in, even and slow."


def _said(code: int, message: str, status: int) -> Reply:
    return Reply({"code": code, "message": message, "request_id": "r1"}, status)


def _tasks(status: str, **more: Any) -> Reply:
    task = {"id": _ID, "status": status, "message": "", "create_time": 1781080778802, "outputs": [], **more}
    return Reply({"code": 0, "message": "SUCCEED", "request_id": "r1", "data": [task]})


_VIDEO = {"type": "video", "id": "8936", "url": _LINK, "watermark_url": "", "duration": "6.1"}


def _cases(model: str) -> dict[str, Any]:
    return {
        "headers": {"authorization": "Bearer sk-test-0123456789abcdef-key"},
        "submitted": Reply(
            {"code": 0, "message": "SUCCEED", "request_id": "r1", "data": {"id": _ID, "status": "submitted"}}
        ),
        "job": Submitted(vendor="Kling", model=model, task_id=_ID),
        "working": (
            (_tasks("submitted"), Working(stage="queued")),
            (_tasks("processing"), Working(stage="running")),
        ),
        "finished": _tasks("succeeded", outputs=[_VIDEO]),
        "expected": Expected(links=(_LINK,)),
        "failed": _tasks("failed", message="Internal error while generating"),
        "gone": Reply({"code": 0, "message": "SUCCEED", "request_id": "r1", "data": []}),
        "refused": _said(1301, "Content security policy triggered", 400),
        "key": _said(1002, "Authorization is invalid", 401),
        "credit": _said(1102, "Resource pack exhausted", 429),
        "rate": _said(1303, "Parallel tasks over the limit", 429),
        "moderated": (
            ("submit", _said(1301, "Content security policy triggered", 200)),
            ("poll", _tasks("failed", message="Failure to pass the risk control system")),
        ),
    }


SAMPLES = (
    Samples(
        name="clip",
        engine="kling-3.0@kling",
        request=ClipRequest(
            motion_prompt=_MOTION, first_frame=STILL, last_frame=LAST_STILL, seconds=6, audio=True, tier="final"
        ),
        path="/image-to-video/kling-3.0",
        body={
            "contents": [
                {"type": "prompt", "text": _MOTION},
                {"type": "first_frame", "url": STILL_64},
                {"type": "last_frame", "url": LAST_64},
            ],
            "settings": {"resolution": "1080p", "duration": 6, "audio": "native", "multi_shot": False},
            "options": {"watermark_info": {"enabled": False}},
        },
        **_cases("kling-3.0"),
    ),
    Samples(
        name="shots",
        engine="kling-3.0@kling",
        request=ClipRequest(
            motion_prompt="x",
            first_frame=STILL,
            seconds=5,
            shots=(ShotLine(words="it pours", seconds=2), ShotLine(words="it drips", seconds=3)),
        ),
        path="/image-to-video/kling-3.0",
        body={
            "contents": [
                {"type": "prompt", "text": "shot 1, 2, it pours; shot 2, 3, it drips;"},
                {"type": "first_frame", "url": STILL_64},
            ],
            "settings": {"resolution": "720p", "duration": 5, "audio": "off", "multi_shot": True},
            "options": {"watermark_info": {"enabled": False}},
        },
        **_cases("kling-3.0"),
    ),
    Samples(
        name="turbo",
        engine="kling-3.0-turbo@kling",
        request=ClipRequest(motion_prompt=_MOTION, first_frame=STILL, seconds=5, audio=True),
        path="/image-to-video/kling-3.0-turbo",
        body={
            "contents": [{"type": "prompt", "text": _MOTION}, {"type": "first_frame", "url": STILL_64}],
            "settings": {"resolution": "720p", "duration": 5},
            "options": {"watermark_info": {"enabled": False}},
        },
        **_cases("kling-3.0-turbo"),
    ),
    Samples(
        name="edit",
        engine="kling-3.0-omni@kling",
        request=ClipEditRequest(
            instruction="make it dusk like @image_1",
            video_url="https://m.example.com/a.mp4",
            seconds=6,
            references=(STILL,),
        ),
        path="/omni-video/kling-3.0-omni",
        body={
            "contents": [
                {"type": "prompt", "text": "Change @video_1: make it dusk like @image_1"},
                {"type": "base_video", "url": "https://m.example.com/a.mp4", "id": "video_1"},
                {"type": "refer_image", "url": STILL_64, "id": "image_1"},
            ],
            "settings": {"resolution": "720p", "audio": "original", "multi_shot": False},
            "options": {"watermark_info": {"enabled": False}},
        },
        **_cases("kling-3.0-omni"),
    ),
)
