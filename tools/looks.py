"""Step: the look (grade) of shots."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from store.edits import LookChange, LookEndChange, SetLook, SetLookEnd
from store.errors import AskPerson, UnknownTarget
from store.scene import Look, Shot
from tools.context import ToolContext
from tools.degrees import Degree, Direction, look_step
from tools.receipts import Receipt
from tools.targets import commit_on, resolve_shots, with_first_shot

LookProperty = Literal[
    "temperature", "tint", "exposure", "contrast", "saturation", "highlights", "shadows", "vignette", "grain", "fade"
]
_LIMITS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(Look.model_fields, (-1.0, 1.0)),
    "exposure": (-3.0, 3.0),
    **dict.fromkeys(("vignette", "grain", "fade"), (0.0, 1.0)),
}

_WHITE_BALANCE = {"temperature", "tint"}
"""Set for each picture by itself, so that a look laid over several leaves them matched."""


@cache
def named_looks() -> dict[str, dict[str, float]]:
    """The named looks, from `named_looks.toml`: name -> values of `Look`."""
    return tomllib.loads(Path(__file__).with_name("named_looks.toml").read_text(encoding="utf-8"))


def set_look(
    ctx: ToolContext,
    *,
    shots: list[str] | None = None,
    temperature: float | None = None,
    tint: float | None = None,
    exposure: float | None = None,
    contrast: float | None = None,
    saturation: float | None = None,
    highlights: float | None = None,
    shadows: float | None = None,
    vignette: float | None = None,
    grain: float | None = None,
    fade: float | None = None,
) -> Receipt:
    """Set exact look values: -1..1 with 0 neutral, exposure in stops -3..3, vignette, grain and fade 0..1.
    temperature: + is warm; tint: + is magenta, - green; saturation -1 is black and white."""
    values = {
        "temperature": temperature, "tint": tint, "exposure": exposure, "contrast": contrast, "saturation": saturation,
        "highlights": highlights, "shadows": shadows, "vignette": vignette, "grain": grain, "fade": fade,
    }  # fmt: skip
    given = {name: value for name, value in values.items() if value is not None}
    return _commit(ctx, shots, lambda _: given)


def change_look(
    ctx: ToolContext,
    *,
    property: LookProperty,  # noqa: A002  the word the person's wish is about
    direction: Direction,
    degree: Degree = "plain",
    by: float | None = None,
    shots: list[str] | None = None,
) -> Receipt:
    """Move one look value up or down. by: an exact step (stops for exposure), else the degree decides."""
    step = abs(by) if by is not None else look_step(property, degree)
    sign = 1 if direction == "more" else -1
    low, high = _LIMITS[property]

    def changed(shot: Shot) -> dict[str, float]:
        now: float = getattr(shot.look, property)
        return {property: round(max(low, min(high, now + sign * step)), 4)}

    return _commit(ctx, shots, changed)


def apply_look(ctx: ToolContext, *, name: str, shots: list[str] | None = None) -> Receipt:
    """Give shots a named look: its values replace the grade. White balance stays where the look says nothing of it."""
    values = {**dict.fromkeys(Look.model_fields.keys() - _WHITE_BALANCE, 0.0), **_named(name)}
    return _commit(ctx, shots, lambda _: values, name=name.strip().lower().replace("-", " "))


def reset_look(
    ctx: ToolContext,
    *,
    shots: list[str] | None = None,
    property: LookProperty | None = None,  # noqa: A002
) -> Receipt:
    """Back to neutral: one value, or the whole look."""
    names = [property] if property else list(Look.model_fields)
    return _commit(ctx, shots, lambda _: dict.fromkeys(names, 0.0))


def animate_look(
    ctx: ToolContext,
    *,
    shots: list[str] | None = None,
    name: str | None = None,
    temperature: float | None = None,
    tint: float | None = None,
    exposure: float | None = None,
    contrast: float | None = None,
    saturation: float | None = None,
    highlights: float | None = None,
    shadows: float | None = None,
    vignette: float | None = None,
    grain: float | None = None,
    fade: float | None = None,
) -> Receipt:
    """Let the look change in the course of shots, evenly from what it is to these values at the END of the shot (same
    ranges as set_look; a value left out stays). name: a named look to end in."""
    values = {
        "temperature": temperature, "tint": tint, "exposure": exposure, "contrast": contrast, "saturation": saturation,
        "highlights": highlights, "shadows": shadows, "vignette": vignette, "grain": grain, "fade": fade,
    }  # fmt: skip
    given = {key: value for key, value in values.items() if value is not None}
    if name is None and not given:
        raise AskPerson("What should the look turn into?", ("warmer at the end", "black and white at the end"))
    named = _named(name) if name is not None else None
    base, locked = with_first_shot(ctx, ctx.scene())
    found = resolve_shots(ctx, base, shots, _is_animated, "that look")
    changes: list[LookEndChange] = []
    for shot in found:
        now = Look() if named is not None else shot.look_end or shot.look
        end = {**now.model_dump(), **(named or {}), **given}
        changes.append(LookEndChange.model_validate({"shot_id": shot.id, "look_end": end}))
    return commit_on(ctx, base, locked, SetLookEnd(changes=tuple(changes), name=name))


def remove_look_animation(ctx: ToolContext, *, shots: list[str] | None = None) -> Receipt:
    """Keep the look of shots as it is at their start."""
    scene = ctx.scene()
    found = [shot for shot in resolve_shots(ctx, scene, shots, _is_animated, "a steady look") if _is_animated(shot)]
    if not found:
        return Receipt(outcome="unchanged", message="The look does not change within a shot; nothing changed.")
    return ctx.commit(SetLookEnd(changes=tuple(LookEndChange(shot_id=shot.id) for shot in found)))


def _is_animated(shot: Shot) -> bool:
    return shot.look_end is not None


def _named(name: str) -> dict[str, float]:
    """The values of a named look. Raises UnknownTarget."""
    looks = named_looks()
    key = name.strip().lower().replace("-", " ")
    if key not in looks:
        raise UnknownTarget(f"There is no look called {name!r}; there are {', '.join(looks)}.", tuple(looks))
    return looks[key]


def _commit(
    ctx: ToolContext, shots: list[str] | None, values: Callable[[Shot], dict[str, float]], name: str | None = None
) -> Receipt:
    base, locked = with_first_shot(ctx, ctx.scene())
    found = resolve_shots(ctx, base, shots, what="that look")
    changes = tuple(LookChange.model_validate({"shot_id": shot.id, **values(shot)}) for shot in found)
    message = f"Look “{name}” applied." if name else ""
    return commit_on(ctx, base, locked, SetLook(changes=changes, name=name), message)


STEPS = (set_look, change_look, apply_look, reset_look, animate_look, remove_look_animation)
