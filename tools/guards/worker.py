"""The guards' process: `python -m tools.guards.worker FOLDER` reads FOLDER/orders.json and writes answers.json there.

Reading words takes a model, and half a minute of one core where there are several takes: so it is done outside the app,
on one core, behind everything else. It never imports the app.
"""

import os
import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from store.errors import RenderFailed
from store.scene import AspectRatio, replace
from store.take_checks import Finding, Scores
from tools.camera.crops import composed_box
from tools.camera.saliency import Pixels
from tools.camera.subject import ratio_of
from tools.guards.frames import sampled, video_size
from tools.guards.orders import (
    ANSWERS,
    ORDERS,
    Answer,
    CheckAnswer,
    CheckOrder,
    CoverAnswer,
    CoverOrder,
    Held,
    Order,
    PaintAnswer,
    PaintOrder,
)
from tools.guards.painting_out import without_words
from tools.guards.patches import patch_of
from tools.guards.reading import Reader
from tools.guards.report import report_on
from tools.guards.words import legible, share_zone
from tools.pictures.cut_outs import flat

_NICENESS = 10
_SIDE, _FINE_SIDE = 1280, 2560
"""Longest side, in pixels, at which a still is held against a take; and at which it is cut into patches."""
_FINER = 1.25
_GONE = "The still can no longer be read. Nothing was changed; upload it again or lock another still."


def answer(order: Order, reader: Reader, folder: Path, name: str) -> Answer:
    """Carry out one order; its files are put into `folder`, named after `name`."""
    if isinstance(order, CheckOrder):
        return _check(order, reader, folder, name)
    return _cover(order, folder, name) if isinstance(order, CoverOrder) else _paint(order, reader, folder, name)


# --- looking at a take -----------------------------------------------------------------------------------------------


def _check(order: CheckOrder, reader: Reader, folder: Path, name: str) -> CheckAnswer:
    try:
        still, ratio = _source(order, _SIDE)
        wanted = order.wanted if order.wanted.ratio is not None else replace(order.wanted, ratio=ratio)
        report = report_on(still, Path(order.clip), wanted, reader, changed=order.changed)
    except RenderFailed as error:
        return _unreadable(str(error))
    still, frame = (
        _jpeg(picture, folder, f"{name}-{side}") for side, picture in (("still", report.still), ("frame", report.frame))
    )
    return CheckAnswer(
        verdict=report.verdict, findings=report.findings, scores=report.scores, lost_words=report.lost_words,
        still=still, frame=frame, at_s=report.at_s,
    )  # fmt: skip


def _jpeg(picture: Pixels, folder: Path, stem: str) -> str:
    (folder / f"{stem}.jpg").write_bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes())
    return f"{stem}.jpg"


def _unreadable(why: str) -> CheckAnswer:
    return CheckAnswer(
        verdict=why,
        findings=(Finding(name="Film", level="miss", value="it cannot be read", fix="Make it again."),),
        scores=Scores(likeness=0, words=None, motion=0, whole=0, total=0),
    )


# --- covering and painting out ---------------------------------------------------------------------------------------


def _cover(order: CoverOrder, folder: Path, name: str) -> CoverAnswer:
    try:
        # About as fine as the take: what is much finer would flicker when it moves.
        still, _ = _source(order, min(_FINE_SIDE, round(_FINER * max(video_size(Path(order.clip))))))
        way, plain = patch_of(still, Path(order.clip), order.zone, letters=order.letters, folder=folder, name=name)
    except RenderFailed as error:
        return CoverAnswer(trouble=str(error))
    return CoverAnswer(picture=f"{name}.png", track=f"{name}.json", lost_s=way.lost_s, plain=plain)


def _paint(order: PaintOrder, reader: Reader, folder: Path, name: str) -> PaintAnswer:
    try:
        with Image.open(order.picture) as opened:
            whole = np.ascontiguousarray(np.asarray(flat(opened))[:, :, ::-1])
    except OSError:
        return PaintAnswer(trouble=_GONE)
    lines = legible(_small(whole), reader)
    if not lines:
        return PaintAnswer()
    zones = tuple(share_zone(line.corners, _small(whole)) for line in lines)
    painted, plain = without_words(whole, zones)
    left = tuple(line.text for line in legible(_small(painted), reader))
    (folder / f"{name}.png").write_bytes(cv2.imencode(".png", painted)[1].tobytes())
    words = tuple(line.text for line in lines)
    return PaintAnswer(words=words, zones=zones, left=left, plain=plain, picture=f"{name}.png")


def _small(picture: Pixels) -> Pixels:
    scale = min(1.0, _SIDE / max(picture.shape[:2]))
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


# --- what a take is held against -------------------------------------------------------------------------------------


def _source(order: Held, side: int) -> tuple[Pixels, float]:
    """What the take is held against, as the take frames it (BGR, `side` pixels at most), and the width over height it
    has by itself. Raises RenderFailed."""
    if order.changed:
        first = sampled(Path(order.picture), 1, side)[0].picture
        return first, first.shape[1] / first.shape[0]
    width, height = video_size(Path(order.clip))
    try:
        with Image.open(order.picture) as opened:
            picture = flat(opened)
    except OSError as error:
        raise RenderFailed(_GONE) from error
    own_ratio = picture.width / picture.height
    if abs(own_ratio / (width / height) - 1) > 0.02:
        picture = picture.crop(_crop(picture, width / height, order.frame_for))
    picture.thumbnail((side, side), Image.Resampling.BOX)
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), own_ratio


def _crop(picture: Image.Image, ratio: float, film: AspectRatio | None) -> tuple[int, int, int, int]:
    """As the film is composed where the take has the film's ratio, else the largest crop in the middle."""
    if film is not None and abs(ratio_of(film) / ratio - 1) < 0.02:
        return composed_box(picture, film)
    width, height = min(picture.width, round(picture.height * ratio)), min(picture.height, round(picture.width / ratio))
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    return left, top, left + width, top + height


def main() -> None:
    os.nice(_NICENESS)
    cv2.setNumThreads(1)
    folder, reader = Path(sys.argv[1]), Reader(threads=1)
    orders = ORDERS.validate_json((folder / "orders.json").read_bytes())
    answers = [answer(order, reader, folder, str(number)) for number, order in enumerate(orders)]
    (folder / "answers.json").write_bytes(ANSWERS.dump_json(answers))


if __name__ == "__main__":
    main()
