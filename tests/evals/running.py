"""Running cases: each in a fresh session, through the whole graph, without rendering."""

import io
import re
import statistics
import time
from dataclasses import dataclass
from typing import Any

from agent.director import Director
from agent.models import ChosenModel
from agent.patience import Patience
from agent.workbench import Workbench
from store.home import Home
from store.scene import Scene
from tests.evals.cases import Case
from tests.evals.judging import Verdict, judge
from tests.null_renderer import NullRenderer
from tools.receipts import Receipt


@dataclass(frozen=True)
class Ran:
    case: Case
    verdict: Verdict
    receipts: tuple[Receipt, ...]
    seconds: tuple[float, ...]


class Runner:
    """Runs cases in one home. `model` may be given anew for each case."""

    def __init__(self, home: Home, scenes: dict[str, Scene], patience: Patience | None = None) -> None:
        self.bench = Workbench.of_home(home, NullRenderer())
        self.scenes = scenes
        self._patience = patience
        self._picture = self.bench.media.put_bytes(_picture(), "png")

    def director(self, model: ChosenModel) -> Director:
        return Director(self.bench, model, patience=self._patience)

    async def run(self, director: Director, case: Case) -> Ran:
        """Play the turns of a case and judge the end."""
        start = self.scenes[case.scene]
        session_id = self.prepare(case)
        receipts: list[Receipt] = []
        seconds: list[float] = []
        for sentence in case.turns:
            began = time.perf_counter()
            receipts.append(await director.turn(session_id, sentence))
            seconds.append(time.perf_counter() - began)
        end = self.bench.history.head(session_id).scene
        verdict = judge(case, start.model_dump(mode="json"), end.model_dump(mode="json"), receipts[-1])
        return Ran(case, verdict, tuple(receipts), tuple(seconds))

    def prepare(self, case: Case) -> str:
        """A fresh session in the case's start scene, with the stills and takes the case speaks of."""
        scene = self.scenes[case.scene]
        session_id = self.bench.history.create_session(scene.title, scene).id
        for shot in scene.shots:
            if shot.still:
                self._add_still(session_id, shot.description, shot.still)
        if case.action == "lock_still" and not _keeps_still(case):
            batch = None
            for number in range(1, 5):
                batch = self._add_still(session_id, f"variant {number}", None, batch)
        if case.action == "pick_take":
            named = {int(n) for check in case.checks for n in re.findall(r"^shots\[(\d+)\]", check["path"])}
            for index, shot in enumerate(scene.shots):
                if index in (named or range(len(scene.shots))):
                    for number in range(1, 5):
                        self.bench.takes.add(session_id, shot.id, f"take:{session_id[:8]}:{shot.id}:{number}")
        return session_id

    def _add_still(self, session_id: str, label: str, still_id: str | None, batch: int | None = None) -> int:
        kind: Any = "sketch" if still_id is None else "upload"
        still = self.bench.stills.add(
            session_id, self._picture, kind, width=90, height=160, label=label, batch=batch, still_id=still_id
        )
        return still.batch


def summary(ran: list[Ran]) -> str:
    """The last line of a report."""
    count = len(ran) or 1
    good = sum(one.verdict.succeeded for one in ran)
    wrong = sum(one.verdict.wrong for one in ran)
    asked = sum(one.verdict.asked for one in ran)
    times = [seconds * 1000 for one in ran for seconds in one.seconds]
    return (
        f"evals: {len(ran)} cases, {good} succeeded ({100 * good / count:.1f} %), {wrong} wrong changes "
        f"({100 * wrong / count:.1f} %), {asked} asked, median {statistics.median(times or [0]):.0f} ms per turn"
    )


def _keeps_still(case: Case) -> bool:
    """Whether the case locks the still that is there already."""
    return any(check["path"].endswith(".still") and check["is"] == "same" for check in case.checks)


def _picture() -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.linear_gradient("L").resize((90, 160)).convert("RGB").save(file, "PNG")
    return file.getvalue()
