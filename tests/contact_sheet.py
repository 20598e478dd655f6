"""Every move, look, transition and caption template on three stills of our own, as one page to look at.

    python -m tests.contact_sheet OUT.html      frames beside each other, each strip with its name
    python -m tests.contact_sheet OUT.png       the same as one picture

Options: `--height PIXELS` of a frame (320), `--only WORD` strips whose name has that word.
"""

import argparse
import base64
import html
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from store.scene import (
    MOVE_KINDS,
    Background,
    Captions,
    Cue,
    Depth,
    Focus,
    Look,
    Lut,
    Move,
    MoveKind,
    Overlay,
    OverlayId,
    Scene,
    Shot,
    ShotId,
    StillId,
    Transition,
)
from store.segments import Target, segments
from tools.camera.encode import blank_planes
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources
from tools.finish.captions import caption_layers
from tools.looks import named_looks
from tools.motion import USUAL_AMOUNT
from tools.planes import U8, planes_to_bgr
from tools.samples import SAMPLES
from tools.sketch.artist import draw_variants

RATE = 24
_SHOT_S = 4.0
_SKETCH = "a tall hallway with white doors and a window, evening light"
_TEAL = "\n".join(
    f"{0.9 * red + 0.1 * blue:.3f} {0.95 * green + 0.05:.3f} {0.7 * blue + 0.3 * green:.3f}"
    for blue in (0, 0.5, 1) for green in (0, 0.5, 1) for red in (0, 0.5, 1)
)  # fmt: skip
LUT = f'TITLE "Teal"\nLUT_3D_SIZE 3\n{_TEAL}\n'
CAPTION = "Poured slow, every morning"
CUT_OUT = "cut-out"


@dataclass(frozen=True)
class Strip:
    """A name, the scene that shows it, and the times (seconds) to look at."""

    name: str
    scene: Scene
    times_s: tuple[float, ...] = (0.0, _SHOT_S / 2, _SHOT_S - 0.05)


