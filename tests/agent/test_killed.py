"""A process killed with SIGKILL inside a turn: the next turn finds the film whole, and does nothing twice."""

import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from agent.director import Director
from agent.models import ChosenModel
from agent.workbench import Workbench
from store.home import Home
from tests.agent.conftest import Studio
from tests.agent.scripted import ScriptedModel, do, following, say
from tests.agent.test_calls_that_fail import assert_whole
from tests.null_renderer import NullRenderer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def kill_inside_a_turn(path: Path, where: str) -> str:
    """Run a turn in another process until it is killed; answers with the session's id."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.agent.killed", str(path), where],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    return ran.stdout.strip()


@asynccontextmanager
async def reopened(path: Path, session_id: str, model: ScriptedModel) -> AsyncGenerator[Studio]:
    with Home.open(path, write=True) as home:
        bench = Workbench.of_home(home, NullRenderer())
        director = Director(bench, ChosenModel(model, "scripted", converses=True))
        yield Studio(director, bench.history, session_id, model)
        await director.close()


@pytest.mark.parametrize(
    ("where", "title", "revisions", "outcome"),
    [
        ("after", "Dawn", 2, "changed"),
        ("before", "Olive oil", 1, "failed"),
        ("model", "Olive oil", 1, "failed"),
    ],
)
async def test_what_was_committed_is_kept_once_and_what_was_not_is_not_done(
    tmp_path: Path, where: str, title: str, revisions: int, outcome: str
) -> None:
    session = kill_inside_a_turn(tmp_path / "home", where)
    model = following(say("Yes."), do(("set_title", {"title": "Noon"})))
    async with reopened(tmp_path / "home", session, model) as room:
        assert (await room.says("is it good?")).outcome == "unchanged"
        assert room.scene.title == title
        assert room.revisions == revisions
        cut_off, question = room.history.turns(session)
        assert cut_off.outcome == outcome
        assert question.outcome == "unchanged"
        assert_whole(room)
        assert (await room.says("call it Noon")).outcome == "changed"
        assert room.revisions == revisions + 1


async def test_the_front_can_ask_what_became_of_the_turn_that_was_cut_off(tmp_path: Path) -> None:
    session = kill_inside_a_turn(tmp_path / "home", "after")
    async with reopened(tmp_path / "home", session, following(say("Yes."))) as room:
        receipt = await room.director.mend(session)
        assert receipt is not None
        assert receipt.outcome == "changed"
        assert receipt.changes[0].new.strip("“”") == "Dawn"
        assert receipt.edit is not None
        assert (receipt.before_revision, receipt.revision) == (0, 1)
        assert await room.director.mend(session) is None


async def test_an_undo_that_was_cut_off_is_undone_once(tmp_path: Path) -> None:
    session = kill_inside_a_turn(tmp_path / "home", "undo")
    async with reopened(tmp_path / "home", session, following(say("Yes."))) as room:
        await room.says("good?")
        assert room.scene.title == "Olive oil"
        cut_off = room.history.turns(session)[-2]
        assert (cut_off.outcome, (cut_off.receipt or {})["action"]) == ("action", "undo")


async def test_the_same_call_replayed_answers_the_change_it_made(tmp_path: Path) -> None:
    session = kill_inside_a_turn(tmp_path / "home", "after")
    async with reopened(tmp_path / "home", session, following(say("Yes."))) as room:
        from tools.steps import STEPS

        ctx = room.director._bench.context(session, 1, "1:0", "call it Dawn", lambda *_: None)
        receipt = STEPS["set_title"](ctx, title="Dawn")
        assert (receipt.outcome, receipt.revision) == ("changed", 1)
        assert room.revisions == 2
