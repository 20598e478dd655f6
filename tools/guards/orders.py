"""What is asked of the guards' process and what it answers, as plain values that travel between processes as JSON."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from store.covers import Zone
from store.scene import AspectRatio, Value
from store.take_checks import Finding, LostWords, Scores


class Wanted(Value):
    """What was asked for: width over height (None: that of the picture it was made from), seconds (None: nobody said),
    whether sound, whether anything should move.

    heard: whether there is sound, where it is kept apart from the pictures; None: the file itself tells.
    """

    ratio: float | None = None
    duration_s: float | None = None
    sound: bool = False
    heard: bool | None = None
    motion: bool = True


class Held(Value):
    """A take and what it is held against. Paths are of files on this machine.

    picture: what it was made from, a picture, or a clip where `changed` (its first frame counts). frame_for: the ratio
    for which the picture is still to be composed; None where it is framed already.
    """

    clip: str
    picture: str
    changed: bool = False
    frame_for: AspectRatio | None = None


class CheckOrder(Held):
    """Look at a take."""

    kind: Literal["check"] = "check"
    wanted: Wanted


class CoverOrder(Held):
    """Make a patch for the words at `zone` of the take's first frame. letters: with the still's own."""

    kind: Literal["cover"] = "cover"
    zone: Zone
    letters: bool = True


class PaintOrder(Value):
    """Read a picture and paint its words out."""

    kind: Literal["paint"] = "paint"
    picture: str


Order = Annotated[CheckOrder | CoverOrder | PaintOrder, Field(discriminator="kind")]


class CheckAnswer(Value):
    """What was measured. still, frame: JPEG files in the folder of the order, None where the take could not be read."""

    kind: Literal["check"] = "check"
    verdict: str
    findings: tuple[Finding, ...]
    scores: Scores
    lost_words: tuple[LostWords, ...] = ()
    still: str | None = None
    frame: str | None = None
    at_s: float = 0.0


class CoverAnswer(Value):
    """picture, track: files in the folder of the order. lost_s: when the patch would slip or show, None where it fits;
    plain: whether the ground of the words is. trouble: a sentence, where no patch could be made."""

    kind: Literal["cover"] = "cover"
    picture: str = ""
    track: str = ""
    lost_s: float | None = None
    plain: bool = True
    trouble: str = ""


class PaintAnswer(Value):
    """words: the lines that were read, in reading order, and their zones; left: those that can still be read in
    `picture`, a PNG in the folder of the order. plain: whether their ground is. Without words there is no picture."""

    kind: Literal["paint"] = "paint"
    words: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
    left: tuple[str, ...] = ()
    plain: bool = True
    picture: str = ""
    trouble: str = ""


Answer = Annotated[CheckAnswer | CoverAnswer | PaintAnswer, Field(discriminator="kind")]
ORDERS: TypeAdapter[list[Order]] = TypeAdapter(list[Order])
ANSWERS: TypeAdapter[list[Answer]] = TypeAdapter(list[Answer])
