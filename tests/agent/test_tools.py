"""The steps as a chat model sees them."""

import json
from typing import Any, Literal

import pytest

from agent.parameters import BadArguments, arguments_of, read_arguments, schema_of
from agent.tools import build_tools, told
from tools.context import ToolContext
from tools.receipts import Change, Receipt
from tools.steps import STEPS


@pytest.mark.parametrize("name", list(STEPS))
def test_every_step_has_a_schema_that_names_what_it_takes(name: str) -> None:
    schema = schema_of(arguments_of(STEPS[name]), name)
    assert "wish" in schema["properties"]
    assert "ctx" not in schema["properties"]
    assert "$ref" not in json.dumps(schema)
    assert '"null"' not in json.dumps(schema)


@pytest.mark.parametrize("name", list(STEPS))
def test_every_number_with_a_unit_says_its_unit(name: str) -> None:
    units = {"_s": "second", "_db": "decibel", "_usd": "dollar"}
    for key, value in schema_of(arguments_of(STEPS[name]), name)["properties"].items():
        for suffix, unit in units.items():
            if key.endswith(suffix):
                assert unit in value["description"], key


def test_the_looks_carry_the_ranges_of_the_scene() -> None:
    properties = schema_of(arguments_of(STEPS["set_look"]), "set_look")["properties"]
    assert (properties["temperature"]["minimum"], properties["temperature"]["maximum"]) == (-1, 1)
    assert (properties["exposure"]["minimum"], properties["exposure"]["maximum"]) == (-3, 3)
    assert properties["grain"]["minimum"] == 0


def test_all_schemas_together_stay_small_enough_to_send_each_turn() -> None:
    tools = [tool.tool_call_schema for tool in build_tools(STEPS)]
    assert len(json.dumps(tools)) < 50_000  # about 12,000 tokens, which models cache


def example(
    ctx: ToolContext,
    *,
    shots: list[str] | None = None,
    duration_s: float | None = None,
    count: int = 1,
    way: Literal["up", "down"] = "up",
) -> Receipt:
    """An example."""
    del ctx, shots, duration_s, count, way
    return Receipt(outcome="unchanged", message="")


MODEL = arguments_of(example)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({}, {}),
        ({"shots": None, "duration_s": None}, {}),
        ({"shots": "s1"}, {"shots": ["s1"]}),
        ({"duration_s": "6"}, {"duration_s": 6.0}),
        ({"count": 2, "wish": "two of them"}, {"count": 2}),
    ],
)
def test_arguments_are_read_with_goodwill(given: dict[str, Any], read: dict[str, Any]) -> None:
    assert read_arguments(example, MODEL, given) == read


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"seconds": 6}, "there is no argument 'seconds'"),
        ({"duration_s": "long"}, "duration_s"),
        ({"way": "left"}, "'up' or 'down'"),
        ({"count": [1]}, "count"),
        ("six", "example"),
    ],
)
def test_a_misfit_names_itself_and_the_valid_arguments(given: Any, told: str) -> None:
    with pytest.raises(BadArguments) as caught:
        read_arguments(example, MODEL, given)
    assert told in str(caught.value)
    assert "shots, duration_s, count, way" in str(caught.value)


def test_a_wish_that_is_the_steps_own_argument_reaches_it() -> None:
    needs = STEPS["needs_engine"]
    given = {"wish": "make her smile", "capability": "picture_content"}
    assert read_arguments(needs, arguments_of(needs), given) == given


def test_a_receipt_is_told_to_the_model_with_old_and_new() -> None:
    receipt = Receipt(
        outcome="changed",
        message="Slower.",
        changes=(Change(what="amount", old="12 %", new="8 %"),),
        reading="kept 6 s",
    )
    assert told(receipt) == "changed: Slower.\namount: 12 % -> 8 %\nreading: kept 6 s"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("name", list(STEPS))
def test_a_number_that_is_none_is_refused_before_any_step(name: str, value: float) -> None:
    model = arguments_of(STEPS[name])
    numbers = [key for key, field in model.model_fields.items() if "float" in str(field.annotation)]
    for key in numbers:
        with pytest.raises(BadArguments, match=f"{key}: Input should be a finite number"):
            read_arguments(STEPS[name], model, {key: value})
