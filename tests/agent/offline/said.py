"""What the offline director makes of a sentence in one of the scenes of the evals."""

import json
from typing import Any

from agent.offline.context import Context, read_context
from agent.offline.understand import Understanding, understand
from store.scene import Scene
from tests.evals.cases import read_scenes

_SCENES = read_scenes()


def context(scene: str | Scene, **more: Any) -> Context:
    """The context of a scene, by its name in the evals or as it is."""
    meant = _SCENES[scene] if isinstance(scene, str) else scene
    return read_context({"scene": json.loads(meant.model_dump_json()), **more})


def meant(sentence: str, scene: str | Scene = "bottle", **more: Any) -> Understanding:
    return understand(sentence, context(scene, **more))


def first(sentence: str, scene: str | Scene = "bottle", **more: Any) -> tuple[str, dict[str, Any]]:
    """Name and arguments of the first call, without the person's own words."""
    one = meant(sentence, scene, **more).calls[0]
    return one.name, {key: value for key, value in one.args.items() if key != "wish"}


def scene(name: str) -> Scene:
    return _SCENES[name]
