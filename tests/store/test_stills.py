import re

import pytest

from store.errors import UnknownTarget
from store.history import History
from store.home import Home
from store.renders import Renders
from store.stills import StillInfo, Stills


@pytest.fixture
def session_id(history: History) -> str:
    return history.create_session("Olive oil").id


def sketch(stills: Stills, session_id: str, label: str, batch: int | None = None) -> StillInfo:
    return stills.add(session_id, f"{label}.png", "sketch", width=1080, height=1920, label=label, batch=batch)


def test_variants_that_are_made_together_share_a_batch_and_are_numbered(stills: Stills, session_id: str) -> None:
    upload = stills.add(session_id, "m.jpg", "upload", width=4, height=3, label="IMG_1.jpg")
    first = sketch(stills, session_id, "a")
    others = [sketch(stills, session_id, label, first.batch) for label in "bc"]
    assert (upload.batch, upload.number) == (1, 1)
    assert [(still.batch, still.number) for still in (first, *others)] == [(2, 1), (2, 2), (2, 3)]
    assert stills.of_session(session_id) == [upload, first, *others]
    assert stills.latest_batch(session_id) == [first, *others]


def test_a_still_is_found_by_its_id(stills: Stills, session_id: str) -> None:
    added = stills.add(session_id, "m.png", "generated", width=1, height=2, label="one", prompt="a bottle \ud83d")
    assert re.fullmatch(r"still:[0-9a-f]{12}", added.id)
    assert stills.get(added.id) == added
    assert (added.prompt, added.kind, added.media, added.width, added.height) == (
        "a bottle ?",
        "generated",
        "m.png",
        1,
        2,
    )


@pytest.mark.parametrize("name", ["still:000000000000", "", "\ud83d", "x" * 5000])
def test_a_still_that_is_not_there_is_a_sentence(stills: Stills, name: str) -> None:
    with pytest.raises(UnknownTarget, match="There is no still"):
        stills.get(name)


def test_a_replayed_call_adds_its_still_once(stills: Stills, session_id: str) -> None:
    added = [
        stills.add(session_id, "m.png", "sketch", width=1, height=2, label=label, still_id="still:0123456789ab")
        for label in ("first", "again")
    ]
    assert added[0] == added[1] == stills.of_session(session_id)[0]
    assert len(stills.of_session(session_id)) == 1


def test_a_session_without_stills_has_no_batch_and_an_unknown_one_takes_none(stills: Stills, session_id: str) -> None:
    assert stills.latest_batch(session_id) == stills.of_session("nowhere") == []
    with pytest.raises(UnknownTarget):
        sketch(stills, "nowhere", "a")


def test_a_branch_has_the_stills_of_its_origin_and_makes_its_own(
    history: History, stills: Stills, session_id: str
) -> None:
    still = sketch(stills, session_id, "a")
    branch = history.branch(session_id, "Other").id
    assert [(s.id, s.number) for s in stills.latest_batch(branch)] == [(still.id, 1)]
    sketch(stills, branch, "b")
    assert len(stills.of_session(branch)) == 2
    assert stills.of_session(session_id) == [still]


def test_a_render_is_remembered_with_its_time_and_the_last_one_counts(home: Home) -> None:
    renders = Renders(home.database)
    assert renders.get("k") is None
    renders.add("k", 1.5, 1000)
    renders.add("k", 0.5, 2000)
    kept = renders.get("k")
    assert kept is not None
    assert (kept.key, kept.seconds, kept.size_bytes) == ("k", 0.5, 2000)
