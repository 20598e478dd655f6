"""The graph's own memory: LangGraph checkpoints in `checkpoints.db`, pruned each turn.

Nothing here is the truth: turns, scenes and receipts stand in `reshoot.db`. Losing this file loses only what the
model remembers of the last sentences.
"""

import sqlite3
from pathlib import Path

import aiosqlite
import structlog
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

_log = structlog.get_logger(__name__)

KEPT_CHECKPOINTS = 2
"""Per session after a turn: the last one is gone on from, the one before is there if its write was torn."""


class Checkpoints:
    """Opens the file on first use (the saver belongs to the running event loop) and closes it with the director."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: aiosqlite.Connection | None = None
        self._saver: AsyncSqliteSaver | None = None

    async def saver(self) -> AsyncSqliteSaver:
        """The checkpointer. A file that is no database any more is put aside and begun anew."""
        if self._saver is None:
            try:
                self._saver = await self._open()
            except sqlite3.DatabaseError:
                await self.close()
                aside = self._path.with_name(self._path.name + ".broken")
                self._path.replace(aside)
                _log.warning("the graph's memory could not be read and was begun anew", kept_as=aside.name)
                self._saver = await self._open()
        return self._saver

    async def _open(self) -> AsyncSqliteSaver:
        self._path.touch(mode=0o600)
        self._connection = await aiosqlite.connect(self._path)
        saver = AsyncSqliteSaver(self._connection)
        await saver.setup()
        # NORMAL survives a killed process; only a power cut can cost the last turn's memory, which the history has.
        await self._connection.execute("PRAGMA synchronous=NORMAL")
        await self._connection.execute("PRAGMA wal_autocheckpoint=250")
        await self._connection.execute("PRAGMA journal_size_limit=1048576")
        return saver

    async def prune(self, session_id: str, keep: int = KEPT_CHECKPOINTS) -> None:
        """Keep the newest `keep` checkpoints of a session and what belongs to them; the rest grows quadratically.

        What cannot be pruned now (a full disk) is pruned after the next turn.
        """
        try:
            await self._prune(await self.saver(), session_id, keep)
        except sqlite3.Error as error:
            _log.warning("the graph's memory was not pruned", error=str(error))

    async def _prune(self, saver: AsyncSqliteSaver, session_id: str, keep: int) -> None:
        newest = (
            "SELECT checkpoint_id FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = '' "
            "ORDER BY checkpoint_id DESC LIMIT ?"
        )
        async with saver.lock:
            for table in ("checkpoints", "writes"):
                await saver.conn.execute(
                    f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id NOT IN ({newest})",  # noqa: S608
                    (session_id, session_id, keep),
                )
            await saver.conn.commit()

    async def forget(self, session_id: str) -> None:
        """Drop what is kept of a session that was deleted."""
        await (await self.saver()).adelete_thread(session_id)

    async def close(self) -> None:
        """Close the file; an open aiosqlite connection would keep the process alive."""
        if self._connection is not None:
            await self._connection.close()
        self._connection = self._saver = None
