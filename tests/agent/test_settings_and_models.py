"""What a person sets, and which model directs then."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from agent.models import DEFAULT_OPENAI_MODEL, ModelUnavailable, choose_model, sends_nothing
from agent.settings import Settings
from tools.hosts import Connections, read_connections

OURS = ("RESHOOT_MODEL", "RESHOOT_HOME", "OPENAI_API_KEY", "OPENAI_BASE_URL", "RESHOOT_OPENAI_API_KEY")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine, and a folder without a `.env`."""
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_value_that_needs_no_key() -> None:
    settings = Settings()
    assert settings.model == ""
    assert settings.openai_api_key is None
    assert settings.home.name == "reshoot"


def test_variables_and_the_env_file_are_read_and_variables_win(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("RESHOOT_MODEL=openai:from-file\nOPENAI_API_KEY=sk-from-file\nOTHER=1\n")
    assert Settings().model == "openai:from-file"
    assert Settings().secrets() == ("sk-from-file",)
    monkeypatch.setenv("RESHOOT_MODEL", "openai:from-variable")
    assert Settings().model == "openai:from-variable"


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert Settings().openai_api_key is None


def test_the_key_does_not_show_when_the_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret-indeed")
    assert "very-secret" not in f"{Settings()!r}{Settings()}"


def test_without_a_key_the_offline_director_directs() -> None:
    pytest.importorskip("agent.offline.model")
    chosen = choose_model(Settings())
    assert (chosen.name, chosen.converses) == ("offline", False)


def test_offline_can_be_asked_for_although_there_is_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("agent.offline.model")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    assert choose_model(Settings(model="offline")).name == "offline"


@pytest.mark.parametrize("variable", ["OPENAI_API_KEY", "OPENAI_BASE_URL"])
def test_a_key_or_an_address_of_openai_is_enough(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "http://127.0.0.1:1/v1" if variable.endswith("URL") else "sk-x")
    chosen = choose_model(Settings())
    assert chosen.name == f"openai:{DEFAULT_OPENAI_MODEL}"
    assert chosen.converses


def test_the_client_never_retries_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    model: Any = choose_model(Settings(model_timeout_s=12)).model
    assert model.max_retries == 0
    assert model.request_timeout == 12


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gpt-5", "provider:model"),
        ("openai:", "provider:model"),
        ("openai:gpt-5", "OPENAI_API_KEY is not set"),
        ("anthropic:claude", "not installed"),
        ("nonesuch:model", "could not be set up"),
    ],
)
def test_a_model_that_cannot_be_made_is_a_sentence_with_the_way_out(name: str, words: str) -> None:
    with pytest.raises(ModelUnavailable, match=words):
        choose_model(Settings(model=name))


def test_the_room_for_rendered_films_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().cache_gb == 4
    monkeypatch.setenv("RESHOOT_CACHE_GB", "0.5")
    assert Settings().cache_gb == 0.5
    monkeypatch.setenv("RESHOOT_CACHE_GB", "0")
    with pytest.raises(ValidationError, match="cache_gb"):
        Settings()


def test_nothing_leaves_the_machine_only_where_nothing_is_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    engines = read_connections({"FAL_KEY": "fal-x"})
    assert sends_nothing(Settings(vendors=Connections()))
    assert not sends_nothing(Settings(vendors=engines))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    assert not sends_nothing(Settings(vendors=Connections()))
    assert sends_nothing(Settings(model="offline", vendors=Connections()))
