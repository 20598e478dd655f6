"""The guards' process, seen from the app: orders go in, answers come out, and there is one at a time. All functions
block; they raise RenderFailed where the process fails or takes too long. Files of the answers are put into `folder`."""

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from tools.finish.children import run
from tools.guards.orders import (
    ANSWERS,
    ORDERS,
    Answer,
    CheckAnswer,
    CheckOrder,
    CoverAnswer,
    CoverOrder,
    Order,
    PaintAnswer,
    PaintOrder,
)
from tools.rendering.process import render_environment

LONGEST_S = 120.0
"""So long may one order last; a process that takes longer is ended."""

_one = threading.Lock()


def looked_at(orders: Sequence[CheckOrder], folder: Path) -> tuple[CheckAnswer, ...]:
    """Have takes looked at."""
    return tuple(answer for answer in _answers(orders, folder, "Checking the take") if isinstance(answer, CheckAnswer))


def patches_for(orders: Sequence[CoverOrder], folder: Path) -> tuple[CoverAnswer, ...]:
    """Have patches made that lie over takes."""
    made = _answers(orders, folder, "Laying the still over the take")
    return tuple(answer for answer in made if isinstance(answer, CoverAnswer))


def painted_out(order: PaintOrder, folder: Path) -> PaintAnswer:
    """Have the words of a picture painted out."""
    made = _answers([order], folder, "Painting the words out")
    return next(answer for answer in made if isinstance(answer, PaintAnswer))


def _answers(orders: Sequence[Order], folder: Path, purpose: str) -> list[Answer]:
    (folder / "orders.json").write_bytes(ORDERS.dump_json(list(orders)))
    with _one:
        command = [sys.executable, "-m", "tools.guards.worker", str(folder)]
        run(command, LONGEST_S * max(1, len(orders)), purpose, environment=render_environment())
    return ANSWERS.validate_json((folder / "answers.json").read_bytes())
