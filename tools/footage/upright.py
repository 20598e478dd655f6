"""Frames of any kind as frames of one kind: upright, square pixels, even sides, BT.709 limited range, 8-bit 4:2:0."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation
from av.video.stream import VideoStream

from tools.footage.tone import Transfer, write_cube
from tools.planes import U8, Planes, bgr_to_planes

MAX_SHORT_SIDE = 1620
"""Pixels that are kept of a clip's shorter side: a third more than the sharpest film shows."""

_EXACT = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.BITEXACT | Interpolation.FULL_CHR_H_INT
_PLAIN = (int(Colorspace.ITU709), int(ColorRange.MPEG))
_HDR: dict[int, Transfer] = {ColorTrc.SMPTE2084: "pq", ColorTrc.ARIB_STD_B67: "hlg"}


class Conversion:
    """Makes the frames of one clip upright. `folder` is a place for its colour cube, where it needs one.

    width, height: of the upright frames, even. notes: what was done, a sentence each.
    """

    def __init__(self, first: VideoFrame, stream: VideoStream, folder: Path) -> None:
        self._turns = round(first.rotation / 90) % 4
        self._scaled = _scaled_size(first, stream.sample_aspect_ratio)
        self._source = _source_colours(first)
        self._alpha = _has_alpha(first)
        transfer, wide = _HDR.get(first.color_trc), first.color_primaries == ColorPrimaries.BT2020
        self._graph = None
        if transfer or wide:
            self._graph = _cube_graph(first, stream, folder, transfer or "gamma", wide)
        width, height = self._scaled if self._turns % 2 == 0 else self._scaled[::-1]
        self.width, self.height = width - width % 2, height - height % 2
        self.notes = tuple(self._told(first, bool(transfer)))

    def planes(self, frame: VideoFrame) -> Planes:
        """The frame, converted. Raises av's FFmpegError and ValueError where it does not fit the first one."""
        if self._graph is not None:
            frame = _through(self._graph, frame)
        if self._alpha:
            return bgr_to_planes(self._fitted(_on_black(frame, self._scaled)))
        width, height = self._scaled
        plain = frame if self._is_plain(frame) else self._reformatted(frame, width, height)
        luma, blue, red = (self._turned(plane_array(plane)) for plane in plain.planes)
        return luma, blue, red

    def _is_plain(self, frame: VideoFrame) -> bool:
        same = (frame.format.name, frame.width, frame.height) == ("yuv420p", *self._scaled)
        return same and frame.width % 2 == frame.height % 2 == 0 and self._source == _PLAIN

    def _reformatted(self, frame: VideoFrame, width: int, height: int) -> VideoFrame:
        plain = frame.reformat(
            width, height, "yuv420p" if width % 2 == height % 2 == 0 else "yuv444p",
            src_colorspace=Colorspace.ITU709 if self._graph else self._source[0], dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.MPEG if self._graph else self._source[1], dst_color_range=ColorRange.MPEG,
            interpolation=_EXACT,
        )  # fmt: skip
        return _cropped_even(plain) if plain.format.name == "yuv444p" else plain

    def _turned(self, plane: U8) -> U8:
        return np.ascontiguousarray(np.rot90(plane, self._turns))

    def _fitted(self, bgr: U8) -> U8:
        return self._turned(bgr)[: self.height, : self.width]

    def _told(self, first: VideoFrame, hdr: bool) -> list[str]:
        notes: list[str] = []
        if hdr:
            notes.append("It is in high dynamic range and was brought to ordinary colours.")
        if self._turns:
            notes.append("It was turned upright, as its camera recorded.")
        if self._alpha:
            notes.append("Its transparent parts are black.")
        upright = (first.width, first.height) if self._turns % 2 == 0 else (first.height, first.width)
        if upright[1] - self.height > 1 or upright[0] - self.width > 1:
            was, now = (f"{width:,} x {height:,}" for width, height in (upright, (self.width, self.height)))
            notes.append(f"It was scaled from {was} to {now} pixels.")
        return notes


def plane_array(plane: Any) -> U8:
    """A view on a plane of a frame."""
    return np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]


def _scaled_size(frame: VideoFrame, aspect: Fraction | None) -> tuple[int, int]:
    """Size with square pixels, at most MAX_SHORT_SIDE on the shorter side; before it is turned."""
    ratio = float(aspect) if aspect and 0.2 < aspect < 5 else 1.0
    width, height = frame.width * ratio, float(frame.height)
    scale = min(1.0, MAX_SHORT_SIDE / min(width, height))
    if scale == 1 and ratio == 1:
        return frame.width, frame.height
    return max(2, 2 * round(width * scale / 2)), max(2, 2 * round(height * scale / 2))


def _source_colours(frame: VideoFrame) -> tuple[int, int]:
    """Matrix and range of the source. Where nothing is said, small pictures are taken for standard definition."""
    known = {int(space) for space in Colorspace}
    guess = Colorspace.ITU601 if frame.height < 600 and frame.width < 1000 else Colorspace.ITU709
    space = frame.colorspace if frame.colorspace in known and frame.colorspace != 2 else int(guess)
    full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj") or frame.format.is_rgb
    return space, int(ColorRange.JPEG if full else ColorRange.MPEG)


def _has_alpha(frame: VideoFrame) -> bool:
    return any(component.is_alpha for component in frame.format.components)


def _on_black(frame: VideoFrame, size: tuple[int, int]) -> U8:
    """A frame with alpha as BGR on black."""
    picture = np.asarray(frame.to_ndarray(format="rgba", width=size[0], height=size[1]), np.uint8)
    solid = cv2.multiply(picture[:, :, :3], cv2.merge([picture[:, :, 3]] * 3), scale=1 / 255)
    return np.ascontiguousarray(np.asarray(solid, np.uint8)[:, :, ::-1])


def _cropped_even(frame: VideoFrame) -> VideoFrame:
    """A 4:4:4 frame without its last odd row and column, as 4:2:0."""
    width, height = frame.width - frame.width % 2, frame.height - frame.height % 2
    planes = np.stack([plane_array(plane)[:height, :width] for plane in frame.planes])
    even = VideoFrame.from_ndarray(np.ascontiguousarray(planes), format="yuv444p", channel_last=False)
    return even.reformat(
        format="yuv420p", src_color_range=ColorRange.MPEG, dst_color_range=ColorRange.MPEG, interpolation=_EXACT
    )


def _through(graph: Graph, frame: VideoFrame) -> VideoFrame:
    graph.vpush(frame)
    return graph.vpull()


def _cube_graph(first: VideoFrame, stream: VideoStream, folder: Path, transfer: Transfer, wide: bool) -> Graph:
    """Frames in, frames through the colour cube out, as BT.709 with 4:4:4 chroma."""
    cube = folder / "colours.cube"
    write_cube(cube, transfer, wide)
    space, full = _source_colours(first)
    coming = f"in_color_matrix={_MATRIX.get(space, 'bt709')}:in_range={'full' if full == ColorRange.JPEG else 'tv'}"
    graph = Graph()
    steps = [
        graph.add_buffer(template=stream),
        graph.add("scale", f"{coming}:flags=bicubic+accurate_rnd+full_chroma_int"),
        graph.add("format", "gbrp16le"),
        graph.add("lut3d", f"file={cube}:interp=tetrahedral"),
        graph.add("scale", "out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int"),
        graph.add("format", "yuv444p"),
        graph.add("buffersink"),
    ]
    graph.link_nodes(*steps).configure()
    return graph


_MATRIX = {int(Colorspace.BT2020): "bt2020", int(Colorspace.ITU709): "bt709", int(Colorspace.ITU601): "bt601"}
