"""References: pictures that fix a character, product, palette, prop or style for a whole film. Pure."""

from typing import Annotated, Literal, NewType, get_args

from pydantic import Field

from store.values import Value

StillId = NewType("StillId", str)
ReferenceKind = Literal["character", "product", "prop", "style", "palette"]

REFERENCE_KINDS: tuple[ReferenceKind, ...] = get_args(ReferenceKind)
"""In the order in which they matter where an engine takes only some."""
MAX_REFERENCES = 16
"""As many as any engine takes."""


class Reference(Value):
    """A picture that every new picture of the film keeps to. `name` is how the person calls what it shows."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    kind: ReferenceKind
    still: StillId

    def is_called(self, name: str) -> bool:
        """Whether the person means this one."""
        return self.name.casefold() == name.strip().casefold()
