"""The judge of the evals: what it lets pass and what it does not."""

from typing import Any

import pytest

from tests.evals.cases import HERE, Case, read_cases, read_scenes
from tests.evals.judging import Verdict, check_fault, judge
from tests.evals.paths import concrete, value_at
from tools.receipts import Receipt, ToolCall

SCENES = {name: scene.model_dump(mode="json") for name, scene in read_scenes().items()}


def case(**values: Any) -> Case:
    usual: dict[str, Any] = {
        "id": "x", "scene": "bottle", "turns": ("x",), "outcome": "changed", "action": None, "args": {},
        "checks": (), "may_change": (), "tags": (),
    }  # fmt: skip
    return Case(**{**usual, **values})


def edited(scene: str, change: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A scene, and a copy of it after a line of Python that changes `end`."""
    import copy

    start = SCENES[scene]
    end = copy.deepcopy(start)
    exec(change, {"end": end})
    return start, end


def judged(case: Case, start: dict[str, Any], end: dict[str, Any], **receipt: Any) -> Verdict:
    return judge(case, start, end, Receipt.model_validate({"outcome": "changed", "message": "", **receipt}))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("shots[0].camera[push_in].speed", 0.02),
        ("shots[0].camera[*].kind", "push_in"),
        ("shots[-1].id", "s1"),
        ("captions.position", None),
        ("shots[3].id", None),
        ("shots[0].camera[pan_left].amount", None),
    ],
)
def test_a_path_leads_to_its_value_or_nowhere(path: str, value: Any) -> None:
    assert value_at(SCENES["bottle"], path) == pytest.approx(value)


def test_overlays_are_found_by_their_text_whatever_its_case() -> None:
    assert concrete(SCENES["cafe_story"], "overlays[text~sale].color") == ("overlays", 0, "color")


def test_the_only_move_is_no_path_where_there_are_two() -> None:
    assert value_at(SCENES["portrait"], "shots[0].camera[*].kind") is None


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        ({"path": "shots[0].duration_s", "is": ">"}, True),
        ({"path": "shots[0].duration_s", "is": "<"}, False),
        ({"path": "shots[0].duration_s", "is": "=", "value": 8}, True),
        ({"path": "shots[0].duration_s", "is": "~", "value": 7.5}, True),
        ({"path": "shots[0].duration_s", "is": "~", "value": 7.5, "tol": 0.1}, False),
        ({"path": "shots[0].look", "is": "same"}, True),
        ({"path": "shots[0].duration_s", "is": "same"}, False),
        ({"path": "shots[0].duration_s", "is": "changed"}, True),
        ({"path": "captions", "is": "gone"}, True),
        ({"path": "captions", "is": "present"}, False),
        ({"path": "shots[0].camera[push_in]", "is": "present"}, True),
    ],
)
def test_checks_hold_or_not(check: dict[str, Any], holds: bool) -> None:
    start, end = edited("bottle", 'end["shots"][0]["duration_s"] = 8.0')
    assert (check_fault(check, start, end) is None) == holds


def test_what_may_not_change_is_a_wrong_change() -> None:
    start, end = edited("bottle", 'end["shots"][0]["duration_s"] = 8.0; end["title"] = "Other"')
    verdict = judged(case(may_change=("shots[0].duration_s",)), start, end)
    assert verdict.wrong
    assert verdict.faults == ["title changed: 'Olive oil' -> 'Other'"]


def test_what_a_turn_creates_may_be_named() -> None:
    start, end = edited("bottle", 'end["shots"][0]["camera"].append({"kind": "pan_left", "amount": 0.1})')
    allowed = case(may_change=("shots[0].camera[pan_left]",))
    assert not judged(allowed, start, end).wrong
    assert judged(case(), start, end).wrong


def test_takes_may_always_change() -> None:
    start, end = edited("bottle", 'end["shots"][0]["take"] = "take:9"')
    assert judged(case(), start, end).succeeded


def test_the_wrong_direction_is_a_wrong_change_and_nothing_at_all_is_not() -> None:
    check = {"path": "shots[0].duration_s", "is": "<"}
    longer = case(checks=(check,), may_change=("shots[0].duration_s",))
    start, end = edited("bottle", 'end["shots"][0]["duration_s"] = 8.0')
    assert judged(longer, start, end).wrong
    nothing = judged(longer, start, start, outcome="clarify")
    assert not nothing.wrong
    assert nothing.asked
    assert not nothing.succeeded


def test_an_action_is_judged_by_its_name_and_its_arguments() -> None:
    export = case(outcome="action", action="export", args={"platforms": ["tiktok"]})
    call = ToolCall(name="export", args={"platforms": ["tiktok"], "x": 1})
    scene = SCENES["bottle"]
    assert judged(export, scene, scene, outcome="action", action="export", call=call).succeeded
    assert not judged(export, scene, scene, outcome="action", action="export").succeeded
    assert not judged(export, scene, scene, outcome="action", action="undo", call=call).succeeded


def test_all_cases_can_be_read_and_name_scenes_that_are_there() -> None:
    cases = read_cases(HERE / "dev.jsonl")
    assert len(cases) == 70
    assert {case.scene for case in cases} <= set(SCENES)
