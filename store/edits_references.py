"""Edits of the references: the pictures that fix who and what is in a film, and its style."""

from typing import Literal

from store.references import Reference
from store.values import Value


class SetReference(Value):
    """Keep to this picture from now on; another one of the same name is replaced."""

    op: Literal["set_reference"] = "set_reference"
    reference: Reference


class RemoveReference(Value):
    """Forget the reference with this name."""

    op: Literal["remove_reference"] = "remove_reference"
    name: str
