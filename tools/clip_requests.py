"""A clip as it is asked for: frames and references as files, words, and what of the wish an engine cannot meet."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from PIL import Image
from pydantic import JsonValue

from store.errors import EditRefused
from store.scene import Framing, Scene, Shot
from tools.context import ToolContext
from tools.engine_choice import fitted
from tools.engine_limits import shape_of
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


def seeded(
    ctx: ToolContext, profile: Profile, document: Mapping[str, Any], count: int
) -> tuple[Mapping[str, JsonValue], ...]:
    """The request once for each candidate, with a seed of its own where the engine takes one: so that a chosen draft
    can be made again as a final."""
    if not profile.seed:
        return (document,) * count
    return tuple({**document, "values": {**document["values"], "seed": _seed(ctx, n)}} for n in range(count))


def _seed(ctx: ToolContext, number: int) -> int:
    """The same for a call that is replayed."""
    return int(sha256(f"{ctx.session_id}/{ctx.tool_call_id}/{number}".encode()).hexdigest()[:8], 16) % 2**31


def values_of(scene: Scene, shot: Shot, profile: Profile, words: str, tier: Tier, *, sound: bool) -> dict[str, Any]:
    """The values of a request for one shot; with sound where it is wished, or cannot be left out. Raises AskPerson
    where the words describe the picture, not a movement."""
    told = directed(profile, words or shot.subject_motion, shot.camera, shot.duration_s, shot.atmosphere)
    lengths = profile.lengths(tier)
    return {
        "motion_prompt": told.prompt, "ratio": scene.aspect_ratio, "tier": tier, "moves": shot.camera,
        "seconds": lengths.covering(shot.duration_s) if lengths else shot.duration_s,
        "audio": sound or profile.audio == "always",
    }  # fmt: skip


def frame_of(ctx: ToolContext, scene: Scene, shot: Shot, profile: Profile) -> str:
    """The still of a shot as the film frames it, on its background, as a file: engines take the shape of that.

    Raises EditRefused for a shot without a still.
    """
    if shot.still is None:
        raise EditRefused("The shot has no still yet, and a take starts from one. Upload a photo or lock a variant.")
    side = min(MAX_FRAME_SIDE, profile.frames.most_side or MAX_FRAME_SIDE)
    with Image.open(ctx.media.path(ctx.stills.get(shot.still).media)) as picture:
        chosen = shot.framing.get(scene.aspect_ratio)
        box = _box(chosen, picture.size, scene) if chosen else composed_box(picture, scene.aspect_ratio)
        frame = flat(picture, shot.background).crop(box)
    frame.thumbnail((side, side), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    frame.save(buffer, "JPEG", quality=95, subsampling=0)
    return ctx.media.put_bytes(buffer.getvalue(), "jpg")


def _box(framing: Framing, size: tuple[int, int], scene: Scene) -> tuple[int, int, int, int]:
    """The pixels of a chosen crop: left, top, right, bottom."""
    width, height = size
    shape = shape_of(scene.aspect_ratio)
    wide = min(width, height * shape) * framing.scale
    left, top = framing.center.x * width - wide / 2, framing.center.y * height - wide / shape / 2
    left, top = max(0.0, min(left, width - wide)), max(0.0, min(top, height - wide / shape))
    return round(left), round(top), round(left + wide), round(top + wide / shape)
