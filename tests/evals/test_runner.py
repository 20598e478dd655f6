"""The eval runner as it is called: recorded calls in, a report out."""

import json
from pathlib import Path

import pytest

from tests.evals.__main__ import main

CASES = [
    {"id": "a", "scene": "bottle", "turns": ["slower"], "expect": {"outcome": "changed", "checks": [
        {"path": "shots[0].camera[push_in].speed", "is": "<"}], "may_change": ["shots[0].camera[push_in]"]}},
    {"id": "b", "scene": "bottle", "turns": ["warmer"], "expect": {"outcome": "changed", "checks": [],
        "may_change": ["shots[0].look.temperature"]}},
    {"id": "c", "scene": "cafe_story", "turns": ["4 seconds"], "expect": {"outcome": "clarify", "checks": [],
        "may_change": []}},
    {"id": "d", "scene": "cafe_story", "turns": ["lock the second"], "expect": {"outcome": "action",
        "action": "lock_still", "args": {"number": 2}, "checks": [],
        "may_change": ["shots[0].still", "shots[0].still_prompt"]}},
]  # fmt: skip
CALLS = {
    "a": [[{"name": "change_move", "args": {"property": "speed", "direction": "less"}}]],
    "b": [[{"name": "set_duration", "args": {"duration_s": 8}}]],
    "c": [[{"name": "ask_person", "args": {"question": "Which shot?", "options": ["shot 1"]}}]],
    "d": [[{"name": "lock_still", "args": {"number": 2, "shot": "s1"}}]],
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    cases, calls = tmp_path / "cases.jsonl", tmp_path / "calls.json"
    cases.write_text("\n".join(json.dumps(case) for case in CASES))
    calls.write_text(json.dumps(CALLS))
    return str(cases), str(calls)


def test_the_report_has_a_line_per_failing_case_and_a_summary(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--cases", files[0], "--calls", files[1]]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("WRONG b | warmer | set_duration(duration_s=8) | ")
    assert "shots[0].duration_s changed: 6.0 -> 8.0" in lines[0]
    start = "evals: 4 cases, 3 succeeded (75.0 %), 1 wrong changes (25.0 %), 1 asked, median "
    assert lines[1].startswith(start)
    assert lines[1].endswith(" ms per turn")


def test_the_prompt_can_be_printed_as_a_chat_model_gets_it(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--cases", files[0], "--calls", files[1], "--dump-prompt", "a"]) == 0
    dumped = json.loads(capsys.readouterr().out)
    (request,) = dumped["requests"]
    assert "<context>" in request["system"]
    assert request["messages"] == [{"role": "user", "content": "slower"}]
    assert {tool["function"]["name"] for tool in dumped["tools"]} >= {"set_move", "undo", "ask_person"}
    assert main(["--cases", files[0], "--dump-prompt", "nothing"]) == 2
