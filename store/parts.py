"""Finding the parts of a scene that an edit names, and putting others in their place. Pure."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from store.errors import UnknownTarget
from store.scene import Scene, Shot, Value, replace, shot_index


def shot_place(scene: Scene, shot_id: str) -> int:
    try:
        return shot_index(scene, shot_id)
    except KeyError:
        names = tuple(shot.id for shot in scene.shots)
        raise UnknownTarget(
            f"There is no shot {shot_id!r}; the film has {', '.join(names) or 'none yet'}.", names
        ) from None


def with_shot(scene: Scene, shot: Shot) -> Scene:
    index = shot_place(scene, shot.id)
    return replace(scene, shots=(*scene.shots[:index], shot, *scene.shots[index + 1 :]))


def given_values(change: Value, *skip: str) -> dict[str, Any]:
    """The values that an edit names, without its targets."""
    fields = type(change).model_fields
    return {
        name: value for name in fields if name not in ("op", *skip) and (value := getattr(change, name)) is not None
    }


class _OfShot(Protocol):
    @property
    def shot_id(self) -> str: ...


C = TypeVar("C", bound=_OfShot)


def each_shot(scene: Scene, changes: Iterable[C], change_shot: Callable[[Shot, C], Shot]) -> Scene:
    """The scene after one change after the other, each of its own shot. Raises UnknownTarget."""
    after = scene
    for change in changes:
        after = with_shot(after, change_shot(after.shots[shot_place(after, change.shot_id)], change))
    return after
