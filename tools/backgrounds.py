"""Step: the background of stills with transparent parts: an even colour, or one that turns into another."""

from colorsys import hls_to_rgb, rgb_to_hls

from PIL import ImageColor

from store.edits import BackgroundChange, SetBackground
from store.scene import Background, Shot, replace, shot_index
from store.video_takes import shows_video
from tools.colours import hex_colour
from tools.context import ToolContext
from tools.pictures.cut_outs import is_see_through
from tools.receipts import Chip, Receipt, ToolCall
from tools.talk import needs_engine
from tools.targets import commit_on, resolve_shots, with_first_shot

_SHADES = {"lighter": 1.0, "darker": 0.0}
_SHADED = 0.4
"""How far "lighter" and "darker" go towards white and black."""


def set_background(
    ctx: ToolContext, *, color: str | None = None, to_color: str | None = None, shots: list[str] | None = None
) -> Receipt:
    """Put a still with transparent parts (a cut-out) on a background colour. color: a name such as "sage green" or
    #rrggbb; omitted = chosen by itself, white or charcoal. to_color: what it turns into at the bottom of the still, a
    colour, or "lighter" or "darker". The background of an opaque photo is part of the picture: that needs an engine."""
    base, locked = with_first_shot(ctx, ctx.scene())
    if not shots and not any(_stands_free(ctx, shot) for shot in base.shots):
        return _part_of_the_picture(ctx, base.shots[0])
    found = resolve_shots(ctx, base, shots, lambda shot: _stands_free(ctx, shot), "that background")
    free = tuple(shot for shot in found if _stands_free(ctx, shot))
    if not free:
        return _part_of_the_picture(ctx, found[0])
    background = None if color is None else _background(color, to_color)
    changes = tuple(BackgroundChange(shot_id=shot.id, background=background) for shot in free)
    offers = () if background is None or background.to is not None else (_darker(color or "", found),)
    solid = tuple(
        f"Shot {shot_index(base, shot.id) + 1}: its still has no transparent parts, so it stays as it is."
        for shot in found
        if shot not in free
    )
    return commit_on(ctx, base, locked, SetBackground(changes=changes), notes=solid, offers=offers)


def _background(color: str, to_color: str | None) -> Background:
    first = hex_colour(color)
    last = None
    if to_color is not None:
        last = _shade(first, _SHADES[to_color]) if to_color in _SHADES else hex_colour(to_color)
    words = " ".join(color.split()) if to_color is None else f"{color} to {to_color}"
    return Background(color=first, to=last, name="" if words.startswith("#") else words[:100])


def _shade(color: str, towards: float) -> str:
    """A colour nearer to white (1) or black (0), its hue kept."""
    red, green, blue = (value / 255 for value in ImageColor.getrgb(color)[:3])
    hue, lightness, strength = rgb_to_hls(red, green, blue)
    made = hls_to_rgb(hue, lightness + (towards - lightness) * _SHADED, strength)
    return "#" + "".join(f"{round(value * 255):02x}" for value in made)


def _stands_free(ctx: ToolContext, shot: Shot) -> bool:
    """Whether a shot shows a still with transparent parts."""
    if shot.still is None or shows_video(shot):
        return False
    return is_see_through(ctx.media.path(ctx.stills.get(shot.still).media))


def _darker(color: str, found: tuple[Shot, ...]) -> Chip:
    args = {"color": color, "to_color": "darker", "shots": [str(shot.id) for shot in found]}
    return Chip(
        label="darker towards the bottom", call=ToolCall.model_validate({"name": "set_background", "args": args})
    )


def _part_of_the_picture(ctx: ToolContext, shot: Shot) -> Receipt:
    """A photo's background is changed by an engine, if at all."""
    why = (
        "Without transparent parts a still's background is part of the picture. A cut-out of it (a PNG or WebP with "
        "transparency) can stand on any colour."
        if shot.still is not None
        else "That shot has no still yet."
    )
    receipt = needs_engine(ctx, wish=ctx.instruction, capability="picture_content")
    return replace(receipt, notes=(why, *receipt.notes))


STEPS = (set_background,)
