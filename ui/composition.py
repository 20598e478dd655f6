"""The composition root: the one place where the parts of Reshoot are put together, for the app and the command line."""

from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from agent.events import OnEvent
from agent.settings import Settings
from store.errors import MediaMissing, UnknownTarget
from store.history import History
from store.home import Home
from store.ledger import Ledger
from store.ledger_places import LedgerFile
from store.scene import Scene
from store.stills import Stills
from store.takes import Takes
from tools.receipts import Receipt, ToolCall
from tools.render import Renderer
from tools.rendering.growth import Growth
from ui.auth import LOCAL_USER
from ui.wording import NO_SAMPLE, NO_TAKE

if TYPE_CHECKING:
    from tools.jobs.running import Jobs
    from tools.money import Money
    from tools.take_checker import TakeChecker


class Directing(Protocol):
    """What the screen asks of the director (`agent.director.Director`)."""

    async def ready(self) -> None: ...

    async def turn(
        self, session_id: str, instruction: str, *, call: ToolCall | None = None, on_event: OnEvent | None = None
    ) -> Receipt: ...

    async def upload(self, session_id: str, data: bytes, name: str, *, on_event: OnEvent | None = None) -> Receipt: ...

    async def mend(self, session_id: str) -> Receipt | None: ...

    async def arrive(self, session_id: str, tool_call_id: str) -> Receipt: ...

    async def forget(self, session_id: str) -> None: ...

    async def close(self) -> None: ...


@dataclass(frozen=True)
class Studio:
    """Everything one home needs to be directed, opened."""

    home: Home
    history: History
    stills: Stills
    renderer: Renderer
    director: Directing
    jobs: "Jobs | None" = None
    """Billed work; None where no engine is connected and nothing was ever ordered."""

    def preview(self, session_id: str, revision: int) -> Future[Path]:
        """The film that a session has just come to, before all else of that session. Raises UnknownTarget."""
        return self.renderer.preview(session_id, self.history.revision(session_id, revision).scene)

    def film(self, session_id: str, revision: int) -> Future[Path]:
        """The film of any revision, rendered again if the cache dropped it. Raises UnknownTarget."""
        return self.renderer.film(session_id, self.history.revision(session_id, revision).scene)

    def growth(self, session_id: str, revision: int) -> Growth | None:
        """What can be watched of a film that is in the making. Raises UnknownTarget."""
        return self.renderer.growth(session_id, self.history.revision(session_id, revision).scene)

    def poster(self, session_id: str, revision: int, at_s: float = 0.0) -> Future[Path]:
        """A frame of a revision's film. Raises UnknownTarget."""
        return self.renderer.poster(session_id, self.history.revision(session_id, revision).scene, at_s)

    def take_film(self, session_id: str, revision: int, shot_id: str, number: int) -> Future[Path]:
        """A shot as one of its takes shows it, alone; number 0 is its still. Raises UnknownTarget."""
        return self.renderer.film(session_id, self._take_alone(session_id, revision, shot_id, number))

    def take_poster(self, session_id: str, revision: int, shot_id: str, number: int) -> Future[Path]:
        """The first frame of `take_film`. Raises UnknownTarget."""
        return self.renderer.poster(session_id, self._take_alone(session_id, revision, shot_id, number))

    def _take_alone(self, session_id: str, revision: int, shot_id: str, number: int) -> Scene:
        from tools.takes import take_alone

        scene = self.history.revision(session_id, revision).scene
        shots = [shot for shot in scene.shots if shot.id == shot_id]
        takes = [take for take in self.takes.of_shot(session_id, shot_id) if take.number == number]
        if not shots or (number and not takes):
            raise UnknownTarget(NO_TAKE)
        return take_alone(scene, shots[0], takes[0] if number else None)

    @property
    def takes(self) -> Takes:
        """The takes of the home's sessions."""
        return Takes(self.home.database)

    @property
    def checker(self) -> "TakeChecker":
        """The guards over the takes of the home."""
        from tools.take_checker import TakeChecker

        return TakeChecker(self.takes, self.stills, self.home.media)

    def sample_path(self, name: str) -> Path:
        """The picture of a bundled sample. Raises MediaMissing."""
        from tools.samples import SAMPLES

        found = [sample.path for sample in SAMPLES if sample.path.name == name]
        if not found:
            raise MediaMissing(NO_SAMPLE)
        return found[0]

    async def close(self) -> None:
        """End the director and the renderer, close the databases and give the home back."""
        await self.director.close()
        self.renderer.close()
        self.home.close()


def open_studio(settings: Settings) -> Studio:
    """Open the settings' home for writing and everything that works in it.

    Raises HomeInUse before anything heavy is loaded, and PersonError for a home or a model that cannot be used.
    """
    home = Home.open(settings.home, write=True)
    try:
        return _furnished(home, settings)
    except BaseException:
        home.close()
        raise


def _furnished(home: Home, settings: Settings) -> Studio:
    from agent.director import Director
    from store import threads
    from tools.render import LocalRenderer

    stills = Stills(home.database)
    renderer = LocalRenderer(
        resolve_still=lambda still: home.media.path(stills.get(still).media),
        resolve_media=home.media.path,
        cache_dir=home.cache_dir,
        cache_bytes=round(settings.cache_gb * 1e9),
    )
    try:
        money, jobs = _purse(home, settings)
        director = Director.of_home(home, renderer, settings, money)
    except BaseException:
        renderer.close()
        raise
    threads.create_user(home.database, LOCAL_USER, display_name="You")
    history = History(home.database)
    return Studio(home=home, history=history, stills=stills, renderer=renderer, director=director, jobs=jobs)


def _purse(home: Home, settings: Settings) -> "tuple[Money, Jobs] | tuple[None, None]":
    """Money and the billed work of a home; neither where no engine is connected and nothing was ever ordered."""
    kept = LedgerFile(home.path)
    if not settings.vendors.hosts and not kept.exists():
        return None, None
    from tools.arrivals import delivery
    from tools.engines import Engines
    from tools.jobs.running import Jobs
    from tools.jobs.vendors import ConnectedVendors
    from tools.money import Money
    from tools.prices import estimate

    ledger, engines, database = Ledger(kept), Engines(settings.vendors), home.database

    def is_there(session_id: str) -> bool:
        with suppress(UnknownTarget):
            return History(database).session(session_id).id == session_id
        return False

    deliver = delivery(ledger, Stills(database), Takes(database), home.media, is_there)
    jobs = Jobs(ledger, ConnectedVendors(engines, home.media), home.media, deliver, home.path / "jobs")
    return Money(ledger, engines, jobs, estimate), jobs
