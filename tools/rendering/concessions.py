"""What a film cannot give as it was asked for, in words."""

from store.scene import Scene, film_duration_s
from store.wording import seconds

_SOUND_KBPS = 200
_CONTAINER = 0.98
"""Share of a file that is pictures and sound; the rest is its index."""
_LEAST_KBPS = 250
"""Below this a full-size picture falls apart."""


def cut_off(scene: Scene) -> list[str]:
    """Captions and overlays that run past the end of the film."""
    end_s = film_duration_s(scene)
    cues = scene.captions.cues if scene.captions and scene.captions.visible else ()
    timed = [("caption", cue.text, cue.end_s) for cue in cues]
    timed += [("overlay", overlay.text or "logo", overlay.end_s) for overlay in scene.overlays]
    return [
        f"The {kind} “{text[:40]}” runs past the end of the film and is cut there."
        for kind, text, until_s in timed
        if until_s > end_s + 0.05
    ]


def cut_sentence(kind: str, asked: float, given: float) -> str:
    """A move that reaches less far than asked."""
    degrees = kind.startswith(("roll", "orbit"))
    said = [f"{amount:.0f}°" if degrees else f"{amount * 100:.0f} %" for amount in (given, asked)]
    return f"The picture has no room for all of the {kind.replace('_', ' ')}: it goes {said[0]} instead of {said[1]}."


def lacking_sentence(lacking_s: float) -> str:
    """A take that is shorter than its shot."""
    return f"The take has no picture for {seconds(round(lacking_s, 2))} of the shot: a card shows there."


def picture_kbps(max_bytes: int, duration_s: float) -> int | None:
    """Kilobits a second that pictures may take at most, so that a film with its sound stays within `max_bytes`; None
    where nothing worth looking at would be left. A second of pictures may come on top (see `Encoder`)."""
    kbps = int(max_bytes * 8 * _CONTAINER / 1000 / (duration_s + 1)) - _SOUND_KBPS
    return kbps if kbps >= _LEAST_KBPS else None


def fitted_sentence(label: str, size_bytes: int, max_bytes: int, kbps: int) -> str:
    """What is said of a file that was encoded to a platform's size."""
    return (
        f"At full quality the file would have {size_bytes / 1e6:.1f} MB and {label} takes {max_bytes / 1e6:.1f} MB, "
        f"so its pictures were encoded to at most {kbps / 1000:.1f} Mbit/s."
    )
