"""Is a still ready to be set in motion? Eight checks computed from its pixels, each with the fix for a miss.

The limits were set on photographs, drawings and textures; they are there to help, and never keep a still from use.
"""

from collections.abc import Callable
from typing import Literal

from store.scene import AspectRatio, Framing, Value
from tools.camera.boxes import Box
from tools.camera.saliency import Pixels
from tools.camera.subject import Subject, compose, crop_box
from tools.pictures.measures import Measures, measure

Level = Literal["pass", "warn", "miss"]

PUSH = 1.12
"""How much a 12 % push-in enlarges the still: the usual move, so the measure of how many pixels are wanted."""
FILM_PIXELS: dict[AspectRatio, tuple[int, int]] = {
    "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350), "16:9": (1920, 1080),
}  # fmt: skip
LEAST_SIDE = 1024
"""Short side, in pixels, under which a still looks soft on a phone even without a move."""


class ReadinessCheck(Value):
    """One check: `value` is what was measured, in words with units; `fix` one sentence to do, empty for a pass."""

    name: str
    level: Level
    value: str
    fix: str = ""


class Readiness(Value):
    """The report on a still: a sentence for all of it, and the checks."""

    verdict: str
    checks: tuple[ReadinessCheck, ...]


def check_still(bgr: Pixels, aspect_ratio: AspectRatio, size: tuple[int, int] | None = None) -> Readiness:
    """Check a still for a film of `aspect_ratio`, in some 100 ms.

    bgr: the picture, which may be scaled down (512 pixels are enough); size: width and height of the still itself
    where `bgr` is smaller.
    """
    measures = measure(bgr)
    width, height = size or (bgr.shape[1], bgr.shape[0])
    crop = crop_box(compose(bgr, aspect_ratio), aspect_ratio, width, height)
    about_content: tuple[Callable[[Measures], ReadinessCheck], ...] = (
        _subject, _depth, _space, _background, _light, _text,
    )  # fmt: skip
    checks = [check(measures) for check in about_content]
    checks += [_size(width, height, aspect_ratio), _ratio(crop, measures.subject, aspect_ratio)]
    return Readiness(verdict=_verdict(checks), checks=tuple(checks))


def _verdict(checks: list[ReadinessCheck]) -> str:
    misses = [check.name for check in checks if check.level == "miss"]
    warnings = [check.name for check in checks if check.level == "warn"]
    if misses:
        also = f", then {_listed(warnings)}" if warnings else ""
        return f"Not ready as it is: see to {_listed(misses)}{also}. It can be used all the same."
    if warnings:
        passed = len(checks) - len(warnings)
        return f"Ready: {passed} of {len(checks)} checks pass. Worth a look: {_listed(warnings)}."
    return f"Ready to be set in motion: all {len(checks)} checks pass."


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _result(name: str, level: Level, value: str, fix: str) -> ReadinessCheck:
    return ReadinessCheck(name=name, level=level, value=value, fix="" if level == "pass" else fix)


def _share(value: float) -> str:
    """A share 0..1 in per cent, honest about small ones."""
    return "under 1 %" if 0 < value < 0.01 else f"{value * 100:.0f} %"


def _place(box: Box) -> str:
    """Where a box stands: "in the middle", "top left", ..."""
    column = ("left", "", "right")[min(2, int(box.center.x * 3))]
    row = ("top", "", "bottom")[min(2, int(box.center.y * 3))]
    return f"{row} {column}".strip() or "in the middle"


def _subject(measures: Measures) -> ReadinessCheck:
    subject = measures.subject
    where = f"{_place(subject.box)}, {_share(subject.box.area)} of the picture"
    if subject.confidence < 0.2:
        fix = "Choose a picture with one clear thing or person that stands out from what is around it."
        return _result("subject", "miss", "nothing stands out as the subject", fix)
    if subject.rivals:
        fix = "Crop or choose a picture with a single subject, or say which one the camera aims at."
        return _result(
            "subject", "warn", f"{len(subject.rivals) + 1} things draw the eye; the strongest is {where}", fix
        )
    if subject.box.area > 0.8:
        fix = "Step back, or use a wider picture: the camera needs room around the subject to move."
        return _result("subject", "warn", f"one subject that fills the picture ({_share(subject.box.area)})", fix)
    level: Level = "pass" if subject.confidence >= 0.4 else "warn"
    seen = "one clear subject" if level == "pass" else "likely one subject, not set off clearly"
    return _result(
        "subject", level, f"{seen}: {where}", "Set it off: a plainer background, more light on it, or a tighter crop."
    )


def _depth(measures: Measures) -> ReadinessCheck:
    depth = measures.depth
    signs = [
        words
        for words, seen in (
            (f"the subject is {depth.focus:.1f} times sharper than the rest", depth.focus >= 1.5),
            ("it stands apart in tone", depth.subject_apart >= 8),
            ("ground and backdrop differ", depth.ground_apart >= 10),
        )
        if seen
    ]
    level: Level = "pass" if len(signs) >= 2 else "warn" if signs else "miss"
    value = f"{len(signs)} of 3 signs of depth" + (f": {_listed(signs)}" if signs else ", the picture looks flat")
    return _result(
        "depth", level, value, "Put something soft in front or behind: shallow focus or a step between the planes."
    )


