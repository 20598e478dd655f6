"""The guards' process, seen from the app: orders go in, answers come out, and there is one at a time."""

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from tools.finish.children import run
from tools.guards.orders import ANSWERS, ORDERS, CheckAnswer, CheckOrder
from tools.rendering.process import render_environment

LONGEST_S = 120.0
"""So long may one take last; a process that takes longer is ended."""

_one = threading.Lock()


def looked_at(orders: Sequence[CheckOrder], folder: Path) -> tuple[CheckAnswer, ...]:
    """Have takes looked at, in a process of their own; pictures of the answers are put into `folder`. Blocks.

    Raises RenderFailed where the process fails or takes too long.
    """
    (folder / "orders.json").write_bytes(ORDERS.dump_json(list(orders)))
    with _one:
        command = [sys.executable, "-m", "tools.guards.worker", str(folder)]
        run(command, LONGEST_S * max(1, len(orders)), "Checking the take", environment=render_environment())
    return tuple(ANSWERS.validate_json((folder / "answers.json").read_bytes()))
