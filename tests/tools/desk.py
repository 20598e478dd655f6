"""A desk at which steps are tried: one session, real stores, a renderer that renders nothing."""

import shutil
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.clock import in_utc
from store.history import History
from store.home import Home
from store.scene import Scene, Shot
from store.stills import Stills
from store.takes import Takes
from tests.null_renderer import NullRenderer
from tools.context import ToolContext
from tools.receipts import Receipt, ToolCall
from tools.steps import STEPS


class Desk:
    """`do(step, ...)` runs one step as a turn of its own and answers its receipt."""

    def __init__(self, home: Home, scene: Scene, session_id: str = "") -> None:
        """session_id: of a session that is there already; the scene is not looked at then."""
        self.home = home
        self.now: float | None = None
        """The time on the clock, in seconds since the epoch; None: the real one."""
        self.history = History(home.database, now=lambda: in_utc(datetime.fromtimestamp(self.clock(), UTC)))
        self.stills = Stills(home.database)
        self.takes = Takes(home.database)
        self.renderer = NullRenderer()
        self.session_id = session_id or self.history.create_session("Test", scene).id

    def clock(self) -> float:
        return time.time() if self.now is None else self.now

    @property
    def scene(self) -> Scene:
        return self.history.head(self.session_id).scene

    @property
    def shot(self) -> Shot:
        return self.scene.shots[0]

    def context(self, said: str, call_id: str = "") -> ToolContext:
        turn = self.history.begin_turn(self.session_id, said)
        return ToolContext(
            session_id=self.session_id, turn_id=turn.id, tool_call_id=call_id or f"{turn.id}:0", instruction=said,
            history=self.history, stills=self.stills, takes=self.takes, media=self.home.media, renderer=self.renderer,
            exports_dir=Path(self.home.exports_dir), clock=self.clock, new_id=lambda: "id",
        )  # fmt: skip

    def do(self, step: str, said: str = "", /, **args: Any) -> Receipt:
        return self.run(STEPS[step], said or step, **args)

    def run(self, step: Callable[..., Receipt], said: str, /, **args: Any) -> Receipt:
        ctx = self.context(said)
        receipt = step(ctx, **args)
        self.history.finish_turn(ctx.turn_id, receipt.model_dump(mode="json"), receipt.outcome, 0.0, ctx.tool_call_id)
        return receipt

    def click(self, call: ToolCall | None) -> Receipt:
        assert call is not None
        return self.do(call.name, **call.args)


@contextmanager
def desk_again(made: tuple[Path, str], folder: Path) -> Generator[Desk]:
    """A desk as it was left in another home: that home (and its session) is copied to `folder`."""
    path, session_id = made
    shutil.copytree(path, folder)
    with Home.open(folder, write=True) as home:
        yield Desk(home, Scene(), session_id)
