"""Every command that the README shows runs, in the order shown, in a copy of the sample school."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from scripts.reference.commands import command_paths
from tests.house.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DONE_WITH_SOME_SET_ASIDE = 6


def shown_commands() -> list[list[str]]:
    """Return the words of every ``$ attendctl`` line in a console block, in order."""
    blocks = re.findall(r"^ *```console\n(.*?)^ *```", README, flags=re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    assert all(line.startswith("$ attendctl ") for line in lines), "a console block holds only commands"
    return [shlex.split(line.removeprefix("$ attendctl ")) for line in lines]


def test_every_shown_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "school"
    shutil.copytree(ROOT / "sample_data", folder)
    monkeypatch.chdir(folder)
    # the first block stands before anything is imported and has a folder of its own
    for words in shown_commands():
        result = CliRunner().invoke(app, words)
        assert result.exit_code in (0, DONE_WITH_SOME_SET_ASIDE), f"attendctl {words}: {result.output}"
        assert "Traceback" not in result.output


@pytest.mark.parametrize("path", [path for path in command_paths() if len(path) == 1], ids=" ".join)
def test_every_command_has_a_section_with_an_example(path: tuple[str]) -> None:
    section = README.split(f"\n### attendctl {path[0]}\n")
    assert len(section) == 2, f"README has no section for attendctl {path[0]}"
    assert f"$ attendctl {path[0]}" in section[1].split("\n### ")[0]


def test_every_command_explains_itself() -> None:
    for path in command_paths():
        result = CliRunner().invoke(app, [*path, "--help"])
        assert result.exit_code == 0
        sentence = result.stdout.split("\n\n")[1].strip()
        assert len(sentence) > 15, path


def test_the_readme_links_to_pages_that_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
