"""The render process: takes orders over a pipe, one at a time, and answers with files.

`python -m tools.rendering.worker FD NICENESS`, FD being its end of the pipe. It never imports the app, only the camera,
the finish and pure values, and it ends with its parent.
"""

import contextlib
import logging
import os
import queue
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2

from store.errors import RenderFailed, ReshootError
from store.scene import Move, Scene, Shot, ShotId
from store.segments import Target
from tools.camera.segment import Stopped
from tools.rendering.films import FilmMaker
from tools.rendering.orders import Cancel, FilmOrder, Growing, Outcome, Progress, Work

log = logging.getLogger("reshoot.render")
_PROGRESS_S = 0.1


class Inbox:
    """Orders that wait, and tickets that were called off. A thread reads the pipe while another one renders."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._orders: queue.Queue[Work | None] = queue.Queue()
        self._cancelled: set[int] = set()
        self._closed = False

    def listen(self) -> None:
        """Read the pipe until the parent closes it."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                message = self._pipe.recv()
                if isinstance(message, Cancel):
                    self._cancelled.add(message.ticket)
                else:
                    self._orders.put(message)
        self._closed = True
        self._orders.put(None)

    def next_order(self) -> Work | None:
        """The next order; None when there will be no more."""
        return self._orders.get()

    def called_off(self, ticket: int) -> bool:
        return self._closed or ticket in self._cancelled


def serve(pipe: Connection) -> None:
    """Work until the parent closes the pipe."""
    # One core draws while the other encodes.
    cv2.setNumThreads(1)
    maker, inbox = FilmMaker(), Inbox(pipe)
    threading.Thread(target=inbox.listen, daemon=True).start()
    _warm_up(maker)
    while (work := inbox.next_order()) is not None:
        _tell(pipe, _worked(maker, work, pipe, inbox))


def _tell(pipe: Connection, message: Progress | Growing | Outcome) -> None:
    """Send to the parent. Where it has gone, the inbox notices and calls everything off."""
    with contextlib.suppress(OSError):
        pipe.send(message)


def _worked(maker: FilmMaker, work: Work, pipe: Connection, inbox: Inbox) -> Outcome:
    told_at = time.monotonic()

    def progress(fraction: float) -> None:
        nonlocal told_at
        if time.monotonic() - told_at > _PROGRESS_S:
            told_at = time.monotonic()
            _tell(pipe, Progress(work.ticket, fraction))

    def growing(path: Path) -> None:
        _tell(pipe, Growing(work.ticket, path))

    # Says that the order has arrived: if this process ends from here on, it ends over this order.
    _tell(pipe, Progress(work.ticket, 0.0))
    try:
        path = maker.make(work.order, progress, lambda: inbox.called_off(work.ticket), growing)
        return Outcome(work.ticket, path)
    except Stopped:
        return Outcome(work.ticket)
    except ReshootError as error:
        return Outcome(work.ticket, error=error)
    except Exception:
        log.exception("a render failed")
        return Outcome(
            work.ticket,
            error=RenderFailed("The film could not be rendered. The scene is as it was; try again, or undo."),
        )


def _warm_up(maker: FilmMaker) -> None:
    """Render a few frames of nothing: libraries load, fonts open, the encoder starts."""
    shot = Shot(
        id=ShotId("warm"), description="warm", duration_s=0.2, camera=(Move(kind="push_in", amount=0.1, end_s=0.2),)
    )
    target = Target(width=64, height=64, frame_rate=30, quality="preview")
    try:
        with TemporaryDirectory() as folder:
            order = FilmOrder(Scene(shots=(shot,)), target, {}, {}, Path(folder), 0)
            maker.make(order, lambda _: None, lambda: False)
    except (ReshootError, OSError):
        log.exception("the render process starts cold")


def main() -> None:
    # Ctrl-C goes to the whole group; the parent decides when this process ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO)
    descriptor, niceness = int(sys.argv[1]), int(sys.argv[2])
    os.nice(niceness)
    with Connection(descriptor) as pipe:
        serve(pipe)


if __name__ == "__main__":
    main()
