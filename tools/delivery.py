"""Step: export. Finished files for the platforms, each ratio composed from the stills on purpose."""

import re

from store.errors import AskPerson
from store.scene import Scene
from store.wording import joined
from tools.cards import files_card
from tools.context import ToolContext
from tools.receipts import FilePath, Receipt
from tools.render import ExportReport, platform_named, platform_names


def export(ctx: ToolContext, *, platforms: list[str] | None = None) -> Receipt:
    """Export the film: "tiktok", "reels", "shorts", "feed" (1:1), "feed_portrait" (4:5), "youtube" (16:9); left out:
    the one of the film's ratio."""
    scene = ctx.scene()
    _ready(ctx, scene)
    names = _platforms(platforms) if platforms else [_platform_of(scene)]
    folder = ctx.exports_dir / ctx.session_id / f"{ctx.turn_id:05d}"
    stem = file_stem(scene.title if scene.title != Scene().title else ctx.history.session(ctx.session_id).title)
    reports: list[ExportReport] = []
    for number, name in enumerate(names):
        label = f"Exporting for {platform_named(name).label}"

        def tell(fraction: float, label: str = label, number: int = number) -> None:
            ctx.progress(label, (number + fraction) / len(names))

        reports.append(ctx.renderer.export(ctx.session_id, scene, name, folder, stem, tell))
    labels = [report.label for report in reports]
    failed = [check for report in reports for check in report.checks if not check.ok]
    verdict = "all within the platform's limits" if not failed else "with warnings: " + failed[0].value
    return Receipt(
        outcome="action",
        action="export",
        message=f"Exported for {joined(labels)}: {verdict}.",
        cards=(files_card(reports),),
        files=tuple(_file(report) for report in reports),
        notes=tuple(note for report in reports for note in report.notes),
        revision=ctx.base().number,
    )


def _ready(ctx: ToolContext, scene: Scene) -> None:
    if not scene.shots:
        if ctx.stills.of_session(ctx.session_id):
            raise AskPerson("There is no film yet. Which still should I lock?", ("lock 1", "slow push-in, 6 seconds"))
        raise AskPerson(
            "There is nothing to export yet. Upload a photo, or describe a picture.", ("use the sample bottle",)
        )


def _platform_of(scene: Scene) -> str:
    """The first platform of the film's ratio."""
    return next(name for name in platform_names() if platform_named(name).aspect_ratio == scene.aspect_ratio)


def _platforms(asked: list[str]) -> list[str]:
    found: list[str] = []
    for name in asked:
        key = platform_named(name).name
        if key not in found:
            found.append(key)
    return found


def file_stem(title: str) -> str:
    """A file name from a title: letters, digits and dashes only."""
    words = re.sub(r"[^\w]+", "-", title, flags=re.ASCII).strip("-").lower()[:40]
    return words or "film"


def _file(report: ExportReport) -> FilePath:
    return FilePath(
        name=report.path.name,
        path=str(report.path),
        label=report.label,
        details=(
            f"{report.width} × {report.height}", f"{report.duration_s:.1f} s", f"{report.size_bytes / 1e6:.1f} MB",
        ),
        warnings=tuple(f"{check.name}: {check.value}, limit {check.limit}" for check in report.checks if not check.ok),
    )  # fmt: skip


STEPS = (export,)
