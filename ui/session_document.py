"""A session to take away: as Markdown with thumbnails, or as one JSON document. Reads only."""

import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from store.disk import room_on_disk
from store.errors import PersonError, ReshootError
from store.history import History, SessionInfo, TurnInfo
from store.home import Home
from store.review import ChangeInfo
from store.scene import Scene
from store.stills import Stills
from tools.receipts import Receipt
from tools.versions import telling_moment
from ui.review import when
from ui.wording import OUTCOME_LABELS, plain, version_label

if TYPE_CHECKING:
    from tools.render import Renderer

Poster = Callable[[Scene, float], "Future[Path]"]
"""A frame of a scene's film at a time in seconds, as a JPEG with a seal (`tools.camera.cache`)."""


@dataclass(frozen=True)
class Document:
    """A file to take away."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Told:
    """Everything that is told of a session."""

    session: SessionInfo
    turns: list[TurnInfo]
    changes: list[ChangeInfo]
    names: Mapping[str, int]
    scene: Scene


def told_of(history: History, name: str) -> Told:
    """What is told of a session. Raises UnknownTarget."""
    session = history.session(name)
    return Told(
        session=session,
        turns=history.turns(session.id),
        changes=history.review.changes(session.id),
        names=history.review.names(session.id),
        scene=history.head(session.id).scene,
    )


# --- JSON ------------------------------------------------------------------------------------------------------------


def session_json(told: Told) -> dict[str, Any]:
    """The whole session: its turns with their receipts, its versions, and the scene as it stands."""
    return {
        "session": asdict(told.session),
        "names": dict(told.names),
        "turns": [asdict(turn) for turn in told.turns],
        "versions": [asdict(change) for change in told.changes],
        "scene": told.scene.model_dump(mode="json"),
    }


def json_document(history: History, session_id: str) -> Document:
    """The session as a JSON file. Raises UnknownTarget."""
    told = told_of(history, session_id)
    text = json.dumps(session_json(told), ensure_ascii=False, indent=2)
    return Document(f"{_file_name(told.session)}.json", "application/json", text.encode())


# --- Markdown --------------------------------------------------------------------------------------------------------


def write_markdown(home: Home, name: str, folder: Path) -> Path:
    """Write `folder/<title>.md`, and beside it a folder of thumbnails, one for each version that can be shown.

    Raises UnknownTarget, PersonError for a folder that cannot be written to, DiskFull.
    """
    history = History(home.database)
    told = told_of(history, name)
    with _writable(folder), TemporaryDirectory(prefix="reshoot-") as cache, _posters(home, Path(cache)) as poster:
        return _written(history, told, folder, poster)


def zipped_document(history: History, session_id: str, renderer: "Renderer") -> Document:
    """The session as a ZIP file of Markdown and thumbnails. Raises UnknownTarget, DiskFull."""
    told = told_of(history, session_id)
    with TemporaryDirectory(prefix="reshoot-") as folder, room_on_disk(Path(folder)):
        document = _written(history, told, Path(folder), lambda scene, at: renderer.poster(session_id, scene, at))
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).rglob("*")):
                archive.write(path, path.relative_to(folder))
    return Document(f"{document.stem}.zip", "application/zip", packed.getvalue())


def _written(history: History, told: Told, folder: Path, poster: Poster) -> Path:
    document = folder / f"{_file_name(told.session)}.md"
    folder.mkdir(parents=True, exist_ok=True)
    pictures = _pictures(history, told, document.with_suffix(""), poster)
    unfinished = document.with_name(f".{document.name}.tmp")
    unfinished.write_text(markdown(told, pictures), encoding="utf-8")
    unfinished.replace(document)
    return document


def markdown(told: Told, pictures: Mapping[int, str]) -> str:
    """The session as Markdown; `pictures`: a line of Markdown for the picture of each version."""
    session = told.session
    named = {number: name for name, number in told.names.items()}
    now = f"{version_label(session.head)}" + (f" “{_line(named[session.head])}”" if session.head in named else "")
    parts = [
        f"# {_line(session.title)}",
        f"{len(told.turns)} turns, {len(told.changes)} changes, {when(session.created_at)} to "
        f"{when(session.updated_at)}. The film stands at {now}. Session `{session.id}`.",
    ]
    made = {change.turn: change for change in told.changes}
    parts += [_turn(turn, made.get(turn.number), named, pictures) for turn in told.turns]
    return "\n\n".join(parts) + "\n"


def _turn(turn: TurnInfo, change: ChangeInfo | None, named: Mapping[int, str], pictures: Mapping[int, str]) -> str:
    receipt = None if turn.receipt is None else Receipt.model_validate(turn.receipt)
    parts = [f"## {turn.number}. {_line(turn.instruction)}", _facts(turn, receipt, change, named)]
    if change is not None and change.number in pictures:
        parts.append(pictures[change.number])
    return "\n\n".join([*parts, *(_receipt_parts(receipt) if receipt is not None else ())])


def _receipt_parts(receipt: Receipt) -> Iterator[str]:
    if receipt.changes:
        rows = [f"| {_line(line.what)} | {_line(line.old)} | {_line(line.new)} |" for line in receipt.changes]
        yield "\n".join(["| | before | after |", "| --- | --- | --- |", *rows])
    elif receipt.message:
        yield plain(receipt.message)
    yield from (_line(text) for text in (receipt.stayed, receipt.reading, *receipt.notes) if text)
    yield from (f"- {_line(file.label)}: {_line(file.path)}" for file in receipt.files)


def _facts(turn: TurnInfo, receipt: Receipt | None, change: ChangeInfo | None, named: Mapping[int, str]) -> str:
    facts = [when(turn.started_at), "cut off" if receipt is None else OUTCOME_LABELS[receipt.outcome]]
    if change is not None:
        name = f" “{_line(named[change.number])}”" if change.number in named else ""
        facts.append(version_label(change.number) + name + (", undone" if change.undone else ""))
    if turn.seconds is not None:
        facts.append(f"{turn.seconds:.2f} s")
    if receipt is not None and receipt.cost_words:
        facts.append(receipt.cost_words)
    return f"*{' · '.join(facts)}*"


def _line(text: str) -> str:
    """A person's words inside a line of ours."""
    return plain(" ".join(text.split()))


