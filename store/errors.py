"""Every error of Reshoot, drawn as one tree.

ReshootError
├── PersonError          tell the person: the sentence says what happened, what was kept, what to do
│   ├── BadUpload        a file that cannot be used as a still, a sound or a logo
│   ├── HomeInUse        another process writes to this home
│   ├── DiskFull         there is no room to write
│   └── MediaMissing     something the scene points at is no longer on disk
├── EditRefused          tell the model (and, when it gives up, the person): the edit does not fit the scene
│   ├── UnknownTarget    names something that is not there; carries the nearest valid names
│   ├── OutOfRange       a value outside its limits; carries the limits
│   └── OverBudget       it would cost more than is left of the session's budget
├── VendorError          tell the person by its kind; the jobs read from it whether to wait, and whether money is gone
├── AskPerson            ask: one short question with the likely answers
└── RenderFailed         retry once, then tell the person; the scene is untouched
"""

from typing import Literal

TroubleKind = Literal["key", "credit", "rate", "refused", "unsupported", "failed"]
"""What went wrong at a vendor, as far as people act on it: a key that is not accepted, no credit left, too many calls,
content refused, something the engine cannot do, anything else."""

Charged = Literal["no", "unknown", "yes"]


class ReshootError(Exception):
    """Base of all errors raised on purpose. `str(error)` is a sentence fit for a person."""


class PersonError(ReshootError):
    """Told to the person as it stands."""


class BadUpload(PersonError):
    """The uploaded file cannot be used. Nothing was stored."""


class HomeInUse(PersonError):
    """Another process holds the home's write lock."""


class DiskFull(PersonError):
    """The disk refused a write. What was there before is still there."""


class MediaMissing(PersonError):
    """A media file named by the scene is gone from the home."""


class EditRefused(ReshootError):
    """The edit does not fit the scene; the scene is unchanged."""


class UnknownTarget(EditRefused):
    """The edit names something that is not in the scene.

    `nearest` lists the valid names, best match first.
    """

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class OutOfRange(EditRefused):
    """A value lies outside its limits."""


class VendorError(ReshootError):
    """A call to a vendor did not bring what it was made for.

    reason: the vendor's own words, or what was wrong with its answer; never a key. charged: whether this call cost
    money; "unknown" is a paid call whose answer was lost, which nobody sends again by itself. again: the same reading
    call (poll, collect) is worth repeating, after `retry_after_s` where the vendor named a time. nearest: what works
    instead, in words, best first.
    """

    def __init__(
        self,
        kind: TroubleKind,
        vendor: str,
        reason: str,
        *,
        charged: Charged = "no",
        again: bool = False,
        retry_after_s: float | None = None,
        nearest: tuple[str, ...] = (),
    ) -> None:
        self.kind: TroubleKind = kind
        self.vendor = vendor
        self.reason = reason
        self.charged: Charged = charged
        self.again = again
        self.retry_after_s = retry_after_s
        self.nearest = nearest
        super().__init__(_vendor_sentence(self))


_VENDOR_SENTENCES: dict[TroubleKind, tuple[str, str]] = {
    "key": ("{vendor} needs a key that works: {reason}.", "Set one, then say it again."),
    "credit": ("The account at {vendor} has no credit left: {reason}.", "Top it up, or choose another engine."),
    "rate": ("{vendor} asks to wait{wait}: {reason}.", "Try again then, or choose another engine."),
    "refused": ("{vendor} refused the content: {reason}.", "Word it differently, or choose another still."),
    "unsupported": ("{vendor} cannot do that: {reason}.", "{nearest}"),
    "failed": ("{vendor} did not deliver: {reason}.", "Try again, or choose another engine."),
}
FREE = "Nothing was charged."
_CHARGED_SENTENCES: dict[Charged, str] = {
    "no": FREE,
    "unknown": "Whether it was charged is unknown, so it is not sent again by itself.",
    "yes": "It was charged.",
}


def _vendor_sentence(error: VendorError) -> str:
    told, advice = _VENDOR_SENTENCES[error.kind]
    wait = "" if error.retry_after_s is None else f" {error.retry_after_s:g} s"
    nearest = f"What works: {', '.join(error.nearest)}." if error.nearest else "Choose another engine."
    reason = error.reason.strip().rstrip(".") or "no reason given"
    told = told.format(vendor=error.vendor, reason=reason, wait=wait)
    return f"{told} {_CHARGED_SENTENCES[error.charged]} {advice.format(nearest=nearest)}"


class OverBudget(EditRefused):
    """It would cost more than is left of the budget; nothing was sent."""


class AskPerson(ReshootError):
    """The wish is unclear: ask `question`, offering `options` as chips. Nothing changes."""

    def __init__(self, question: str, options: tuple[str, ...] = ()) -> None:
        super().__init__(question)
        self.question = question
        self.options = options


class RenderFailed(ReshootError):
    """The local engine could not make the picture."""
