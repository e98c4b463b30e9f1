"""Commands are built when they are named; lists, typing errors and completion show them all the same."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner, Result

from attendctl.cli.main import NAMED, app
from attendctl.cli.named_commands import Named

ROOT = typer.main.get_command(app)


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(app, list(words), prog_name="attendctl", env={"COLUMNS": "300", **environment})


def every_named() -> list[tuple[tuple[str, ...], Named]]:
    below = [((group, name), one) for group, of in NAMED.items() for name, one in of.below.items()]
    return [((name,), one) for name, one in NAMED.items()] + below


@pytest.mark.parametrize(("path", "named"), every_named(), ids=lambda value: str(value)[:40])
def test_the_line_in_the_list_is_the_first_of_the_help(path: tuple[str, ...], named: Named) -> None:
    command = ROOT
    for name in path:
        command = command.commands[name]
    assert command.name == path[-1]
    assert " ".join(command.help.split("\n\n")[0].split()) == named.line


def test_the_list_is_in_the_order_of_an_officers_day() -> None:
    listed = run("--help").stdout.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in listed if line] == list(NAMED)
    assert listed[0].split(maxsplit=1)[1].startswith("Write a commented attendctl.toml, ready to fill in.")


def test_a_group_lists_its_commands_and_those_that_have_a_module_of_their_own() -> None:
    said = run("penalties", "--help").stdout
    assert "decide  Log the decision about a pupil at the threshold." in said
    assert "pack    Write the evidence for a penalty notice as PDF and XLSX" in said
    assert "log       Log " in run("case", "--help").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["repot"], "No such command 'repot'. Did you mean 'report'?"),
        (["case", "relase"], "No such command 'relase'. Did you mean 'release'?"),
        (["penalties", "dicide"], "No such command 'dicide'. Did you mean 'decide'?"),
        (["nothing-like-it"], "No such command 'nothing-like-it'."),
    ],
)
def test_a_wrong_name_is_refused_with_the_right_one(words: list[str], said: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("attendctl repo", ["report"]),
        ("attendctl case re", ["release"]),
        ("attendctl penalties ", ["decide", "pack"]),
        ("attendctl report --for", ["--for", "--format"]),
        ("attendctl undo --format ", ["table", "json"]),
        ("attendctl notice issue --dry", ["--dry-run"]),
    ],
)
def test_the_shell_completes_commands_and_options(typed: str, completed: list[str]) -> None:
    place = str(len(typed.split(" ")) - 1)
    result = run(_ATTENDCTL_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD=place)
    assert result.stdout.split() == completed


def test_a_shell_that_shows_help_gets_the_line() -> None:
    result = run(
        _ATTENDCTL_COMPLETE="complete_fish",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_ARGS="attendctl und",
    )
    assert "undo\tWithdraw one import:" in result.stdout


def test_a_command_is_built_once() -> None:
    assert typer.main.get_command(app).commands["undo"] is typer.main.get_command(app).commands["undo"]
