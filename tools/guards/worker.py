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
from tools.guards.orders import ANSWERS, ORDERS, CheckAnswer, CheckOrder
from tools.guards.reading import Reader
from tools.guards.report import TakeReport, report_on
from tools.pictures.cut_outs import flat

_NICENESS = 10
_SIDE = 1280
"""Longest side, in pixels, at which a still is held against a take."""


def answer(order: CheckOrder, reader: Reader, folder: Path, name: str) -> CheckAnswer:
    """Look at one take; its two pictures are put into `folder`."""
    try:
        still, ratio = _source(order)
        wanted = order.wanted if order.wanted.ratio is not None else replace(order.wanted, ratio=ratio)
        report = report_on(still, Path(order.clip), wanted, reader, changed=order.changed)
    except RenderFailed as error:
        return _unreadable(str(error))
    return CheckAnswer(
        verdict=report.verdict, findings=report.findings, scores=report.scores, lost_words=report.lost_words,
        at_s=report.at_s, **_pictures(report, folder, name),
    )  # fmt: skip


def _source(order: CheckOrder) -> tuple[Pixels, float]:
    """What the take is held against, as the take frames it (BGR), and the width over height it has by itself. Raises
    RenderFailed."""
    if order.changed:
        first = sampled(Path(order.picture), 1, _SIDE)[0].picture
        return first, first.shape[1] / first.shape[0]
    width, height = video_size(Path(order.clip))
    try:
        with Image.open(order.picture) as opened:
            picture = flat(opened)
    except OSError as error:
        raise RenderFailed("The still can no longer be read, so the take was not checked. It is kept.") from error
    own_ratio = picture.width / picture.height
    if abs(own_ratio / (width / height) - 1) > 0.02:
        picture = picture.crop(_crop(picture, width / height, order.frame_for))
    picture.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), own_ratio


def _crop(picture: Image.Image, ratio: float, film: AspectRatio | None) -> tuple[int, int, int, int]:
    """As the film is composed where the take has the film's ratio, else the largest crop in the middle."""
    if film is not None and abs(ratio_of(film) / ratio - 1) < 0.02:
        return composed_box(picture, film)
    width, height = min(picture.width, round(picture.height * ratio)), min(picture.height, round(picture.width / ratio))
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    return left, top, left + width, top + height


def _pictures(report: TakeReport, folder: Path, name: str) -> dict[str, str]:
    made: dict[str, str] = {}
    for side, picture in (("still", report.still), ("frame", report.frame)):
        made[side] = f"{name}-{side}.jpg"
        (folder / made[side]).write_bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes())
    return made


def _unreadable(why: str) -> CheckAnswer:
    return CheckAnswer(
        verdict=why,
        findings=(Finding(name="Film", level="miss", value="it cannot be read", fix="Make it again."),),
        scores=Scores(likeness=0, words=None, motion=0, whole=0, total=0),
    )


def main() -> None:
    os.nice(_NICENESS)
    cv2.setNumThreads(1)
    folder, reader = Path(sys.argv[1]), Reader(threads=1)
    orders = ORDERS.validate_json((folder / "orders.json").read_bytes())
    answers = [answer(order, reader, folder, str(number)) for number, order in enumerate(orders)]
    (folder / "answers.json").write_bytes(ANSWERS.dump_json(answers))


if __name__ == "__main__":
    main()
