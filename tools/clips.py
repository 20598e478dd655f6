"""Step: clips. A film that a person brings becomes a take of a shot, or a shot of its own."""

import tempfile
from hashlib import sha256
from pathlib import Path

from store.edits import AddShot, PickTake
from store.errors import AskPerson, EditRefused, UnknownTarget
from store.scene import MAX_SHOT_S, MIN_SHOT_S, Scene, Shot, ShotId, StillId, replace, shot_index
from store.stills import StillInfo
from store.takes import NO_SHOT, Take, Video
from store.video_takes import lacking_s, shows_video, video_take_id
from store.wording import joined, seconds
from tools.cards import takes_card
from tools.clip_sound import sound_words
from tools.context import ToolContext
from tools.receipts import Card, Chip, Receipt, ToolCall
from tools.storyboard import fresh_shot_id
from tools.targets import resolve_shot, resolve_shots

_UPLOAD = "upload"


def receive_clip(ctx: ToolContext, *, data: bytes, name: str) -> Receipt:
    """Take in an uploaded clip: the film's first shot, or at hand for any of its shots. Raises BadUpload; nothing is
    stored then."""
    from tools.footage.keeping import keep_clip

    with tempfile.NamedTemporaryFile(suffix=".clip") as file:
        file.write(data)
        file.flush()
        video, notes = keep_clip(
            ctx.media, Path(file.name), name, lambda share: ctx.progress("taking in the clip", share)
        )
    take_id = video_take_id(NO_SHOT, video.media)
    ctx.takes.add(ctx.session_id, NO_SHOT, take_id, _UPLOAD, video)
    _first_frame(ctx, video)
    scene = ctx.scene()
    if not scene.shots:
        return _new_shot(ctx, scene, video, notes)
    return Receipt(
        outcome="action",
        action="receive_clip",
        message=f"Got “{video.label}”: {_facts(video)}. Which shot is it for?",
        notes=notes,
        offers=_places(scene),
        revision=ctx.base().number,
    )


def _facts(video: Video) -> str:
    return f"{seconds(round(video.duration_s, 2))}, {video.width} × {video.height} pixels"


def _first_frame(ctx: ToolContext, video: Video) -> StillInfo:
    """The first frame of a clip as a still of the session, the same one however often it is asked for."""
    number = sha256(f"{ctx.session_id}/{video.poster}".encode()).hexdigest()[:12]
    return ctx.stills.add(
        ctx.session_id, video.poster, "upload", width=video.width, height=video.height,
        label=f"{video.label}, first frame", still_id=f"still:{number}",
    )  # fmt: skip


def _places(scene: Scene) -> tuple[Chip, ...]:
    def use(label: str, shot: str) -> Chip:
        return Chip(label=label, call=ToolCall(name="use_clip", args={"shot": shot}))

    chips = [use(f"use it for shot {number}", shot.id) for number, shot in enumerate(scene.shots, 1)]
    return (*chips[:3], use("add it as a new shot", "new"))


def use_clip(ctx: ToolContext, *, shot: str | None = None, number: int | None = None) -> Receipt:
    """Show an uploaded clip in a shot instead of its still. shot: id, or "new" for a shot of its own. number: of the
    clips in the order in which they were sent; omitted = the last one."""
    video = _clip(ctx, number)
    scene = ctx.scene()
    if not scene.shots or shot == "new":
        return _new_shot(ctx, scene, video, ())
    if shot is None and len(scene.shots) > 1:
        raise AskPerson("Which shot is the clip for?", tuple(chip.label for chip in _places(scene)))
    found = resolve_shot(ctx, scene, shot, "the clip")
    take = ctx.takes.add(ctx.session_id, found.id, video_take_id(found.id, video.media), _UPLOAD, video)
    still = None if found.still else _first_frame(ctx, video).id
    receipt = put_in_film(ctx, scene, found, take, still=still, action="use_clip")
    # A clip in the place of a locked still is held against it; its card says so when that is done.
    return replace(receipt, cards=(*receipt.cards, shots_takes(ctx, found))) if found.still else receipt


def _clip(ctx: ToolContext, number: int | None) -> Video:
    clips = [take for take in ctx.takes.clips(ctx.session_id) if take.video]
    if not clips:
        raise AskPerson("Which clip? Send one first: an MP4, MOV or WebM of up to 3 minutes.")
    chosen = clips[-1:] if number is None else [take for take in clips if take.number == number]
    if not chosen or chosen[0].video is None:
        names = tuple(str(take.number) for take in clips)
        raise UnknownTarget(f"There is no clip {number}; there are {joined(list(names))}.", names)
    return chosen[0].video