def _file_name(session: SessionInfo) -> str:
    words = re.sub(r"[^\w]+", "-", session.title.casefold()).strip("-")[:60].strip("-")
    return words or session.id


# --- thumbnails ------------------------------------------------------------------------------------------------------


@contextmanager
def _posters(home: Home, cache: Path) -> Generator[Poster]:
    """Draws frames, with a cache of its own: the home's belongs to the process that writes to the home."""
    from tools.render import LocalRenderer

    stills = Stills(home.database)
    renderer = LocalRenderer(lambda still: home.media.path(stills.get(still).media), home.media.path, cache)
    try:
        yield lambda scene, at_s: renderer.poster("export", scene, at_s)
    finally:
        renderer.close()


@contextmanager
def _writable(folder: Path) -> Generator[None]:
    try:
        with room_on_disk(folder.parent):
            yield
    except OSError as error:
        raise PersonError(f"{folder} cannot be written to ({error.strerror}). Choose another folder.") from error


def _pictures(history: History, told: Told, folder: Path, poster: Poster) -> dict[int, str]:
    """A picture of each version, as `folder/version-N.jpg`, in Markdown; or why there is none. Versions without a still
    have none."""
    from tools.camera.cache import write_unsealed

    pictures: dict[int, str] = {}
    for change in told.changes:
        scene = history.revision(told.session.id, change.number).scene
        if not any(shot.still for shot in scene.shots):
            continue
        before = history.revision(told.session.id, change.parent or 0).scene
        try:
            picture = poster(scene, telling_moment(before, scene)).result()
        except ReshootError as error:
            pictures[change.number] = f"No picture: {_line(str(error))}"
            continue
        folder.mkdir(exist_ok=True)
        write_unsealed(picture, folder / f"version-{change.number}.jpg")
        label = version_label(change.number)
        pictures[change.number] = f"![{label}]({folder.name}/version-{change.number}.jpg)"
    return pictures
