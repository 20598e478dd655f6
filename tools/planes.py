"""Pictures as YUV planes: BT.709, limited range, 4:2:0 with chroma sited left (as H.264 assumes when nothing is said).

What the camera draws and what captions and overlays lay on top meet here, so neither has to know the other.
All planes are uint8; U and V have half the width and height of Y, which are even.
"""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

U8: TypeAlias = NDArray[np.uint8]
Planes: TypeAlias = tuple[U8, U8, U8]
"""Y, U and V: shapes (h, w), (h/2, w/2), (h/2, w/2)."""

BLACK = (16, 128, 128)
"""Y, U and V of black."""

_KR, _KG, _KB = 0.2126, 0.7152, 0.0722
"""Weights of R, G and B in the luma (ITU-R BT.709-6, 3.2)."""


def _rgb_to_yuv_matrix() -> NDArray[np.float64]:
    """3x3: full-range R'G'B' (0..255) to limited-range Y'CbCr without its offsets (BT.709-6, 3.4 and 3.5)."""
    luma = np.array([_KR, _KG, _KB])
    blue = (np.array([0.0, 0.0, 1.0]) - luma) / (2 * (1 - _KB))
    red = (np.array([1.0, 0.0, 0.0]) - luma) / (2 * (1 - _KR))
    return np.stack([luma * 219, blue * 224, red * 224]) / 255


_RGB_TO_YUV = _rgb_to_yuv_matrix()
_OFFSET = np.array([[16.0], [128.0], [128.0]])
_BGR_TO_YUV = np.hstack([_RGB_TO_YUV[:, ::-1], _OFFSET])
_RGBA_TO_YUV = np.hstack([_RGB_TO_YUV, _OFFSET / 255])
"""For premultiplied RGBA: the offsets are weighted by alpha, like the colours already are."""
_YUV_TO_BGR_LINEAR = np.linalg.inv(_RGB_TO_YUV)[::-1]
_YUV_TO_BGR = np.hstack([_YUV_TO_BGR_LINEAR, -_YUV_TO_BGR_LINEAR @ _OFFSET])


@dataclass(frozen=True, eq=False)
class Layer:
    """A drawn rectangle that is laid over the film: a caption, an overlay.

    x, y: its top left corner in the frame, in pixels, even; it may reach over the frame's edge.
    planes: its colours, premultiplied by alpha (a clear pixel is 0, 0, 0; the limited-range offsets are weighted too),
    so that `frame * inverse_alpha / 255 + planes` is the blended picture.
    inverse_alpha: 255 - alpha at the size of Y and at the size of U and V.
    start_frame, end_frame: film frames, the end exclusive. fade_frames: it fades in over so many frames.
    rise_px: while it fades in, it rises by so many pixels.
    """

    x: int
    y: int
    planes: Planes
    inverse_alpha: tuple[U8, U8]
    start_frame: int
    end_frame: int
    fade_frames: int = 0
    rise_px: int = 0


def yuv_matrix(saturation: float) -> NDArray[np.float64]:
    """3x4: full-range BGR (and 1) to limited-range YUV, with the chroma multiplied by `saturation`."""
    matrix = _BGR_TO_YUV.copy()
    matrix[1:, :3] *= saturation
    return matrix


def bgr_to_yuv(bgr: U8) -> U8:
    """(h, w, 3) full-range BGR to (h, w, 3) limited-range YUV, chroma at full size."""
    return np.asarray(cv2.transform(bgr, _BGR_TO_YUV), np.uint8)


def yuv_to_bgr(yuv: U8) -> U8:
    """The way back of `bgr_to_yuv`."""
    return np.asarray(cv2.transform(yuv, _YUV_TO_BGR), np.uint8)


def half_size(plane: U8) -> U8:
    """A chroma or alpha plane (even sides) at half size, sited left: on the even columns, between the rows.

    Filters: (1, 2, 1)/4 across and (1, 1)/2 down, as the mean of two by two pixels from the even and from the odd
    columns on.
    """
    height, width = plane.shape[0] // 2, plane.shape[1] // 2
    half = np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    odd = np.empty_like(half)
    odd[:, :1] = cv2.resize(plane[:, :1], (1, height), interpolation=cv2.INTER_AREA)
    if width > 1:
        odd[:, 1:] = cv2.resize(plane[:, 1:-1], (width - 1, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.addWeighted(half, 0.5, odd, 0.5, 0, dst=half), np.uint8)


def full_size(plane: U8) -> U8:
    """A chroma plane sited left, linearly at twice its size."""
    height, width = plane.shape
    # Column x of the full plane lies at x / 2 of the half one, row y at y / 2 - 1 / 4.
    matrix = np.array([[0.5, 0.0, 0.0], [0.0, 0.5, -0.25]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(plane, matrix, (width * 2, height * 2), flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def bgr_to_planes(bgr: U8) -> Planes:
    """A BGR picture with even sides as 4:2:0 planes."""
    luma, blue, red = cv2.split(bgr_to_yuv(bgr))
    return np.asarray(luma, np.uint8), half_size(np.asarray(blue, np.uint8)), half_size(np.asarray(red, np.uint8))


def planes_to_bgr(planes: Planes) -> U8:
    """4:2:0 planes as a BGR picture."""
    luma, blue, red = planes
    return yuv_to_bgr(np.asarray(cv2.merge([luma, full_size(blue), full_size(red)]), np.uint8))


def layer_from_rgba(
    rgba: U8, x: int, y: int, *, start_frame: int, end_frame: int, fade_frames: int = 0, rise_px: int = 0
) -> Layer:
    """A layer from a picture of shape (h, w, 4): RGBA, premultiplied. Odd places and sizes are padded with clear."""
    left, top = x % 2, y % 2
    height, width = rgba.shape[:2]
    padded = cv2.copyMakeBorder(
        rgba, top, (top + height) % 2, left, (left + width) % 2, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0)
    )
    luma, blue, red = cv2.split(cv2.transform(padded, _RGBA_TO_YUV))
    inverse = 255 - np.asarray(padded, np.uint8)[:, :, 3]
    return Layer(
        x=x - left,
        y=y - top,
        planes=(
            np.asarray(luma, np.uint8),
            half_size(np.asarray(blue, np.uint8)),
            half_size(np.asarray(red, np.uint8)),
        ),
        inverse_alpha=(inverse, half_size(inverse)),
        start_frame=start_frame,
        end_frame=end_frame,
        fade_frames=fade_frames,
        rise_px=rise_px,
    )
