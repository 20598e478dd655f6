"""Every error of Reshoot, drawn as one tree.

ReshootError
├── PersonError          tell the person: the sentence says what happened, what was kept, what to do
│   ├── BadUpload        a file that cannot be used as a still, a sound or a logo
│   ├── HomeInUse        another process writes to this home
│   ├── DiskFull         there is no room to write
│   └── MediaMissing     something the scene points at is no longer on disk
├── EditRefused          tell the model (and, when it gives up, the person): the edit does not fit the scene
│   ├── UnknownTarget    names something that is not there; carries the nearest valid names
│   └── OutOfRange       a value outside its limits; carries the limits
├── AskPerson            ask: one short question with the likely answers
└── RenderFailed         retry once, then tell the person; the scene is untouched
"""


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


class AskPerson(ReshootError):
    """The wish is unclear: ask `question`, offering `options` as chips. Nothing changes."""

    def __init__(self, question: str, options: tuple[str, ...] = ()) -> None:
        super().__init__(question)
        self.question = question
        self.options = options


class RenderFailed(ReshootError):
    """The local engine could not make the picture."""
