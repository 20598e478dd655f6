"""A checked clip put into the media: its pictures, the first of them, and its sound apart."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from store.disk import room_on_disk
from store.media import MediaStore
from store.takes import Video
from tools.footage.sound import keep_sound
from tools.footage.uploads import accept_clip
from tools.pictures.files import shown_name


def keep_clip(
    media: MediaStore, source: Path, name: str, progress: Callable[[float], None]
) -> tuple[Video, tuple[str, ...]]:
    """The clip at `source`, which its sender calls `name`, as a take's video, and what was done to it, in sentences.

    Raises BadUpload and DiskFull; nothing is stored then.
    """
    with TemporaryDirectory() as folder, room_on_disk(Path(folder)):
        pictures, sound = Path(folder) / "clip.mp4", Path(folder) / "sound.m4a"
        clip = accept_clip(source, name, pictures, progress)
        heard = clip.sound and keep_sound(source, sound)
        video = Video(
            media=media.put_file(pictures),
            poster=media.put_bytes(clip.poster, "jpg"),
            width=clip.width,
            height=clip.height,
            duration_s=clip.duration_s,
            sound=media.put_file(sound) if heard else None,
            label=_label(name),
        )
    return video, clip.notes


def _label(name: str) -> str:
    """What the clip is called from now on."""
    shown = shown_name(name)
    return shown.strip("“”").rsplit(".", 1)[0] if shown.startswith("“") else "your clip"
