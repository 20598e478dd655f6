"""Child processes that never outlive the process that waits for them."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from store.errors import DiskFull, RenderFailed

_DIE_WITH_PARENT = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG, prctl(2); it outlasts execv
if os.getppid() != int(sys.argv[1]):
    sys.exit("the parent died before the request was made")
os.execv(sys.argv[2], sys.argv[2:])
"""
"""Runs in a bare interpreter (11 ms) that then becomes the program: doing this between fork and exec instead
(`preexec_fn`) is not safe in a process with threads, and Python 3.12 warns about it."""


_LOOK_S = 0.03

_stop: ContextVar[threading.Event | None] = ContextVar("stop", default=None)


@contextmanager
def stoppable(stop: threading.Event) -> Generator[None]:
    """Children that are run in the block, in this thread, are killed soon after `stop` is set."""
    token = _stop.set(stop)
    try:
        yield
    finally:
        _stop.reset(token)


def run(arguments: list[str], timeout_s: float, purpose: str, environment: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return what it wrote to stderr. On Linux it is killed when this process dies.

    `purpose` completes the sentence "... did not work" for the person. Raises RenderFailed when the program fails, is
    stopped or takes longer than `timeout_s` (it is killed then), DiskFull when it says that the disk is full.
    """
    with subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
        [*_guard(), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env=environment,
    ) as child:  # fmt: skip
        try:
            report = _waited_for(child, timeout_s, purpose)
        except BaseException:
            child.kill()
            raise
    if child.returncode == 0:
        return report
    if "No space left on device" in report:
        raise DiskFull("The disk is full. Nothing was lost; make some room and try again.")
    raise RenderFailed(f"{purpose} did not work. The scene is as it was.") from ChildProcessError(report[-2000:])


def _waited_for(child: "subprocess.Popen[bytes]", timeout_s: float, purpose: str) -> str:
    stop, until = _stop.get(), time.monotonic() + timeout_s
    while True:
        try:
            return child.communicate(timeout=_LOOK_S)[1].decode(errors="replace")
        except subprocess.TimeoutExpired:
            if stop is not None and stop.is_set():
                raise RenderFailed(f"{purpose} was called off. The scene is as it was.") from None
            if time.monotonic() > until:
                raise RenderFailed(f"{purpose} took too long and was stopped. The scene is as it was.") from None


def _guard() -> list[str]:
    """What stands before a command so that it dies with this process."""
    if sys.platform != "linux":
        return []
    return [sys.executable, "-I", "-S", "-c", _DIE_WITH_PARENT, str(os.getpid())]
