from base64 import b64encode
from typing import Any

from tests.contract.answers import Reply
from tests.contract.samples.forms import LAST_64, LAST_STILL, STILL, STILL_64, Expected, Samples
from tools.providers.outcomes import Submitted, Working
from tools.providers.requests import ClipRequest

_OPERATION = "projects/p-1/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/6f1c-22"
_CLIP = b"\x00\x00\x00\x18ftypmp42 clip"
_MOTION = "The steam rises slowly. The camera holds."


def _error(code: int, status: str, message: str) -> Reply:
    return Reply({"error": {"code": code, "message": message, "status": status}}, code)


def _done(**response: Any) -> Reply:
    return Reply({"name": _OPERATION, "done": True, "response": response})


_FILTERED = "Your current safety settings filtered one video. Support codes: 29310472"
_POLICY = "The prompt violates the responsible AI practices. Support codes: 58061214"

SAMPLES = (
    Samples(
        name="clip",
        engine="veo-3.1@google-enterprise",
        request=ClipRequest(
            motion_prompt=_MOTION, first_frame=STILL, last_frame=LAST_STILL, seconds=6, seed=3, tier="final"
        ),
        path="/v1beta1/publishers/google/models/veo-3.1-generate-001:predictLongRunning",
        headers={"x-goog-api-key": "sk-test-0123456789abcdef-key"},
        body={
            "instances": [
                {
                    "prompt": _MOTION,
                    "image": {"bytesBase64Encoded": STILL_64, "mimeType": "image/png"},
                    "lastFrame": {"bytesBase64Encoded": LAST_64, "mimeType": "image/png"},
                }
            ],
            "parameters": {
                "sampleCount": 1,
                "durationSeconds": 6,
                "seed": 3,
                "aspectRatio": "9:16",
                "resolution": "1080p",
                "generateAudio": False,
            },
        },
        submitted=Reply({"name": _OPERATION}),
        job=Submitted(vendor="Google Enterprise", model="veo-3.1-generate-001", task_id=_OPERATION),
        working=((Reply({"name": _OPERATION, "done": False}), Working(stage="running")),),
        finished=_done(videos=[{"bytesBase64Encoded": b64encode(_CLIP).decode(), "mimeType": "video/mp4"}]),
        expected=Expected(data=(_CLIP,)),
        failed=Reply({"name": _OPERATION, "done": True, "error": {"code": 13, "message": "Internal error."}}),
        gone=_error(404, "NOT_FOUND", "Operation not found."),
        refused=_error(400, "INVALID_ARGUMENT_POLICY", _POLICY),
        key=_error(403, "PERMISSION_DENIED", "The caller does not have permission."),
        credit=_error(403, "PERMISSION_DENIED", "This API method requires billing to be enabled."),
        rate=_error(429, "RESOURCE_EXHAUSTED", "Quota exceeded for aiplatform.googleapis.com."),
        moderated=(
            ("poll", _done(videos=[], raiMediaFilteredCount=1, raiMediaFilteredReasons=[_FILTERED])),
            ("poll", Reply({"name": _OPERATION, "done": True, "error": {"code": 3, "message": _POLICY}})),
        ),
    ),
)
