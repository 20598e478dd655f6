"""What the arguments of the agent's tools mean: units, ranges, and the JSON schema a chat model reads.

A step's signature gives names and types; its docstring says what the step does. Units and ranges stand here once, by
the argument's name, taken from the scene where it has them.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator

from agent.loose_values import Slot, read_loosely
from store.errors import EditRefused
from store.scene import MAX_SHOT_S, MAX_TEXT, MIN_SHOT_S, Look, Music
from tools.looks import named_looks

WISH = "wish"
CORRECTION = "correction"
"""The argument of steps that change the film: said in place of the last change, which is taken back first."""
_CORRECTABLE = (
    "set_", "change_", "add_", "remove_", "move_", "swap_", "duplicate_", "split_", "trim_", "apply_", "animate_",
    "style_", "edit_caption", "edit_overlay", "reset_look", "redirect_move",
)  # fmt: skip
"""How the names of those steps begin."""
_SHOT = {"description": "shot id"}
_VERSION = {"description": "version number (0: the start) or name", "minimum": 0}
_FILM_S = {"description": "seconds into the film", "minimum": 0}
_SHOT_S = {"description": "seconds into the shot", "minimum": 0}
_SECONDS = {"description": "seconds", "minimum": 0}
_SHARE = {"minimum": 0, "maximum": 1}
_FEW = {"minimum": 1, "maximum": 4}
_SOME = {"minimum": 1, "maximum": 8}
_PLACE = {"description": "place in the film, 1 is first", "minimum": 1}
_LOOKS = ", ".join(named_looks())

_MEANING: Mapping[str, dict[str, Any]] = {
    "shots": {"description": 'ids, or ["all"]'},
    "shot": _SHOT,
    "first": _SHOT,
    "second": _SHOT,
    "degree": {"description": "touch 10 %, plain 30 %, lot 60 %"},
    "duration_s": {**_SECONDS, "maximum": MAX_SHOT_S},
    "film_s": {"description": "seconds, the whole film", "minimum": MIN_SHOT_S},
    "by_s": {"description": "seconds; negative is shorter"},
    "shift_s": {"description": "seconds; negative is earlier"},
    "at_s": _SHOT_S,
    "factor": {"description": "twice = 2, half = 0.5", "exclusiveMinimum": 0},
    "start_s": _FILM_S,
    "end_s": _FILM_S,
    "anchor_x": {"description": "0 left to 1 right", **_SHARE},
    "anchor_y": {"description": "0 top to 1 bottom", **_SHARE},
    "by_db": {"description": "decibels", "minimum": -60, "maximum": 60},
    "fade_in_s": {**_SECONDS, "maximum": 60},
    "fade_out_s": {**_SECONDS, "maximum": 60},
    "offset_y": {"minimum": -0.5, "maximum": 0.5},
    "color": {"description": "name or #rrggbb"},
    "text": {"maxLength": MAX_TEXT},
    "budget_usd": {"description": "US dollars", "minimum": 0},
    "count": {"minimum": 1},
    "number": {"minimum": 1},
    "off_start_s": _SECONDS,
    "off_end_s": _SECONDS,
    "version": _VERSION,
    "version_a": _VERSION,
    "version_b": _VERSION,
    "until": {"minimum": 1},
    "minutes_ago": {"exclusiveMinimum": 0},
    "since": {"description": "YYYY-MM-DD"},
    "strength": _SHARE,
    "blur": _SHARE,
    "media": {"description": "id of an upload"},
}
_MEANING_HERE: Mapping[tuple[str, str], dict[str, Any]] = {
    ("set_move", "amount"): {
        "description": "fraction (0.12 = 12 %): push, pull, zoom tighter or wider; truck, pedestal, pan, tilt of the "
        "frame travelled; handheld sway up to 0.2; degrees for roll and orbit",
        "exclusiveMinimum": 0,
        "maximum": 45,
    },
    ("set_move", "easing"): {"description": "ease_in: gentle start, full speed at the end; ease_out: the reverse"},
    ("set_move", "start_s"): _SHOT_S,
    ("set_move", "end_s"): _SHOT_S,
    ("set_focus", "start_s"): _SHOT_S,
    ("set_focus", "end_s"): _SHOT_S,
    ("set_parallax", "amount"): {"minimum": 0, "maximum": 0.08},
    ("apply_look", "name"): {"description": _LOOKS},
    ("animate_look", "name"): {"description": "as in apply_look"},
    ("set_voiceover", "voice"): {"description": "such as alloy, ash, coral, echo, fable, nova, onyx, sage, shimmer"},
    ("add_shot", "position"): _PLACE,
    ("move_shot", "position"): _PLACE,
    ("duplicate_shot", "position"): _PLACE,
    ("edit_caption", "which"): {"description": "1 is the first caption, -1 the last"},
    ("remove_caption", "which"): {"description": "1 is the first caption, -1 the last; left out: all"},
    ("edit_overlay", "which"): {"description": "overlay id"},
    ("change_overlay", "which"): {"description": "overlay id"},
    ("remove_overlay", "which"): {"description": "overlay id"},
    ("change_look", "degree"): {"description": "touch 0.1, plain 0.3, lot 0.6; exposure a third, two thirds, one stop"},
    ("change_look", "by"): {"description": "exact step; stops for exposure", "minimum": 0},
    ("change_level", "degree"): {"description": "touch 1.5, plain 3, lot 6 dB"},
    ("generate_stills", "count"): _SOME,
    ("generate_panels", "count"): _SOME,
    ("render_takes", "count"): _FEW,
    ("edit_still", "share"): _SHARE,
    ("retime_take", "speed"): {"description": "1 as it was made, 0.5 half, 2 twice", "minimum": 0.05, "maximum": 20},
    ("retime_take", "ramp_to"): {"description": "speed at the end of the ramp", "minimum": 0.05, "maximum": 20},
    ("retime_take", "freeze_at_s"): {"description": "seconds into the shot; left out: its end"},
    ("retime_take", "freeze_s"): {"description": "seconds the frame is held", "exclusiveMinimum": 0},
    ("set_background", "color"): {"description": "colour name or #rrggbb; left out: white or charcoal by itself"},
    ("set_background", "to_color"): {"description": 'colour at the bottom, or "lighter" or "darker"; left out: even'},
    ("set_clip_sound", "heard"): {"description": "true: the clip's own sound is heard, false: it is left out"},
    ("stabilise", "strength"): {"description": "0 off, 0.7 usual, 1 most", **_SHARE},
    ("use_clip", "shot"): {"description": 'shot id, or "new" for a shot of its own'},
    ("lock_still", "shot"): {"description": 'shot id, or "new" for a shot of its own'},
    ("adjust_last", "value"): {"description": "exact new value of what the last edit changed, in its unit"},
}


class BadArguments(EditRefused):
    """The arguments of a tool call do not fit its schema; the sentence names each misfit and the valid names."""


class Arguments(BaseModel):
    """Base of the arguments of every tool. What is written loosely is read as `agent.loose_values` says."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _lenient(cls, values: Any) -> Any:
        return read_loosely(_slots_of(cls), values) if isinstance(values, Mapping) else values


