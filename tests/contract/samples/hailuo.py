from typing import Any

from tests.contract.answers import Reply
from tests.contract.samples.forms import STILL, STILL_URL, Expected, Samples
from tools.providers.outcomes import Submitted, Working
from tools.providers.requests import ClipRequest

_ID = "106916112212032"
_LINK = "https://public-cdn-video-data-algeng.oss-cn-wulanchabu.aliyuncs.com/out.mp4?Expires=1795172400"
_MOTION = "[Push in] She turns her head slightly and breathes."
_OK = {"status_code": 0, "status_msg": "success"}


def _said(code: int, message: str) -> Reply:
    return Reply({"task_id": "", "base_resp": {"status_code": code, "status_msg": message}})


def _task(status: str, **more: Any) -> Reply:
    return Reply({"task_id": _ID, "status": status, "file_id": "", "base_resp": _OK, **more})


_CASES: dict[str, Any] = {
    "path": "/v1/video_generation",
    "headers": {"authorization": "Bearer sk-test-0123456789abcdef-key"},
    "submitted": Reply({"task_id": _ID, "base_resp": _OK}),
    "working": (
        (_task("Preparing"), Working(stage="queued")),
        (_task("Queueing"), Working(stage="queued")),
        (_task("Processing"), Working(stage="running")),
    ),
    "finished": _task("Success", file_id="176844028768320", video_width=1080, video_height=1920),
    "collect": (Reply({"file": {"file_id": 176844028768320, "download_url": _LINK, "bytes": 0}, "base_resp": _OK}),),
    "expected": Expected(links=(_LINK,)),
    "failed": _task("Fail"),
    "gone": _said(2013, "invalid params, task not exist"),
    "refused": _said(1026, "video description contains sensitive content"),
    "key": _said(1004, "authentication failed, please check the API key"),
    "credit": _said(1008, "insufficient balance"),
    "rate": _said(1002, "rate limit triggered"),
    "moderated": (
        ("submit", _said(1026, "video description contains sensitive content")),
        ("poll", _said(1027, "the generated video contains sensitive content")),
    ),
}

SAMPLES = (
    Samples(
        name="clip",
        engine="hailuo-2.3@minimax",
        request=ClipRequest(motion_prompt=_MOTION, first_frame=STILL, seconds=10),
        body={
            "model": "MiniMax-Hailuo-2.3",
            "prompt": _MOTION,
            "first_frame_image": STILL_URL,
            "duration": 10,
            "resolution": "768P",
            "prompt_optimizer": False,
        },
        job=Submitted(vendor="MiniMax", model="MiniMax-Hailuo-2.3", task_id=_ID),
        **_CASES,
    ),
    Samples(
        name="final",
        engine="hailuo-2.3-fast@minimax",
        request=ClipRequest(motion_prompt=_MOTION, first_frame=STILL, seconds=6, tier="final"),
        body={
            "model": "MiniMax-Hailuo-2.3-Fast",
            "prompt": _MOTION,
            "first_frame_image": STILL_URL,
            "duration": 6,
            "resolution": "1080P",
            "prompt_optimizer": False,
        },
        job=Submitted(vendor="MiniMax", model="MiniMax-Hailuo-2.3-Fast", task_id=_ID),
        **_CASES,
    ),
)
