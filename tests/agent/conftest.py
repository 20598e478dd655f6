"""A director in a fresh home, over real stores and the real graph; only the renderer draws nothing."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

import pytest
from structlog.testing import capture_logs

from agent.director import Director
from agent.models import ChosenModel
from agent.patience import Patience
from agent.redaction import Redactor
from agent.workbench import Workbench
from store.history import History
from store.home import Home
from store.scene import Scene
from tests.agent.scripted import ScriptedModel
from tests.null_renderer import NullRenderer
from tools.receipts import Receipt
from tools.steps import STEPS, Step

QUICK = Patience(timeout_s=5.0, tries=3, first_wait_s=0.01)


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[MutableMapping[str, Any]]]:
    """What was logged, instead of on the screen."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def bench(home: Home) -> Workbench:
    return Workbench.of_home(home, NullRenderer())


@dataclass
class Studio:
    """A director with one session, and short ways to look at what it did."""

    director: Director
    history: History
    session_id: str
    model: Any

    async def says(self, sentence: str, **more: Any) -> Receipt:
        return await self.director.turn(self.session_id, sentence, **more)

    @property
    def scene(self) -> Scene:
        return self.history.head(self.session_id).scene

    @property
    def revisions(self) -> int:
        return len(self.history.revisions(self.session_id))

    @property
    def state(self) -> Callable[[], Awaitable[dict[str, Any]]]:
        async def read() -> dict[str, Any]:
            graph = await self.director._compiled()
            return (await graph.aget_state({"configurable": {"thread_id": self.session_id}})).values

        return read


OpenStudio = Callable[..., Studio]


@pytest.fixture
async def studio(bench: Workbench, scenes: dict[str, Scene]) -> AsyncIterator[OpenStudio]:
    """Opens a studio: `studio(model, scene="bottle")`. `converses=False` directs as the offline director does."""
    opened: list[Director] = []

    def open_studio(
        model: Any,
        scene: str = "bottle",
        converses: bool = True,
        steps: Mapping[str, Step] = STEPS,
        patience: Patience = QUICK,
        redactor: Redactor | None = None,
    ) -> Studio:
        chosen = model if isinstance(model, ChosenModel) else ChosenModel(model, "scripted", converses=converses)
        director = Director(bench, chosen, steps=steps, patience=patience, redactor=redactor)
        opened.append(director)
        session = bench.history.create_session(scenes[scene].title, scenes[scene])
        return Studio(director, bench.history, session.id, chosen.model)

    yield open_studio
    for director in opened:
        await director.close()


def never(_: list[Any]) -> Any:
    raise AssertionError("the model must not be asked here")


@pytest.fixture
def silent() -> ScriptedModel:
    """A model that must not be asked."""
    return ScriptedModel(respond=never)
