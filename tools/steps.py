"""Every step of the pipeline by its name: what the graph, the command line and the tests may call.

Each takes a `ToolContext` and keyword arguments (its annotations are the schema a chat model sees, its docstring what
it reads) and returns a `Receipt`; errors are those of `store.errors`.
"""

from collections.abc import Callable

from tools import (
    adjust,
    advising,
    backgrounds,
    captions,
    clip_sound,
    clips,
    cutting,
    delivery,
    depth,
    finals,
    focus,
    history,
    looks,
    luts,
    motion,
    overlays,
    panels,
    references,
    retiming,
    reverting,
    review,
    sequences,
    sound,
    spend,
    stills,
    storyboard,
    take_checks,
    takes,
    talk,
    text_repairs,
    timing,
    wordless_stills,
)
from tools.receipts import Receipt

Step = Callable[..., Receipt]

_MODULES = (
    motion, depth, focus, timing, looks, luts, backgrounds, captions, overlays, sound, clip_sound, storyboard, cutting,
    adjust, history, reverting, review, stills, panels, references,
    takes, sequences, finals, advising, take_checks, text_repairs, wordless_stills, clips, retiming, delivery, spend,
    talk,
)  # fmt: skip

STEPS: dict[str, Step] = {step.__name__: step for module in _MODULES for step in module.STEPS}
"""Step functions by name, in the order in which a chat model reads them."""
