"""An adapter without samples, or an engine without an adapter, is found here."""

import importlib
import inspect
import pkgutil

import pytest

from tests.contract.samples import SAMPLES
from tests.contract.samples.forms import Samples
from tools.engines import ADAPTERS, Engines
from tools.profiles import Profile, profiles
from tools.providers.adapter import Adapter
from tools.providers.outcomes import Provider

providers = importlib.import_module("tools.providers")


def _adapters() -> set[type]:
    """Every adapter that stands in the folder of providers."""
    modules = [
        importlib.import_module(f"{providers.__name__}.{m.name}") for m in pkgutil.iter_modules(providers.__path__)
    ]
    return {
        found
        for module in modules
        for _, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, Adapter) and not inspect.isabstract(found)
    }


def test_every_adapter_is_known_and_has_samples() -> None:
    sampled = {ADAPTERS[Engines().find(sample.engine).adapter] for sample in SAMPLES}
    assert _adapters() == set(ADAPTERS.values()) == sampled


def test_every_profile_has_its_adapter() -> None:
    assert {profile.adapter for profile in profiles()} == set(ADAPTERS)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s.engine}-{s.name}")
def test_samples_of_tasks_have_every_case(sample: Samples) -> None:
    if sample.job is None:
        return
    assert all((sample.submitted, sample.working, sample.failed, sample.gone))
    assert sample.expected.links or sample.expected.data


def test_an_adapter_is_what_the_jobs_drive() -> None:
    assert all(issubclass(adapter, Provider) for adapter in ADAPTERS.values())


def test_a_profile_is_named_by_engine_and_host() -> None:
    names = [profile.id for profile in profiles()]
    assert len(set(names)) == len(names)
    assert all(isinstance(profile, Profile) for profile in profiles())
