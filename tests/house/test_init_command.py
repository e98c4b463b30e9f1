"""attendctl init writes a configuration that loads, says every key, and overwrites nothing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from attendctl.cli.main import app
from attendctl.resources import shipped
from attendctl.settings import Settings, read_settings

TEMPLATE = shipped("templates") / "attendctl.toml"


def _uncommented() -> str:
    """The template with every offered key switched on."""
    return re.sub(r"^#(?=\S)", "", TEMPLATE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def _keys(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a table of attendctl.toml, with the keys of the tables below."""
    keys: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = [kind for kind in (field.annotation, *get_args(field.annotation)) if _is_table(kind)]
        keys[field.alias or name] = _keys(inner[0]) if inner else None
    keys.pop("folder", None)
    return keys


def _is_table(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def test_init_writes_a_file_that_loads(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["init", str(tmp_path / "new folder")])
    assert result.exit_code == 0, result.output
    settings = read_settings(tmp_path / "new folder" / "attendctl.toml")
    assert settings.schools[0].policy == "national"


def test_every_offered_key_loads_when_switched_on(tmp_path: Path) -> None:
    path = tmp_path / "attendctl.toml"
    path.write_text(_uncommented(), encoding="utf-8")
    assert read_settings(path).schools[0].dfe_number == "999/2047"


def test_every_key_of_the_settings_is_offered() -> None:
    offered = tomllib.loads(_uncommented())
    for table, inner in _keys(Settings).items():
        assert table in offered, table
        if inner is not None:
            assert set(offered[table]) >= set(inner), table


def test_defaults_in_the_file_are_the_defaults_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "attendctl.toml"
    path.write_text(_uncommented(), encoding="utf-8")
    stated, default = read_settings(path), Settings()
    assert stated.letters == default.letters
    assert stated.ledger == default.ledger
    assert stated.imports.blank_flag_means_no == default.imports.blank_flag_means_no


def test_init_refuses_to_overwrite(tmp_path: Path) -> None:
    mine = tmp_path / "attendctl.toml"
    mine.write_text("# mine", encoding="utf-8")
    result = CliRunner().invoke(app, ["init", str(tmp_path)])
    assert result.exit_code == 2
    assert "there already" in result.stderr
    assert mine.read_text(encoding="utf-8") == "# mine"


def test_init_says_when_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("", encoding="utf-8")
    result = CliRunner().invoke(app, ["init", str(tmp_path / "notes")])
    assert result.exit_code == 2
    assert "is a file, not a folder" in result.stderr


@pytest.mark.parametrize("words", [["init", "--help"], ["init", "-h"]])
def test_init_explains_itself(words: list[str]) -> None:
    assert "attendctl.toml" in CliRunner().invoke(app, words).output
