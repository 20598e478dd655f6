"""The local engine beside its limits: `python -m tests.bench`.

Prints a table; under ten minutes on two cores with nothing beside it. `--json FILE` keeps it, `--check` exits 1 where a
limit is missed (rows in seconds and megabytes speak of this machine), `--quick` takes short clips, `--only WORD` the
measures whose name holds the word. A measure that fails is told, the others go on, and it exits 1. MoviePy is measured
where it is installed (`uv sync --group bench`).
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import cv2

from tests.bench import (
    measures_calling_off,
    measures_depth,
    measures_memory,
    measures_others,
    measures_previews,
    measures_sameness,
    measures_smoothness,
    measures_speed,
)
from tests.bench.rows import Row, as_json, printed

MEASURES = (
    measures_speed, measures_previews, measures_calling_off, measures_smoothness, measures_depth, measures_sameness,
    measures_memory, measures_others,
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--only", default="", metavar="WORD")
    asked = parser.parse_args(argv)
    cv2.setNumThreads(1)  # as in the render process: one core draws while the other encodes
    load = os.getloadavg()[0]
    rows: list[Row] = []
    broken: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for measure in MEASURES:
            name = measure.__name__.removeprefix("tests.bench.measures_")
            if asked.only in name:
                began = time.monotonic()
                try:
                    rows.extend(measure.rows(Path(folder), asked.quick))
                except Exception:
                    # What was measured before, minutes of it, is worth having all the same.
                    broken.append(name)
                    traceback.print_exc()
                sys.stderr.write(f"{name} took {time.monotonic() - began:.0f} s\n")
    print(printed(rows))
    print(f"{os.cpu_count()} cores, {platform.machine()}, load before {load:.1f}, after {os.getloadavg()[0]:.1f}")
    if asked.json:
        facts = {"cores": os.cpu_count(), "load": load, "quick": asked.quick}
        asked.json.write_text(json.dumps(as_json(rows, **facts), indent=1) + "\n", encoding="utf-8")
    missed = [row.what for row in rows if row.missed]
    if broken:
        sys.stderr.write(f"could not be measured to the end: {', '.join(broken)}\n")
    if asked.check and missed:
        sys.stderr.write(f"missed: {'; '.join(missed)}\n")
    return 1 if broken or (asked.check and missed) else 0


if __name__ == "__main__":
    sys.exit(main())
