"""The page without a single request to the outside: fonts and style sheets from other hosts are taken out of Chainlit's
template, and a content policy forbids the browser whatever might be left."""

import re
from collections.abc import Callable

_OUTSIDE_LINK = re.compile(r"<link\b[^>]*https?://[^>]*>", re.S)
_OUTSIDE_META = re.compile(r'<meta property="og:(?:image|url)"[^>]*>')


def without_outside_links(template: str) -> str:
    """The HTML without links and meta tags that name another host."""
    return _OUTSIDE_META.sub("", _OUTSIDE_LINK.sub("", template))


def strip_outside_links() -> None:
    """Make Chainlit serve its page through `without_outside_links` (it reads the template anew for each request)."""
    from chainlit import server

    original: Callable[[str], str] = server.get_html_template
    server.get_html_template = lambda root_path: without_outside_links(original(root_path))


def page_policy(host: str) -> str:
    """Content-Security-Policy of the page served to `host` ("127.0.0.1:8000").

    Chainlit compiles custom elements in the browser, which needs 'unsafe-eval'; everything else stays on this server.
    """
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{host}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


FILE_POLICY = "default-src 'none'; sandbox"
"""Policy of uploaded and rendered files: opened by themselves, they can run nothing."""
