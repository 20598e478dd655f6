"""What a sentence may mean when the grammar's reading is unlikely: the second opinion names the kind of wish, and the
readers of that kind, or the intent by itself, make the call. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from pydantic import JsonValue

from agent.offline.calls import Calls, call, is_settled, listed
from agent.offline.contrast import without_contrast
from agent.offline.intents import intent_of
from agent.offline.polarity import degree_of
from agent.offline.reading.camera import read_camera
from agent.offline.reading.captions import read_captions
from agent.offline.reading.depth import read_depth
from agent.offline.reading.formats import read_format
from agent.offline.reading.generative import read_generative
from agent.offline.reading.history import read_cost, read_export, read_history
from agent.offline.reading.lengths import read_length
from agent.offline.reading.likeness import read_likeness
from agent.offline.reading.look import read_look
from agent.offline.reading.look_end import read_look_end
from agent.offline.reading.moves import only_move
from agent.offline.reading.overlays import read_overlay
from agent.offline.reading.shots import read_shots
from agent.offline.reading.sound import read_sound
from agent.offline.reading.stills import read_stills
from agent.offline.reading.transitions import read_transition
from agent.offline.splitting import fragments
from agent.offline.targets import Target, find_target
from agent.offline.wish import Wish
from store.scene import FRAME_RATES
from tools.receipts import ToolCall

_Reader = Callable[[Wish, Target], Calls | None]


def read_as(intent: str, wish: Wish) -> Calls | None:
    """The wish as one with this intent: read by the readers of its kind, whole or in one of its clauses, else made of
    the intent itself where it holds no value; None where neither gives such a call."""
    told = without_contrast(wish.tokens)
    wish = replace(wish, tokens=told.tokens, instead=told.instead, hedged=told.hedged)
    for part in _parts(wish):
        target = find_target(part)
        for reader in _READERS.get(intent.split(".", 1)[0], ()):
            calls = reader(part, target)
            if is_settled(calls) and len(calls) == 1 and intent_of(calls[0]) == intent:
                return calls
    made = _made(intent, wish, find_target(wish))
    return [made] if made is not None else None


def _parts(wish: Wish) -> Iterator[Wish]:
    """The wish, then its clauses: the reason beside it may have led the readers astray."""
    target = find_target(wish)
    inherited = replace(wish, shots_before=wish.context.shot_ids if target.all else target.ids)
    asked = _last_sentence(inherited)
    if asked is not None:
        yield asked
    yield wish
    clauses = fragments(wish.tokens)
    if len(clauses) > 1:
        yield from (inherited.part(start, end) for start, end in clauses)


_STOPS = frozenset({".", ";", "!", "?"})


def _last_sentence(wish: Wish) -> Wish | None:
    """What is asked for behind a full stop, where it says what about: "no one can read them. put a box behind the
    subtitles"."""
    at = max((n for n, word in enumerate(wish.words[:-1]) if word in _STOPS), default=-1)
    last = wish.part(at + 1, len(wish.tokens))
    named = any(last.has(tag) for tag in ("thing", "prop", "move", "transition"))
    return last if at >= 0 and named and not last.has("pronoun") else None


_READERS: Mapping[str, tuple[_Reader, ...]] = {
    "move": (read_camera,),
    "depth": (read_depth,),
    "length": (read_length,),
    "shots": (read_shots,),
    "transition": (read_transition,),
    "look": (read_look, read_look_end, lambda wish, _: read_likeness(wish)),
    "captions": (read_captions,),
    "overlay": (read_overlay,),
    "music": (read_sound,),
    "voice": (read_sound,),
    "format": (lambda wish, _: read_format(wish),),
    "export": (lambda wish, _: read_export(wish),),
    "history": (lambda wish, _: read_history(wish),),
    "cost": (lambda wish, _: read_cost(wish),),
    "stills": (read_stills,),
    "takes": (read_stills,),
    "engine": (read_generative,),
}


def _made(intent: str, wish: Wish, target: Target) -> ToolCall | None:
    """A call that follows from the intent, the shots named and how much is wanted."""
    family, _, rest = intent.partition(".")
    maker = _MAKERS.get(intent) or _MAKERS.get(f"{family}.*" if rest else family)
    return maker(rest, wish, target) if maker is not None else None


def _look(rest: str, wish: Wish, target: Target) -> ToolCall | None:
    name, _, direction = rest.partition(".")
    if direction not in ("more", "less") or wish.numbers:
        return None
    return call(wish, "change_look", property=name, direction=direction, degree=degree_of(wish), shots=_shots(target))


def _black_and_white(_: str, wish: Wish, target: Target) -> ToolCall | None:
    return call(wish, "set_look", saturation=-1, shots=_shots(target))


def _reset_look(_: str, wish: Wish, target: Target) -> ToolCall | None:
    return call(wish, "reset_look", shots=_shots(target))


def _moved(rest: str, wish: Wish, target: Target) -> ToolCall | None:
    """More or less of the only move there is."""
    name, _, direction = rest.partition(".")
    found = only_move(wish.context, target, turning=name == "speed")
    if direction not in ("more", "less") or found is None or wish.numbers:
        return None
    where = {"kind": found[1].kind, "shots": _shots(target)}
    return call(wish, "change_move", property=name, direction=direction, degree=degree_of(wish), **where)


def _reversed(_: str, wish: Wish, target: Target) -> ToolCall | None:
    found = only_move(wish.context, target, turning=True)
    return call(wish, "redirect_move", kind=found[1].kind, shots=_shots(target)) if found is not None else None


def _static(_: str, wish: Wish, target: Target) -> ToolCall | None:
    found = only_move(wish.context, target)
    return call(wish, "remove_move", shots=_shots(target)) if found is not None else None


