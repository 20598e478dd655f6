"""The pool of render processes, and the order in which work is done.

The newest preview of a session goes first, and what the session rendered until then is stopped. A film that somebody
watches for is put back and made later; one that nobody waits for any more is given up, except the latest: it is what
the newest one is compared with, and what an undo wants. It is made when there is nothing else to do.
"""

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from store.errors import RenderFailed
from tools.camera.cache import clear_unfinished
from tools.rendering.growth import Growth
from tools.rendering.orders import Growing, Order, Outcome, Progress, Work
from tools.rendering.process import RenderProcess

_KEPT_STALE = 1


class RenderDropped(RenderFailed):
    """A newer change took the place of this render before it was done."""


class Rank(IntEnum):
    """What goes first: the newest preview, films and posters that are watched for, previews overtaken by newer ones."""

    NEWEST = 0
    WATCHED = 1
    STALE = 2


@dataclass(eq=False)
class Job:
    """A render that was asked for. `future` is shared by all who asked for the same."""

    ticket: int
    session_id: str
    order: Order
    rank: Rank
    watched: bool
    future: "Future[Path]" = field(default_factory=Future)
    on_progress: Callable[[float], None] = lambda _: None
    put_back: bool = False
    """It was stopped to make way, not given up."""
    growth: Growth = field(default_factory=Growth)
    """What can be watched of it; another one for each attempt."""


