"""Whether an engine can meet a request, before anything is spent; and the nearest request that it can meet. Pure."""

from dataclasses import dataclass
from typing import Any, TypeVar

from store.errors import VendorError
from store.scene import replace
from store.wording import joined
from tools.profiles import Profile, Seconds
from tools.providers.requests import ClipEditRequest, ClipRequest, Picture, StillRequest

Request = StillRequest | ClipRequest | ClipEditRequest
Q = TypeVar("Q", StillRequest, ClipRequest, ClipEditRequest)

_KINDS: dict[type[Any], tuple[str, str]] = {
    StillRequest: ("still", "pictures"),
    ClipRequest: ("clip", "clips from stills"),
    ClipEditRequest: ("edit", "changes to clips"),
}


@dataclass(frozen=True)
class Misfit:
    """One thing that an engine cannot do. nearest: what it can do instead, in words, and as changes to the request;
    without changes nothing of the kind works at this engine."""

    reason: str
    nearest: str = ""
    changes: tuple[tuple[str, Any], ...] = ()


def check(profile: Profile, request: Request) -> None:
    """Raises VendorError (unsupported) with every reason and the nearest that works. Nothing was sent then."""
    found = misfits(profile, request)
    if found:
        nearest = tuple(misfit.nearest for misfit in found if misfit.nearest)
        reason = "; ".join(misfit.reason for misfit in found)
        raise VendorError("unsupported", f"{profile.name} ({profile.host})", reason, nearest=nearest)


def nearest(profile: Profile, request: Q) -> Q | None:
    """The nearest request that the engine can meet, `request` itself where it can; None where there is none."""
    found = misfits(profile, request)
    if any(not misfit.changes for misfit in found):
        return None
    mended = replace(request, **{name: value for misfit in found for name, value in misfit.changes})
    return mended if not misfits(profile, mended) else None


def misfits(profile: Profile, request: Request) -> tuple[Misfit, ...]:
    """Everything about a request that the engine cannot do."""
    kind, what = _KINDS[type(request)]
    if profile.kind != kind:
        return (Misfit(f"it does not make {what}"),)
    if isinstance(request, StillRequest):
        return _still(profile, request)
    if isinstance(request, ClipRequest):
        return _clip(profile, request)
    return _edit(profile, request)


def _still(profile: Profile, request: StillRequest) -> tuple[Misfit, ...]:
    found = [*_words(profile, "prompt", request.prompt), *_ratio(profile, request.ratio), *_seed(profile, request.seed)]
    if request.count > profile.most_count:
        found.append(
            Misfit(
                f"it makes {profile.most_count} at a time, not {request.count}",
                f"{profile.most_count} at a time",
                (("count", profile.most_count),),
            )
        )
    if request.base is not None and not profile.edits:
        found.append(Misfit("it does not change pictures"))
    if request.mask is not None and not profile.mask:
        found.append(Misfit("it takes no mask", "the change in words, without a mask", (("mask", None),)))
    found += _references(request.references, profile.references - (request.base is not None))
    return tuple(found)


def _clip(profile: Profile, request: ClipRequest) -> tuple[Misfit, ...]:
    found = [
        *_words(profile, "motion_prompt", request.motion_prompt),
        *_ratio(profile, request.ratio),
        *_seconds(profile.lengths(request.tier), request.seconds),
        *_seed(profile, request.seed),
    ]
    if request.first_frame is None and not profile.text_only:
        found.append(Misfit("it needs a still to start from"))
    if request.last_frame is not None and not profile.last_frame:
        found.append(Misfit("it takes no last frame", "the first frame alone", (("last_frame", None),)))
    if request.audio and profile.audio == "never":
        found.append(Misfit("it makes no sound", "the clip without sound", (("audio", False),)))
    if not request.audio and profile.audio == "always":
        found.append(Misfit("it always makes sound", "the clip with sound, muted in the film", (("audio", True),)))
    for part, wanted in (("audio", request.audio), ("last_frame", request.last_frame is not None)):
        if wanted and part in profile.final_only and request.tier == "draft":
            what = {"audio": "sound", "last_frame": "a last frame"}[part]
            found.append(Misfit(f"its drafts have no {what.removeprefix('a ')}", "a final clip", (("tier", "final"),)))
    if request.shots and not (profile.multi_shot or profile.multi_shot_words):
        found.append(Misfit("it makes one shot at a time", "a clip for each shot", (("shots", ()),)))
    found += _references(request.references, profile.references)
    if request.references and request.last_frame is not None:
        words = "it takes reference pictures or a last frame, not both"
        found.append(Misfit(words, "the last frame, without references", (("references", ()),)))
    for frame in (request.first_frame, request.last_frame):
        found += _frame(profile, frame)
    return tuple(found)