def _length(rest: str, wish: Wish, target: Target) -> ToolCall | None:
    if wish.numbers:
        return None
    return call(wish, "set_duration", change=rest, degree=degree_of(wish), shots=_shots(target))


def _exact_length(_: str, wish: Wish, target: Target) -> ToolCall | None:
    number = wish.number("s", "")
    if number is None or len(wish.numbers) != 1 or number.value <= 0:
        return None
    return call(wish, "set_duration", duration_s=number.value, shots=_shots(target))


def _of_one_shot(name: str) -> Callable[[str, Wish, Target], ToolCall | None]:
    def made(_: str, wish: Wish, target: Target) -> ToolCall | None:
        return call(wish, name, shot=target.ids[0]) if len(target.ids) == 1 and not target.all else None

    return made


def _swapped(_: str, wish: Wish, target: Target) -> ToolCall | None:
    two = target.ids if len(target.ids) == 2 else ()
    return call(wish, "swap_shots", first=two[0], second=two[1]) if two else None


def _transition(rest: str, wish: Wish, target: Target) -> ToolCall | None:
    if rest in ("longer", "shorter"):
        return call(wish, "change_transition", direction=rest, degree=degree_of(wish), shots=_shots(target))
    if rest not in ("cut", "crossfade", "fade_black") or len(target.ids) != 1 or wish.numbers:
        return None
    return call(wish, "set_transition", kind=rest, shots=listed(target.ids))


def _captions(rest: str, wish: Wish, _: Target) -> ToolCall | None:
    if wish.context.scene.captions is None or wish.numbers or wish.texts:
        return None
    if rest in ("hide", "show"):
        return call(wish, "style_captions", visible=rest == "show")
    if rest in ("higher", "lower"):
        return call(wish, "change_captions", property="position", direction={"higher": "up", "lower": "down"}[rest])
    return call(wish, "change_captions", property="size", direction=rest) if rest in ("larger", "smaller") else None


def _overlay(rest: str, wish: Wish, _: Target) -> ToolCall | None:
    """Of the only text or logo over the film."""
    overlays = wish.context.scene.overlays
    if len(overlays) != 1 or wish.numbers or wish.texts:
        return None
    if rest in ("larger", "smaller"):
        return call(wish, "change_overlay", which=overlays[0].id, property="size", direction=rest)
    return call(wish, "remove_overlay", which=overlays[0].id) if rest == "remove" else None


def _level(track: str) -> Callable[[str, Wish, Target], ToolCall | None]:
    def made(rest: str, wish: Wish, _: Target) -> ToolCall | None:
        sound = wish.context.scene.soundtrack
        if getattr(sound, track) is None:
            return None
        if rest == "remove":
            return call(wish, f"remove_{track}")
        number = wish.number("db")
        if rest not in ("louder", "quieter") or (wish.numbers and number is None):
            return None
        louder = rest == "louder"
        how = {"degree": degree_of(wish)} if number is None else {"by_db": abs(number.value)}
        return call(wish, "change_level", track=track, direction="more" if louder else "less", **how)

    return made


def _frame_rate(_: str, wish: Wish, __: Target) -> ToolCall | None:
    rates = [int(number.value) for number in wish.numbers if number.value in FRAME_RATES]
    return call(wish, "set_frame_rate", frame_rate=rates[0]) if len(rates) == 1 else None


def _bare(name: str) -> Callable[[str, Wish, Target], ToolCall | None]:
    """A call without arguments, of a sentence without numbers."""

    def made(_: str, wish: Wish, __: Target) -> ToolCall | None:
        return None if wish.numbers else call(wish, name)

    return made


def _of_engine(capability: str) -> Callable[[str, Wish, Target], ToolCall | None]:
    return lambda _, wish, __: call(wish, "needs_engine", capability=capability)


def _picked(_: str, wish: Wish, target: Target) -> ToolCall | None:
    numbers = [number for number in wish.numbers if not number.unit]
    if len(numbers) != 1:
        return None
    return call(wish, "pick_take", number=int(numbers[0].value), shot=target.ids[0] if len(target.ids) == 1 else None)


def _adjusted(rest: str, wish: Wish, _: Target) -> ToolCall | None:
    """More or less of the last change, where there is one."""
    if wish.context.last_edit is None or wish.numbers or rest == "value":
        return None
    degree = degree_of(wish) if rest in ("more", "less") else None
    return call(wish, "adjust_last", direction=rest, degree=degree)


_MAKERS: Mapping[str, Callable[[str, Wish, Target], ToolCall | None]] = {
    "look.*": _look, "look.bw": _black_and_white, "look.reset": _reset_look,
    "move.*": _moved, "move.reverse": _reversed, "move.remove": _static,
    "length.longer": _length, "length.shorter": _length, "length.to": _exact_length,
    "shots.remove": _of_one_shot("remove_shot"), "shots.duplicate": _of_one_shot("duplicate_shot"),
    "shots.swap": _swapped, "transition.*": _transition, "captions.*": _captions, "overlay.*": _overlay,
    "music.*": _level("music"), "voice.*": _level("voiceover"), "format.fps": _frame_rate,
    "history.undo": _bare("undo"), "history.redo": _bare("redo"), "history.show": _bare("show_history"),
    "history.branch": _bare("branch"), "history.compare": _bare("compare"),
    "stills.lock": _bare("lock_still"), "stills.check": _bare("check_still"), "takes.show": _bare("show_takes"),
    "takes.pick": _picked, "cost.spent": _bare("show_cost"), "cost.estimate": _bare("estimate"),
    "engine.picture": _of_engine("picture_content"), "engine.motion": _of_engine("subject_motion"),
    "adjust.*": _adjusted,
}  # fmt: skip


def _shots(target: Target) -> JsonValue:
    return listed(target.args)