class Studio:
    """Stills on disk, and frames of scenes that use them. Stills are named by `stills`."""

    def __init__(self, folder: Path, height: int) -> None:
        self._folder, self._height = folder, height // 2 * 2
        self._plates = Plates()
        self._stills = {sample.name: sample.path for sample in SAMPLES}
        (sketch,) = draw_variants(_SKETCH, "9:16", 1)
        (folder / "sketch.jpg").write_bytes(sketch.data)
        self._stills["sketch"] = folder / "sketch.jpg"
        (folder / "teal.cube").write_text(LUT, encoding="ascii")
        self._stills[CUT_OUT] = draw_cut_out(folder / "cut-out.png")

    @property
    def stills(self) -> tuple[str, ...]:
        """Those that fill their frame."""
        return tuple(name for name in self._stills if name != CUT_OUT)

    def frames(self, strip: Strip) -> list[U8]:
        """The strip's frames, BGR."""
        scene = strip.scene
        target = Target(width=self._height * 9 // 32 * 2, height=self._height, frame_rate=RATE, quality="preview")
        drawn: list[U8] = []
        for at_s in strip.times_s:
            frame = round(at_s * RATE)
            segment = next(s for s in segments(scene, target) if s.start_frame <= frame < s.start_frame + s.frames)
            layers = caption_layers(scene, target.width, target.height, RATE)
            sources = Sources(self._stills, layers, self._folder, {"teal.cube": self._folder / "teal.cube"})
            planes = blank_planes(target.width, target.height)
            SegmentPainter(scene, target, segment, sources, self._plates).draw(frame, planes)
            drawn.append(planes_to_bgr(planes))
        return drawn


def draw_cut_out(path: Path) -> Path:
    """A bottle with soft edges and a half transparent shadow, nothing around it."""
    picture = Image.new("RGBA", (900, 1600), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((180, 1340, 720, 1440), fill=(0, 0, 0, 90))
    pen.rounded_rectangle((300, 560, 600, 1400), 70, fill=(90, 40, 30, 255))
    pen.rectangle((395, 320, 505, 600), fill=(64, 30, 24, 255))
    picture.filter(ImageFilter.GaussianBlur(1.5)).save(path)
    return path


def strips(stills: tuple[str, ...]) -> Iterator[Strip]:
    """Everything there is to see."""
    for place, kind in enumerate(MOVE_KINDS):
        still = stills[place % len(stills)]
        yield Strip(f"{kind} on {still}", film(shot(still, move(kind))))
    for still in stills:
        for kind in ("push_in", "truck_right"):
            deep = shot(still, move(kind), depth=Depth(amount=0.03))
            yield Strip(f"{kind} with parallax 3 % on {still}", film(deep))
        focus = Focus(start_depth=1, end_depth=0, start_s=1, end_s=3, blur=0.6)
        yield Strip(f"rack focus on {still}", film(shot(still, focus=focus)))
        warm = shot(still, look=Look(exposure=-0.8, temperature=-0.4), look_end=Look(temperature=0.5, vignette=0.4))
        yield Strip(f"changing look on {still}", film(warm), (0.0, 1.0, 2.0, 3.0, 3.9))
        yield Strip(f"LUT on {still}", film(shot(still, lut=Lut(media="teal.cube"))), (0.0,))
    for name, values in named_looks().items():
        pictures = film(*(shot(still, look=Look(**values), name=f"s{n}") for n, still in enumerate(stills)))
        yield Strip(f"look: {name}", pictures, tuple(_SHOT_S * n + 1 for n in range(len(stills))))
    for ground in (None, Background(color="#9caf88"), Background(color="#1b2a4a", to="#000000")):
        name = "chosen by itself" if ground is None else ground.color + (f" to {ground.to}" if ground.to else "")
        yield Strip(f"background: {name}", film(shot(CUT_OUT, move("push_in"), background=ground)))
    for kind in ("crossfade", "fade_black"):
        joined = shot(stills[1], name="s2", transition=Transition(kind=kind, duration_s=1.0))
        yield Strip(f"transition: {kind}", film(shot(stills[0]), joined), (3.0, 3.25, 3.5, 3.75, 3.95))
    for style in caption_styles():
        cues = (Cue(text=CAPTION, start_s=0.2, end_s=3.8),)
        name = f"captions: {style.animation}, {style.position}, {style.size}{', box' if style.box else ''}"
        captioned = Captions.model_validate({**style.model_dump(), "cues": cues})
        yield Strip(name, film(shot(stills[0]), captions=captioned), (0.25, 1.5, 3.5))
    title = Overlay(id=OverlayId("o1"), text="SLOW MORNINGS", position="top", size="large", end_s=4.0)
    yield Strip("overlay: text", film(shot(stills[1]), overlays=(title,)), (1.0,))


def caption_styles() -> Iterator[Captions]:
    for animation in ("none", "pop", "karaoke"):
        yield Captions(animation=animation)
        yield Captions(animation=animation, position="top", size="large", box=True, color="#ffcc00")


def move(kind: MoveKind) -> Move:
    return Move(kind=kind, amount=USUAL_AMOUNT[kind], end_s=_SHOT_S)


def shot(still: str, *moves: Move, name: str = "s1", **values: object) -> Shot:
    given = {"id": ShotId(name), "still": StillId(still), "duration_s": _SHOT_S, "camera": moves, **values}
    return Shot.model_validate(given)


def film(*shots: Shot, **values: object) -> Scene:
    return Scene.model_validate({"frame_rate": RATE, "shots": shots, **values})


def as_page(strip_frames: list[tuple[str, list[U8]]]) -> str:
    """The strips as one HTML page that needs nothing else."""
    parts = ["<!doctype html><meta charset=utf-8><title>Contact sheet</title>",
             "<style>body{background:#1b1b1d;color:#ddd;font:14px sans-serif}figure{display:inline-block;margin:8px}"
             "img{display:block}</style>"]  # fmt: skip
    for name, frames in strip_frames:
        data = base64.b64encode(cv2.imencode(".jpg", np.hstack(frames))[1].tobytes()).decode()
        parts.append(
            f'<figure><img src="data:image/jpeg;base64,{data}"><figcaption>{html.escape(name)}</figcaption></figure>'
        )
    return "\n".join(parts)


def as_picture(strip_frames: list[tuple[str, list[U8]]], width: int = 2400) -> U8:
    """The strips as one picture, from left to right and from top to bottom."""
    rows: list[list[U8]] = [[]]
    for name, frames in strip_frames:
        strip = cv2.copyMakeBorder(np.hstack(frames), 22, 6, 4, 4, cv2.BORDER_CONSTANT, value=(28, 27, 27))
        cv2.putText(strip, name, (4, 15), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (225, 225, 225), 1, cv2.LINE_AA)
        if sum(one.shape[1] for one in rows[-1]) + strip.shape[1] > width and rows[-1]:
            rows.append([])
        rows[-1].append(np.asarray(strip, np.uint8))
    lines = [np.hstack(row) for row in rows if row]
    widest = max(line.shape[1] for line in lines)
    padded = [
        cv2.copyMakeBorder(line, 0, 0, 0, widest - line.shape[1], cv2.BORDER_CONSTANT, value=(28, 27, 27))
        for line in lines
    ]
    return np.asarray(np.vstack(padded), np.uint8)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.contact_sheet", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--height", type=int, default=320)
    parser.add_argument("--only", default="")
    asked = parser.parse_args(arguments)
    if asked.out.suffix not in (".html", ".png"):
        parser.error("OUT ends in .html or .png")
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder), asked.height)
        wanted = [strip for strip in strips(studio.stills) if asked.only in strip.name]
        drawn = [(strip.name, studio.frames(strip)) for strip in wanted]
    if asked.out.suffix == ".html":
        asked.out.write_text(as_page(drawn), encoding="utf-8")
    else:
        cv2.imwrite(str(asked.out), as_picture(drawn))
    print(f"{len(drawn)} strips in {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
