"""Edits of captions and overlays. Applied by `store.apply_text`."""

from typing import Literal

from store.scene import CaptionAnimation, CaptionPosition, Cue, HexColor, Overlay, OverlayPosition, Size, Value


class SetCaptions(Value):
    """The style of the caption track; made if there is none."""

    op: Literal["set_captions"] = "set_captions"
    position: CaptionPosition | None = None
    size: Size | None = None
    color: HexColor | None = None
    box: bool | None = None
    animation: CaptionAnimation | None = None
    visible: bool | None = None
    offset_y: float | None = None


class AddCue(Value):
    """Cues stay in order of their start."""

    op: Literal["add_cue"] = "add_cue"
    cue: Cue


class SetCue(Value):
    op: Literal["set_cue"] = "set_cue"
    index: int
    text: str | None = None
    start_s: float | None = None
    end_s: float | None = None


class ShiftCues(Value):
    """Every caption later (or, negative, earlier); none starts before the film or ends before it starts."""

    op: Literal["shift_cues"] = "shift_cues"
    by_s: float


class RemoveCue(Value):
    op: Literal["remove_cue"] = "remove_cue"
    index: int


class RemoveCaptions(Value):
    op: Literal["remove_captions"] = "remove_captions"


class AddOverlay(Value):
    op: Literal["add_overlay"] = "add_overlay"
    overlay: Overlay


class SetOverlay(Value):
    op: Literal["set_overlay"] = "set_overlay"
    overlay_id: str
    text: str | None = None
    position: OverlayPosition | None = None
    size: Size | None = None
    color: HexColor | None = None
    start_s: float | None = None
    end_s: float | None = None
    media: str | None = None


class RemoveOverlay(Value):
    op: Literal["remove_overlay"] = "remove_overlay"
    overlay_id: str