class RenderPool:
    """Render processes and the jobs that wait for them. Safe to use from any thread.

    niceness: how far the processes stand back for others (0..19).
    """

    def __init__(self, workers: int = 1, niceness: int = 0) -> None:
        self._changed = threading.Condition()
        self._waiting: list[Job] = []
        self._running: dict[int, Job] = {}
        self._tickets = itertools.count(1)
        self._closed = False
        self._workers = [RenderProcess(niceness) for _ in range(workers)]
        self._threads = [
            threading.Thread(target=self._work, args=(worker,), name="render", daemon=True) for worker in self._workers
        ]
        for thread in self._threads:
            thread.start()

    def newest(self, session_id: str, order: Order) -> "Future[Path]":
        """Render the film that a session has just come to: before everything else of that session."""
        with self._changed:
            self._overtake(session_id, order.key)
            job = self._ask(session_id, order, Rank.NEWEST)
            if job.rank != Rank.NEWEST:
                job.rank, job.ticket = Rank.NEWEST, next(self._tickets)
            return job.future

    def watched(
        self, session_id: str, order: Order, on_progress: Callable[[float], None] | None = None
    ) -> "Future[Path]":
        """Render something that somebody waits for: in its turn, and never given up."""
        with self._changed:
            job = self._ask(session_id, order, Rank.WATCHED)
            job.watched = True
            if job.rank == Rank.STALE:
                job.rank = Rank.WATCHED
            if on_progress is not None:
                job.on_progress = on_progress
            return job.future

    def growth(self, session_id: str, key: str) -> Growth | None:
        """What can be watched of a film that a session has asked for; None when it is not in the making."""
        with self._changed:
            for job in (*self._waiting, *self._running.values()):
                if job.session_id == session_id and job.order.key == key and not job.put_back:
                    return job.growth
        return None

    def give_up(self, future: "Future[Path]", error: Exception) -> None:
        """Stop the render behind `future`, which fails with `error`: nobody wants it any more."""
        with self._changed:
            for job in [*self._waiting, *self._running.values()]:
                if job.future is future:
                    _fail(job, error)
            self._waiting = [job for job in self._waiting if job.future is not future]
            for worker, job in self._at_work():
                if job.future is future and not job.put_back:
                    job.put_back = True
                    worker.cancel(job.ticket)

    def overtaken(self, session_id: str) -> None:
        """The session came to a film that is there already: what it renders is old."""
        with self._changed:
            self._overtake(session_id, "")

    def process_ids(self) -> tuple[int, ...]:
        """The system's numbers of the render processes."""
        return tuple(worker.pid for worker in self._workers)

    def close(self) -> None:
        """Give up all jobs and end the processes."""
        with self._changed:
            self._closed = True
            left = [*self._waiting, *self._running.values()]
            self._waiting.clear()
            self._changed.notify_all()
        for job in left:
            _fail(job, RenderDropped("Reshoot is closing; the film is rendered again when it is next asked for."))
        for worker in self._workers:
            worker.end()
        for thread, worker in zip(self._threads, self._workers, strict=True):
            thread.join()
            worker.release()

    # --- the queue; all of it under the lock ---------------------------------------------------------------------

    def _ask(self, session_id: str, order: Order, rank: Rank) -> Job:
        """The job for an order: the one that is under way for this session, or a new one."""
        for job in (*self._waiting, *self._running.values()):
            if job.session_id == session_id and job.order.key == order.key and not job.put_back:
                return job
        job = Job(next(self._tickets), session_id, order, rank, watched=rank == Rank.WATCHED)
        # From here on nobody's leaving cancels it: the others may still wait.
        job.future.set_running_or_notify_cancel()
        if self._closed:
            _fail(job, RenderDropped("Reshoot is closing; nothing is rendered any more."))
            return job
        self._waiting.append(job)
        self._changed.notify()
        return job

    def _overtake(self, session_id: str, key: str) -> None:
        """Make way for a session's newest film, the one with `key`."""
        for job in [*self._waiting, *self._running.values()]:
            if job.session_id == session_id and job.rank != Rank.WATCHED and job.order.key != key:
                job.rank = Rank.WATCHED if job.watched else Rank.STALE
        for worker, job in self._at_work():
            if job.session_id == session_id and job.order.key != key and not job.put_back:
                job.put_back = True
                worker.cancel(job.ticket)
        stale = [job for job in self._waiting if job.session_id == session_id and job.rank == Rank.STALE]
        for job in sorted(stale, key=lambda job: job.ticket)[:-_KEPT_STALE]:
            self._waiting.remove(job)
            _fail(job, RenderDropped("A newer change took this film's place; play it to have it rendered."))

    def _at_work(self) -> list[tuple[RenderProcess, Job]]:
        return [(worker, self._running[id(worker)]) for worker in self._workers if id(worker) in self._running]

    def _take(self, worker: RenderProcess) -> Job | None:
        """Wait for the job that is next; None when the pool is closed."""
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            # Of what is new the latest first; of what is watched or left over, the earliest.
            job = min(self._waiting, key=lambda job: (job.rank, -job.ticket if job.rank == Rank.NEWEST else job.ticket))
            self._waiting.remove(job)
            self._running[id(worker)] = job
            return job

    # --- one thread for each process -----------------------------------------------------------------------------

    def _work(self, worker: RenderProcess) -> None:
        while (job := self._take(worker)) is not None:
            try:
                outcome = worker.work(Work(job.ticket, job.order), lambda news, job=job: _pass_on(job, news))
            except (EOFError, OSError):
                died = worker.pid
                worker.restart()
                clear_unfinished(job.order.cache_dir, of_process=died)
                outcome = Outcome(job.ticket, error=_lost())
            self._finish(worker, job, outcome)

    def _finish(self, worker: RenderProcess, job: Job, outcome: Outcome) -> None:
        with self._changed:
            del self._running[id(worker)]
            job.growth.end()
            if outcome.path is None and outcome.error is None and not self._closed and not job.future.done():
                # Stopped to make way. It starts from the segments that were done by then.
                job.put_back, job.ticket, job.growth = False, next(self._tickets), Growth()
                self._waiting.append(job)
                self._changed.notify()
                return
        if outcome.path is not None:
            if not job.future.done():
                job.future.set_result(outcome.path)
        elif outcome.error is not None:
            _fail(job, outcome.error)


def _pass_on(job: Job, news: Progress | Growing) -> None:
    if isinstance(news, Growing):
        job.growth.begins(news.path)
    else:
        job.on_progress(news.fraction)


def _fail(job: Job, error: Exception) -> None:
    job.growth.end()
    if not job.future.done():
        job.future.set_exception(error)


def _lost() -> RenderFailed:
    return RenderFailed("The render was cut off: its process ended. The scene is as it was; ask again to render it.")