@cache
def _slots_of(model: type[Arguments]) -> dict[str, Slot]:
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})
    required = schema.get("required", ())
    return {
        name: Slot.of(_bare(value, definitions), name in required)
        for name, value in schema.get("properties", {}).items()
    }


def correctable(name: str) -> bool:
    """Whether the step of that name changes the film, so that it may be said in place of the last change."""
    return name.startswith(_CORRECTABLE) and name != "edit_still"


def arguments_of(step: Callable[..., Any]) -> type[Arguments]:
    """The arguments model of a step: its parameters after the context, and the person's `wish`."""
    hints = get_type_hints(step, include_extras=True)
    fields: dict[str, Any] = {}
    for parameter in list(inspect.signature(step).parameters.values())[1:]:
        default: Any = ... if parameter.default is inspect.Parameter.empty else parameter.default
        fields[parameter.name] = (hints.get(parameter.name, Any), default)
    if correctable(getattr(step, "__name__", "")):
        fields[CORRECTION] = (bool, False)
    fields.setdefault(WISH, (str | None, Field(default=None, max_length=2000)))
    return create_model(f"{getattr(step, '__name__', 'step')}_arguments", __base__=Arguments, **fields)


def read_arguments(step: Callable[..., Any], model: type[Arguments], given: Any) -> dict[str, Any]:
    """What was given of the arguments of a call, as the step takes them. Raises BadArguments."""
    name, takes = getattr(step, "__name__", "step"), inspect.signature(step).parameters
    try:
        read = model.model_validate(given)
    except ValidationError as error:
        raise BadArguments(_misfits(model, name, error)) from None
    return {key: getattr(read, key) for key in read.model_fields_set if key in takes}


def schema_of(model: type[Arguments], name: str) -> dict[str, Any]:
    """The JSON schema a chat model reads, in few words since all are sent with each request: units and ranges, no
    titles, no null variants (left out says the same). The system prompt says what `wish` is for."""
    whole = model.model_json_schema()
    definitions = whole.get("$defs", {})
    properties = {
        key: {**_bare(value, definitions), **_meaning(name, key)} for key, value in whole.get("properties", {}).items()
    }
    required = {"required": whole["required"]} if "required" in whole else {}
    return {"type": "object", "properties": {**properties, WISH: {"type": "string"}}, **required}


def _meaning(tool: str, parameter: str) -> dict[str, Any]:
    if (tool, parameter) in _MEANING_HERE:
        return _MEANING_HERE[tool, parameter]
    if parameter in _SCENE_RANGES:
        return _SCENE_RANGES[parameter]
    return _MEANING.get(parameter, {})


def _bare(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _bare(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    bare = {key: value for key, value in schema.items() if key not in ("title", "default", "anyOf")}
    kinds = [_bare(kind, definitions) for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    if len(kinds) == 1:
        bare |= kinds[0]
    elif kinds:
        bare["anyOf"] = kinds
    if "items" in bare:
        bare["items"] = _bare(bare["items"], definitions)
    if schema.get("default") not in (None, False):
        bare["default"] = schema["default"]
    return bare


def _misfits(model: type[Arguments], name: str, error: ValidationError) -> str:
    lines: list[str] = []
    for misfit in error.errors(include_url=False, include_input=False)[:5]:
        place = ".".join(str(part) for part in misfit["loc"]) or "arguments"
        unknown = misfit["type"] == "extra_forbidden"
        lines.append(f"there is no argument {place!r}" if unknown else f"{place}: {misfit['msg']}")
    valid = ", ".join(key for key in model.model_fields if key not in (WISH, CORRECTION)) or "none"
    return f"{name} was called with arguments that do not fit: {'; '.join(lines)}. Its arguments are: {valid}."


def _scene_ranges() -> dict[str, dict[str, Any]]:
    """Ranges of values that the scene itself knows."""
    ranges: dict[str, dict[str, Any]] = {}
    for model in (Look, Music):
        for name, schema in model.model_json_schema()["properties"].items():
            limits = {key: schema[key] for key in ("minimum", "maximum") if key in schema}
            if limits and name not in _MEANING:
                unit = {"description": _UNITS[name]} if name in _UNITS else {}
                ranges[name] = {**unit, **limits}
    return ranges


_UNITS = {"exposure": "stops", "gain_db": "decibels"}
_SCENE_RANGES = _scene_ranges()
