"""One web page in one file: its style and script are inside, and it asks for nothing from anywhere.

The content security policy allows this very style and this very script, by their hashes, and
nothing else: whatever a school's name or a class's might hold, nothing of it runs or is fetched.
So no part of a page may carry a ``style`` attribute: it would be switched off, and the browser
would say so. Colours are classes of ``page.css``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup, escape

from attendctl.reports.band_colours import COLOURED_BANDS, band_colour

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>{heading}</h1>
{about}</header>
<main id="content" tabindex="-1">
{body}
</main>
<footer>
{footer}
</footer>
{script}</body>
</html>
"""
_ID = re.compile(r'<[^>]*?\sid="([^"]*)"')


def html_page(
    *,
    title: str,
    body: Markup,
    heading: str | None = None,
    about: Markup | None = None,
    footer: Markup | None = None,
    language: str = "en-GB",
    style: str = "",
    runs: bool = True,
) -> str:
    """Return a whole page.

    Args:
        title: of the window. Holds no pupil's name unless the page does.
        body: what the page shows, from its first ``<h2>`` on.
        heading: the only ``<h1>``; without one the title is.
        about: under the heading: which school, which days, how far the data come.
        footer: at the end: where the figures are from.
        language: of the words, as HTML names it.
        style: rules of this page alone, after those of every page.
        runs: whether it has the script that sorts and filters; a page in a mail has none.

    Raises:
        ValueError: two parts have the same id: links and labels would point at the wrong one.

    >>> page = html_page(title="A & B", body=Markup("<p>One</p>"))
    >>> "<title>A &amp; B</title>" in page, "default-src &#39;none&#39;" in page
    (True, True)
    """
    style_text, script = _shipped("page.css") + _band_style() + style, _shipped("page.js") if runs else ""
    page = _PAGE.format(
        language=escape(language),
        policy=escape(_policy(style_text, script)),
        title=escape(title),
        style=style_text,
        heading=escape(title if heading is None else heading),
        about=about or "",
        body=body,
        footer=footer or "",
        script=f"<script>{script}</script>\n" if runs else "",
    )
    _refuse_twins(page)
    return page


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; {_scripts_allowed(script)}"
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _scripts_allowed(script: str) -> str:
    return f"script-src '{_hash(script)}'; " if script else ""


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _refuse_twins(page: str) -> None:
    twins = sorted(name for name, times in Counter(_ID.findall(page)).items() if times > 1)
    if twins:
        raise ValueError(f"two parts of the page have the id {', '.join(twins)}")


def _band_style() -> str:
    return "".join(f".band-{name} {{ background: #{band_colour(name)}; }}\n" for name in COLOURED_BANDS)


@lru_cache(maxsize=2)
def _shipped(name: str) -> str:
    return files("attendctl.reports.html").joinpath(name).read_text(encoding="utf-8")
