"""Stand-ins for the two parts that take seconds: the graph and the encoder. Everything they touch is real."""

import asyncio
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from agent.events import OnEvent, Progress, Words
from store.apply import apply
from store.edits import AddShot, DurationChange, Edit, SetDuration
from store.errors import BadUpload, RenderFailed
from store.history import History, TurnInfo
from store.home import Home
from store.scene import AspectRatio, Scene, Shot, ShotId
from store.stills import Stills
from tools.receipts import Card, Change, Chip, FilePath, Receipt, ToolCall
from tools.render import ExportReport, Framings
from tools.rendering.growth import Growth

GREEN = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c6360f8cf0000020200f8e5a2f50000000049454e44ae426082"
)
"""A PNG of one pixel."""


class Rehearsal:
    """A director that knows: lock, longer, undo, ask, wait, say words, branch, export, break and refuse."""

    def __init__(self, home: Home, history: History, stills: Stills) -> None:
        self._home, self._history, self._stills = home, history, stills
        self.said: list[tuple[str, ToolCall | None]] = []
        self.forgotten: list[str] = []
        self.began = asyncio.Event()
        self.go_on = asyncio.Event()

    async def ready(self) -> None:
        """Nothing to load."""

    async def turn(
        self, session_id: str, instruction: str, *, call: ToolCall | None = None, on_event: OnEvent | None = None
    ) -> Receipt:
        self.said.append((instruction, call))
        if instruction == "break":
            raise ZeroDivisionError("a fault of ours")
        turn = self._history.begin_turn(session_id, instruction)
        try:
            if instruction == "wait":
                await self._wait(on_event)
            receipt = self._receipt(session_id, turn, call.name if call else instruction)
        except asyncio.CancelledError:
            self._finish(turn, Receipt(outcome="failed", message="This was cut off."))
            raise
        return self._finish(turn, receipt)

    async def upload(self, session_id: str, data: bytes, name: str, *, on_event: OnEvent | None = None) -> Receipt:
        turn = self._history.begin_turn(session_id, f"Upload: {name}")
        if not data.startswith(b"\x89PNG"):
            return self._finish(turn, Receipt(outcome="refused", message=str(BadUpload(f"{name} is no picture."))))
        media = self._home.media.put_bytes(data, "png")
        self._stills.add(session_id, media, "upload", width=1, height=1, label=name)
        card = Card(kind="readiness", data={"media": media, "verdict": "Ready.", "checks": []})
        return self._finish(turn, Receipt(outcome="action", message=f"Got {name}.", cards=(card,)))

    async def mend(self, session_id: str) -> Receipt | None:
        last = self._history.turns(session_id, last=1)
        if not last or last[0].outcome is not None:
            return None
        return self._finish(last[0], Receipt(outcome="failed", message="This was cut off before it was done."))

    async def arrive(self, session_id: str, tool_call_id: str) -> Receipt:
        return self._finish(self._history.begin_turn(session_id, "Arrived"), Receipt(outcome="action", message="Here."))

    async def forget(self, session_id: str) -> None:
        self.forgotten.append(session_id)

    async def close(self) -> None:
        """Nothing is open."""

    async def _wait(self, on_event: OnEvent | None) -> None:
        if on_event is not None:
            on_event(Words("Let me "))
            on_event(Words("see"))
            on_event(Progress("Exporting", 0.5))
        self.began.set()
        await self.go_on.wait()

    def _finish(self, turn: TurnInfo, receipt: Receipt) -> Receipt:
        self._history.finish_turn(turn.id, receipt.model_dump(mode="json"), receipt.outcome, 0.01)
        return receipt

    def _receipt(self, session_id: str, turn: TurnInfo, what: str) -> Receipt:
        head = self._history.head(session_id)
        if what.startswith("lock"):
            still = self._stills.of_session(session_id)[-1].id
            return self._edit(session_id, turn, AddShot(shot=Shot(id=ShotId("s1"), still=still, duration_s=6.0)))
        if what == "longer":
            shot = head.scene.shots[0]
            change = DurationChange(shot_id=shot.id, duration_s=shot.duration_s + 1)
            return self._edit(session_id, turn, SetDuration(changes=(change,)))
        if what == "undo":
            moved = self._history.move_head(session_id, turn.id, f"{turn.id}:0", "undo")
            return Receipt(
                outcome="action", action="undo", message="Undone.", revision=moved.to, before_revision=moved.from_
            )
        if what == "ask":
            offers = (Chip(label="make it longer", call=ToolCall(name="longer")), Chip(label="undo"))
            return Receipt(outcome="clarify", message="Which one?", offers=offers)
        if what == "branch":
            self._history.branch(session_id, "the other way", tool_call_id=f"{turn.id}:0")
            return Receipt(outcome="action", action="branch", message="Branched.", revision=head.number)
        if what == "export":
            return self._export(session_id, turn)
        return Receipt(outcome="unchanged", message=f"You said: {what}")

    def _edit(self, session_id: str, turn: TurnInfo, edit: Edit) -> Receipt:
        head = self._history.head(session_id)
        scene = apply(head.scene, edit)
        made = self._history.commit(session_id, turn.id, f"{turn.id}:0", turn.instruction, edit, scene)
        return Receipt(
            outcome="changed", message="Changed.", changes=(Change(what="Length", old="6 s", new="7 s"),),
            edit=edit.model_dump(mode="json"), revision=made.number, before_revision=head.number,
            offers=(Chip(label="make it longer", call=ToolCall(name="longer")),),
        )  # fmt: skip

    def _export(self, session_id: str, turn: TurnInfo) -> Receipt:
        folder = self._home.exports_dir / session_id / f"{turn.id:05d}"
        folder.mkdir(parents=True)
        path = folder / "film-tiktok.mp4"
        path.write_bytes(b"film" * 100)
        row: dict[str, Any] = {"name": path.name, "path": str(path), "label": "TikTok", "checks": [], "notes": []}
        return Receipt(
            outcome="action", action="export", message="Exported.", cards=(Card(kind="files", data={"files": [row]}),),
            files=(FilePath(name=path.name, path=str(path), label="TikTok"),),
        )  # fmt: skip


