"""The takes at hand for each shot of a session, and what the guards said of them. Picking one is an edit."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from store.clock import utc_now
from store.database import Database, storable
from store.scene import Shot, TakeId
from store.tables import TakeCheckRow, TakeRow
from store.take_checks import TakeCheck
from store.video_takes import video_of, video_take_id

NO_SHOT = ""
"""The shot of a clip that was given to none yet."""


@dataclass(frozen=True, slots=True)
class Video:
    """The file of a take that is video, and what it holds.

    media: the pictures; poster: the first of them, as a still's file; sound: where its sound lies, if it had some: in
    the same file. `label` is what its sender calls it.

    Of what an engine made: made_from: the picture that it was given as its first frame, or the clip that it changed (a
    media id); asked_s: the seconds it was asked for; asked_sound: whether sound was.
    """

    media: str
    poster: str
    width: int
    height: int
    duration_s: float
    sound: str | None = None
    label: str = ""
    made_from: str | None = None
    asked_s: float | None = None
    asked_sound: bool = False


@dataclass(frozen=True, slots=True)
class Take:
    """One take of a shot. `number` counts from 1 over all takes of the shot. A take without a video is rendered from
    the still by the local engine, and differs from another by its seed only, which is drawn from its id."""

    id: TakeId
    session_id: str
    shot_id: str
    number: int
    engine: str
    created_at: str
    video: Video | None = None

    @property
    def shown_as(self) -> TakeId:
        """What a shot that shows it names in the scene: of a take that is video its file."""
        return video_take_id(self.shot_id, self.video.media) if self.video else self.id


class Takes:
    """The takes of all sessions of a home."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self, session_id: str, shot_id: str, take_id: str, engine: str = "local", video: Video | None = None
    ) -> Take:
        """Put a take at hand. The same id again changes nothing and answers what is there."""
        with self._db.write() as session:
            known = session.get(TakeRow, (session_id, take_id))
            if known is not None:
                return _take(known)
            last = session.exec(
                select(func.max(TakeRow.number)).where(TakeRow.session_id == session_id, TakeRow.shot_id == shot_id)
            ).one()
            row = TakeRow(
                session_id=session_id, id=take_id, shot_id=shot_id, number=(last or 0) + 1, engine=engine,
                created_at=utc_now(), video=_document(video) if video else None,
            )  # fmt: skip
            session.add(row)
            return _take(row)

    def video_in(self, session_id: str, shot: Shot) -> Video | None:
        """The facts of the video that a shot shows; None for a shot that shows its still."""
        media = video_of(shot.take)
        videos = (take.video for take in self._all(session_id) if take.video and take.video.media == media)
        return next(videos, None) if media else None

    def of_session(self, session_id: str) -> list[Take]:
        """All takes of the shots of a session, by shot and number."""
        return [take for take in self._all(session_id) if take.shot_id != NO_SHOT]

    def of_shot(self, session_id: str, shot_id: str) -> list[Take]:
        """The takes of one shot, by number."""
        return [take for take in self._all(session_id) if take.shot_id == shot_id]

    def clips(self, session_id: str) -> list[Take]:
        """The clips that were uploaded in a session, in the order of their numbers, whichever shots they were given."""
        return self.of_shot(session_id, NO_SHOT)

    def checks(self, session_id: str) -> dict[str, TakeCheck]:
        """What the guards said of the takes of a session, by the takes' ids; of some nothing yet."""
        with self._db.read() as session:
            rows = session.exec(select(TakeCheckRow).where(TakeCheckRow.session_id == session_id))
            return {row.take_id: TakeCheck.model_validate(row.document) for row in rows}

    def keep_check(self, session_id: str, take_id: str, check: TakeCheck) -> None:
        """Keep what the guards said of a take, in place of what they said before."""
        document = check.model_dump(mode="json")
        with self._db.write() as session:
            row = session.get(TakeCheckRow, (session_id, take_id))
            if row is None:
                row = TakeCheckRow(session_id=session_id, take_id=take_id, document=document, made_at=utc_now())
            row.document, row.made_at = document, utc_now()
            session.add(row)

    def _all(self, session_id: str) -> list[Take]:
        in_order = (col(TakeRow.shot_id), col(TakeRow.number))
        with self._db.read() as session:
            rows = session.exec(select(TakeRow).where(TakeRow.session_id == session_id).order_by(*in_order))
            return [_take(row) for row in rows]


def carry_takes(session: Session, from_id: str, to_id: str) -> None:
    """Give a branch the takes of its origin, within the transaction of `session`."""
    for table in (TakeRow, TakeCheckRow):
        for row in session.exec(select(table).where(table.session_id == from_id)).all():
            values: dict[str, Any] = {**row.model_dump(), "session_id": to_id}
            session.add(table(**values))


def _document(video: Video) -> dict[str, Any]:
    return {**asdict(video), "label": storable(video.label)}


def _take(row: TakeRow) -> Take:
    return Take(
        id=TakeId(row.id), session_id=row.session_id, shot_id=row.shot_id, number=row.number, engine=row.engine,
        created_at=row.created_at, video=Video(**row.video) if row.video else None,
    )  # fmt: skip
