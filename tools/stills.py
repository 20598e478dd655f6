"""Step: stills. Upload, sketch, check, lock, mirror or crop them."""

import io
from hashlib import sha256
from typing import Literal

import numpy as np
from PIL import Image, ImageOps
from pydantic import JsonValue

from store.edits import AddShot, LockStill
from store.errors import AskPerson, EditRefused, OutOfRange, UnknownTarget
from store.scene import AspectRatio, Scene, Shot, StillId
from store.stills import StillInfo, StillKind
from tools.cards import variants_card
from tools.context import ToolContext
from tools.pictures.cut_outs import flat, is_cut_out
from tools.pictures.files import shown_name
from tools.pictures.readiness import Readiness
from tools.pictures.readiness import check_still as check_pixels
from tools.pictures.uploads import read_still
from tools.purchases import buy_still_edit, buy_stills
from tools.receipts import Card, Chip, Receipt, ToolCall
from tools.render import composed_box
from tools.samples import SAMPLES
from tools.sketch.artist import draw_variants
from tools.talk import no_engine
from tools.targets import first_shot, last_edited, resolve_shot

_MOVE_CHIP = Chip(
    label="slow push-in, 6 seconds",
    call=ToolCall(name="set_move", args={"kind": "push_in", "pace": "slow", "duration_s": 6.0}),
)
_REAL_PICTURES = (
    "These are sketches, drawn on this machine from your words. Photographic pictures need an image engine: set "
    "OPENAI_API_KEY or GEMINI_API_KEY and start again; your own photo works now."
)


def _pixels(data: bytes) -> np.ndarray:
    """A stored still as BGR, at most 1024 pixels a side: enough for every check."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft("RGB", (1024, 1024))
        small = flat(picture)
        small.thumbnail((1024, 1024), Image.Resampling.BOX)
        return np.asarray(small)[:, :, ::-1].copy()


def still_id_of(ctx: ToolContext, number: int) -> str:
    """The id of the n-th still that this call makes: the same when the call is replayed."""
    return "still:" + sha256(f"{ctx.session_id}/{ctx.tool_call_id}/{number}".encode()).hexdigest()[:12]


def receive_still(ctx: ToolContext, *, data: bytes, name: str) -> Receipt:
    """Take in an uploaded picture and check it. Raises BadUpload; nothing is stored then."""
    accepted = read_still(data, name)
    return _take_in(ctx, accepted.data, accepted.suffix, "upload", _label(name), "", accepted.notes)


def _label(name: str) -> str:
    """What an uploaded file is called from now on."""
    shown = shown_name(name)
    return shown.strip("“”").rsplit(".", 1)[0] if shown.startswith("“") else "your picture"


def use_sample(ctx: ToolContext, *, name: str | None = None) -> Receipt:
    """Take one of the bundled sample stills."""
    names = tuple(sample.name for sample in SAMPLES)
    found = [sample for sample in SAMPLES if name in (None, sample.name)]
    if not found:
        raise UnknownTarget(f"There is no sample called {name!r}; there are {', '.join(names)}.", names)
    sample = found[0]
    return _take_in(ctx, sample.path.read_bytes(), sample.path.suffix, "sample", sample.label, sample.prompt, ())


def _take_in(
    ctx: ToolContext, data: bytes, suffix: str, kind: StillKind, label: str, prompt: str, notes: tuple[str, ...]
) -> Receipt:
    with Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
    media = ctx.media.put_bytes(data, suffix)
    still = ctx.stills.add(
        ctx.session_id,
        media,
        kind,
        width=width,
        height=height,
        label=label,
        prompt=prompt,
        still_id=still_id_of(ctx, 1),
    )
    scene = ctx.scene()
    report = check_pixels(_pixels(data), scene.aspect_ratio, (width, height))
    return Receipt(
        outcome="action",
        action="receive_still",
        message=f"Got “{label}”, {width} × {height} pixels. {report.verdict}",
        notes=notes,
        cards=(_readiness_card(still, report),),
        offers=_upload_offers(scene, still),
        revision=ctx.history.head(ctx.session_id).number,
    )


def _upload_offers(scene: Scene, still: StillInfo) -> tuple[Chip, ...]:
    def lock(label: str, shot: str | None) -> Chip:
        return Chip(label=label, call=ToolCall(name="lock_still", args={"still": still.id, "shot": shot}))

    if not scene.shots:
        return (lock("lock it", None), _MOVE_CHIP)
    chips = [lock(f"use it for shot {number}", shot.id) for number, shot in enumerate(scene.shots, 1)]
    return (*chips[:3], lock("add it as a new shot", "new"))


def _readiness_card(still: StillInfo, report: Readiness) -> Card:
    checks: list[JsonValue] = [
        {"name": check.name, "level": check.level, "value": check.value, "fix": check.fix} for check in report.checks
    ]
    return Card(kind="readiness", data={"media": still.media, "verdict": report.verdict, "checks": checks})


def generate_stills(
    ctx: ToolContext, *, description: str, count: int = 4, engine: str | None = None, final: bool = False
) -> Receipt:
    """Make still variants from a description, 1 to 8 of them. engine: one that is connected, "cheapest", or "local" for
    sketches drawn on this machine; final: at high quality instead of as a draft."""
    words = " ".join(description.split())[:2000]
    if not words:
        raise AskPerson("What should the picture show? Say subject, light and background.", ("use the sample bottle",))
    ratio: AspectRatio = ctx.scene().aspect_ratio
    wanted = max(1, min(8, count))
    bought = buy_stills(ctx, words, wanted, engine, final=final)
    if bought is not None:
        return bought
    made = draw_variants(words, ratio, wanted)
    batch: int | None = None
    stills: list[StillInfo] = []
    for number, sketch in enumerate(made, 1):
        media = ctx.media.put_bytes(sketch.data, sketch.suffix)
        still = ctx.stills.add(
            ctx.session_id, media, "sketch", width=sketch.width, height=sketch.height, label=sketch.label, prompt=words,
            batch=batch, still_id=still_id_of(ctx, number),
        )  # fmt: skip
        batch = still.batch
        stills.append(still)
    locks = tuple(
        Chip(label=f"lock {s.number}", call=ToolCall(name="lock_still", args={"still": s.id, "shot": None}))
        for s in stills
    )
    many = f"{len(stills)} sketches" if len(stills) > 1 else "One sketch"
    return Receipt(
        outcome="action",
        action="generate_stills",
        message=f"{many} of “{words[:120]}”. Pick the one with the clearest motion in it, not the prettiest.",
        notes=(*dict.fromkeys(sketch.note for sketch in made if sketch.note), _REAL_PICTURES),
        cards=(variants_card(stills, note="sketches"),),
        offers=locks[:4],
        revision=ctx.history.head(ctx.session_id).number,
    )


def check_still(ctx: ToolContext, *, number: int | None = None, shot: str | None = None) -> Receipt:
    """Check whether a still is ready to be set in motion: a candidate by number, else the shot's locked still."""
    scene = ctx.scene()
    still = _candidate(ctx, number) if number is not None or not scene.shots else _shot_still(ctx, scene, shot)
    pixels = _pixels(ctx.media.path(still.media).read_bytes())
    report = check_pixels(pixels, scene.aspect_ratio, (still.width, still.height))
    fixes = [f"{check.name}: {check.fix}" for check in report.checks if check.level != "pass" and check.fix]
    return Receipt(
        outcome="action",
        action="check_still",
        message=report.verdict + ("".join(f"\n· {fix}" for fix in fixes)),
        cards=(_readiness_card(still, report),),
        revision=ctx.history.head(ctx.session_id).number,
    )


