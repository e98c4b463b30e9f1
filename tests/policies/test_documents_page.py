"""docs/policies.md: every rule of every policy stands there with its section, and nothing is unsupported."""

from __future__ import annotations

import re

import pytest

from attendctl.policies import load_policy, shipped_policies
from attendctl.policies.findings import findings_in
from attendctl.policies.in_words import TOPICS, policy_in_words
from scripts.reference.policies import COLUMNS, SILENT, cell, checked_on
from scripts.reference.what_attendctl_does import what_attendctl_does
from tests.house.sources import ROOT

PAGE = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
TABLES, CLOSED = PAGE.split("## What the documents leave open", maxsplit=1)


def _rows(text: str) -> list[list[str]]:
    """Return the cells of every row of tables below a heading row that names the policies."""
    rows = [re.split(r"(?<!\\)\|", line.strip("|")) for line in text.splitlines() if line.startswith("| ")]
    return [[one.strip() for one in row] for row in rows if len(row) == len(COLUMNS) + 1]


def _of_topic(heading: str) -> list[list[str]]:
    section = TABLES.split(f"\n## {heading}\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    return [row for row in _rows(section) if row[1:] != list(COLUMNS)]


def test_every_shipped_policy_has_a_column() -> None:
    assert sorted(COLUMNS) == shipped_policies()


@pytest.mark.parametrize("name", COLUMNS)
def test_every_rule_stands_under_its_topic_beside_what_attendctl_does(name: str) -> None:
    column = COLUMNS.index(name) + 1
    for rule in policy_in_words(load_policy(name)):
        rows = _of_topic(TOPICS[rule.topic])
        holding = [row for row in rows if cell(rule) in row[column].split("<br>")]
        assert len(holding) == 1, rule.key
        assert holding[0][0] == what_attendctl_does(rule.kind)
        assert rule.source.section.replace("|", "/") in holding[0][column]


def test_the_page_has_no_rule_that_no_policy_has() -> None:
    of_data = [cell(rule) for name in COLUMNS for rule in policy_in_words(load_policy(name))]
    on_page = [
        one
        for row in _rows(TABLES)
        if row[1:] != list(COLUMNS)
        for column in row[1:]
        for one in column.split("<br>")
        if one != SILENT
    ]
    assert sorted(on_page) == sorted(of_data)


def test_no_cell_lacks_a_section_and_no_row_what_is_done() -> None:
    rows = [row for row in _rows(TABLES) if row[1:] != list(COLUMNS)]
    assert len(rows) > 50
    for does, *columns in rows:
        assert does
        assert any(column != SILENT for column in columns)
        for column in columns:
            for rule in column.split("<br>"):
                assert rule == SILENT or re.search(r"\(§ \S.*\)( \*Ours\*)?$", rule), rule


def test_nothing_is_unsupported() -> None:
    assert "not supported" not in PAGE.casefold()
    assert "None" not in PAGE


def test_tables_are_one_a_topic_so_that_they_can_be_read() -> None:
    headings = re.findall(r"^## (.+)$", TABLES, flags=re.MULTILINE)
    assert headings == [heading for heading in TOPICS.values() if heading in headings]
    assert TABLES.count("| what attendctl does |") == len(headings)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_hole_overlap_and_contradiction_stands_there_with_its_reason(name: str) -> None:
    policy = load_policy(name)
    of_policy = CLOSED.split(f"\n### {name}\n", maxsplit=1)[1].split("\n### ", maxsplit=1)[0]
    for row in (*policy.holes, *policy.overlaps, *policy.contradictions):
        assert row.because.replace("|", "/") in of_policy
        assert row.source.section.replace("|", "/") in of_policy
    for overtaken in policy.overtaken:
        assert overtaken.law_says.rstrip(".") in of_policy
    closed = findings_in(policy, as_of=checked_on(policy_in_words(policy)))
    expected = sum(one.severity == "closed" for one in closed)
    assert of_policy.count("| § ") == expected
