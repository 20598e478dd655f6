"""What all turns of a home share: its stores, its renderer, its clock. Makes the context of each tool call."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from store.history import History
from store.home import Home
from store.media import MediaStore
from store.stills import Stills
from store.takes import Takes
from tools.context import ToolContext
from tools.money import Agreed, Money
from tools.render import Renderer


def _short_id() -> str:
    return uuid.uuid4().hex[:12]


@dataclass(frozen=True)
class Workbench:
    """The stores and the renderer of one home; `money` where something can be bought. `clock` gives seconds since the
    epoch, `new_id` a short fresh id."""

    history: History
    stills: Stills
    takes: Takes
    media: MediaStore
    renderer: Renderer
    exports_dir: Path
    checkpoints: Path
    money: Money | None = None
    clock: Callable[[], float] = field(default=time.time)
    new_id: Callable[[], str] = field(default=_short_id)

    @classmethod
    def of_home(cls, home: Home, renderer: Renderer, money: Money | None = None) -> Self:
        """The workbench of a home that is open for writing."""
        return cls(
            history=History(home.database),
            stills=Stills(home.database),
            takes=Takes(home.database),
            media=home.media,
            renderer=renderer,
            exports_dir=home.exports_dir,
            checkpoints=home.checkpoints,
            money=money,
        )

    def context(
        self,
        session_id: str,
        turn_id: int,
        call_id: str,
        instruction: str,
        progress: Callable[[str, float], None],
        agreed: Agreed | None = None,
    ) -> ToolContext:
        """The context of one tool call."""
        return ToolContext(
            session_id=session_id,
            turn_id=turn_id,
            tool_call_id=call_id,
            instruction=instruction,
            history=self.history,
            stills=self.stills,
            takes=self.takes,
            media=self.media,
            renderer=self.renderer,
            exports_dir=self.exports_dir,
            clock=self.clock,
            new_id=self.new_id,
            progress=progress,
            money=self.money,
            agreed=agreed,
        )
