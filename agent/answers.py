"""Errors as receipts: whatever goes wrong, the person gets one clear sentence and the turn has an end."""

import errno
import sqlite3

from store.errors import AskPerson, BadUpload, DiskFull, EditRefused, ReshootError, VendorError
from tools.receipts import Chip, Receipt

NO_ROOM = "There is no room left on the disk. Everything up to here is kept; make some room and say it again."


def receipt_of(error: BaseException) -> Receipt:
    """How a turn that ended in `error` is answered."""
    if isinstance(error, AskPerson):
        chips = tuple(Chip(label=option) for option in error.options)
        return Receipt(outcome="clarify", message=error.question, offers=chips)
    cannot = isinstance(error, VendorError) and error.kind == "unsupported"
    if cannot or isinstance(error, EditRefused | BadUpload):
        return Receipt(outcome="refused", message=str(error))
    if isinstance(error, ReshootError):
        return Receipt(outcome="failed", message=str(error))
    if is_no_room(error):
        return Receipt(outcome="failed", message=NO_ROOM)
    return Receipt(outcome="failed", message=broke(error))


def is_expected(error: BaseException) -> bool:
    """Whether the error is one of those raised on purpose; others are faults and belong in the log."""
    return isinstance(error, ReshootError) or is_no_room(error)


def is_no_room(error: BaseException) -> bool:
    """A full disk, in whatever form it comes."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return isinstance(error, DiskFull) or (isinstance(error, sqlite3.OperationalError) and "disk is full" in str(error))


def broke(error: BaseException) -> str:
    """The sentence for a fault of ours; the traceback is in the log."""
    return (
        f"Something broke inside Reshoot while doing this ({type(error).__name__}). Nothing was changed and nothing "
        "was lost; try it another way. The log has the details."
    )