def _new_shot(ctx: ToolContext, scene: Scene, video: Video, notes: tuple[str, ...]) -> Receipt:
    shot_id = "s1" if not scene.shots else fresh_shot_id(scene)
    ctx.takes.add(ctx.session_id, shot_id, video_take_id(shot_id, video.media), _UPLOAD, video)
    shot = Shot(
        id=ShotId(shot_id),
        still=StillId(_first_frame(ctx, video).id),
        description=video.label,
        duration_s=round(max(MIN_SHOT_S, min(MAX_SHOT_S, video.duration_s)), 3),
        take=video_take_id(shot_id, video.media),
    )
    if video.duration_s > MAX_SHOT_S:
        notes = (*notes, f"A shot lasts up to {MAX_SHOT_S:.0f} s, so it shows the beginning of the clip.")
    told, chips = sound_words(shot_id, None, video)
    return ctx.commit(
        AddShot(shot=shot),
        message=f"“{video.label}” ({_facts(video)}) is shot {len(scene.shots) + 1}.",
        notes=(*notes, *told),
        offers=(*_ratio_chip(scene, video), *chips),
        action="use_clip",
    )


def _ratio_chip(scene: Scene, video: Video) -> tuple[Chip, ...]:
    """The first clip of a film may decide its shape."""
    wide = video.width > video.height * 1.2
    if scene.shots or not wide or scene.aspect_ratio == "16:9":
        return ()
    return (Chip(label="make the film 16:9", call=ToolCall(name="set_aspect_ratio", args={"aspect_ratio": "16:9"})),)


def put_in_film(
    ctx: ToolContext, scene: Scene, shot: Shot, take: Take, *, still: str | None = None, action: str = "pick_take"
) -> Receipt:
    """Show a take in its shot. Of a clip the receipt says what lacks and what can be done about it."""
    edit = PickTake(shot_id=shot.id, take=take.shown_as, still=still)
    if take.video is None:
        return ctx.commit(edit, message=f"Take {take.number} is in the film.", action=action)
    place = shot_index(scene, shot.id) + 1
    name = f"Take {take.number}" + (f", “{take.video.label}”" if take.video.label else "")
    lacking = lacking_s(None, shot.duration_s, take.video.duration_s)
    short = f", which lasts {seconds(shot.duration_s)}: {seconds(round(lacking, 2))} are missing" if lacking else ""
    told, chips = sound_words(shot.id, shot.sound, take.video)
    return ctx.commit(
        edit,
        message=f"{name} ({_facts(take.video)}), is in shot {place}{short}.",
        notes=told,
        offers=(*_fillers(shot, take.video, lacking), *chips, *_others(ctx, shot)),
        action=action,
    )


def _fillers(shot: Shot, video: Video, lacking: float) -> tuple[Chip, ...]:
    if not lacking:
        return ()
    there, shots = round(video.duration_s, 3), [str(shot.id)]
    speed = round(video.duration_s / shot.duration_s, 6)
    trim = ToolCall(name="set_duration", args={"shots": [*shots], "duration_s": there})
    slow = ToolCall(name="retime_take", args={"shots": [*shots], "speed": speed})
    hold = ToolCall(name="retime_take", args={"shots": [*shots], "freeze_at_s": there, "freeze_s": round(lacking, 3)})
    return (
        Chip(label=f"make the shot {seconds(there)}", call=trim),
        Chip(label=f"slow it to {round(speed * 100)} % to fill {seconds(shot.duration_s)}", call=slow),
        Chip(label="hold its last frame", call=hold),
    )


def _others(ctx: ToolContext, shot: Shot) -> tuple[Chip, ...]:
    if len(ctx.takes.of_shot(ctx.session_id, shot.id)) < 2:
        return ()
    return (Chip(label="show the takes", call=ToolCall(name="show_takes", args={"shot": shot.id})),)


def shots_takes(ctx: ToolContext, shot: Shot, opened: int | None = None) -> Card:
    """The card of a shot's takes. opened: the one whose check is shown whole."""
    takes = ctx.takes.of_shot(ctx.session_id, shot.id)
    return takes_card(ctx.scene(), shot, takes, ctx.takes.checks(ctx.session_id), opened)


def use_still(ctx: ToolContext, *, shot: str | None = None) -> Receipt:
    """Show a shot's still again instead of a clip."""
    scene = ctx.scene()
    found = resolve_shots(ctx, scene, [shot] if shot else None, shows_video, "its still again")[0]
    if not shows_video(found):
        return Receipt(outcome="unchanged", message="That shot shows its still already; nothing changed.")
    if found.still is None:
        raise EditRefused("That shot has no still. Lock one first, or take the shot out.")
    edit = PickTake(shot_id=found.id, take=None)
    return ctx.commit(edit, message=f"Shot {shot_index(scene, found.id) + 1} shows its still again.")


STEPS = (use_clip, use_still)
