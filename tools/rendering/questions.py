"""What steps ask the camera about files, before a scene is changed."""

from collections.abc import Callable
from pathlib import Path

from store.scene import Shot


def has_strong_verticals(still: Path) -> bool:
    """Whether a still has long upright lines, which parallax would bend. Raises MediaMissing, RenderFailed."""
    from tools.camera.framing import small_picture
    from tools.camera.verticals import strong_verticals

    return strong_verticals(small_picture(still))


def subject_depth_of(shot: Shot, still: Path, media_path: Callable[[str], Path]) -> float:
    """How near the subject of a shot's still is, 0..1. Raises MediaMissing, RenderFailed."""
    from tools.camera.depth_maps import subject_depth

    given = shot.depth.media if shot.depth else None
    return round(subject_depth(shot, still, {given: media_path(given)} if given else {}), 3)


def depth_model_missing() -> str | None:
    """Why there is no depth model on this machine, as a sentence; None where there is one."""
    from tools.camera.depth_model import missing_model

    return missing_model()


def lut_title(data: bytes) -> str:
    """What a `.cube` file calls itself, after it was read strictly. Raises BadUpload."""
    from tools.camera.cube import read_cube

    return read_cube(data).title
