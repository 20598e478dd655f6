"""A renderer that renders nothing: for tests about understanding and remembering, not about pictures."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from store.scene import AspectRatio, Scene
from tools.render import ExportReport


class NullRenderer:
    """Answers at once; remembers what it was asked to export."""

    def __init__(self) -> None:
        self.exported: list[str] = []
        self.previewed: list[Scene] = []

    def preview(self, session_id: str, scene: Scene) -> Future[Path]:
        self.previewed.append(scene)
        return _done(Path("preview.mp4"))

    def film(self, session_id: str, scene: Scene) -> Future[Path]:
        return _done(Path("preview.mp4"))

    def ready_preview(self, scene: Scene) -> Path | None:
        return None

    def growth(self, session_id: str, scene: Scene) -> None:
        return None

    def poster(self, session_id: str, scene: Scene, at_s: float = 0.0) -> Future[Path]:
        return _done(Path("poster.jpg"))

    def export(
        self,
        session_id: str,
        scene: Scene,
        platform: str,
        folder: Path,
        stem: str,
        progress: Callable[[float], None],
    ) -> ExportReport:
        progress(1.0)
        self.exported.append(platform)
        return ExportReport(
            path=folder / f"{stem}.mp4", platform=platform, label=platform, width=1080, height=1920, duration_s=6.0,
            size_bytes=1, checks=(), notes=(),
        )  # fmt: skip

    def framings(self, scene: Scene, shot_id: str) -> None:
        return None

    def crop_at(self, scene: Scene, shot_id: str, at_s: float, ratio: AspectRatio) -> None:
        return None

    def limits(self, scene: Scene, shot_id: str) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        return None


def _done(path: Path) -> Future[Path]:
    future: Future[Path] = Future()
    future.set_result(path)
    return future
