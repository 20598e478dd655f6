"""What is asked of the guards' process and what it answers, as plain values that travel between processes as JSON."""

from pydantic import TypeAdapter

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


class CheckOrder(Value):
    """One take to look at. Paths are of files on this machine.

    picture: what it was made from, a picture, or a clip where `changed` (its first frame counts). frame_for: the ratio
    for which the picture is still to be composed; None where it is framed already.
    """

    clip: str
    picture: str
    wanted: Wanted
    changed: bool = False
    frame_for: AspectRatio | None = None


class CheckAnswer(Value):
    """What was measured. still, frame: JPEG files in the folder of the order, None where the take could not be read."""

    verdict: str
    findings: tuple[Finding, ...]
    scores: Scores
    lost_words: tuple[LostWords, ...] = ()
    still: str | None = None
    frame: str | None = None
    at_s: float = 0.0


ORDERS, ANSWERS = TypeAdapter(list[CheckOrder]), TypeAdapter(list[CheckAnswer])
