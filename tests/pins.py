"""`python -m tests.pins`: every installed package is the one that pyproject.toml pins; exits 1 where one is not."""

import re
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.version import Version

_OWN = {"reshoot", "pip", "setuptools", "uv", "wheel"}


def _name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def unpinned(pyproject: Path) -> list[str]:
    """Installed packages without a pin, or with another version than a pin says, a line each."""
    settings = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    pins: dict[str, set[Version]] = {}
    for line in settings["tool"]["uv"]["constraint-dependencies"]:
        name, version = re.match(r"([\w.-]+)==([\w.+!-]+)", line).groups()  # type: ignore[union-attr]
        pins.setdefault(_name(name), set()).add(Version(version))
    found: list[str] = []
    for package in distributions():
        name = _name(package.metadata["Name"])
        if name not in _OWN and Version(package.version) not in pins.get(name, set()):
            found.append(
                f"{name} {package.version} is installed; pinned: {', '.join(map(str, pins.get(name, ()))) or 'nothing'}"
            )
    return sorted(found)


if __name__ == "__main__":
    lines = unpinned(Path(__file__).parent.parent / "pyproject.toml")
    print("\n".join(lines) or "every installed package is pinned")
    sys.exit(1 if lines else 0)
