"""The edit of words that stand in a picture. Applied by `store.apply_words`."""

from typing import Literal

from store.covers import Cover
from store.scene import Overlay, Value


class ReplaceWords(Value):
    """Words in a shot's picture are shown another way.

    take: what the shot shows from then on (None: its still); covers: all zones that are covered in its takes from then
    on; still: locked with it, the picture without the words; overlays: laid over the film, saying the words anew.
    """

    op: Literal["replace_words"] = "replace_words"
    shot_id: str
    take: str | None
    covers: tuple[Cover, ...] = ()
    still: str | None = None
    overlays: tuple[Overlay, ...] = ()
