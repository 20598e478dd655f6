"""Light for each time of day and weather, as data, and the light of one description."""

from dataclasses import dataclass, replace

from tools.sketch.brief import Brief
from tools.sketch.palette import Colour, Light, from_hex, mix, tone


@dataclass(frozen=True)
class Sky:
    """The sky's colours, and where its sun or moon stands (`disc` None: not seen)."""

    top: Colour
    middle: Colour
    horizon: Colour
    disc: Colour | None = None
    disc_height: float = 0.3
    """Height of the disc above the horizon, in parts of the sky."""
    cloud: Colour | None = None
    stars: bool = False


def _light(
    key: str, ambient: str, air: str, hardness: float, height: float, haze: float, strength: float = 1.0
) -> Light:
    return Light(
        side=-0.7, height=height, behind=0.0, hardness=hardness, key=from_hex(key), ambient=from_hex(ambient),
        air=from_hex(air), haze=haze, strength=strength,
    )  # fmt: skip


def _sky(
    top: str,
    middle: str,
    horizon: str,
    disc: str | None = None,
    disc_height: float = 0.3,
    cloud: str | None = None,
    stars: bool = False,
) -> Sky:
    return Sky(
        from_hex(top), from_hex(middle), from_hex(horizon), from_hex(disc) if disc else None, disc_height,
        from_hex(cloud) if cloud else None, stars,
    )  # fmt: skip


LIGHTS: dict[str, Light] = {
    "day": _light("#fffaf0", "#98a2c4", "#cfdcea", 0.65, 0.65, 0.75, 1.02),
    "golden": _light("#ffdcae", "#8d7397", "#f3c9a0", 0.75, 0.28, 0.8, 1.05),
    "dawn": _light("#ffe3d0", "#8e8cb6", "#e6cdd2", 0.45, 0.3, 0.9, 1.0),
    "dusk": _light("#dcd0ee", "#686b9e", "#a99cc4", 0.4, 0.3, 0.85, 0.9),
    "night": _light("#cfc4dc", "#474c82", "#33395f", 0.6, 0.55, 0.8, 0.72),
    "studio": _light("#fffcf6", "#9a97ac", "#e9e4dc", 0.5, 0.6, 0.5),
}
SKIES: dict[str, Sky] = {
    "day": _sky("#6fa6d6", "#a9cde6", "#e6eee8", None, 0.6, "#fbf8f0"),
    "golden": _sky("#7d8fb8", "#eab58e", "#fbdc9d", "#fff3cf", 0.16, "#f7c7a0"),
    "dawn": _sky("#8aa0cc", "#dfb9c8", "#fbdcc0", "#fff0d8", 0.12, "#f3cfd0"),
    "dusk": _sky("#3f4a86", "#8f7bb0", "#eeb0a0", None, 0.1, "#7a6ca4"),
    "night": _sky("#141a3a", "#232b57", "#3d4474", "#f4eed2", 0.72, "#2c3462", stars=True),
}
_OVERCAST = _sky("#a3b0bd", "#bcc6cd", "#d7dbd9", None, 0.5, "#c9d0d3")


def light_of(brief: Brief) -> Light:
    """The light that a description asks for; where it says nothing, soft light from the left."""
    base = LIGHTS["studio" if brief.time == "day" and brief.setting == "studio" else brief.time]
    side = {"left": -0.85, "right": 0.85, "front": -0.12, "back": -0.45, "top": -0.3}.get(brief.light_from or "", -0.7)
    height = 0.95 if brief.light_from == "top" else base.height
    behind = 1.0 if brief.light_from == "back" else 0.55 if brief.time in ("golden", "dawn") else 0.0
    hardness = {"soft": 0.25, "hard": 0.95}.get(brief.light_quality or "", base.hardness)
    rim = (
        from_hex("#ffb877")
        if brief.time == "night"
        else mix(base.key, from_hex("#fff4dc"), 0.5)
        if behind > 0.3
        else None
    )
    light = replace(base, side=side, height=height, behind=behind, hardness=hardness, rim=rim)
    return _in_mood(_in_weather(light, brief), brief)


def on_subject(light: Light) -> Light:
    """The light as the subject takes it: a little fill at night, its own shade where the light comes from behind."""
    if light.behind >= 1:
        return replace(light, key=mix(light.key, light.ambient, 0.75), strength=light.strength * 0.8)
    return replace(light, strength=min(1.05, light.strength * 1.32)) if light.strength < 0.8 else light


def _in_weather(light: Light, brief: Brief) -> Light:
    if brief.weather in ("rain", "cloud") and brief.time != "night":
        grey = from_hex("#e9eef2")
        return replace(
            light,
            key=mix(light.key, grey, 0.7),
            ambient=mix(light.ambient, from_hex("#9aa6b8"), 0.6),
            air=mix(light.air, from_hex("#b9c4cc"), 0.7),
            hardness=0.15,
            strength=light.strength * 0.93,
        )
    if brief.weather == "fog":
        return replace(
            light, ambient=mix(light.ambient, light.air, 0.45), air=tone(light.air, 0.03, 0.7), hardness=0.1, haze=1.0
        )
    if brief.weather == "snow":
        return replace(
            light,
            ambient=mix(light.ambient, from_hex("#aebbdc"), 0.4),
            air=mix(light.air, from_hex("#e4e9f2"), 0.4 if brief.time != "night" else 0.08),
        )
    return light


def _in_mood(light: Light, brief: Brief) -> Light:
    if brief.mood == "dark":
        return replace(
            light, ambient=tone(light.ambient, -0.2), hardness=max(0.8, light.hardness), strength=light.strength * 0.85
        )
    if brief.mood == "bright":
        return replace(light, ambient=tone(light.ambient, 0.08), strength=min(1.08, light.strength * 1.05))
    if brief.mood == "warm":
        return replace(light, key=mix(light.key, from_hex("#ffdcb0"), 0.5))
    if brief.mood == "cool":
        return replace(light, key=mix(light.key, from_hex("#dcebff"), 0.6))
    return light


def sky_of(brief: Brief) -> Sky:
    """The sky over a description. Light from behind has its sun in the picture."""
    sky = SKIES.get(brief.time, SKIES["day"])
    if brief.light_from == "back" and sky.disc is None:
        sky = replace(sky, disc=from_hex("#fffbe8"), disc_height=0.3)
    if brief.weather not in ("rain", "cloud", "fog", "snow"):
        return sky
    night = brief.time == "night"
    part = 0.45 if night else 0.8
    top, middle, horizon = (
        tone(c, -0.42, 1.6) if night else c for c in (_OVERCAST.top, _OVERCAST.middle, _OVERCAST.horizon)
    )
    return Sky(
        mix(sky.top, top, part), mix(sky.middle, middle, part), mix(sky.horizon, horizon, part * 0.7), cloud=sky.cloud
    )
