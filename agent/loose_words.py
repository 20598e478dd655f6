"""Other words for our names and values, as chat models write them. Data; only what can mean one thing."""

from collections.abc import Mapping

BLANK = ("", "null", "none", "undefined", "n/a", "nil")

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "shot": ("shots",), "shot_id": ("shot", "shots"), "shot_name": ("shot", "shots"), "shots": ("shot",),
    "shot_ids": ("shots", "shot"), "id": ("which",), "overlay": ("which",), "overlay_id": ("which",),
    "colour": ("color",), "fps": ("frame_rate",), "framerate": ("frame_rate",), "ratio": ("aspect_ratio",),
    "aspect": ("aspect_ratio",), "move": ("kind",), "move_kind": ("kind",), "new_kind": ("to",),
    "budget": ("budget_usd",),    "platform": ("platforms",), "prompt": ("description",), "option": ("options",),
}  # fmt: skip
"""Argument names by what else they are called; the first that the tool has is meant."""

ORDINALS: Mapping[str, int] = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "last": -1,
}  # fmt: skip

_MORE = ("increase", "increased", "up", "raise", "higher", "greater", "plus", "faster", "louder", "warmer", "stronger")
_LESS = ("decrease", "decreased", "reduce", "down", "lower", "minus", "slower", "quieter", "cooler", "colder", "weaker")
_TOUCH = ("slight", "slightly", "a_touch", "a_bit", "bit", "a_little", "little", "small", "subtle")
_PLAIN = ("medium", "moderate", "normal", "default", "some", "usual")
_LOT = ("a_lot", "large", "big", "much", "strong", "strongly", "way", "significant", "significantly")

AMONG_WAYS = frozenset((*_MORE, *_LESS, "bigger", "larger", "smaller", "increase", "decrease", "reduce"))
"""What says which way a value goes, and not whether that is more of the last change."""

MEANS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_MORE, ("more",)),
    **dict.fromkeys(_LESS, ("less",)),
    **dict.fromkeys(_TOUCH, ("touch",)),
    **dict.fromkeys(_PLAIN, ("plain",)),
    **dict.fromkeys(_LOT, ("lot",)),
    "bigger": ("larger", "more"), "larger": ("more",), "increase": ("larger", "longer", "more"),
    "smaller": ("less",), "decrease": ("smaller", "shorter", "less"), "reduce": ("smaller", "shorter", "less"),
    "higher": ("up", "more"), "lower": ("down", "less"), "raise": ("up", "more"),
    "extend": ("longer",), "lengthen": ("longer",), "shorten": ("shorter",),
    "reverse": ("opposite",), "other_way": ("opposite",),
    "centre": ("center", "middle"), "center": ("middle",), "middle": ("center",),
    "upper_left": ("top_left",), "upper_right": ("top_right",), "lower_left": ("bottom_left",),
    "lower_right": ("bottom_right",), "top_center": ("top",), "top_centre": ("top",), "bottom_center": ("bottom",),
    "bottom_centre": ("bottom",),
    "dissolve": ("crossfade",), "cross_dissolve": ("crossfade",), "cross_fade": ("crossfade",),
    "fade_to_black": ("fade_black",), "fade_through_black": ("fade_black",), "dip_to_black": ("fade_black",),
    "none": ("cut",), "no_transition": ("cut",), "hard_cut": ("cut",), "straight_cut": ("cut",),
    "dolly_in": ("push_in",), "push": ("push_in",), "dolly_out": ("pull_out",), "pull_back": ("pull_out",),
    "dolly_left": ("truck_left",), "dolly_right": ("truck_right",), "crab_left": ("truck_left",),
    "crab_right": ("truck_right",), "crane_up": ("pedestal_up",), "crane_down": ("pedestal_down",),
    "boom_up": ("pedestal_up",), "boom_down": ("pedestal_down",), "arc_left": ("orbit_left",),
    "arc_right": ("orbit_right",), "roll_clockwise": ("roll_cw",), "roll_counterclockwise": ("roll_ccw",),
    "roll_counter_clockwise": ("roll_ccw",), "hand_held": ("handheld",), "shake": ("handheld",),
    "ease": ("ease_in_out",), "constant": ("linear",), "even": ("linear",),
    "voice": ("voiceover",), "voice_over": ("voiceover",), "narration": ("voiceover",), "narrator": ("voiceover",),
    "bounce": ("pop",), "flip": ("mirror",), "mirror_horizontally": ("mirror",), "flip_horizontally": ("mirror",),
    "square": ("1:1",), "landscape": ("16:9",), "horizontal": ("16:9",), "widescreen": ("16:9",),
}  # fmt: skip
"""Values by what else they are called. A word that stands for several of an argument's values means none of them."""

_PERCENT: Mapping[str, float] = {"%": 0.01, "percent": 0.01}
_TIMES: Mapping[str, float] = {"x": 1, "×": 1, "times": 1, **_PERCENT}
UNITS: Mapping[str, Mapping[str, float]] = {
    "_s": {"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "ms": 0.001, "milliseconds": 0.001},
    "_db": {"db": 1, "decibel": 1, "decibels": 1},
    "_usd": {"usd": 1, "$": 1, "dollar": 1, "dollars": 1},
    "factor": _TIMES,
    "speed": _TIMES,
    "ramp_to": _TIMES,
    "amount": {"°": 1, "deg": 1, "degree": 1, "degrees": 1, **_PERCENT},
    "exposure": {"stop": 1, "stops": 1, "ev": 1},
    "by": {"stop": 1, "stops": 1, "ev": 1},
    "frame_rate": {"fps": 1, "frames": 1, "frames per second": 1},
    **dict.fromkeys(
        ("temperature", "tint", "contrast", "saturation", "highlights", "shadows", "vignette", "grain", "fade",
         "strength", "blur", "share", "offset_y", "anchor_x", "anchor_y"),
        _PERCENT,
    ),
}  # fmt: skip
"""How many of an argument's own unit one of a written unit is, by the end of the argument's name, or by the name."""
