"""The shell of every web page: nothing written in a register acts, and the page can be read in any way."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from markupsafe import Markup

from attendctl.reports.html.page_shell import html_page
from attendctl.reports.html.parts import Cell, figure_html, section_html, table_html
from attendctl.reports.html.svg_inside import svg_inside
from tests.web_page.read_back import Element, read, table

EVIL = "<b>\"&'</b></style></script><img src=x onerror=alert(1)>{braces} %s"
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg"><g clip-path="url(#clip1)" aria-label="w: 3">'
    '<text>a class="x"</text></g><defs><clipPath id="clip1"><rect/></clipPath></defs></svg>'
)


def evil_page() -> str:
    rows = table_html(EVIL, [EVIL, "n"], [[EVIL, 1]], name="t", sortable=True, filterable=True, numeric={1})
    figure = figure_html(CHART, name="f", title=EVIL, description=EVIL, table=rows)
    return html_page(
        title=EVIL,
        heading=EVIL,
        body=section_html(EVIL, figure, name="s"),
        about=Markup("<p>{}</p>").format(EVIL),
    )


def test_whatever_a_name_holds_is_shown_and_never_acts() -> None:
    text = evil_page()
    tree = read(text)
    assert not tree.xpath("//img|//b")
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert tree.xpath("//title/text()") == [EVIL]
    assert tree.xpath("//h1/text()") == [EVIL]
    assert table(tree, "t") == ([EVIL, "n"], [[EVIL, "1"]])


def policy_of(text: str) -> dict[str, str]:
    content = read(text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    return dict(part.strip().split(" ", 1) for part in content.split(";"))


def test_the_policy_allows_this_style_and_this_script_and_nothing_else() -> None:
    text = evil_page()
    policy = policy_of(text)
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in inside]
        assert policy.pop(directive) == f"'sha256-{hashes[0]}'"
    assert policy == {
        "default-src": "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_nothing_in_a_page_is_switched_off_by_its_policy_or_fetched(unnamed_html: str) -> None:
    tree = read(unnamed_html)
    assert not tree.xpath("//@style")
    assert not [name for one in tree.iter() for name in one.attrib if str(name).startswith("on")]
    assert not tree.xpath("//@src|//link|//iframe|//object|//form")
    assert {href[0] for href in tree.xpath("//@href")} == {"#"}


def test_a_second_chart_keeps_its_own_clip_path() -> None:
    both = svg_inside(CHART, name="one") + svg_inside(CHART, name="two")
    assert re.findall(r'id="([^"]+)"', both) == ["one-1", "two-1"]
    assert re.findall(r"url\(#([^)]+)\)", both) == ["one-1", "two-1"]
    assert "aria-label" not in both
    assert 'a class="x"' in both  # words are not attributes


def test_two_parts_with_one_id_are_refused() -> None:
    one = table_html("a", ["b"], [], name="same")
    with pytest.raises(ValueError, match="same"):
        html_page(title="t", body=one + one)


def check_references(tree: Element) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    pointed = [
        word for value in tree.xpath("//@aria-labelledby|//@aria-describedby") for word in value.split()
    ]
    pointed += [href[1:] for href in tree.xpath("//@href")]
    pointed += [one for value in tree.xpath("//@clip-path") for one in re.findall(r"url\(#([^)]+)\)", value)]
    assert pointed
    assert set(pointed) <= set(ids)


def test_every_reference_leads_somewhere_and_every_id_is_there_once(unnamed_html: str) -> None:
    check_references(read(unnamed_html))


def test_a_screen_reader_finds_its_way(named_html: str) -> None:
    tree = read(named_html)
    assert tree.get("lang") == "en-GB"
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(tree.xpath("//main")) == len(tree.xpath("//nav[@aria-label]")) == 1
    assert tree.xpath("//body/*")[0].get("href") == "#content"  # the skip link comes first
    for one in tree.iter("table"):
        assert one.xpath("./caption[normalize-space()]")
        assert one.xpath("./thead/tr/th[@scope='col']")
        assert all(row.xpath("./th[@scope='row']") for row in one.xpath("./tbody/tr"))
        width = len(one.xpath("./thead/tr/th"))
        assert {len(row.xpath("./th|./td")) for row in one.xpath("./tbody/tr")} == {width}
    figures = list(tree.iter("figure"))
    assert len(figures) == 5
    for one in figures:
        assert one.xpath("./figcaption[normalize-space()]")
        assert one.xpath("./div[@role='img'][@aria-labelledby][@aria-describedby]/*[@aria-hidden='true']")


def test_a_cell_may_be_sorted_by_something_else_than_it_shows() -> None:
    made = table_html("t", ["Day"], [[Cell("3 November 2025", "2025-11-03")], [None]], name="t")
    first, second = read(made).xpath("//tbody/tr/th")
    assert (first.text, first.get("data-sort")) == ("3 November 2025", "2025-11-03")
    assert (second.text, second.get("data-sort")) == ("–", None)


def test_totals_stand_at_the_foot() -> None:
    made = table_html("t", ["A", "B"], [["x", 1]], name="t", totals=[["All", 1]])
    assert read(made).xpath("//tfoot/tr/th/text()") == ["All"]
