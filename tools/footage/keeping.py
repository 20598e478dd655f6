"""A checked clip put into the media: its pictures with its sound in one file, and the first picture apart."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from store.disk import room_on_disk
from store.errors import RenderFailed
from store.media import MediaStore
from store.takes import Video
from tools.finish.assembly import mux
from tools.footage.sound import keep_sound
from tools.footage.uploads import WHOLE, Span, accept_clip
from tools.pictures.files import shown_name


def keep_clip(
    media: MediaStore,
    source: Path,
    name: str,
    progress: Callable[[float], None],
    label: str | None = None,
    span: Span = WHOLE,
) -> tuple[Video, tuple[str, ...]]:
    """The clip at `source`, which its sender calls `name`, as a take's video, and what was done to it, in sentences.

    label: what it is called from now on, where that is not its name; span: the part of it that is kept. Raises
    BadUpload and DiskFull; nothing is stored then.
    """
    with TemporaryDirectory() as folder, room_on_disk(Path(folder)):
        pictures = Path(folder) / "clip.mp4"
        clip = accept_clip(source, name, pictures, progress, span)
        both = _with_sound(source, pictures, span) if clip.sound else None
        kept = media.put_file(both or pictures)
        video = Video(
            media=kept,
            poster=media.put_bytes(clip.poster, "jpg"),
            width=clip.width,
            height=clip.height,
            duration_s=clip.duration_s,
            sound=kept if both else None,
            label=_label(name) if label is None else label,
        )
    return video, clip.notes


def _with_sound(source: Path, pictures: Path, span: Span) -> Path | None:
    """The kept pictures with the sound of `source`, in a file beside them; None where it has none that plays."""
    sound = pictures.with_name("sound.m4a")
    try:
        return mux(pictures, sound, pictures.with_name("both.mp4")) if keep_sound(source, sound, span) else None
    except RenderFailed:
        return None  # a clip whose sound cannot be kept is silent, like one that brought none


def _label(name: str) -> str:
    """What the clip is called from now on."""
    shown = shown_name(name)
    return shown.strip("“”").rsplit(".", 1)[0] if shown.startswith("“") else "your clip"
