"""Child processes that never outlive the process that waits for them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable

from store.errors import DiskFull, RenderFailed

_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal a process gets when its parent dies."""


def run(arguments: list[str], timeout_s: float, purpose: str) -> str:
    """Run a program to its end and return what it wrote to stderr.

    `purpose` completes the sentence "... did not work" for the person. Raises RenderFailed when the program fails or
    takes longer than `timeout_s` (it is killed then), DiskFull when it says that the disk is full.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=timeout_s,
            check=False,
            preexec_fn=_die_with_parent(),  # only a system call, which is safe beside other threads
        )
    except subprocess.TimeoutExpired as error:
        raise RenderFailed(f"{purpose} took too long and was stopped. The scene is as it was.") from error
    report = done.stderr.decode(errors="replace")
    if done.returncode == 0:
        return report
    if "No space left on device" in report:
        raise DiskFull("The disk is full. Nothing was lost; make some room and try again.")
    raise RenderFailed(f"{purpose} did not work. The scene is as it was.") from ChildProcessError(report[-2000:])


def _die_with_parent() -> Callable[[], None] | None:
    """What the child does before it becomes the program: ask Linux for SIGKILL when its parent dies."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the request was made
            os.kill(os.getpid(), signal.SIGKILL)

    return ask
