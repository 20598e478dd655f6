"""The notation of the constructions says what its docstring promises, and every construction asked for exists."""

import re
from pathlib import Path

import pytest

import agent.offline
from agent.offline.constructions import Construction, construction


@pytest.mark.parametrize(
    ("line", "words", "says"),
    [
        ("let ... breathe|linger", "let the last shot breathe", True),
        ("let ... breathe|linger", "let it go , breathe", False),
        ("no|without easing at? end", "no easing at the end", True),
        ("no|without easing at? end", "no easing end", True),
        ("glide~ to rest", "it is gliding to rest", True),
        ("(cut in two)|split it", "cut in two it", True),
        ("^ keep|leave the", "please keep the push", False),
        ("to _n_ $", "down to _n_", True),
        ("to _n_ $", "down to _n_ seconds", False),
        ("start very* slow", "start very very slow", True),
    ],
)
def test_a_line_is_found_where_its_elements_stand_in_order(line: str, words: str, says: bool) -> None:
    assert (Construction([line]).within(words.split()) is not None) is says


def test_named_gaps_hand_over_what_stands_in_them() -> None:
    swap = Construction(["swap ...old for ...new $"])
    assert swap.within(["swap", "the", "red", "cup", "for", "a", "glass", "of", "water"]) == {
        "old": "the red cup",
        "new": "a glass of water",
    }


def test_a_named_word_is_one_word_without_its_article() -> None:
    assert Construction(["make|have _thing glow"]).within(["make", "the", "bottle", "glow"]) == {"thing": "bottle"}


def test_a_whole_sentence_leaves_nothing_over() -> None:
    more = Construction(["a? bit|little more"])
    assert more.whole(["a", "little", "more"])
    assert not more.whole(["a", "little", "more", "grain"])


def test_every_construction_that_a_reader_asks_for_is_written_down_and_every_one_written_down_is_asked_for() -> None:
    room = Path(agent.offline.__file__ or "").parent
    code = "\n".join(file.read_text(encoding="utf-8") for file in room.rglob("*.py"))
    written = set(
        re.findall(r"^([a-z_]+) = ", "\n".join(f.read_text() for f in room.glob("constructions/*.toml")), re.M)
    )
    asked = {name for name in re.findall(r'"([a-z_]+)"', code) if name in written}
    calls = re.findall(r"(?:says|held|is_only|says_only|says_within|construction)\(([^()]*)\)", code)
    named = {name for call in calls for name in re.findall(r'"([a-z_]+)"', call)}
    assert written - asked == set()
    assert named - written == set()
    for name in written:
        construction(name)