class FilmsOnFile:
    """A renderer whose films are small files. `hold` keeps films waiting until it is set; `broken` makes them fail."""

    def __init__(self, folder: Path) -> None:
        self._film = folder / "film.mp4"
        self._film.write_bytes(bytes(range(256)) * 40)
        self._frame = folder / "frame.jpg"
        self._frame.write_bytes(b"\xff\xd8 a frame")
        self._cache = folder / "films"
        self._cache.mkdir()
        self._pool = ThreadPoolExecutor(2)
        self.hold = threading.Event()
        self.hold.set()
        self.broken = False
        self.rendered = 0
        self.growing: Growth | None = None

    def preview(self, session_id: str, scene: Scene) -> "Future[Path]":
        return self._pool.submit(self._make, scene)

    def film(self, session_id: str, scene: Scene) -> "Future[Path]":
        return self._pool.submit(self._make, scene)

    def ready_preview(self, scene: Scene) -> Path | None:
        path = self._path(scene)
        return path if path.exists() else None

    def growth(self, session_id: str, scene: Scene) -> Growth | None:
        return self.growing

    def poster(self, session_id: str, scene: Scene, at_s: float = 0.0) -> "Future[Path]":
        return self._pool.submit(lambda: self._frame)

    def export(
        self, session_id: str, scene: Scene, platform: str, folder: Path, stem: str, progress: Callable[[float], None]
    ) -> ExportReport:
        raise NotImplementedError

    def framings(self, scene: Scene, shot_id: str) -> Framings | None:
        return None

    def crop_at(self, scene: Scene, shot_id: str, at_s: float, ratio: AspectRatio) -> None:
        return None

    def limits(self, scene: Scene, shot_id: str) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        self.hold.set()
        self._pool.shutdown()

    def drop(self) -> None:
        """The cache was emptied."""
        shutil.rmtree(self._cache)
        self._cache.mkdir()

    def _path(self, scene: Scene) -> Path:
        return self._cache / f"{abs(hash(scene.model_dump_json()))}.mp4"

    def _make(self, scene: Scene) -> Path:
        self.hold.wait(5)
        if self.broken:
            raise RenderFailed("The film could not be made. The scene is as it was.")
        if self.ready_preview(scene) is None:
            self.rendered += 1
            shutil.copy(self._film, self._path(scene))
        return self._path(scene)
