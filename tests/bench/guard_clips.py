"""Clips for the guards' benchmark: made from drawn stills, clean as a good engine would send them, or spoilt by a known
amount."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np
from PIL import Image

from tools.camera.finding import find_subject
from tools.camera.saliency import Pixels
from tools.samples import SAMPLES
from tools.sketch.artist import draw_variants

_DESCRIPTIONS = (
    "a runner in a red jacket on a bridge at dawn",
    "a glass jar of honey on a wooden table, warm morning light",
    "a lighthouse on a cliff in a storm",
    "a smartphone on a marble counter, soft light",
)
SIZE = (432, 768)
"""Width and height of the clips, in pixels."""

Spoil = Callable[[Pixels, np.random.Generator], Pixels]


@dataclass(frozen=True)
class Made:
    """A clip with the still it claims to come from. `spoilt` names what was done to it; None: clean."""

    name: str
    still: Pixels
    clip: Path
    spoilt: str | None


def stills() -> Iterator[tuple[str, Pixels]]:
    """The drawn stills, cropped to 9:16."""
    for sample in SAMPLES:
        with Image.open(sample.path) as opened:
            yield sample.name, _portrait(np.asarray(opened.convert("RGB"))[..., ::-1])
    for description in _DESCRIPTIONS:
        for index, sketch in enumerate(draw_variants(description, "9:16", 2)):
            decoded = cv2.imdecode(np.frombuffer(sketch.data, np.uint8), cv2.IMREAD_COLOR)
            yield f"{description.split()[1]}-{index}", _portrait(np.asarray(decoded, np.uint8))


def _portrait(bgr: Pixels) -> Pixels:
    height, width = bgr.shape[:2]
    across = min(width, height * SIZE[0] // SIZE[1])
    left = (width - across) // 2
    return np.asarray(cv2.resize(bgr[:, left : left + across], SIZE, interpolation=cv2.INTER_AREA), np.uint8)


# --- what a good engine brings with it -------------------------------------------------------------------------------


def as_it_is(picture: Pixels, dice: np.random.Generator) -> Pixels:
    return picture


def cropped(picture: Pixels, dice: np.random.Generator) -> Pixels:
    """A crop of 1 to 2 %, scaled back."""
    height, width = picture.shape[:2]
    edge = float(dice.uniform(0.005, 0.01))
    top, left = round(height * edge), round(width * edge)
    return np.asarray(cv2.resize(picture[top : height - top, left : width - left], (width, height)), np.uint8)


def redrawn(picture: Pixels, dice: np.random.Generator) -> Pixels:
    """Fine texture smoothed and drawn anew, outlines kept."""
    smooth = cv2.bilateralFilter(picture, 7, 24, 4).astype(np.float32)
    grain = cv2.GaussianBlur(dice.normal(0, 6, picture.shape).astype(np.float32), (0, 0), 1.0)
    return np.clip(smooth + grain, 0, 255).astype(np.uint8)


def toned(picture: Pixels, dice: np.random.Generator) -> Pixels:
    """Contrast and gain off by about 2 %."""
    gain, lift = dice.uniform(0.98, 1.02), dice.uniform(-2, 2)
    return np.clip(picture.astype(np.float32) * gain + lift, 0, 255).astype(np.uint8)


def softened(picture: Pixels, dice: np.random.Generator) -> Pixels:
    """Rendered at two thirds of the size and scaled up."""
    small = cv2.resize(picture, None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, picture.shape[1::-1], interpolation=cv2.INTER_CUBIC), np.uint8)


CLEAN: dict[str, Spoil] = {
    "as it is": as_it_is, "cropped": cropped, "redrawn": redrawn, "toned": toned, "softened": softened,
}  # fmt: skip


# --- what a guard must see -------------------------------------------------------------------------------------------


def warped(picture: Pixels, dice: np.random.Generator) -> Pixels:
    """The subject swirled: its details move by 2.5 to 5 % of the height."""
    height, width = picture.shape[:2]
    box = find_subject(picture).box
    middle = np.array([(box.left + box.right) / 2 * width, (box.top + box.bottom) / 2 * height])
    reach = max(box.width * width, box.height * height) * 0.5 + 24
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    away = np.hypot(x - middle[0], y - middle[1])
    turn = float(dice.uniform(0.025, 0.05)) * height / (0.4 * reach) * np.exp(-((away / (0.6 * reach)) ** 2))
    dx, dy = x - middle[0], y - middle[1]
    from_x = (middle[0] + dx * np.cos(turn) - dy * np.sin(turn)).astype(np.float32)
    from_y = (middle[1] + dx * np.sin(turn) + dy * np.cos(turn)).astype(np.float32)
    return np.asarray(cv2.remap(picture, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.uint8)


def recoloured(picture: Pixels, dice: np.random.Generator) -> Pixels:
    """The subject in another colour: its hue turned by 60 to 180 degrees, its strength at least that of cloth."""
    height, width = picture.shape[:2]
    body = cv2.resize(find_subject(picture).body, (width, height))
    mask = np.clip(cv2.GaussianBlur((body > 0.15).astype(np.float32), (0, 0), 4), 0, 1)[..., None]
    hsv = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV).astype(np.int32)
    hsv[..., 0] = (hsv[..., 0] + int(dice.integers(30, 90))) % 180
    hsv[..., 1] = np.maximum(hsv[..., 1], 70)
    other = cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2BGR)
    return np.clip(picture * (1 - mask) + other * mask, 0, 255).astype(np.uint8)


def cast(picture: Pixels, dice: np.random.Generator) -> Pixels:
    """A cast over the whole picture: a* or b* moved by 8 to 14."""
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_BGR2Lab)
    lab[..., int(dice.integers(1, 3))] += float(dice.uniform(8, 14)) * (1 if dice.random() < 0.5 else -1)
    return np.clip(cv2.cvtColor(lab, cv2.COLOR_Lab2BGR) * 255, 0, 255).astype(np.uint8)


def shifted(picture: Pixels, dice: np.random.Generator) -> Pixels:
    """The framing moved by 5 to 8 % of the height."""
    distance, angle = float(dice.uniform(0.05, 0.08)) * picture.shape[0], float(dice.uniform(0, 2 * np.pi))
    matrix = np.array([[1, 0, distance * np.cos(angle)], [0, 1, distance * np.sin(angle)]], np.float32)
    return np.asarray(cv2.warpAffine(picture, matrix, picture.shape[1::-1], borderMode=cv2.BORDER_REFLECT), np.uint8)


SPOILT: dict[str, Spoil] = {"warped": warped, "recoloured": recoloured, "cast": cast, "shifted": shifted}


def made(folder: Path, seed: int = 1) -> Iterator[Made]:
    """Every still in every way, as short clips, the compression chosen by chance."""
    dice = np.random.default_rng(seed)
    for name, still in stills():
        for ways, spoilt in ((CLEAN, False), (SPOILT, True)):
            for way, change in ways.items():
                path = folder / f"{name}-{way}.mp4".replace(" ", "-")
                encoded(path, [change(still, dice)] * 3, crf=int(dice.integers(18, 30)))
                yield Made(f"{name}: {way}", still, path, way if spoilt else None)


def encoded(path: Path, pictures: list[Pixels], crf: int = 23) -> Path:
    """The pictures (BGR) as H.264 at 24 frames a second."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=24, options={"crf": str(crf), "preset": "veryfast"})
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for picture in pictures:
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "bgr24")
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path
