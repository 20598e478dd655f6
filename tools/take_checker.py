"""Takes are looked at by the guards when they arrive, and what is found is kept beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from store.covers import Zone
from store.errors import UnknownTarget
from store.media import MediaStore
from store.scene import Scene, Shot
from store.stills import Stills
from store.take_checks import TakeCheck
from store.takes import Take, Takes, Video
from tools.guards.orders import CheckAnswer, CheckOrder, CoverOrder, Wanted
from tools.guards.process import looked_at

Look = Callable[[Sequence[CheckOrder], Path], tuple[CheckAnswer, ...]]


@dataclass(frozen=True)
class TakeChecker:
    """Holds takes that are video against the stills that they were made from. `look`: the guards, as
    `tools.guards.process.looked_at`. Methods block, for as long as the guards take."""

    takes: Takes
    stills: Stills
    media: MediaStore
    look: Look = looked_at

    def owed(self, session_id: str, scene: Scene) -> tuple[Take, ...]:
        """The takes of a session that can be held against something and have not been yet."""
        known, shots = self.takes.checks(session_id), _shots(scene)
        new = [take for take in self.takes.of_session(session_id) if take.id not in known and take.shot_id in shots]
        return tuple(take for take in new if take.video and _source(take.video, shots[take.shot_id]))

    def check(self, session_id: str, scene: Scene, takes: Sequence[Take]) -> dict[str, TakeCheck]:
        """Have takes looked at, and keep what is found; by the takes' ids. A take with nothing to be held against is
        left out. Raises RenderFailed, MediaMissing and DiskFull; nothing is kept then."""
        shots = _shots(scene)
        orders = [
            (take, source, self._order(scene, shots[take.shot_id], take.video, source))
            for take in takes
            if take.video and take.shot_id in shots and (source := _source(take.video, shots[take.shot_id]))
        ]
        found: dict[str, TakeCheck] = {}
        if not orders:
            return found
        with TemporaryDirectory() as folder:
            answers = self.look([order for _, _, order in orders], Path(folder))
            for (take, source, order), answer in zip(orders, answers, strict=True):
                found[take.id] = self._check(source, order, answer, Path(folder))
        for take_id, check in found.items():
            self.takes.keep_check(session_id, take_id, check)
        return found

    def cover_order(self, scene: Scene, take: Take, zone: Zone, *, letters: bool) -> CoverOrder:
        """What to ask for so that a piece of the still lies over a zone of a take. Raises UnknownTarget where there is
        no still, MediaMissing."""
        shot, video = _shots(scene)[take.shot_id], take.video
        source = _source(video, shot) if video else None
        if video is None or source is None:
            raise UnknownTarget("This shot has no locked still to lay over the take. Lock one first; the take is kept.")
        return CoverOrder(zone=zone, letters=letters, **self._held(scene, video, source))

    def _held(self, scene: Scene, video: Video, source: str) -> dict[str, Any]:
        """A take and what it is held against, as `tools.guards.orders.Held`."""
        framed = video.made_from is not None
        picture = self.media.path(source if framed else self.stills.get(source).media)
        return {
            "clip": str(self.media.path(video.media)), "picture": str(picture), "changed": source.endswith(".mp4"),
            "frame_for": None if framed else scene.aspect_ratio,
        }  # fmt: skip

    def _order(self, scene: Scene, shot: Shot, video: Video, source: str) -> CheckOrder:
        wanted = Wanted(
            ratio=None if video.made_from else video.width / video.height,
            duration_s=video.asked_s, sound=video.asked_sound, heard=video.sound is not None,
            motion=bool(shot.camera or shot.subject_motion),
        )  # fmt: skip
        return CheckOrder(wanted=wanted, **self._held(scene, video, source))

    def _check(self, source: str, order: CheckOrder, answer: CheckAnswer, folder: Path) -> TakeCheck:
        still, frame = (
            self.media.put_file(folder / name) if name is not None else None for name in (answer.still, answer.frame)
        )
        return TakeCheck(
            against=source, changed=order.changed, verdict=answer.verdict, findings=answer.findings,
            scores=answer.scores, lost_words=answer.lost_words, still=still, frame=frame, at_s=answer.at_s,
        )  # fmt: skip


def _shots(scene: Scene) -> dict[str, Shot]:
    return {str(shot.id): shot for shot in scene.shots}


def _source(video: Video, shot: Shot) -> str | None:
    """What a take is held against: the file that it was made from, else the id of its shot's still."""
    return video.made_from or shot.still
