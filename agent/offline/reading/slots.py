"""What a call changes, so that two fragments about the same thing are told from two wishes."""

from collections.abc import Mapping

from agent.offline.reading.look_words import PROPERTIES
from tools.receipts import ToolCall


def slot(one: ToolCall) -> tuple[str, ...]:
    """What a call changes, so that two fragments about the same thing are told from two wishes."""
    args = one.args
    shots = str(args.get("shots") or args.get("shot") or "")
    family = _SLOTS.get(one.name, one.name)
    if family == "look":
        named = str(args.get("property") or next((name for name in PROPERTIES if name in args), one.name))
        return ("look", named, shots)
    if family == "move":
        speed = "speed" if args.get("property") == "speed" or args.get("pace") else ""
        return ("move", str(args.get("kind") or ""), speed if one.name == "change_move" else "", shots)
    if family == "captions":
        return ("captions", ",".join(sorted({*_changed(args)} - {"wish"})))
    if family == "overlay":
        return ("overlay", str(args.get("which") or ""), ",".join(sorted({*_changed(args)})))
    if family == "sound":
        track = str(args.get("track") or ("voiceover" if "voice" in one.name else "music"))
        return ("sound", track, ",".join(sorted({*_changed(args)})))
    return (family, shots)


_SLOTS = {
    "set_duration": "length", "change_look": "look", "set_look": "look", "apply_look": "look", "reset_look": "look",
    "set_move": "move",
    "change_move": "move", "redirect_move": "move", "remove_move": "move", "style_captions": "captions",
    "change_captions": "captions", "edit_overlay": "overlay", "change_overlay": "overlay", "set_music": "sound",
    "change_level": "sound", "set_voiceover": "sound", "set_transition": "transition",
    "change_transition": "transition",
}  # fmt: skip


def _changed(args: Mapping[str, object]) -> set[str]:
    """The values a call changes; a relative one by the name of its property."""
    names = {
        name
        for name in args
        if name not in ("wish", "which", "shots", "direction", "degree", "by_db", "track", "property")
    }
    if "property" in args:
        names.add(str(args["property"]))
    if "track" in args:
        names.add("gain_db")
    return names
