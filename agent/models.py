"""Which chat model directs: the one named by the settings, OpenAI where its key is set, else the offline director."""

from dataclasses import dataclass
from typing import Any

from langchain_core.language_models import BaseChatModel

from agent.settings import Settings
from store.errors import PersonError

DEFAULT_OPENAI_MODEL = "gpt-6.1-terra"
OFFLINE = "offline"


class ModelUnavailable(PersonError):
    """The chat model named by the settings cannot be made."""


@dataclass(frozen=True)
class ChosenModel:
    """A chat model and how it is spoken to.

    name: for people and logs. converses: the model reads tool results and may call again within the turn; the
    offline director does not, its tools answer the person directly.
    """

    model: BaseChatModel
    name: str
    converses: bool


def choose_model(settings: Settings) -> ChosenModel:
    """The model that directs. Raises ModelUnavailable with a sentence that names the setting to mend."""
    name = _chosen_name(settings)
    if name.lower() == OFFLINE:
        return ChosenModel(_offline(), OFFLINE, converses=False)
    return ChosenModel(_online(name, settings), name, converses=True)


def sends_nothing(settings: Settings) -> bool:
    """Whether no word and no picture leaves this machine: no chat model and no engine is connected."""
    return _chosen_name(settings).lower() == OFFLINE and not settings.vendors.hosts


def _chosen_name(settings: Settings) -> str:
    name = settings.model.strip()
    if name:
        return name
    online = settings.openai_api_key is not None or settings.openai_base_url is not None
    return f"openai:{DEFAULT_OPENAI_MODEL}" if online else OFFLINE


def _offline() -> BaseChatModel:
    from agent.offline.model import OfflineDirector

    return OfflineDirector()


def _online(name: str, settings: Settings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    provider, colon, model = name.partition(":")
    if not (colon and provider and model):
        raise ModelUnavailable(
            f"RESHOOT_MODEL is {name!r}, but it is written provider:model, such as openai:{DEFAULT_OPENAI_MODEL}, "
            "or offline for the director that needs no key."
        )
    try:
        # The client never re-sends by itself: one place counts the retries, and tells the person.
        limits = {"max_retries": 0, "timeout": settings.model_timeout_s}
        options = _openai_options(settings) if provider == "openai" else {}
        return init_chat_model(model, model_provider=provider, **limits, **options)
    except ModelUnavailable:
        raise
    except ImportError as error:
        raise ModelUnavailable(
            f"RESHOOT_MODEL names the provider {provider!r}, whose package is not installed "
            f"({error.name or 'see the LangChain documentation'}). Install it next to Reshoot, or set OPENAI_BASE_URL "
            "for a server that speaks OpenAI's protocol."
        ) from error
    except Exception as error:
        # Providers raise what they like here; the text may quote the key, so only the kind is told.
        raise ModelUnavailable(
            f"The chat model {name} could not be set up ({type(error).__name__}). Check RESHOOT_MODEL and the key of "
            f"{provider}; RESHOOT_MODEL=offline works without one."
        ) from error


def _openai_options(settings: Settings) -> dict[str, Any]:
    key = settings.openai_api_key
    if key is None and settings.openai_base_url is None:
        raise ModelUnavailable(
            "RESHOOT_MODEL names OpenAI, but OPENAI_API_KEY is not set. Set it, set OPENAI_BASE_URL for a local "
            "server, or set RESHOOT_MODEL=offline for the director that needs no key."
        )
    options: dict[str, Any] = {"api_key": key.get_secret_value() if key else "not-needed"}
    if settings.openai_base_url:
        options["base_url"] = settings.openai_base_url
    return options
