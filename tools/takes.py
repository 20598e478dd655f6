"""Step: takes of a shot."""

from typing import Literal

from store.apply_shots import lasting
from store.errors import AskPerson, UnknownTarget
from store.scene import MIN_SHOT_S, Scene, Shot, Transition, replace, shot_index
from store.takes import Take
from store.video_takes import lasts_s
from store.wording import joined
from tools.clips import put_in_film, shots_takes
from tools.context import ToolContext
from tools.purchases import buy_take_edit, buy_takes
from tools.receipts import Chip, Receipt, ToolCall
from tools.shot_names import without_shot
from tools.take_ranking import ranked, ranking_words
from tools.talk import needs_engine, no_engine, not_connected
from tools.targets import resolve_shot, resolve_shots


def render_takes(
    ctx: ToolContext,
    *,
    shot: str | None = None,
    count: int = 3,
    engine: str | None = None,
    words: str = "",
    final: bool = False,
    ends_on: str | None = None,
    like: int | None = None,
    sound: bool = False,
) -> Receipt:
    """Make several takes of a shot to pick from, 1 to 4. engine: one that is connected, "cheapest", or "local" for this
    machine; words: what moves in them, instead of what the shot says; final: at high quality instead of as drafts;
    ends_on: the shot whose still is their last frame; like: the number of a take whose engine and movement are kept,
    words then say in which manner it moves ("calmly"); sound: with the engine's own sound. Takes of this machine
    differ by the seed of their sway and grain; where there is nothing to vary, variations of the move are offered."""
    found = resolve_shot(ctx, ctx.scene(), shot, "new takes")
    if like is not None:
        engine, words = _like(ctx, found, like, engine, words)
    last = resolve_shot(ctx, ctx.scene(), ends_on, "the end") if ends_on else None
    bought = buy_takes(ctx, found, max(1, min(4, count)), engine, words=words, final=final, ends_on=last, sound=sound)
    if bought is not None:
        return bought
    if engine not in (None, "local", "cheapest"):
        return not_connected(ctx, engine)
    if last is not None:
        return no_engine(ctx, words or "a take that ends on another picture", "subject_motion")
    if sound:
        return no_engine(ctx, "a take with its own sound", "own_sound")
    wanted = max(2, min(4, count))
    if not varies(found):
        return _variations(ctx, found, wanted)
    made = [ctx.takes.add(ctx.session_id, found.id, f"take:{ctx.tool_call_id}:{n}") for n in range(1, wanted + 1)]
    numbers = [str(take.number) for take in made]
    return Receipt(
        outcome="action",
        action="render_takes",
        message=f"Takes {joined(numbers)} of the shot differ in their sway and grain. Pick one to see it in the film.",
        offers=tuple(
            Chip(
                label=f"take {take.number}",
                call=ToolCall(name="pick_take", args={"number": take.number, "shot": found.id}),
            )
            for take in made
        ),
        cards=(shots_takes(ctx, found),),
        revision=ctx.base().number,
    )


def _like(ctx: ToolContext, shot: Shot, number: int, engine: str | None, words: str) -> tuple[str | None, str]:
    """The engine and the movement of a take, moving in another manner."""
    from tools.bought import order_of_take
    from tools.motion_prompts import in_manner

    take = next((one for one in ctx.takes.of_shot(ctx.session_id, shot.id) if one.number == number), None)
    made = order_of_take(ctx.money, ctx.session_id, take) if ctx.money else None
    if made is None:
        return engine, in_manner(shot.subject_motion, words)
    moved = str(made.purpose.get("words") or shot.subject_motion)
    return engine or f"{made.engine}@{made.host}", in_manner(moved, words)


def show_takes(ctx: ToolContext, *, shot: str | None = None) -> Receipt:
    """Show the takes of a shot side by side, to pick one."""
    scene = ctx.scene()
    with_takes = {take.shot_id for take in ctx.takes.of_session(ctx.session_id)}
    found = resolve_shots(ctx, scene, [shot] if shot else None, lambda one: one.id in with_takes, "the takes")[0]
    takes = ctx.takes.of_shot(ctx.session_id, found.id)
    if not takes:
        raise UnknownTarget("That shot has no takes yet; say: make three takes, or send a clip for it.")
    order = ranking_words(ranked(takes, ctx.takes.checks(ctx.session_id)))
    many = f"Shot {shot_index(scene, found.id) + 1} has {len(takes)} {'takes' if len(takes) > 1 else 'take'}."
    return Receipt(
        outcome="action",
        action="show_takes",
        message=f"{many} {order}".strip(),
        cards=(shots_takes(ctx, found),),
        revision=ctx.base().number,
    )


