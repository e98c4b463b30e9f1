"""``attendctl policy``: the policies as data: listed, read back, checked, compared, simulated."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    KnownOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    day,
    settings_for,
    today,
)

if TYPE_CHECKING:
    from attendctl.policies import Policy
    from attendctl.policies.finding import Finding
    from attendctl.reports.policy_check_shown import CheckedFile
    from attendctl.settings import Settings

policy_app = typer.Typer(
    name="policy",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The attendance policies attendctl works by: listed, read back, checked, compared, simulated.",
)

A_FILE_HAS_A_FAULT = 2


class TextOrJson(StrEnum):
    """How a policy is printed."""

    table = "table"
    json = "json"


class TableJsonOrCsv(StrEnum):
    """How a simulation is printed."""

    table = "table"
    json = "json"
    csv = "csv"


FormatOption = Annotated[TextOrJson, typer.Option("--format", help="How to print the result.")]
_NAME_OR_FILE = "A name of attendctl policy list, or a .toml file."


@policy_app.command("list")
def list_policies(
    context: typer.Context, config: ConfigOption = None, format: FormatOption = TextOrJson.table
) -> None:
    """List the policies there are, and which school of attendctl.toml follows which."""
    from attendctl.policies import load_policy, shipped_policies
    from attendctl.reports.policy_shown import ListedPolicy, policy_list_json, policy_list_text

    settings = settings_for(context, config, None)
    followed = _followed(settings)
    names = [*shipped_policies(), *(name for name in followed if name not in shipped_policies())]
    listed = [
        ListedPolicy(name, load_policy(name, folder=settings.folder), tuple(followed.get(name, ())))
        for name in names
    ]
    shown = policy_list_json if format is TextOrJson.json else policy_list_text
    typer.echo(shown(listed), nl=False)


@policy_app.command("show")
def show_policy(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help=_NAME_OR_FILE)],
    config: ConfigOption = None,
    as_of: AsOfOption = None,
    format: FormatOption = TextOrJson.table,
) -> None:
    """Read a policy back in plain English: every rule by topic, each with its section."""
    from attendctl.policies.findings import findings_in
    from attendctl.policies.load import read_policy
    from attendctl.reports.policy_shown import policy_json, policy_text

    policy = read_policy(_file(name, settings_for(context, config, None)))
    shown = policy_json if format is TextOrJson.json else policy_text
    typer.echo(shown(policy, findings_in(policy, as_of=as_of or today())), nl=False)


@policy_app.command("copy")
def copy_policy(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help=_NAME_OR_FILE)],
    file: Annotated[Path, typer.Argument(metavar="NEW-FILE", help="The new file, such as our-policy.toml.")],
    config: ConfigOption = None,
) -> None:
    """Copy a policy to a file of your own, to change its numbers. It keeps the letters it had."""
    from attendctl.errors import WrongUsage
    from attendctl.policies.copied import copy_of_policy
    from attendctl.reports.whole_file import write_whole

    if file.exists():
        raise WrongUsage(f"{file} is there already.", remedy="Name a new file, or remove that one first.")
    write_whole(
        file, copy_of_policy(name, file, folder=settings_for(context, config, None).folder).encode("utf-8")
    )
    typer.echo(f'{file} written. Change it, name it as policy = "{file.name}" in attendctl.toml, and look:')
    typer.echo(f"  attendctl policy check {file}")


@policy_app.command("check")
def check_policies(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME|FILE]...", help="Default: those in use, and all that are shipped."),
    ] = None,
    config: ConfigOption = None,
    as_of: AsOfOption = None,
    format: FormatOption = TextOrJson.table,
) -> None:
    """Find holes, overlaps, contradictions and what can never be due. Exit status 2: a file has a fault."""
    from attendctl.policies import shipped_policies
    from attendctl.reports.policy_check_shown import check_json, check_text

    settings = settings_for(context, config, None)
    on = as_of or today()
    wanted = list(names or dict.fromkeys([*_followed(settings), *shipped_policies()]))
    checked = [_checked(name, settings, on) for name in wanted]
    shown = check_json if format is TextOrJson.json else check_text
    typer.echo(shown(checked, on), nl=False)
    if any(one.faults for one in checked):
        raise typer.Exit(A_FILE_HAS_A_FAULT)


@policy_app.command("diff")
def diff_policies(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help=_NAME_OR_FILE)],
    second: Annotated[str, typer.Argument(metavar="B", help="What it is compared with.")],
    config: ConfigOption = None,
    format: FormatOption = TextOrJson.table,
) -> None:
    """Say in words what changes for pupils and staff from policy A to policy B."""
    from attendctl.policies.differences import differences
    from attendctl.policies.load import read_policy
    from attendctl.reports.policy_diff_shown import diff_json, diff_text

    settings = settings_for(context, config, None)
    before, after = (read_policy(_file(name, settings)) for name in (first, second))
    shown = diff_json if format is TextOrJson.json else diff_text
    typer.echo(shown(before, after, differences(before, after)), nl=False)


@policy_app.command("simulate")
def simulate_policy(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help=_NAME_OR_FILE)],
    from_day: Annotated[
        date, typer.Option("--from", parser=day, metavar="DATE", help="The first day, included.")
    ],
    to_day: Annotated[date, typer.Option("--to", parser=day, metavar="DATE", help="The last day, included.")],
    school: SchoolOption = None,
    known: KnownOption = None,
    format: Annotated[
        TableJsonOrCsv, typer.Option("--format", help="How to print the result.")
    ] = TableJsonOrCsv.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Run past registers through a policy week by week, beside the policy in force. Nothing is stored."""
    from attendctl.casework.simulation import simulate
    from attendctl.ledger.book import open_ledger
    from attendctl.policies.load import read_policy
    from attendctl.reports.simulation_dict import simulation_dict
    from attendctl.reports.simulation_shown import show_simulation

    settings = settings_for(context, config, ledger)
    policy = read_policy(_file(name, settings))
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        found = simulate(
            book.connection,
            settings,
            policy,
            from_day=from_day,
            to_day=to_day,
            school=school,
            known=known,
        )
    show_simulation(simulation_dict(found), format, output)


def _followed(settings: Settings) -> dict[str, list[str]]:
    """Return the policies in use with the schools that follow each, in the order of attendctl.toml."""
    followed: dict[str, list[str]] = {}
    for school in settings.schools:
        followed.setdefault(school.policy, []).append(school.name)
    return followed


def _file(name: str, settings: Settings) -> Path:
    """Return a policy's file: a path of the working folder, else one beside attendctl.toml."""
    from attendctl.policies.load import policy_file

    return policy_file(name, folder=None if Path(name).is_file() else settings.folder)


def _checked(name: str, settings: Settings, on: date) -> CheckedFile:
    from attendctl.policies.finding import in_order
    from attendctl.policies.findings import findings_in_file
    from attendctl.reports.policy_check_shown import CheckedFile

    path = _file(name, settings)
    policy, findings = findings_in_file(path, as_of=on)
    if policy is not None:
        findings = in_order([*_of_other_rooms(policy, settings), *findings])
    return CheckedFile(name, path.name, policy, tuple(findings))


def _of_other_rooms(policy: Policy, settings: Settings) -> list[Finding]:
    """Return what only letters, the case log and the command line can know of a policy."""
    from attendctl.casework.entries_awaited import entry_findings
    from attendctl.cli.command_check import command_findings
    from attendctl.letters.template_check import template_findings

    own = settings.folder / settings.letters.templates
    return [*template_findings(policy, own), *entry_findings(policy), *command_findings(policy)]
