"""Two ledgers for all tests of the page: the school worked out by hand, and a trust of two such schools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from attendctl.reports.web_page.page_html import page_html
from tests.web_page.page_by_hand import CONFIG, write_register

TRUST = """[[school]]
name = "Fernbrook School"
phase = "primary"
policy = "greenhill"

[[school]]
name = "Oakham School"
policy = "national"
"""


def run(folder: Path, *words: str) -> str:
    """Run a command in a folder and return what it printed."""
    words = ("--config", str(folder / "attendctl.toml"), *words)
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code in (0, 6), result.output
    return result.stdout


def page(folder: Path, *words: str) -> dict[str, Any]:
    """Return the page's contract."""
    contract: dict[str, Any] = json.loads(run(folder, "report", "--for", "page", "--format", "json", *words))
    return contract


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the school, its register imported."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    write_register(folder)
    run(folder, "import", str(folder / "pupils.csv"), str(folder / "marks.csv"))
    return folder


@pytest.fixture(scope="session")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the trust: two schools with the same register."""
    folder = tmp_path_factory.mktemp("trust")
    (folder / "attendctl.toml").write_text(TRUST, encoding="utf-8")
    write_register(folder, ("Fernbrook School", "Oakham School"))
    run(folder, "import", str(folder / "pupils.csv"), str(folder / "marks.csv"))
    return folder


@pytest.fixture(scope="session")
def named(school: Path) -> dict[str, Any]:
    """The contract of the latest week with names: nothing is withheld."""
    return page(school, "--names")


@pytest.fixture(scope="session")
def unnamed(school: Path) -> dict[str, Any]:
    """The contract of the latest week, fit to be projected."""
    return page(school)


@pytest.fixture(scope="session")
def named_html(named: dict[str, Any]) -> str:
    """The page with names: drawn once, since charts take their time."""
    return page_html(named)


@pytest.fixture(scope="session")
def unnamed_html(unnamed: dict[str, Any]) -> str:
    """The page without names, drawn once."""
    return page_html(unnamed)
