"""A school's own copy of a policy: the same rules under a key of its own, with the letters it had."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from attendctl.policies import load_policy, shipped_policies


@pytest.mark.parametrize("name", shipped_policies())
def test_a_copy_is_the_same_policy_under_its_own_key(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["policy", "copy", name, "our-policy.toml"])
    assert result.exit_code == 0, result.output
    copy, original = load_policy("our-policy.toml", folder=tmp_path), load_policy(name)
    assert (copy.key, copy.template_folder) == ("our-policy", name)
    assert copy.model_copy(update={"key": name, "templates": None}) == original
    assert CliRunner().invoke(app, ["policy", "check", "our-policy.toml"]).exit_code == 0


@pytest.mark.parametrize("file", ["greenhill.toml", "ours", "ours.txt", "___.toml"])
def test_a_name_that_makes_no_key_is_refused(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["policy", "copy", "greenhill", file])
    assert result.exit_code == 2
    assert "no name for a copy" in result.output
    assert not (tmp_path / file).exists()


def test_nothing_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.toml").write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(app, ["policy", "copy", "greenhill", "ours.toml"])
    assert result.exit_code == 2
    assert (tmp_path / "ours.toml").read_text(encoding="utf-8") == "mine"
