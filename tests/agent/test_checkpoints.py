"""The graph's own memory: small, and not needed to go on."""

import sqlite3
from pathlib import Path

import pytest

from agent.checkpoints import KEPT_CHECKPOINTS
from store.home import Home
from tests.agent.conftest import OpenStudio
from tests.agent.scripted import ScriptedModel, do, following, say

WARM = ("change_look", {"property": "temperature", "direction": "more", "degree": "touch"})


def rows(home: Home, table: str) -> int:
    with sqlite3.connect(home.checkpoints) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def spoil(database: Path) -> None:
    for suffix in ("-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    database.write_bytes(b"this is no database" * 100)


async def test_only_the_last_checkpoints_of_a_session_are_kept(studio: OpenStudio, home: Home) -> None:
    room = studio(ScriptedModel(respond=lambda _: do(WARM)))
    for _ in range(4):
        await room.says("a touch warmer")
    assert rows(home, "checkpoints") == KEPT_CHECKPOINTS
    assert rows(home, "writes") < 20


@pytest.mark.slow
async def test_the_memory_outlives_the_director(studio: OpenStudio) -> None:
    first = studio(following(do(WARM)))
    await first.says("a touch warmer")
    await first.director.close()
    second = studio(following(say("Yes.")))
    await second.director.turn(first.session_id, "good?")
    assert [m.type for m in second.model.seen[0]] == ["system", "human", "ai", "tool", "human"]


async def test_a_memory_that_cannot_be_read_is_put_aside_and_the_film_goes_on(
    studio: OpenStudio, home: Home, logs: list[dict[str, object]]
) -> None:
    first = studio(following(do(WARM)))
    await first.says("a touch warmer")
    await first.director.close()
    spoil(home.checkpoints)
    second = studio(following(do(WARM)))
    receipt = await second.director.turn(first.session_id, "a touch warmer")
    assert receipt.revision == 2
    assert home.checkpoints.with_name("checkpoints.db.broken").exists()
    assert any("begun anew" in str(entry["event"]) for entry in logs)


async def test_a_deleted_session_leaves_nothing(studio: OpenStudio, home: Home) -> None:
    room = studio(following(do(WARM)))
    await room.says("a touch warmer")
    await room.director.forget(room.session_id)
    assert rows(home, "checkpoints") == 0
