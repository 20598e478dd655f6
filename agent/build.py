"""The graph: understand, act, answer. One path for every model, for chips and for the offline director.

    before_model (mend, trim, end?) -> model -> after_model (one change) -> tools -> before_model -> ...

A step that takes effect ends the turn with its receipt; look-ups and refusals go back to a model that converses. A step
that costs money waits in `tools` for the person's word: the turn ends with the spend card, another one goes on.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from langchain.agents import create_agent
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph.state import CompiledStateGraph

from agent.middleware_approval import Approval
from agent.middleware_changes import OneChange
from agent.middleware_memory import Memory
from agent.middleware_model import Understanding
from agent.models import ChosenModel
from agent.patience import Patience
from agent.tools import build_tools, fits
from agent.turn import Turn, TurnState
from tools.steps import Step

Graph = CompiledStateGraph[Any, Any, Any, Any]


def build_graph(
    model: ChosenModel,
    steps: Mapping[str, Step],
    checkpointer: BaseCheckpointSaver[Any] | None,
    patience: Patience | None = None,
) -> Graph:
    """The compiled graph; a run takes a `Turn` as its context and leaves the receipt on it."""
    return create_agent(
        model.model,
        build_tools(steps),
        middleware=[
            Memory(),
            Understanding(model.name, patience or Patience()),
            OneChange(steps.keys(), partial(fits, steps)),
            Approval(),
        ],
        state_schema=TurnState,
        context_schema=Turn,
        checkpointer=checkpointer,
    )
