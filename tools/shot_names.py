"""Which shot a name means: its id, its place in the film, or words of its description."""

import re

from store.errors import UnknownTarget
from store.scene import Scene, ShotId
from store.wording import joined

ALL = frozenset({"all", "all shots", "every shot", "each shot", "everything", "the whole film", "*"})

_ORDINALS = {
    "first": 1, "opening": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "fifth": 5, "5th": 5, "sixth": 6, "6th": 6,
}  # fmt: skip
_IDLE = frozenset({"the", "a", "an", "of", "shot", "clip", "scene"})


def means_all(names: list[str]) -> bool:
    """Whether the names are a word for every shot."""
    return len(names) == 1 and _plain(names[0]) in ALL


def shot_called(scene: Scene, name: str) -> ShotId:
    """The shot of that name. "shot 2" is the second of the film; where another shot has the id "s2", it is neither.

    Raises UnknownTarget.
    """
    ids = [shot.id for shot in scene.shots]
    same = [shot_id for shot_id in ids if shot_id == name] or [i for i in ids if i.casefold() == _plain(name)]
    if same:
        return same[0]
    place = _place(_plain(name), len(ids))
    if place is not None and 1 <= place <= len(ids):
        return _unless_other(name, ids, place)
    words = set(re.findall(r"\w+", _plain(name))) - _IDLE
    described = [
        shot.id for shot in scene.shots if words and words <= set(re.findall(r"\w+", _plain(shot.description)))
    ]
    if len(described) == 1:
        return described[0]
    raise UnknownTarget(
        f"There is no shot {name!r}; the film has {joined([str(i) for i in ids])}.", tuple(described) or tuple(ids)
    )


_NAMED = re.compile(
    r"[, ]*\b(?:in|of|for|on) (?:the )?(?:(?:shot|clip|scene|take) \d{1,2}|"
    r"(?:first|second|third|fourth|fifth|last|opening|closing) (?:shot|clip|scene))\b,?",
    re.IGNORECASE,
)


def without_shot(words: str) -> str:
    """A wish without the place in the film that it names: an engine is sent one shot, and knows of no other."""
    left = " ".join(_NAMED.sub("", words).split())
    return left if left else words


def _unless_other(name: str, ids: list[ShotId], place: int) -> ShotId:
    found, other = ids[place - 1], ShotId(f"s{place}")
    if other in ids and other != found and re.search(r"\d", name):
        raise UnknownTarget(
            f"{name!r} could be {found}, which is number {place} in the film, or the shot with the id {other}.",
            (found, other),
        )
    return found


def _place(key: str, count: int) -> int | None:
    numbered = re.fullmatch(r"(?:the )?(?:shot|clip|scene|number|no\.?|#)?[ _#-]*(\d{1,4})(?: shot| clip)?", key)
    if numbered:
        return int(numbered[1])
    word = re.fullmatch(r"(?:the )?(?:very )?(\w+)(?: shot| clip| scene| one)?", key)
    if word and word[1] in ("last", "final", "closing"):
        return count
    return _ORDINALS.get(word[1]) if word else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())
