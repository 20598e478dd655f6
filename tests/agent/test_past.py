"""What the offline director makes of sentences about earlier versions, and which it leaves to the readers of edits."""

from typing import Any

import pytest

from agent.offline.context import Context
from agent.offline.reading.past import read_past
from agent.offline.understand import understand
from store.scene import Scene

NAMED = Context(scene=Scene(), named_versions={"Calm cut": 3, "morning light": 5})


@pytest.mark.parametrize(
    ("said", "name", "args"),
    [
        ("take back the warm look but keep the rest", "revert", {"words": "the warm look"}),
        ("Undo the yellow captions, but keep everything else.", "revert", {"words": "the yellow captions"}),
        ("can you take the warm look back but keep the rest please", "revert", {"words": "the warm look"}),
        ("undo only the captions", "revert", {"words": "the captions"}),
        ("revert version 4 only", "revert", {"version": 4}),
        ("take only version 4 back", "revert", {"version": 4}),
        ("undo that but keep the rest", "undo", {}),
        ("go back to before the warm look", "restore", {"before": "the warm look"}),
        ("undo everything after the yellow captions", "restore", {"words": "the yellow captions"}),
        ("as it was ten minutes ago", "restore", {"minutes_ago": 10.0}),
        ("let’s go back 2 hours", "restore", {"minutes_ago": 120.0}),
        ("back to how it was half an hour ago", "restore", {"minutes_ago": 30.0}),
        ("name this version Calm Cut", "name_version", {"name": "Calm Cut"}),
        ("call version 3 “Morning Light”", "name_version", {"name": "Morning Light", "version": 3}),
        ("when did the captions go yellow?", "find_change", {"words": "when did the captions go yellow"}),
        ("which change made it darker?", "find_change", {"words": "which change made it darker"}),
        ("search all sessions for yellow", "search_sessions", {"words": "yellow"}),
        ("where did I say “warmer” in other sessions?", "search_sessions", {"words": "warmer"}),
        ("search for caption changes since yesterday", "search_sessions", {"kind": "caption", "since": "yesterday"}),
        ("export the session as markdown", "export_session", {}),
        ("back to the calm cut", "restore", {"version": 3}),
        ("compare calm cut with this", "compare", {"version_a": 3}),
        ("compare calm cut and version 5", "compare", {"version_a": 3, "version_b": 5}),
        ("branch from version 3", "branch", {"version": 3}),
        ("branch from the calm cut called Dark Side", "branch", {"version": 3, "name": "Dark Side"}),
        ("show the history tree", "show_history", {}),
    ],
)
def test_a_sentence_about_earlier_versions_is_one_call(said: str, name: str, args: dict[str, Any]) -> None:
    calls = read_past(said, NAMED)
    assert calls is not None
    assert [(call.name, call.args) for call in calls] == [(name, args)]
    assert [call.name for call in understand(said, NAMED).calls] == [name]


@pytest.mark.parametrize(
    "said",
    [
        "undo", "undo the last two", "take that back", "back to before that", "go back to the wide push",
        "call it Street", "back to normal speed", "save this version as a separate one", "make it warmer",
        "when does the caption appear?", "export for TikTok", "undo the last change but keep the captions",
        "remove the captions but keep the rest", "compare version 2 and 5", "name it Dawn", "go back to the original",
    ],
)  # fmt: skip
def test_every_other_sentence_is_left_to_the_readers_of_edits(said: str) -> None:
    assert read_past(said, NAMED) is None


def test_a_name_that_nobody_gave_means_nothing() -> None:
    assert read_past("back to the calm cut", Context(scene=Scene())) is None
