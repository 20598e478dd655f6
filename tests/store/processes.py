"""Other processes, as tests need them: a script that uses the store, run in a Python of its own."""

import subprocess
import sys
import textwrap
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def running(script: str, *arguments: str | Path, before: tuple[str, ...] = ()) -> Generator[subprocess.Popen[str]]:
    """Run `script` with `arguments` as `sys.argv[1:]`, behind the command `before`; at the end it is killed."""
    command = [*before, sys.executable, "-u", "-W", "error", "-c", textwrap.dedent(script), *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def next_line(process: subprocess.Popen[str]) -> str:
    """The next line the process prints; empty if it ended."""
    assert process.stdout is not None
    return process.stdout.readline().strip()
