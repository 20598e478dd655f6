"""`reshoot engines`: the table and its JSON."""

import json
from pathlib import Path

import pytest

from tools.hosts import variables
from tools.profiles import profiles
from ui.cli import main


@pytest.fixture(autouse=True)
def nothing_connected(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    for name in variables():
        monkeypatch.delenv(name, raising=False)


def test_the_table_lists_every_engine_and_what_to_connect_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["engines"]) == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert sum(line.split("  ")[0] in {profile.engine for profile in profiles()} for line in lines) == len(profiles())
    for column in ("engine", "host", "connected", "seconds", "ratios", "audio", "first/last frame", "seed", "price",
                   "6 s take", "a picture", "facts of"):  # fmt: skip
        assert column in out
    kling = next(line for line in lines if line.startswith("kling-3.0 ") and "KLING_API_KEY" in line)
    assert "3–15 s" in kling
    assert "first + last" in kling
    assert "$0.50, final $0.67" in kling
    assert "2026-09-20" in kling
    veo = next(line for line in lines if line.startswith("veo-3.1 ") and "ENTERPRISE" in line)
    assert veo.endswith("may have ended")


def test_a_window_of_100_columns_has_room_for_every_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["engines"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 100
    assert sum(line.split("  ")[0] in {profile.engine for profile in profiles()} for line in lines) == len(profiles())
    at = next(n for n, line in enumerate(lines) if line.startswith("kling-3.0 ") and "KLING_API_KEY" in line)
    assert lines[at + 1].strip() == "3–15 s · audio yes/no · frames first + last · as the frame · no seed"
    assert lines[at + 2].strip() == ("$0.084 a second, final $0.112 · 6 s take $0.50, final $0.67 · 2026-09-20")


def test_a_key_in_the_env_file_connects_and_is_not_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".env").write_text("FAL_KEY=a-secret-in-a-file\n")
    monkeypatch.setenv("RUNWAYML_API_SECRET", "a-secret-in-a-variable")
    assert main(["engines", "--json"]) == 0
    out = capsys.readouterr().out
    assert "a-secret" not in out
    rows = json.loads(out)
    by_id = {row["id"]: row for row in rows}
    assert by_id["kling-3.0@fal"]["connected"]
    assert by_id["gen-4.5@runway"]["connected"]
    assert by_id["gen-4.5@runway"]["take"]["final"] == {
        "usd": 0.72, "seconds": 6.0, "checked": True, "per": "$0.12 a second",
    }  # fmt: skip
    assert by_id["kling-3.0@kling"]["missing"] == "connect with KLING_API_KEY"
    assert by_id["veo-3.1@google-enterprise"]["unverified"]
    assert [row["connected"] for row in rows] == sorted((row["connected"] for row in rows), reverse=True)


def test_an_address_that_is_none_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESHOOT_FAL_BASE_URL", "nowhere")
    assert main(["engines"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
