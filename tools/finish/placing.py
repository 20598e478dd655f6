"""Where captions and overlays stand in each ratio, clear of what the platforms lay over a film.

TikTok, Reels and Shorts cover about the lowest 20 to 24 % of a 9:16 film with the caption and the sound's name, the
right 12 % with buttons and the topmost 6 to 7 % with tabs. Feed films and wide ones carry nothing, save a progress
bar at the very bottom. Captions and overlays keep to bands of their own, so that neither moves when the other changes.
"""

from dataclasses import dataclass

from store.scene import AspectRatio, CaptionPosition, OverlayPosition

POINTS = 1080.0
"""Points along the frame's short side (see `lettering`)."""


@dataclass(frozen=True)
class Zone:
    """Lines that text keeps to, in fractions of the frame: x from the left, y from the top.

    Captions are centred, at most `caption_width` wide, between `caption_top` and `caption_bottom`. Overlays keep
    between `left` and `right`; in a corner they reach up to `top` and down to `bottom`, in the middle only to
    `title_top` and `title_bottom`, so that a title and a logo have room side by side.
    """

    left: float
    right: float
    top: float
    bottom: float
    title_top: float
    title_bottom: float
    caption_top: float
    caption_bottom: float
    caption_width: float


_SQUARISH = Zone(
    left=0.06, right=0.94, top=0.055, bottom=0.945, title_top=0.14, title_bottom=0.945,
    caption_top=0.15, caption_bottom=0.83, caption_width=0.84,
)  # fmt: skip
ZONES: dict[AspectRatio, Zone] = {
    "9:16": Zone(
        left=0.06, right=0.88, top=0.085, bottom=0.64, title_top=0.135, title_bottom=0.59,
        caption_top=0.185, caption_bottom=0.76, caption_width=0.76,
    ),
    "4:5": _SQUARISH,
    "1:1": _SQUARISH,
    "16:9": Zone(
        left=0.04, right=0.96, top=0.06, bottom=0.93, title_top=0.06, title_bottom=0.76,
        caption_top=0.16, caption_bottom=0.9, caption_width=0.62,
    ),
}  # fmt: skip

_EDGE = 0.015
"""However far captions are moved, this fraction of the frame stays free at its edges."""


@dataclass(frozen=True)
class Frame:
    """The frame to place things in: pixels, and the ratio whose zone counts."""

    width: int
    height: int
    ratio: AspectRatio

    @property
    def zone(self) -> Zone:
        return ZONES[self.ratio]

    @property
    def pixels_per_point(self) -> float:
        return min(self.width, self.height) / POINTS


def caption_corner(frame: Frame, block: tuple[int, int], position: CaptionPosition, offset_y: float) -> tuple[int, int]:
    """Top left corner, in pixels, of a caption of `block` pixels (width, height); it always stays inside the frame."""
    width, height = block
    zone = frame.zone
    top = {
        "bottom": zone.caption_bottom * frame.height - height,
        "middle": (frame.height - height) / 2,
        "top": zone.caption_top * frame.height,
    }[position]
    edge = _EDGE * frame.height
    top = max(edge, min(top + offset_y * frame.height, frame.height - height - edge))
    return round((frame.width - width) / 2), round(top)


def overlay_corner(frame: Frame, block: tuple[int, int], position: OverlayPosition) -> tuple[int, int]:
    """Top left corner, in pixels, of an overlay of `block` pixels (width, height)."""
    width, height = block
    zone = frame.zone
    left, top = (frame.width - width) / 2, (frame.height - height) / 2
    if position.endswith("_left"):
        left = zone.left * frame.width
    if position.endswith("_right"):
        left = zone.right * frame.width - width
    if position.startswith("top"):
        top = (zone.title_top if position == "top" else zone.top) * frame.height
    if position.startswith("bottom"):
        top = (zone.title_bottom if position == "bottom" else zone.bottom) * frame.height - height
    return round(left), round(top)
