"""References on their way to an engine: which of them it takes, the pictures, and the words that say what they are."""

import io
from dataclasses import dataclass

from PIL import Image

from store.references import REFERENCE_KINDS, Reference, ReferenceKind
from store.wording import joined
from tools.context import ToolContext
from tools.profiles import Profile

MOST_SIDE = 1536
"""Longest side of a reference as it is sent, in pixels: enough to know a face or a label by, and small enough for
bodies that carry pictures as text."""
_SAYS: dict[ReferenceKind, str] = {
    "character": "{picture} shows {name}: keep this character the same.",
    "product": "{picture} shows {name}: keep this product exactly as it is.",
    "prop": "{picture} shows {name}: use this very object.",
    "style": "Follow the style of {picture}, not what it shows.",
    "palette": "Take the colours from {picture}, not what it shows.",
}


@dataclass(frozen=True)
class GoingAlong:
    """What goes along with a request. words: to stand before the prompt; media: the pictures, in the order in which the
    words name them; notes: what goes along and what does not, for the person."""

    words: str = ""
    media: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def before(self, prompt: str) -> str:
        """The prompt behind the words for its pictures."""
        return f"{self.words} {prompt}".strip()


def going_along(ctx: ToolContext, profile: Profile, *, behind: int = 0) -> GoingAlong:
    """The references of the film, as far as the engine takes them. behind: how many pictures stand before them in the
    request, such as the one to be changed."""
    wanted = sorted(ctx.scene().references, key=lambda one: REFERENCE_KINDS.index(one.kind))
    room = max(0, profile.references - behind)
    taken, left = wanted[:room], wanted[room:]
    words = " ".join(_sentence(profile, one, behind + n) for n, one in enumerate(taken, 1))
    media = tuple(_copy(ctx, one) for one in taken)
    told = (f"Goes along: {joined([one.name for one in taken])}.",) if taken else ()
    return GoingAlong(words, media, (*told, *((_left_out(profile, room, left),) if left else ())))


def _sentence(profile: Profile, reference: Reference, number: int) -> str:
    picture = profile.citing.format(n=number, i=number - 1)
    words = _SAYS[reference.kind].format(picture=picture, name=reference.name)
    return words[:1].upper() + words[1:]


def _left_out(profile: Profile, room: int, left: list[Reference]) -> str:
    names = joined([one.name for one in left])
    if room:
        return f"{profile.name} takes {room} reference pictures here; left out: {names}."
    kept = "a clip keeps to the still instead" if profile.kind == "clip" else "it knows them by your words only"
    does = "do" if len(left) > 1 else "does"
    return f"{profile.name} takes no reference pictures, so {names} {does} not go along; {kept}."


def _copy(ctx: ToolContext, reference: Reference) -> str:
    """The picture as it is sent, in the media store."""
    with Image.open(ctx.media.path(ctx.stills.get(reference.still).media)) as picture:
        small = picture.convert("RGB")
    small.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=92, subsampling=0)
    return ctx.media.put_bytes(buffer.getvalue(), "jpg")
