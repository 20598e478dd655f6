"""Two stills that come with Reshoot, for trying it without a picture of one's own. `python -m tools.samples.draw` makes
them: the project drew every pixel."""

from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Sample:
    """A bundled still. `prompt` describes it as a person would have asked for it."""

    name: str
    label: str
    path: Path
    prompt: str


SAMPLES = (
    Sample(
        "bottle",
        "Olive oil on a stone counter",
        _HERE / "bottle.jpg",
        "A bottle of golden olive oil on a stone counter, soft side light from a window at the left with the shadow of "
        "an olive tree on the plaster wall, an olive branch in front, a bowl of olives behind, leaves out of focus in "
        "the foreground, empty wall above.",
    ),
    Sample(
        "cafe",
        "Cappuccino at golden hour",
        _HERE / "cafe.jpg",
        "A cappuccino in a speckled stoneware cup on a walnut café table at golden hour, the low sun behind it, steam "
        "rising, a vase of dried grasses and the lights of the street out of focus in the background.",
    ),
)
