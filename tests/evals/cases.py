"""Cases and start scenes, as the README beside this file describes them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.scene import Scene

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    id: str
    scene: str
    turns: tuple[str, ...]
    outcome: str
    action: str | None
    args: dict[str, Any]
    checks: tuple[dict[str, Any], ...]
    may_change: tuple[str, ...]
    tags: tuple[str, ...]


def read_cases(path: Path) -> list[Case]:
    """The cases of a `.jsonl` file, in order; empty lines are skipped."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines if line.strip()]


def read_scenes() -> dict[str, Scene]:
    documents = json.loads((HERE / "scenes.json").read_text(encoding="utf-8"))
    return {name: Scene.model_validate(document) for name, document in documents.items()}


def _case(document: dict[str, Any]) -> Case:
    expect = document["expect"]
    return Case(
        id=document["id"],
        scene=document["scene"],
        turns=tuple(document["turns"]),
        outcome=expect["outcome"],
        action=expect.get("action"),
        args=expect.get("args", {}),
        checks=tuple(expect.get("checks", ())),
        may_change=tuple(expect.get("may_change", ())),
        tags=tuple(document.get("tags", ())),
    )
