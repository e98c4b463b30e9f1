"""A drawn chart made fit to stand in a page beside others: its own ids, no words but those that are seen."""

from __future__ import annotations

import re

from lxml import etree
from markupsafe import Markup

_POINTS_AT = re.compile(r"url\(#([^)]+)\)")
_SAID_BY_THE_FIGURE = ("role", "class", "aria-label", "aria-roledescription", "aria-hidden", "pointer-events")


def svg_inside(svg: str, *, name: str) -> Markup:
    """Return a chart for use inside a page.

    Every drawing calls its clip paths ``clip1``, ``clip2`` …: in one page the second drawing would be
    clipped by the first one's. Gradients are numbered on from one drawing of a run to the next: the same
    page would not have the same bytes. So ids are numbered anew.

    The figure has a name, a description and a table of its numbers, so the drawing itself is kept from
    screen readers, and the numbers that it holds for them are taken out.

    Args:
        svg: of ``attendctl.reports.charts.draw.chart_svg``.
        name: of the figure, once in a page; letters, digits and hyphens.

    >>> print(svg_inside('<svg><g clip-path="url(#clip1)"/><clipPath id="clip1"/></svg>', name="w"))
    <svg aria-hidden="true" focusable="false"><g clip-path="url(#w-1)"/><clipPath id="w-1"/></svg>
    """
    root = etree.fromstring(svg.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    new = {old: f"{name}-{number}" for number, old in enumerate(root.xpath("//@id"), 1)}
    for part in root.iter(etree.Element):
        for attribute in _SAID_BY_THE_FIGURE:
            part.attrib.pop(attribute, None)
        for attribute, value in part.attrib.items():
            if attribute == "id":
                part.set("id", new[value])
            elif attribute.endswith("href") and value.startswith("#"):
                part.set(attribute, f"#{new[value[1:]]}")
            elif "url(#" in value:
                part.set(attribute, _POINTS_AT.sub(lambda to: f"url(#{new[to[1]]})", value))
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return Markup(etree.tostring(root, encoding="unicode"))
