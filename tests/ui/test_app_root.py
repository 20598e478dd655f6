"""Chainlit works in the home, never in the checkout."""

import json
import tomllib
from pathlib import Path

from ui.app_root import CHECKOUT, prepare_app_root


def listing(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.iterdir()}


def test_everything_is_written_into_the_home(tmp_path: Path) -> None:
    before = listing(CHECKOUT) | listing(CHECKOUT / ".chainlit")
    root = prepare_app_root(tmp_path)
    assert root == tmp_path / "screen"
    assert (root / ".chainlit" / "config.toml").read_bytes() == (CHECKOUT / ".chainlit" / "config.toml").read_bytes()
    assert (root / "public" / "theme.json").is_file()
    assert listing(CHECKOUT) | listing(CHECKOUT / ".chainlit") == before


def test_our_words_lie_over_the_packaged_ones(tmp_path: Path) -> None:
    root = prepare_app_root(tmp_path)
    words = json.loads((root / ".chainlit" / "translations" / "en-US.json").read_text())
    assert words["chat"]["input"]["placeholder"] == "Describe a still, or say what to change"
    assert words["chat"]["fileUpload"]["dragDrop"]


def test_the_page_promises_no_more_than_is_true(tmp_path: Path) -> None:
    def promise(sends_nothing: bool) -> str:
        root = prepare_app_root(tmp_path, sends_nothing)
        return json.loads((root / ".chainlit" / "translations" / "en-US.json").read_text())["chat"]["watermark"]

    assert promise(True) == "Everything stays on this machine."
    assert "sent to it" in promise(False)


def test_a_moved_checkout_and_leftover_uploads_are_set_right(tmp_path: Path) -> None:
    root = prepare_app_root(tmp_path)
    (root / "public").unlink()
    (root / "public").symlink_to(tmp_path / "gone", target_is_directory=True)
    (root / ".files" / "old-session").mkdir(parents=True)
    prepare_app_root(tmp_path)
    assert (root / "public").resolve() == CHECKOUT / "public"
    assert not (root / ".files").exists()


def test_the_settings_keep_doors_shut() -> None:
    settings = tomllib.loads((CHECKOUT / ".chainlit" / "config.toml").read_text())
    assert settings["project"]["allow_origins"] == []
    assert settings["features"]["mcp"]["enabled"] is False
    assert settings["features"]["unsafe_allow_html"] is False
    assert settings["features"]["user_message_markdown"] is False
    assert "*/*" not in settings["features"]["spontaneous_file_upload"]["accept"]
    assert settings["features"]["spontaneous_file_upload"]["max_size_mb"] <= 200


def test_the_welcome_is_five_lines() -> None:
    lines = [line for line in (CHECKOUT / "chainlit.md").read_text().splitlines() if line.strip()]
    assert len(lines) == 5
