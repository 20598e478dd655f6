"""Small frames of every move, look, transition and effect, for comparing with those that were looked at and kept.

`python -m tests.golden.cases` draws them anew into `tests/golden/frames`; look at the contact sheet before you keep
them.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from store.scene import MOVE_KINDS, Depth, Focus, Framing, Look, Lut, Move, Scene, Shot, ShotId, StillId, Transition
from store.segments import Target, segments
from tests.contact_sheet import LUT
from tools.camera.encode import blank_planes
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources
from tools.looks import named_looks
from tools.motion import USUAL_AMOUNT
from tools.planes import U8, planes_to_bgr
from tools.samples import SAMPLES

FRAMES = Path(__file__).with_name("frames")
_TARGET = Target(width=54, height=96, frame_rate=24, quality="preview")
_PLATES = Plates()
_AT = 20
"""Of 24 frames: near the end, where everything has gone most of its way."""


def cases() -> Iterator[tuple[str, Scene]]:
    """Names and the scenes they show, 1 s each shot."""
    for kind in MOVE_KINDS:
        yield f"move-{kind}", _film(_shot(Move(kind=kind, amount=USUAL_AMOUNT[kind], end_s=1.0)))
    curve = Move(kind="truck_left", amount=0.1, end_s=1.0, easing="cubic-bezier(0.2,0.9,0.4,1)")
    yield "easing-curve", _film(_shot(curve))
    for name, values in named_looks().items():
        yield f"look-{name.replace(' ', '-')}", _film(_shot(look=Look(**values)))
    yield "look-change", _film(_shot(look=Look(exposure=-1), look_end=Look(temperature=0.6, vignette=0.5, grain=0.2)))
    yield "lut", _film(_shot(lut=Lut(media="teal.cube", strength=0.8)))
    for kind in ("push_in", "truck_right"):
        yield f"parallax-{kind}", _film(_shot(Move(kind=kind, amount=0.1, end_s=1.0), depth=Depth(amount=0.06)))
    for name, focus in (
        ("near", Focus(start_depth=1, end_depth=1, end_s=1, blur=1)),
        ("rack", Focus(start_depth=1, end_depth=0, end_s=1, blur=1)),
    ):
        yield f"focus-{name}", _film(_shot(focus=focus))
    for kind in ("crossfade", "fade_black"):
        joined = _shot(name="s2", transition=Transition(kind=kind, duration_s=0.5), look=Look(saturation=-1))
        yield f"transition-{kind}", _film(_shot(), joined)


def draw(scene: Scene, folder: Path) -> U8:
    """The frame of a case, BGR. folder: for what the render remembers."""
    segment = segments(scene, _TARGET)[0]
    (folder / "teal.cube").write_text(LUT, encoding="ascii")
    stills = {sample.name: sample.path for sample in SAMPLES}
    sources = Sources(stills, (), folder, {"teal.cube": folder / "teal.cube"})
    planes = blank_planes(_TARGET.width, _TARGET.height)
    SegmentPainter(scene, _TARGET, segment, sources, _PLATES).draw(_AT, planes)
    return planes_to_bgr(planes)


def difference(one: U8, other: U8) -> tuple[float, float]:
    """Mean difference in levels, and the one that 99 % of the values stay under."""
    apart = np.abs(one.astype(np.int16) - other.astype(np.int16))
    return float(apart.mean()), float(np.percentile(apart, 99))


def _shot(*moves: Move, name: str = "s1", **values: object) -> Shot:
    # The framing leaves room: no move is cut.
    given = {"id": ShotId(name), "still": StillId("cafe"), "duration_s": 1.0, "camera": moves,
             "framing": {"9:16": Framing(scale=0.8)}, **values}  # fmt: skip
    return Shot.model_validate(given)


def _film(*shots: Shot) -> Scene:
    return Scene(frame_rate=24, shots=shots)


if __name__ == "__main__":
    FRAMES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, scene in cases():
            cv2.imwrite(str(FRAMES / f"{name}.png"), draw(scene, Path(folder)))
