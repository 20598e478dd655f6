"""A process that is killed in the middle of a turn: `python -m tests.agent.killed HOME WHERE`.

WHERE: "before" (in the tool, nothing committed), "after" (in the tool, after the commit), "model" (while the model is
asked), "undo" (after an undo moved the head). Prints the session's id first; then the process kills itself.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from agent.director import Director
from agent.models import ChosenModel
from agent.workbench import Workbench
from store.home import Home
from tests.agent.scripted import ScriptedModel, do
from tests.evals.cases import read_scenes
from tests.null_renderer import NullRenderer
from tools.context import ToolContext
from tools.receipts import Receipt, ToolCall
from tools.steps import STEPS

TITLE = ("set_title", {"title": "Dawn"})


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before(ctx: ToolContext, *, title: str) -> Receipt:
    """Killed before the commit."""
    die()
    return STEPS["set_title"](ctx, title=title)


def after(ctx: ToolContext, *, title: str) -> Receipt:
    """Killed after the commit."""
    receipt = STEPS["set_title"](ctx, title=title)
    die()
    return receipt


def undone(ctx: ToolContext) -> Receipt:
    """Killed after the head moved."""
    receipt = STEPS["undo"](ctx)
    die()
    return receipt


async def main(path: Path, where: str) -> None:
    steps: dict[str, Any] = {**STEPS, "undo": undone}
    if where in ("before", "after"):
        steps["set_title"] = before if where == "before" else after

    def respond(_: Any) -> Any:
        if where == "model":
            die()
        return do(TITLE)

    home = Home.open(path, write=True)
    bench = Workbench.of_home(home, NullRenderer())
    scene = read_scenes()["bottle"]
    session = bench.history.create_session("x", scene).id
    print(session, flush=True)
    director = Director(bench, ChosenModel(ScriptedModel(respond=respond), "scripted", converses=True), steps=steps)
    if where == "undo":
        await director.turn(session, "call it Dawn", call=ToolCall(name="set_title", args={"title": "Dawn"}))
        await director.turn(session, "undo", call=ToolCall(name="undo"))
    await director.turn(session, "call it Dawn")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
