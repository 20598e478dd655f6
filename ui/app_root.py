"""The directory Chainlit works in.

It lives in the home, so that nothing is written into the checkout at run time, and two servers with different homes
never share (or delete) each other's files.
"""

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ui.wording import GOES_OUT, SCREEN_WORDS, STAYS_HERE

CHECKOUT = Path(__file__).resolve().parent.parent
LANGUAGE = "en-US"


def prepare_app_root(home: Path, sends_nothing: bool = True) -> Path:
    """Put what Chainlit reads (settings, welcome, pictures, words) into `home`/screen and return that path.

    sends_nothing: nothing is connected, so the page may say that everything stays here.
    Only for the process that holds the home's lock, and before Chainlit is imported: it reads these files, and makes
    its upload folder, at import.
    """
    root = home / "screen"
    # What a killed server left of its uploads; the home's lock is ours, so nobody uses it.
    shutil.rmtree(root / ".files", ignore_errors=True)
    translations = root / ".chainlit" / "translations"
    translations.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(CHECKOUT / ".chainlit" / "config.toml", root / ".chainlit" / "config.toml")
    shutil.copyfile(CHECKOUT / "chainlit.md", root / f"chainlit_{LANGUAGE}.md")
    shutil.copyfile(CHECKOUT / "chainlit.md", root / "chainlit.md")
    _link(root / "public", CHECKOUT / "public")
    promise = {"chat": {"watermark": STAYS_HERE if sends_nothing else GOES_OUT}}
    words = _merged(_merged(_packaged_words(), SCREEN_WORDS), promise)
    (translations / f"{LANGUAGE}.json").write_text(json.dumps(words, ensure_ascii=False, indent=1), encoding="utf-8")
    return root


def _link(link: Path, target: Path) -> None:
    """Point `link` at `target`, wherever it pointed before (the checkout may have moved)."""
    if link.is_symlink():
        link.unlink()
    elif link.is_dir():
        shutil.rmtree(link)
    link.symlink_to(target, target_is_directory=True)


def _packaged_words() -> dict[str, Any]:
    spec = find_spec("chainlit")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("chainlit is not installed")
    path = Path(spec.submodule_search_locations[0]) / "translations" / f"{LANGUAGE}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _merged(base: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    """`base` with the leaves of `ours` laid over it."""
    merged = dict(base)
    for key, value in ours.items():
        merged[key] = _merged(base.get(key, {}), value) if isinstance(value, dict) else value
    return merged
