"""The page asks nobody outside."""

import re
from importlib.util import find_spec
from pathlib import Path

from ui.offline_page import without_outside_links


def test_the_packaged_page_names_no_other_host_once_it_is_stripped() -> None:
    spec = find_spec("chainlit")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    page = (Path(spec.submodule_search_locations[0]) / "frontend" / "dist" / "index.html").read_text()
    assert "https://" in page, "the page has changed: look whether stripping is still needed"
    stripped = without_outside_links(page)
    assert re.findall(r"https?://[^\s\"']+", stripped) == []
    assert '<script type="module"' in stripped
    assert 'href="/assets/' in stripped


def test_pictures_for_other_sites_previews_are_stripped() -> None:
    tags = '<meta property="og:image" content="https://a.example/b.png"><meta property="og:title" content="Reshoot">'
    assert without_outside_links(tags) == '<meta property="og:title" content="Reshoot">'
