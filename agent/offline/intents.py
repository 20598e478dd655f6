"""What kind of wish a tool call is: "look.exposure.less", "move.reverse", "captions.hide". Values and targets are left
out, so that sentences with the same intent can be compared and counted. Pure."""

from collections.abc import Callable, Mapping

from pydantic import JsonValue

from tools.receipts import ToolCall

QUESTION = "question"
"""The intent of a sentence that is answered and changes nothing."""
UNCLEAR = "ask"
"""The intent of a sentence that is too vague to act on."""

_Args = Mapping[str, JsonValue]
_LOOKS = (
    "temperature", "tint", "exposure", "contrast", "saturation", "highlights", "shadows", "vignette", "grain", "fade",
)  # fmt: skip
_TURNS = (
    ("push_in", "pull_out"), ("truck_left", "truck_right"), ("pedestal_up", "pedestal_down"),
    ("pan_left", "pan_right"), ("tilt_up", "tilt_down"), ("roll_cw", "roll_ccw"), ("zoom_in", "zoom_out"),
    ("orbit_left", "orbit_right"),
)  # fmt: skip


def intent_of(call: ToolCall) -> str:
    """The intent of a call; the call's own name where it has no finer one."""
    found = _INTENTS.get(call.name)
    if found is None:
        return call.name
    return found if isinstance(found, str) else found(call.args)


def _set_look(args: _Args) -> str:
    values = {name: value for name in _LOOKS if isinstance(value := args.get(name), int | float)}
    if len(values) != 1:
        return "look.several"
    name, value = next(iter(values.items()))
    if name == "saturation" and value <= -0.95:
        return "look.bw"
    return "look.off" if value == 0 else "look.to"


def _set_move(args: _Args) -> str:
    if "instead" in args:
        return "move.replace"
    if "anchor_x" in args or "anchor_y" in args:
        return "move.anchor"
    for name, intent in (("easing", "move.easing"), ("start_s", "move.start"), ("end_s", "move.end")):
        if name in args:
            return intent
    return "move.amount.to" if "amount" in args else "move.add"


def _redirect_move(args: _Args) -> str:
    to, kind = args.get("to"), args.get("kind")
    return "move.reverse" if to is None or any(to in pair and kind in pair for pair in _TURNS) else "move.replace"


def _set_duration(args: _Args) -> str:
    if "film_s" in args:
        return "length.film"
    if "duration_s" in args:
        return "length.to"
    change = args.get("change") or ("longer" if _grows(args) else "shorter")
    return f"length.{change}"


def _grows(args: _Args) -> bool:
    by, factor = args.get("by_s"), args.get("factor")
    return (isinstance(by, int | float) and by > 0) or (isinstance(factor, int | float) and factor > 1)


def _set_transition(args: _Args) -> str:
    return f"transition.{args['kind']}" if "kind" in args else "transition.length"


def _edit_caption(args: _Args) -> str:
    return "captions.words" if "text" in args else "captions.timing"


def _style_captions(args: _Args) -> str:
    if "visible" in args:
        return "captions.show" if args["visible"] else "captions.hide"
    if "size" in args:
        return "captions.larger" if args["size"] == "large" else "captions.smaller"
    named = next((name for name in ("position", "color", "box", "animation") if name in args), "position")
    return f"captions.{named}"


def _change_captions(args: _Args) -> str:
    return {"up": "captions.higher", "down": "captions.lower"}.get(way := str(args.get("direction")), f"captions.{way}")


def _edit_overlay(args: _Args) -> str:
    if "size" in args:
        return "overlay.larger" if args["size"] == "large" else "overlay.smaller"
    for name, intent in (("text", "overlay.words"), ("color", "overlay.color"), ("position", "overlay.position")):
        if name in args:
            return intent
    return "overlay.timing"


def _change_overlay(args: _Args) -> str:
    return "overlay.position" if args.get("property") == "position" else f"overlay.{args.get('direction')}"


def _set_music(args: _Args) -> str:
    for name, intent in (("fade_in_s", "fade_in"), ("fade_out_s", "fade_out"), ("duck", "duck"), ("gain_db", "level")):
        if name in args:
            return f"music.{intent}"
    return "music.start"


def _set_voiceover(args: _Args) -> str:
    return next((f"voice.{name}" for name in ("text", "voice") if name in args), "voice.level").replace("text", "words")


def _change_level(args: _Args) -> str:
    track = "voice" if args.get("track") == "voiceover" else "music"
    return f"{track}.louder" if args.get("direction") == "more" else f"{track}.quieter"


def _adjust_last(args: _Args) -> str:
    return "adjust.value" if "value" in args else f"adjust.{args.get('direction')}"


def _needs_engine(args: _Args) -> str:
    return "engine.picture" if args.get("capability") == "picture_content" else "engine.motion"


_INTENTS: Mapping[str, str | Callable[[_Args], str]] = {
    "change_look": lambda args: f"look.{args.get('property')}.{args.get('direction')}",
    "set_look": _set_look, "apply_look": "look.named", "reset_look": "look.reset",
    "animate_look": "look.animate", "remove_look_animation": "look.animate", "set_lut": "look.lut",
    "remove_lut": "look.lut",
    "change_move": lambda args: f"move.{args.get('property')}.{args.get('direction')}",
    "set_move": _set_move, "redirect_move": _redirect_move, "remove_move": "move.remove", "stabilise": "move.steady",
    "set_parallax": "depth.parallax", "remove_parallax": "depth.parallax", "set_focus": "depth.focus",
    "remove_focus": "depth.focus",
    "set_duration": _set_duration, "add_shot": "shots.add", "remove_shot": "shots.remove", "move_shot": "shots.order",
    "swap_shots": "shots.swap", "duplicate_shot": "shots.duplicate", "split_shot": "shots.split",
    "trim_shot": "shots.trim",
    "set_transition": _set_transition,
    "change_transition": lambda args: f"transition.{args.get('direction')}",
    "add_caption": "captions.add", "edit_caption": _edit_caption, "remove_caption": "captions.remove",
    "style_captions": _style_captions, "change_captions": _change_captions,
    "add_overlay": "overlay.add", "edit_overlay": _edit_overlay, "change_overlay": _change_overlay,
    "remove_overlay": "overlay.remove",
    "set_music": _set_music, "remove_music": "music.remove", "set_voiceover": _set_voiceover,
    "remove_voiceover": "voice.remove", "change_level": _change_level,
    "set_aspect_ratio": "format.ratio", "set_frame_rate": "format.fps", "set_title": "format.title",
    "set_budget": "format.budget", "export": "export",
    "undo": "history.undo", "redo": "history.redo", "restore": "history.restore", "branch": "history.branch",
    "show_history": "history.show", "find_change": "history.find", "compare": "history.compare",
    "revert": "history.revert", "name_version": "history.name", "search_sessions": "history.search",
    "generate_stills": "stills.generate", "lock_still": "stills.lock", "edit_still": "stills.edit",
    "check_still": "stills.check", "render_takes": "takes.render", "pick_take": "takes.pick",
    "show_takes": "takes.show", "check_take": "takes.check",
    "show_cost": "cost.spent", "estimate": "cost.estimate",
    "adjust_last": _adjust_last, "repeat_last": "repeat", "needs_engine": _needs_engine, "ask_person": UNCLEAR,
}  # fmt: skip
