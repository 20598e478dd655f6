"""A clip as it is asked for: frames and references as files, words, and what of the wish an engine cannot meet."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image
from pydantic import JsonValue

from store.scene import Background, Scene, Shot, StillId
from tools.context import ToolContext
from tools.engine_choice import fitted
from tools.going_along import going_along
from tools.jobs.requests import whole_as, written
from tools.motion_prompts import directed
from tools.pictures.cut_outs import flat
from tools.profiles import Profile
from tools.providers.requests import ClipRequest, Tier
from tools.render import composed_box

MAX_FRAME_SIDE = 2048
"""Longest side of a frame, in pixels: engines make 1080p at most."""


@dataclass(frozen=True)
class Asked:
    """What an engine is asked. document: as it stands in the ledger; notes: what is other than wished, in words."""

    request: ClipRequest
    document: Mapping[str, JsonValue]
    notes: tuple[str, ...]


def asked_of(ctx: ToolContext, profile: Profile, values: Mapping[str, Any], frames: Mapping[str, str]) -> Asked:
    """The nearest request that the engine can meet, with the references of the film. frames: media by the name of the
    field. Raises VendorError (unsupported)."""
    along = going_along(ctx, profile)
    words = {**values, "motion_prompt": along.before(values["motion_prompt"])}
    wanted = whole_as(ClipRequest, words, {**frames, "references": list(along.media)}, ctx.media)
    fitting, notes = fitted(profile, wanted)
    files: dict[str, JsonValue] = {name: media for name, media in frames.items() if getattr(fitting, name) is not None}
    if fitting.references:
        files["references"] = list(along.media[: len(fitting.references)])
    without = {"first_frame", "last_frame", "references"}
    return Asked(
        fitting, written("clip", fitting.model_dump(mode="json", exclude=without), files), (*along.notes, *notes)
    )


def values_of(scene: Scene, shot: Shot, profile: Profile, words: str, tier: Tier) -> dict[str, Any]:
    """The values of a request for one shot. Raises AskPerson where the words describe the picture, not a movement."""
    told = directed(profile, words or shot.subject_motion, shot.camera, shot.duration_s, shot.atmosphere)
    lengths = profile.lengths(tier)
    return {
        "motion_prompt": told.prompt, "ratio": scene.aspect_ratio, "tier": tier, "moves": shot.camera,
        "seconds": lengths.covering(shot.duration_s) if lengths else shot.duration_s,
        "audio": profile.audio == "always",
    }  # fmt: skip


def frame_of(
    ctx: ToolContext, scene: Scene, still: StillId, profile: Profile, background: Background | None = None
) -> str:
    """A still as the film frames it, on its background, as a file: an engine takes the shape of its first frame."""
    side = min(MAX_FRAME_SIDE, profile.frames.most_side or MAX_FRAME_SIDE)
    with Image.open(ctx.media.path(ctx.stills.get(still).media)) as picture:
        frame = flat(picture, background).crop(composed_box(picture, scene.aspect_ratio))
    frame.thumbnail((side, side), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    frame.save(buffer, "JPEG", quality=95, subsampling=0)
    return ctx.media.put_bytes(buffer.getvalue(), "jpg")