def _space(measures: Measures) -> ReadinessCheck:
    calm, place = measures.calm, measures.calm_place
    level: Level = "pass" if calm >= 0.33 and place.area >= 0.1 else "warn" if calm >= 0.18 else "miss"
    value = f"{_share(calm)} of the picture is calm"
    if place.area >= 0.04:
        value += f", the largest calm area ({_share(place.area)}) {_place(place)}"
    return _result(
        "negative space", level, value, "Leave an empty, even area beside the subject for captions and for the move."
    )


def _background(measures: Measures) -> ReadinessCheck:
    busy = measures.busy
    level: Level = "pass" if busy < 1.3 else "warn" if busy < 2.3 else "miss"
    words = {"pass": "calm", "warn": "a little restless", "miss": "busy"}[level]
    value = f"{words}: detail {busy:.1f} around the subject (calm is under 1.3)"
    return _result(
        "background", level, value, "Blur or clear the background: fine detail flickers in motion and hides captions."
    )


def _light(measures: Measures) -> ReadinessCheck:
    light = measures.light
    exposure = (
        f"middle tone {_share(light.middle)}, {_share(light.burnt)} burnt out, {light.stops:.1f} stops of contrast"
    )
    problems: list[tuple[Level, str, str]] = []
    if light.burnt > 0.02:
        level: Level = "miss" if light.burnt > 0.08 else "warn"
        problems.append((level, "blown out", "Expose darker or soften the light: burnt whites cannot be graded back."))
    if light.bright < 0.5 and light.middle < 0.3:
        level = "miss" if light.bright < 0.3 else "warn"
        problems.append((level, "dark", "Brighten the picture or add light; grading it up later brings out noise."))
    if light.stops > 7.3 and light.drowned > 0.02:
        problems.append(("warn", "hard", "Use a softer light from the front or the side at 45 degrees."))
    if light.stops < 1.2:
        problems.append(("warn", "flat", "Give it a light from the side, so that shapes get a bright and a dark face."))
    if not problems:
        words = "soft and well exposed" if light.middle < 0.97 else "a white backdrop, the subject well exposed"
        return _result("light", "pass", f"{words}: {exposure}", "")
    worst = next((problem for problem in problems if problem[0] == "miss"), problems[0])
    return _result("light", worst[0], f"{' and '.join(words for _, words, _ in problems)}: {exposure}", worst[2])


def _text(measures: Measures) -> ReadinessCheck:
    if not measures.text:
        return _result("text", "pass", "no text found", "")
    lines = "1 likely line of text" if len(measures.text) == 1 else f"{len(measures.text)} likely lines of text"
    covered = sum(zone.box.area for zone in measures.text)
    on_subject = sum(zone.box.overlap(measures.subject.box) > 0.3 for zone in measures.text)
    if covered > 0.12 or len(measures.text) > 6:
        fix = "Use a picture with less text, and add the words as captions or overlays: they stay sharp in motion."
        return _result("text", "miss", f"{lines}, over {_share(covered)} of the picture", fix)
    if on_subject:
        fix = "Keep the move gentle, or take the text off the still and put it back as an overlay."
        return _result("text", "warn", f"{lines}, {on_subject} of them on the subject", fix)
    places = {_place(zone.box) for zone in measures.text}
    if len(places) > 1:
        fix = "Keep text in one zone, away from the part that moves."
        return _result("text", "warn", f"{lines} in {len(places)} places", fix)
    return _result("text", "pass", f"{lines}, {places.pop()}, away from the subject", "")


def _size(width: int, height: int, aspect_ratio: AspectRatio) -> ReadinessCheck:
    film_width, film_height = FILM_PIXELS[aspect_ratio]
    # Only the size of the largest crop matters here, not its place.
    crop = crop_box(Framing(), aspect_ratio, width, height)
    used = (round(crop.width * width), round(crop.height * height))
    factor = min(used[0] / film_width, used[1] / film_height)
    wanted = f"{round(film_width * PUSH)} × {round(film_height * PUSH)}"
    level: Level = "pass" if factor >= PUSH else "warn" if min(width, height) >= LEAST_SIDE else "miss"
    value = f"{width} × {height} pixels, {used[0]} × {used[1]} of them in the {aspect_ratio} frame"
    if level == "pass":
        return _result("size", level, f"{value}: enough for a 12 % push-in", "")
    if level == "warn":
        fix = f"For a sharp 12 % push-in use a picture with {wanted} pixels in the frame, or keep the move small."
    else:
        fix = f"Use a larger picture: at least {LEAST_SIDE} pixels on the short side, {wanted} in the frame at best."
    return _result("size", level, value, fix)


def _ratio(crop: Box, subject: Subject, aspect_ratio: AspectRatio) -> ReadinessCheck:
    lost = 1 - crop.area
    if lost <= 0.06:
        return _result("ratio", "pass", f"fits {aspect_ratio}", "")
    kept = subject.box.overlap(crop) if subject.confidence >= 0.2 else 1.0
    level: Level = "miss" if kept < 0.85 or lost > 0.55 else "warn"
    value = f"{aspect_ratio} shows {_share(crop.area)} of it, {_share(lost)} is cropped away"
    if kept < 0.95:
        value += f", {_share(1 - kept)} of the subject with it"
    return _result(
        "ratio",
        level,
        value,
        f"Make or choose the picture in {aspect_ratio}, or film in a ratio nearer to the still's.",
    )