def _candidate(ctx: ToolContext, number: int | None) -> StillInfo:
    """A still of the latest batch by number, or its only one."""
    batch = ctx.stills.latest_batch(ctx.session_id)
    if not batch:
        raise AskPerson("There is no still yet. Upload a photo, or describe a picture.", ("use the sample bottle",))
    if number is None:
        if len(batch) > 1:
            raise AskPerson("Which one?", tuple(f"lock {item.number}" for item in batch[:4]))
        return batch[0]
    for item in batch:
        if item.number == number:
            return item
    raise UnknownTarget(
        f"There is no variant {number}; there are 1 to {len(batch)}.", tuple(str(s.number) for s in batch)
    )


def _shot_still(ctx: ToolContext, scene: Scene, shot: str | None) -> StillInfo:
    found = resolve_shot(ctx, scene, shot, "checked")
    if found.still is None:
        raise UnknownTarget("That shot has no still yet.")
    return ctx.stills.get(found.still)


def lock_still(
    ctx: ToolContext, *, number: int | None = None, still: str | None = None, shot: str | None = None
) -> Receipt:
    """Approve a still for a shot; everything is rendered from it from then on. number: of the latest variants.
    shot: id, or "new" for a shot of its own; without number and still the shot's present still is locked."""
    scene = ctx.scene()
    if still is None and number is None:
        kept = _kept_still(ctx, scene, shot)
        if kept is not None:
            return kept
    chosen = ctx.stills.get(still) if still else _candidate(ctx, number)
    words = f"Locked “{chosen.label}”"
    if not scene.shots or shot == "new":
        added = first_shot(StillId(chosen.id), chosen.label, chosen.prompt, _next_id(scene))
        return ctx.commit(
            AddShot(shot=added), message=f"{words} as the still of shot {len(scene.shots) + 1}.", action="lock_still",
            offers=(_MOVE_CHIP,) if not scene.shots else (),
        )  # fmt: skip
    target = _shot_to_lock(ctx, scene, shot)
    edit = LockStill(shot_id=target.id, still=chosen.id, still_prompt=chosen.prompt or None)
    return ctx.commit(edit, message=f"{words} as the still of the shot.", action="lock_still")


