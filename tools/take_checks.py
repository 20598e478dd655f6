"""Step: take checks. A take that is video is held against the still that was locked."""

from functools import cache

import cv2
import numpy as np
from PIL import Image
from pydantic import JsonValue

from store.errors import UnknownTarget
from store.scene import Scene, Shot, StillId
from store.takes import Take
from tools.camera.saliency import Pixels
from tools.camera.subject import ratio_of
from tools.context import ToolContext
from tools.guards.defects import Wanted
from tools.guards.reading import Reader
from tools.guards.report import TakeReport, report_on
from tools.receipts import Card, Chip, Receipt, ToolCall
from tools.render import composed_box
from tools.targets import resolve_shot

_OWN = ("local", "upload")
"""What makes takes that nobody ordered: they have the length and the ratio they have."""
_SIDE = 1280
"""Longest side, in pixels, at which the still is held against the take."""


def check_take(ctx: ToolContext, *, number: int | None = None, shot: str | None = None) -> Receipt:
    """Hold a take that is video against the locked still: framing, shapes, colours, the words in it, and whether the
    film is whole. number: the take's; omitted = the one in the film."""
    found = resolve_shot(ctx, ctx.scene(), shot, "the check")
    take = _take(ctx, found, number)
    if take is None or take.video is None:
        return _nothing_to_check(ctx)
    if found.still is None:
        raise UnknownTarget("This shot has no locked still to hold the take against. Lock one first; the take is kept.")
    video = take.video
    ratio = video.width / video.height
    still = _as_framed(ctx, ctx.scene(), found.still, ratio)
    ordered = ratio if take.engine in _OWN else ratio_of(ctx.scene().aspect_ratio)
    wanted = Wanted(ratio=ordered, duration_s=video.duration_s, motion=bool(found.camera))
    ctx.progress("checking the take", 0.1)
    report = report_on(still, ctx.media.path(video.media), wanted, _reader())
    return Receipt(
        outcome="action",
        action="check_take",
        message=report.verdict,
        offers=_offers(report, found, take),
        cards=(_card(ctx, report),),
        revision=ctx.base().number,
    )


@cache
def _reader() -> Reader:
    """One for the process: its models take seconds to load."""
    return Reader()


def _take(ctx: ToolContext, shot: Shot, number: int | None) -> Take | None:
    takes = ctx.takes.of_shot(ctx.session_id, shot.id)
    if number is None:
        return next((take for take in takes if take.shown_as == shot.take), None)
    for take in takes:
        if take.number == number:
            return take
    numbers = tuple(str(take.number) for take in takes)
    raise UnknownTarget(f"There is no take {number} of this shot; it has {', '.join(numbers) or 'none yet'}.", numbers)


def _nothing_to_check(ctx: ToolContext) -> Receipt:
    return Receipt(
        outcome="unchanged",
        message="This shot is made from its still on this machine, so nothing in it can drift.",
        revision=ctx.base().number,
    )


def _as_framed(ctx: ToolContext, scene: Scene, still: StillId, ratio: float) -> Pixels:
    """A still as a take frames it (BGR): cropped for the film where the take has the film's ratio."""
    with Image.open(ctx.media.path(ctx.stills.get(still).media)) as opened:
        picture = opened.convert("RGB")
    if abs(picture.width / picture.height / ratio - 1) > 0.02:
        of_the_film = abs(ratio_of(scene.aspect_ratio) / ratio - 1) < 0.02
        picture = picture.crop(composed_box(picture, scene.aspect_ratio) if of_the_film else _middle(picture, ratio))
    picture.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])


def _middle(picture: Image.Image, ratio: float) -> tuple[int, int, int, int]:
    """The largest crop of that ratio in the middle: left, top, right, bottom in pixels."""
    width = min(picture.width, round(picture.height * ratio))
    height = min(picture.height, round(picture.width / ratio))
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    return left, top, left + width, top + height


def _offers(report: TakeReport, shot: Shot, take: Take) -> tuple[Chip, ...]:
    chips: list[Chip] = []
    if report.drifted and take.engine not in _OWN:
        again: dict[str, JsonValue] = {"shot": shot.id, "count": 1, "engine": take.engine}
        chips.append(Chip(label="make it again from the lock", call=ToolCall(name="render_takes", args=again)))
    for text in report.lost_words[:2]:
        over: dict[str, JsonValue] = {"text": text, "position": "top", "shots": [shot.id]}
        chips.append(Chip(label=f"lay “{text}” over it", call=ToolCall(name="add_overlay", args=over)))
    return tuple(chips)


def _card(ctx: ToolContext, report: TakeReport) -> Card:
    """The still beside the frame, and every check."""
    _, jpeg = cv2.imencode(".jpg", report.side_by_side, [cv2.IMWRITE_JPEG_QUALITY, 88])
    checks: list[JsonValue] = [finding.model_dump() for finding in report.findings]
    media = ctx.media.put_bytes(jpeg.tobytes(), "jpg")
    return Card(kind="readiness", data={"media": media, "verdict": report.verdict, "checks": checks})


STEPS = (check_take,)
