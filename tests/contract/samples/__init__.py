"""Recorded shapes of each vendor's answers, one module per adapter; `SAMPLES` is all of them."""

import importlib
import pkgutil

from tests.contract.samples.forms import Samples


def _gathered() -> tuple[Samples, ...]:
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "forms")
    return tuple(sample for name in modules for sample in importlib.import_module(f"{__name__}.{name}").SAMPLES)


SAMPLES = _gathered()