def _edit(profile: Profile, request: ClipEditRequest) -> tuple[Misfit, ...]:
    found = [
        *_words(profile, "instruction", request.instruction),
        *_ratio(profile, request.ratio),
        *_seed(profile, request.seed),
        *_references(request.references, profile.references),
    ]
    start = "interaction" if request.interaction is not None else "address"
    if start not in profile.edit_from:
        takes = "a clip that it made itself" if "interaction" in profile.edit_from else "a clip at a public address"
        found.append(Misfit(f"it changes only {takes}"))
    if profile.seconds is not None and not profile.seconds.least <= request.seconds <= profile.seconds.most:
        found.append(Misfit(f"it changes clips of {profile.seconds.words}, not {request.seconds:g} s"))
    return tuple(found)


def _words(profile: Profile, field: str, text: str) -> list[Misfit]:
    """Vendors count characters as UTF-16 does."""
    limit = profile.prompt_limit
    units = text.encode("utf-16-le")
    if limit is None or len(units) <= 2 * limit:
        return []
    kept = units[: 2 * limit].decode("utf-16-le", errors="ignore").rsplit(" ", 1)[0]
    words = f"it reads {limit} characters, not {len(units) // 2}"
    return [Misfit(words, f"the first {len(kept)}", ((field, kept),))]


def _ratio(profile: Profile, ratio: str) -> list[Misfit]:
    if not profile.ratios or ratio in profile.ratios:
        return []
    near = min(profile.ratios, key=lambda other: _distance(other, ratio))
    words = f"{near}, cropped to {ratio} on purpose"
    return [Misfit(f"it makes {joined(list(profile.ratios))}, not {ratio}", words, (("ratio", near),))]


def _distance(ratio: str, wanted: str) -> tuple[float, bool]:
    """How much of the picture a crop to `wanted` loses, then whether it is the narrower of two."""
    shape, goal = shape_of(ratio), shape_of(wanted)
    return (1 - min(shape / goal, goal / shape), shape < goal)


def shape_of(ratio: str) -> float:
    """Width over height."""
    width, height = ratio.split(":")
    return int(width) / int(height)


def _seconds(lengths: Seconds | None, seconds: float) -> list[Misfit]:
    if lengths is None or lengths.allows(seconds):
        return []
    near = lengths.nearest(seconds)
    words = f"it makes clips of {lengths.words}, not {seconds:g} s"
    return [Misfit(words, f"{near:g} s", (("seconds", near), ("shots", ())))]


def _seed(profile: Profile, seed: int | None) -> list[Misfit]:
    if seed is None or profile.seed:
        return []
    return [Misfit("it takes no seed", "the same request without a seed", (("seed", None),))]


def _references(references: tuple[Picture, ...], room: int) -> list[Misfit]:
    room = max(0, room)
    if len(references) <= room:
        return []
    words = f"the first {room} references" if room else "the same without references"
    return [Misfit(f"it takes {room} references, not {len(references)}", words, (("references", references[:room]),))]


def _frame(profile: Profile, frame: Picture | None) -> list[Misfit]:
    if frame is None:
        return []
    limits = profile.frames
    short, long = sorted((frame.width, frame.height))
    size = f"{frame.width} × {frame.height}"
    if frame.mime not in limits.types:
        names = joined([mime.removeprefix("image/").upper() for mime in limits.types])
        return [Misfit(f"a frame is {names}, not {frame.mime.removeprefix('image/').upper()}")]
    if short < limits.least_side:
        return [Misfit(f"a frame has sides of at least {limits.least_side} pixels; this one is {size}")]
    if limits.most_side and long > limits.most_side:
        return [Misfit(f"a frame has sides of at most {limits.most_side} pixels; this one is {size}")]
    if limits.most_stretch and long / short > limits.most_stretch:
        return [Misfit(f"a frame is at most {limits.most_stretch:g} times as long as wide; this one is {size}")]
    if limits.most_mb and len(frame.data) > limits.most_mb * 1_000_000:
        return [Misfit(f"a frame has at most {limits.most_mb:g} MB; this one has {len(frame.data) / 1e6:.1f} MB")]
    return []
