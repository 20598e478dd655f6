"""Clips whose frames are woven from two fields of different moments, made whole: one frame for each frame."""

from collections.abc import Iterator
from itertools import chain

from av.error import BlockingIOError as NotYet
from av.error import EOFError as Over
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

_FILTER = ("bwdif", "mode=send_frame:parity=auto:deint=interlaced")
"""Weston's three-field filter where something moves, both fields where nothing does; frames that are marked as whole
pass as they are."""


def whole_frames(frames: Iterator[VideoFrame], stream: VideoStream) -> tuple[Iterator[VideoFrame], bool]:
    """The frames without their weave, at the same times, and whether they had one. Raises av's FFmpegError."""
    first = next(frames, None)
    if first is None:
        return iter(()), False
    every = chain((first,), frames)
    return (_unwoven(every, stream), True) if first.interlaced_frame else (every, False)


def _unwoven(frames: Iterator[VideoFrame], stream: VideoStream) -> Iterator[VideoFrame]:
    graph = Graph()
    graph.link_nodes(graph.add_buffer(template=stream), graph.add(*_FILTER), graph.add("buffersink")).configure()
    for frame in chain(frames, (None,)):
        graph.vpush(frame)
        yield from _ready(graph)


def _ready(graph: Graph) -> Iterator[VideoFrame]:
    """What the graph has finished: it looks at the next frame before it lets one go."""
    while True:
        try:
            yield graph.vpull()
        except (NotYet, Over):
            return
