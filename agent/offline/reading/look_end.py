"""A look that changes within a shot, and LUTs."""

from pydantic import JsonValue

from agent.offline.calls import Calls, call, is_ask, listed
from agent.offline.polarity import degree_of, factor_of
from agent.offline.reading.look import read_look
from agent.offline.reading.topics import denied
from agent.offline.targets import Target
from agent.offline.wish import Wish
from store.scene import Shot
from tools.degrees import look_step
from tools.receipts import ToolCall


def read_look_end(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about a look that changes in the course of a shot, or about a LUT."""
    if wish.says("lut"):
        return _lut(wish, target)
    if wish.says("look_stays") and any(shot.look_end for shot in wish.context.scene.shots):
        return [call(wish, "remove_look_animation", shots=listed(target.args))]
    return _animated(wish, target)


def _animated(wish: Wish, target: Target) -> Calls | None:
    """ "warmer over the shot", "from dark to bright": the look to end in, read as a look of its own."""
    spread = wish.says("look_from_to")
    moves = any(m.value not in ("any", "travel") for m in wish.all("move"))
    others = any(m.value != "transition" for m in wish.all("thing")) or (wish.has("transition") and not wish.has("bw"))
    if moves or others or not (spread or wish.says("over_the_shot")):
        return None
    at = max((n for n, word in enumerate(wish.words) if word in ("to", "into")), default=-1) if spread else -1
    first = read_look(wish.part(0, at), target) if spread else None
    read = read_look(wish.part(at + 1, len(wish.tokens)), target)
    if not read or is_ask(read[0]) or (spread and not first):
        return None
    values = _values(wish, target, read[0])
    return None if values is None else [call(wish, "animate_look", shots=listed(target.args), **values)]


def _values(wish: Wish, target: Target, look: ToolCall) -> dict[str, JsonValue] | None:
    """Where the look ends, as values of the scale; None where that cannot be told."""
    args = {name: value for name, value in look.args.items() if name not in ("wish", "shots")}
    if look.name == "apply_look":
        return {"name": args["name"]}
    if look.name == "set_look":
        return args
    shot = _meant(wish, target)
    if look.name != "change_look" or shot is None:
        return None
    name = str(args["property"])
    by = args.get("by")
    step = float(by) if isinstance(by, int | float) else look_step(name, degree_of(wish))
    now: float = getattr(shot.look, name)
    high = 3.0 if name == "exposure" else 1.0
    low = 0.0 if name in ("vignette", "grain", "fade") else -high
    return {name: round(min(high, max(low, now + (step if args["direction"] == "more" else -step))), 4)}


def _meant(wish: Wish, target: Target) -> Shot | None:
    """The shot whose look is gone on from: the one named, the only one, the selected one."""
    ids = target.ids or wish.context.shot_ids[: len(wish.context.shot_ids) == 1]
    chosen = ids[0] if ids else wish.context.selected_shot
    return wish.context.shot(chosen) if chosen in wish.context.shot_ids else None


def _lut(wish: Wish, target: Target) -> Calls:
    """ "use the LUT", "LUT at 60 %", "half the LUT", "no LUT"."""
    shots = listed(target.args)
    number = wish.number("%") or wish.number("")
    if number is not None and 0 <= abs(number.value) <= 100:
        share = number.value / 100 if number.unit == "%" or number.value > 1 else number.value
        return [call(wish, "set_lut", strength=round(abs(share), 4), shots=shots)]
    if denied(wish):
        return [call(wish, "remove_lut", shots=shots)]
    now = next((shot.lut.strength for shot in wish.context.scene.shots if shot.lut), 1.0)
    factor = factor_of(wish)
    if factor is None and (wish.has("more") or wish.has("excess") or wish.has("act", "down", "up")):
        factor = 0.7 if wish.has("more", "less") or wish.has("excess") or wish.has("act", "down") else 1.3
    strength = None if factor is None else round(min(1.0, now * factor), 4)
    return [call(wish, "set_lut", strength=strength, shots=shots)]
