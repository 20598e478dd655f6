"""What is asked of a render process, as plain values that travel between processes. Light to import."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from store.errors import MediaMissing
from store.scene import Scene
from store.segments import Target, film_key, segments


@dataclass(frozen=True)
class FilmOrder:
    """A whole film. stills and media: files by the ids that the scene names. cache_dir holds what was rendered before,
    at most about `cache_bytes` of it. silence: a film without sound gets a silent track, as platforms ask for."""

    scene: Scene
    target: Target
    stills: Mapping[str, Path]
    media: Mapping[str, Path]
    cache_dir: Path
    cache_bytes: int
    silence: bool = False

    @property
    def watched_early(self) -> bool:
        """Whether the film can be watched while it is made."""
        return self.target.quality == "preview"

    @property
    def key(self) -> str:
        """Content key of the film's file in the cache."""
        return f"film-{film_key(self.scene, self.target)}{'-silence' if self.silence else ''}"


@dataclass(frozen=True)
class PosterOrder:
    """One frame of a film, as a JPEG."""

    scene: Scene
    target: Target
    frame: int
    stills: Mapping[str, Path]
    media: Mapping[str, Path]
    cache_dir: Path

    @property
    def key(self) -> str:
        """Content key: that of the frame's segment, so it outlives changes elsewhere in the film."""
        for segment in segments(self.scene, self.target):
            if segment.start_frame <= self.frame < segment.start_frame + segment.frames:
                return f"poster-{segment.key}-{self.frame - segment.start_frame}"
        raise ValueError("the film has no such frame")


Order = FilmOrder | PosterOrder


def media_file(order: Order, media: str) -> Path:
    """The file of a sound or logo. Raises MediaMissing."""
    if media not in order.media:
        raise MediaMissing("A sound or logo of this film is no longer on disk. Nothing was changed; add it again.")
    return order.media[media]


@dataclass(frozen=True)
class Work:
    """An order with its ticket; what comes back carries the same ticket."""

    ticket: int
    order: Order


@dataclass(frozen=True)
class Cancel:
    """Stop working on a ticket, or never start."""

    ticket: int


@dataclass(frozen=True)
class Progress:
    """How much of a ticket is done, 0..1."""

    ticket: int
    fraction: float


@dataclass(frozen=True)
class Growing:
    """The first pictures of a ticket can be watched: they are in `path`, and more will come there."""

    ticket: int
    path: Path


@dataclass(frozen=True)
class Outcome:
    """The end of a ticket: the finished file, or what went wrong (a ReshootError), or neither when it was stopped."""

    ticket: int
    path: Path | None = None
    error: Exception | None = field(default=None)
