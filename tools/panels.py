"""Steps: panels, several pictures of one story that belong together, and how they become the shots of the film."""

import re

from pydantic import JsonValue

from store.edits import AddShots
from store.errors import AskPerson, EditRefused
from store.scene import Shot, ShotId, StillId
from store.stills import StillInfo
from tools.cards import variants_card
from tools.context import ToolContext
from tools.purchases import buy_panels
from tools.receipts import Chip, Receipt, ToolCall
from tools.sketch.artist import draw_variants
from tools.stills import still_id_of
from tools.storyboard import fresh_shot_ids

MOST_PANELS = 8
PANEL_S = 3.0
"""How long a shot of a panel lasts at first: short shots hide what drifts."""
_BEATS = (
    "the opening: a wide shot of the place", "a medium shot: it begins", "a close-up of the face or the thing",
    "a detail of the hands", "the turning point, from the side", "a reaction, close", "the high point: a wide shot",
    "the ending: calm, with room around it",
)  # fmt: skip
_BEATS_OF: dict[int, tuple[int, ...]] = {
    2: (0, 7), 3: (0, 2, 7), 4: (0, 1, 2, 7), 5: (0, 1, 2, 4, 7), 6: (0, 1, 2, 3, 4, 7), 7: (0, 1, 2, 3, 4, 6, 7),
    8: (0, 1, 2, 3, 4, 5, 6, 7),
}  # fmt: skip
_SIZES = re.compile(
    r"(?:an? )?(?:(?:extreme |medium |very )?(?:wide|close|close[- ]?up|detail|medium|macro|full|establishing|overhead)"
    r"(?: angle)?)(?: shot| view)?",
    re.I,
)
_TOGETHER = "The same people, place, light and style as in the other panels of this story."


def generate_panels(
    ctx: ToolContext,
    *,
    description: str = "",
    panels: list[str] | None = None,
    count: int | None = None,
    engine: str | None = None,
    final: bool = False,
) -> Receipt:
    """Make 2 to 8 pictures that belong together, as shots of one story. description: what is the same in all of them;
    panels: what each one shows, in order; without them, count pictures that tell the description."""
    about = " ".join(description.split())[:1500]
    labels = [" ".join(panel.split())[:300] for panel in panels or () if panel.strip()]
    if not labels and not about:
        raise AskPerson("What should the panels show? Say the story, or what each panel shows, one after another.")
    labels = labels[:MOST_PANELS] or _beats(count or 4)
    if len(labels) < 2:
        raise AskPerson("Panels are two or more. What should the next one show?")
    prompts = [_prompt(about, label) for label in labels]
    again = ToolCall(name="generate_panels", args={"description": about, "panels": [*labels], "final": final})
    return buy_panels(ctx, prompts, labels, again, engine) or _drawn(ctx, prompts, labels)


def use_panels(ctx: ToolContext, *, stills: list[str] | None = None, duration_s: float = PANEL_S) -> Receipt:
    """Put pictures that were made together into the film as shots of their own, in their order."""
    found = [ctx.stills.get(still) for still in stills] if stills else ctx.stills.latest_batch(ctx.session_id)
    scene = ctx.scene()
    there = {shot.still for shot in scene.shots}
    fresh = [still for still in found if still.id not in there]
    if not fresh:
        raise EditRefused("There are no new pictures to put in; say: six panels of the story, and what it is about.")
    names = fresh_shot_ids(scene, len(fresh))
    shots = tuple(
        Shot(
            id=ShotId(name),
            description=one.label,
            still=StillId(one.id),
            still_prompt=one.prompt[:4000],
            duration_s=duration_s,
        )
        for name, one in zip(names, fresh, strict=True)
    )
    first, last = len(scene.shots) + 1, len(scene.shots) + len(shots)
    numbers = f"shots {first} to {last}" if last > first else f"shot {first}"
    return ctx.commit(AddShots(shots=shots), message=f"They are {numbers} of the film now, {duration_s:g} s each.")


def into_film(stills: list[StillInfo]) -> Chip:
    """The chip that puts panels into the film."""
    ids: list[JsonValue] = [still.id for still in sorted(stills, key=lambda still: still.number)]
    label = f"make them {len(ids)} shots" if len(ids) > 1 else "make it a shot"
    return Chip(label=label, call=ToolCall(name="use_panels", args={"stills": ids}))


def _beats(count: int) -> list[str]:
    return [_BEATS[index] for index in _BEATS_OF[max(2, min(MOST_PANELS, count))]]


def _prompt(about: str, panel: str) -> str:
    """What one panel is to show; where only its framing is named, that of what is the same in all."""
    if about and _SIZES.fullmatch(panel):
        framed = panel if re.search(r"shot|view|up", panel) else f"{panel} shot"
        return f"{framed[:1].upper()}{framed[1:]} of {about.rstrip('.')}. {_TOGETHER}"
    shown = f"{panel[:1].upper()}{panel[1:]}".rstrip(".")
    return f"{about.rstrip('.')}. {shown}. {_TOGETHER}" if about else f"{shown}. {_TOGETHER}"


def _drawn(ctx: ToolContext, prompts: list[str], labels: list[str]) -> Receipt:
    """The panels as sketches of this machine."""
    batch: int | None = None
    made: list[StillInfo] = []
    for number, (prompt, label) in enumerate(zip(prompts, labels, strict=True), 1):
        words = prompt.removesuffix(_TOGETHER).strip()
        sketch = draw_variants(words, ctx.scene().aspect_ratio, 1, seed=number)[0]
        media = ctx.media.put_bytes(sketch.data, sketch.suffix)
        still = ctx.stills.add(
            ctx.session_id, media, "sketch", width=sketch.width, height=sketch.height, label=label, prompt=prompt,
            batch=batch, still_id=still_id_of(ctx, number),
        )  # fmt: skip
        batch = still.batch
        made.append(still)
    return Receipt(
        outcome="action",
        action="generate_panels",
        message=f"{len(made)} sketches, one for each panel, in their order.",
        notes=(
            "Sketches drawn on this machine from your words; with an image engine connected they are photographic and "
            "keep to the references of the film.",
        ),
        cards=(variants_card(made, note="sketches"),),
        offers=(into_film(made),),
        revision=ctx.history.head(ctx.session_id).number,
    )


STEPS = (generate_panels, use_panels)
