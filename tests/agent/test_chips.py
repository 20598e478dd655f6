"""Every chip that is offered can be clicked: its call fits the tool it names."""

import pytest

from agent.models import ChosenModel
from agent.offline.model import OfflineDirector
from agent.parameters import arguments_of, read_arguments
from store.home import Home
from tests.evals.cases import HERE, read_cases, read_scenes
from tests.evals.running import Runner
from tools.receipts import Chip
from tools.steps import STEPS


def test_a_chip_that_fits_no_tool_would_be_found() -> None:
    with pytest.raises(Exception, match="there is no argument"):
        fits(Chip.model_validate({"label": "x", "call": {"name": "undo", "args": {"from_before": True}}}))


@pytest.mark.slow
async def test_every_chip_offered_in_the_evals_can_be_clicked(home: Home) -> None:
    runner = Runner(home, read_scenes())
    director = runner.director(ChosenModel(OfflineDirector(), "offline", converses=False))
    offered = [
        chip
        for case in read_cases(HERE / "dev.jsonl")
        for receipt in (await runner.run(director, case)).receipts
        for chip in receipt.offers
    ]
    await director.close()
    assert len(offered) > 10
    for chip in offered:
        fits(chip)


def fits(chip: Chip) -> None:
    if chip.call is not None:
        step = STEPS[chip.call.name]
        read_arguments(step, arguments_of(step), chip.call.args)
