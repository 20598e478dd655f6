"""The settings of a person: `RESHOOT_*` variables and `.env`, read once and handed on as values."""

import os
from pathlib import Path
from typing import Annotated

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from tools.hosts import Connections, read_connections, variables

_ENV_FILE = ".env"


def _default_home() -> Path:
    return user_data_path("reshoot", appauthor=False)


def _connections() -> Connections:
    """What the vendors' variables and `.env` connect."""
    file = dotenv_values(_ENV_FILE)
    return read_connections({name: os.environ.get(name) or file.get(name) or "" for name in variables()})


class Settings(BaseSettings):
    """What can be set from outside. Every field has a value that works with no key and no network.

    The vendors' usual names (`OPENAI_API_KEY`, `OPENAI_BASE_URL`) are read too, so that a key which is already
    there is enough. An empty variable counts as not set.
    """

    model_config = SettingsConfigDict(
        env_prefix="RESHOOT_",
        env_file=_ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        protected_namespaces=(),
    )

    home: Path = Field(default_factory=_default_home)
    """The folder of the databases, the media and the exports."""
    model: str = ""
    """The chat model as `provider:model`, or `offline`. Empty: OpenAI where its key is set, else offline."""
    model_timeout_s: Annotated[float, Field(gt=0, le=3600)] = 60.0
    """Longest wait for one answer of the chat model, retries included."""
    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("RESHOOT_OPENAI_API_KEY", "OPENAI_API_KEY")
    )
    openai_base_url: str | None = Field(
        default=None, validation_alias=AliasChoices("RESHOOT_OPENAI_BASE_URL", "OPENAI_BASE_URL")
    )
    """Address of any server that speaks OpenAI's protocol, such as one on the own machine; the key is optional then."""
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    cache_gb: Annotated[float, Field(ge=0.1, le=10_000)] = 4.0
    """About how much the rendered films may take in the home, in gigabytes; the longest unused ones make room."""
    log_level: str = "INFO"
    vendors: Connections = Field(default_factory=_connections, repr=False, exclude=True)
    """The vendors that make pictures and clips, by the variables in `tools/engine_data/hosts.toml`."""

    def secrets(self) -> tuple[str, ...]:
        """The values that must appear nowhere else."""
        chat = (self.openai_api_key.get_secret_value(),) if self.openai_api_key else ()
        return tuple(dict.fromkeys((*chat, *self.vendors.secrets())))