def take_alone(scene: Scene, shot: Shot, take: Take | None) -> Scene:
    """A film of one shot as a take of it would show it (None: as its still does), as long as the take has pictures."""
    shown_as = take.shown_as if take else None
    retime = shot.retime if shown_as == shot.take else None
    video = take.video if take else None
    length = lasts_s(retime, shot.duration_s, video.duration_s) if video else shot.duration_s
    alone = lasting(replace(shot, take=shown_as, retime=retime, transition=Transition()), max(MIN_SHOT_S, length))
    return Scene(aspect_ratio=scene.aspect_ratio, frame_rate=scene.frame_rate, shots=(alone,))


def varies(shot: Shot) -> bool:
    """Whether another seed gives another picture."""
    return shot.look.grain > 0 or any(move.kind == "handheld" for move in shot.camera)


def _variations(ctx: ToolContext, shot: Shot, count: int) -> Receipt:
    chips: tuple[Chip, ...]
    if shot.camera:
        kind = shot.camera[0].kind
        chips = (
            _vary(
                "slower", "change_move", {"property": "speed", "direction": "less", "kind": kind, "shots": [shot.id]}
            ),
            _vary(
                "further", "change_move", {"property": "amount", "direction": "more", "kind": kind, "shots": [shot.id]}
            ),
            _vary("the other way", "redirect_move", {"kind": kind, "shots": [shot.id]}),
            _vary("with a touch of sway", "set_move", {"kind": "handheld", "shots": [shot.id]}),
        )
    else:
        chips = (
            _vary("slow push-in", "set_move", {"kind": "push_in", "pace": "slow", "shots": [shot.id]}),
            _vary("pan right", "set_move", {"kind": "pan_right", "shots": [shot.id]}),
            _vary("with a touch of sway", "set_move", {"kind": "handheld", "shots": [shot.id]}),
        )
    return Receipt(
        outcome="action",
        action="render_takes",
        message=(
            "This shot has no sway and no grain, so every take of it is the same picture for picture. "
            "Here are variations of its camera instead."
        ),
        offers=chips[:count],
        revision=ctx.base().number,
    )


def _vary(label: str, name: str, args: dict[str, object]) -> Chip:
    return Chip(label=label, call=ToolCall.model_validate({"name": name, "args": args}))


def pick_take(ctx: ToolContext, *, number: int | None = None, shot: str | None = None) -> Receipt:
    """Use a take of a shot, by its number; omitted = the one that the checks found best."""
    takes = ctx.takes.of_session(ctx.session_id)
    with_takes = {take.shot_id for take in takes}
    scene = ctx.scene()
    if shot is None and len(with_takes & {s.id for s in scene.shots}) == 1:
        shot = next(iter(with_takes))
    found = resolve_shot(ctx, scene, shot, "that take")
    if number is None:
        return put_in_film(ctx, scene, found, _best(ctx, [take for take in takes if take.shot_id == found.id]))
    for take in takes:
        if take.shot_id == found.id and take.number == number:
            return put_in_film(ctx, scene, found, take)
    numbers = tuple(str(take.number) for take in takes if take.shot_id == found.id)
    there = f"it has {joined(list(numbers))}" if numbers else "it has none yet; say: make three takes"
    raise UnknownTarget(f"There is no take {number} of this shot; {there}.", numbers)


def _best(ctx: ToolContext, takes: list[Take]) -> Take:
    """The take that the guards rank first. Raises AskPerson where none was looked at."""
    order = ranked(takes, ctx.takes.checks(ctx.session_id))
    if not order:
        raise AskPerson("None of these takes was checked yet. Which one?", tuple(f"take {t.number}" for t in takes[:4]))
    return order[0].take


def edit_take(
    ctx: ToolContext,
    *,
    instruction: str,
    capability: Literal["subject_motion", "picture_content"] = "picture_content",
    engine: str | None = None,
    shot: str | None = None,
) -> Receipt:
    """Change what happens inside a take (a generative clip edit), by an engine that is connected."""
    found = resolve_shot(ctx, ctx.scene(), shot, "that") if engine else None
    bought = buy_take_edit(ctx, found, without_shot(instruction), engine) if found else None
    return bought or needs_engine(ctx, wish=instruction, capability=capability, shot=shot)


STEPS = (render_takes, show_takes, pick_take, edit_take)
