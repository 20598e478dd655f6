"""Fixed texts of the screen and the command line. What a turn says is written where the turn is made (`tools/`)."""

import re
from pathlib import PurePath
from typing import Any

from tools.receipts import Outcome, Receipt

FOREIGN_ADDRESS = "This address is not Reshoot's own. Open the address that Reshoot printed when it started."

UPLOAD_EMPTY = "it is empty (0 bytes). Nothing was changed; send it again, or choose another picture."
UPLOAD_KIND = "it is no picture, clip or sound. Nothing was changed."
UPLOAD_SIZE = "it is larger than 200 MB. Nothing was changed; save it smaller and send that."
GONE_FILE = "This file is no longer there. Everything else is kept; export again to make a new one."
NO_TAKE = "There is no such take."
NO_SAMPLE = "There is no sample of that name."
RENDER_STOPPED = "Stopped. The change is kept; press play to make the film."
STOPPED = "Stopped. Nothing more was changed."
STOP_ORDERS = "stop what is being made"
LOOKING = "What came is being looked at …"
BRANCHED = "This session is a branch: it starts from the film below, and the one it came from stays as it is."
UNEXPECTED = "Something went wrong on our side. The scene is as it was; please try once more."
PORT_TAKEN = (
    "Port {port} is taken by another program ({reason}). Close that one, or start with another port: "
    "reshoot --port {other}"
)
RUNNING = """Reshoot is running at {address}
Data is kept in {home}
Stop it with Ctrl+C.
"""

TYPE_SENTENCES = "Say what to change, one sentence per line; Ctrl+D ends."
CHOICE_GONE = "That is no longer on offer here. Say what you would like in words."
STARTERS = (
    ("Try the sample bottle", "use the sample bottle"),
    ("Describe a still", "generate a still: a perfume bottle on a stone ledge, warm side light, soft background"),
    ("What can I say?", "what can you do?"),
)

OUTCOME_LABELS: dict[Outcome, str] = {
    "changed": "Changed",
    "unchanged": "Unchanged",
    "clarify": "One question",
    "needs_engine": "Needs an engine",
    "action": "Done",
    "awaiting_approval": "Waiting for your approval",
    "refused": "Not possible",
    "failed": "Failed",
}

STAYS_HERE = "Everything stays on this machine."
GOES_OUT = "What a connected model or engine needs is sent to it; everything else stays on this machine."

SCREEN_WORDS: dict[str, Any] = {
    "chat": {
        "input": {
            "placeholder": "Describe a still, or say what to change",
            "actions": {"send": "Send", "stop": "Stop", "attachFiles": "Add a still, a clip or a sound"},
        },
        "fileUpload": {"errors": {"failed": "Could not take"}},
    },
    "threadHistory": {
        "sidebar": {
            "title": "Sessions",
            "filters": {"placeholder": "Search sessions"},
            "empty": "No sessions yet",
        },
        "thread": {
            "untitled": "Untitled",
            "actions": {
                "delete": {
                    "title": "Remove this session?",
                    "description": "The chat leaves the list. Stills and exports stay in the home folder.",
                    "success": "Session removed",
                    "inProgress": "Removing the session",
                },
                "rename": {
                    "title": "Rename the session",
                    "description": "A name that you will find again",
                    "success": "Renamed",
                    "inProgress": "Renaming",
                },
            },
        },
    },
    "navigation": {
        "header": {"readme": "How it works"},
        "newChat": {
            "button": "New session",
            "dialog": {
                "title": "New session",
                "description": "This session stays in the list.",
                "tooltip": "New session",
            },
        },
    },
}
"""Laid over Chainlit's own words (`ui/app_root.py`)."""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&:@])")


def plain(text: str) -> str:
    """`text` as Markdown that shows exactly these characters and lines.

    Captions and file names are not ours to format, and a picture link in them must not make the page ask a server.
    """
    return _MARKDOWN.sub(r"\\\1", text).replace("\n", "  \n")


def version_label(revision: int) -> str:
    return f"version {revision}"


def progress_line(label: str, fraction: float | None = None) -> str:
    """What is being done, and how far it is."""
    return f"{label} …" if fraction is None else f"{label}: {round(100 * min(max(fraction, 0.0), 1.0))} %"


def said(receipt: Receipt) -> str:
    """What stands above the turn's cards: a list that a card shows is not told twice."""
    if receipt.action == "show_history" and receipt.cards:
        return "What we changed so far:"
    for card in receipt.cards:
        if card.kind == "found" and receipt.action == "search_sessions" and isinstance(card.data.get("items"), list):
            return "Found, the newest first:"
        if card.kind == "document":
            return "This session to take away: every turn with what it changed."
    return receipt.message


MAX_TITLE = 60


def title_from(sentence: str, files: list[str]) -> str:
    """A session's name: its first sentence, or the name of the picture that was sent without words."""
    words = " ".join(sentence.split()) or (PurePath(files[0].replace("\\", "/")).stem if files else "")
    if len(words) <= MAX_TITLE:
        return words or "Untitled"
    cut = words[: MAX_TITLE - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,.;:") + "…"