def _kept_still(ctx: ToolContext, scene: Scene, shot: str | None) -> Receipt | None:
    """What "lock it" means for a shot whose still is locked already: nothing changes. None where it means another."""
    unused = {s.id for s in ctx.stills.latest_batch(ctx.session_id)} - {s.still for s in scene.shots}
    if not scene.shots or (unused and shot is None):
        return None
    target = resolve_shot(ctx, scene, shot, "locked")
    if target.still is None:
        return None
    edit = LockStill(shot_id=target.id, still=target.still)
    return ctx.commit(edit, message="That still is locked; every take is made from it.", action="lock_still")


def _next_id(scene: Scene) -> str:
    taken = {shot.id for shot in scene.shots}
    return next(name for number in range(1, len(taken) + 2) if (name := f"s{number}") not in taken)


def _shot_to_lock(ctx: ToolContext, scene: Scene, shot: str | None) -> Shot:
    if shot is None:
        empty = [s for s in scene.shots if s.still is None]
        if len(empty) == 1:
            return empty[0]
        if len(scene.shots) > 1 and last_edited(ctx) is None:
            options = tuple(f"use it for shot {n}" for n in range(1, min(4, len(scene.shots)) + 1))
            raise AskPerson("For which shot?", options)
    return resolve_shot(ctx, scene, shot, "that still")


def edit_still(
    ctx: ToolContext,
    *,
    operation: Literal["mirror", "rotate", "crop"] | None = None,
    shot: str | None = None,
    share: float | None = None,
    side: Literal["left", "right", "top", "bottom"] | None = None,
    instruction: str = "",
    engine: str | None = None,
) -> Receipt:
    """Change a locked still on this machine: mirror it, turn it a quarter to the right, or crop it: to the film's
    ratio, or by a share of its width or height (0.1 = a tenth) off one side or, without a side, off every side alike.
    Without an operation, what is in the picture is changed as the instruction says, by a connected engine."""
    scene = ctx.scene()
    target = resolve_shot(ctx, scene, shot, "that")
    if operation is None:
        return buy_still_edit(ctx, target, instruction, engine) or no_engine(ctx, instruction, "picture_content")
    old = _shot_still(ctx, scene, target.id)
    with Image.open(ctx.media.path(old.media)) as picture:
        kept = picture if is_cut_out(picture) else picture.convert("RGB")
        cut = operation == "crop" and share is not None
        changed = _without(kept, share or 0.0, side) if cut else _EDITS[operation](kept, scene.aspect_ratio)
    if changed.size == (old.width, old.height) and operation == "crop":
        raise EditRefused(f"The still is {scene.aspect_ratio} already; nothing was cropped.")
    buffer = io.BytesIO()
    changed.save(buffer, "PNG", compress_level=1)
    media = ctx.media.put_bytes(buffer.getvalue(), "png")
    done = _cut_words(share or 0.0, side) if cut else _EDIT_WORDS[operation]
    label = f"{old.label}, {done}"
    made = ctx.stills.add(
        ctx.session_id, media, "edited", width=changed.width, height=changed.height, label=label,
        prompt=old.prompt, still_id=still_id_of(ctx, 1),
    )  # fmt: skip
    return ctx.commit(
        LockStill(shot_id=target.id, still=made.id),
        message=f"The still is {done}.",
        action="edit_still",
    )


_MOST_CUT = 0.9
"""The largest share that may be cut off a still."""


def _without(picture: Image.Image, share: float, side: str | None) -> Image.Image:
    """The picture without a share of its width or height on one side, or half of it on each. Raises OutOfRange."""
    if not 0 < share <= _MOST_CUT:
        raise OutOfRange(f"A crop takes off up to {_MOST_CUT:.0%} of a still; nothing changed.")
    width, height = picture.size
    across, down = round(width * share), round(height * share)
    left, right = {"left": (across, 0), "right": (0, across), None: (across // 2, across // 2)}.get(side, (0, 0))
    top, bottom = {"top": (down, 0), "bottom": (0, down), None: (down // 2, down // 2)}.get(side, (0, 0))
    return picture.crop((left, top, width - right, height - bottom))


def _cut_words(share: float, side: str | None) -> str:
    return f"cropped by {share:.0%} on the {side}" if side else f"cropped {share:.0%} tighter"


def _crop(picture: Image.Image, ratio: AspectRatio) -> Image.Image:
    return picture.crop(composed_box(picture, ratio))


_EDIT_WORDS = {"mirror": "mirrored", "rotate": "turned a quarter to the right", "crop": "cropped to the film's ratio"}
_EDITS = {
    "mirror": lambda picture, _: ImageOps.mirror(picture),
    "rotate": lambda picture, _: picture.transpose(Image.Transpose.ROTATE_270),
    "crop": _crop,
}

STEPS = (generate_stills, use_sample, check_still, lock_still, edit_still)
