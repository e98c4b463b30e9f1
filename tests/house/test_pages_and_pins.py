"""Links between pages lead somewhere, and constraints.txt holds versions and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, name

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("sample_data/**/*.md")])


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{name(page)} links to {target}"
        assert not anchor or anchor in _anchors(there), f"{name(page)} links to {target}"


def test_constraints_are_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9_.\-]+==[0-9][A-Za-z0-9.]*", line), line


def test_project_names_no_package_index() -> None:
    for path in ("pyproject.toml", "Makefile", "constraints.txt", ".ci/run", "README.md"):
        assert not re.search(r"index-url|find-links|/simple", (ROOT / path).read_text(encoding="utf-8")), path
