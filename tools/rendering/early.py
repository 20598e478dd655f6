"""The film as it can be watched before it is whole: what is encoded goes into a growing file at once."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from av.packet import Packet
from av.video.stream import VideoStream

from tools.camera.cache import SealedCache
from tools.camera.encode import OnPacket
from tools.camera.growing import GrowingFilm
from tools.camera.join import Piece
from tools.rendering.orders import FilmOrder

Growing = Callable[[Path], None]


class EarlyFilm:
    """The growing file of an order whose film is watched early, else nothing at all. As a context; the file loses its
    name at the end.

    `growing` is told of the file, and `begun` called, when the first pictures are in it (or would be).
    """

    def __init__(self, order: FilmOrder, cache: SealedCache, growing: Growing) -> None:
        self.begun: Callable[[], None] = lambda: None
        self._growing = growing
        self._told = False
        self._path = cache.unfinished(f"{order.key}-growing", ".mp4")
        self._film = GrowingFilm(self._path, order.target.frame_rate) if order.watched_early else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._film is not None:
                self._film.__exit__(kind, error, trace)
        finally:
            self._path.unlink(missing_ok=True)

    def copy(self, piece: Piece, first_frame: int) -> None:
        """Show a segment that is finished already."""
        if self._film is not None:
            self._film.copy(piece, first_frame)
        self._tell()

    def listener(self, first_frame: int) -> OnPacket:
        """Who shows the packets of the segment that starts at `first_frame`."""

        def take(packet: "Packet[VideoStream]", source: VideoStream) -> None:
            if self._film is not None:
                self._film.take(packet, source, first_frame)
            self._tell()

        return take

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            if self._film is not None:
                self._growing(self._path)
            self.begun()
