"""The ``attendctl`` command: every command by name, and the one handler of errors."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from attendctl import __version__
from attendctl.cli.actions_command import actions
from attendctl.cli.benchmarks_command import benchmarks_app
from attendctl.cli.case_command import case_app
from attendctl.cli.demo_command import demo
from attendctl.cli.explain_command import explain
from attendctl.cli.import_command import import_files
from attendctl.cli.imports_command import imports
from attendctl.cli.init_command import init
from attendctl.cli.leave_command import leave
from attendctl.cli.letters_command import letters
from attendctl.cli.notice_command import notice_app
from attendctl.cli.open_result import let_results_be_opened
from attendctl.cli.options import ConfigOption, LedgerOption, remember
from attendctl.cli.patterns_command import patterns
from attendctl.cli.penalties_command import penalties_app
from attendctl.cli.penalties_decide import decide
from attendctl.cli.penalties_pack import pack
from attendctl.cli.period_options import PeriodsMayStandAlone
from attendctl.cli.policy_command import policy_app
from attendctl.cli.pupil_command import pupil
from attendctl.cli.reconcile_command import reconcile
from attendctl.cli.report_command import report
from attendctl.cli.returns_command import returns_app
from attendctl.cli.rules_command import rules_app
from attendctl.cli.undo_command import undo
from attendctl.errors import AttendctlError


class Commands(TyperGroup):
    """All commands; prints a fault as one message and ends with its exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Run one command."""
        try:
            return super().invoke(ctx)
        except AttendctlError as fault:
            typer.echo(f"attendctl: {fault.code}: {fault.message}", err=True)
            if fault.remedy:
                typer.echo(f"  {fault.remedy}", err=True)
            raise typer.Exit(fault.exit_status) from None


app = typer.Typer(
    name="attendctl",
    cls=Commands,
    no_args_is_help=True,
    # Boxes round the help would cost more time than everything else in it: they import all of Rich.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Attendance registers to reports and letters. Nothing leaves this machine.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"attendctl {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Options that hold for every command; a command's own option wins."""
    remember(context, config, ledger)


# In the order of an officer's day. A command's module imports only typer and the options at its top.
app.command("init")(init)
app.command("import")(import_files)
app.command("report", cls=PeriodsMayStandAlone)(report)
app.command("actions")(actions)
app.command("letters")(letters)
app.command("explain")(explain)
app.command("pupil")(pupil)
app.command("patterns")(patterns)
app.command("leave")(leave)
app.add_typer(case_app)
app.add_typer(penalties_app)
penalties_app.command("decide")(decide)
penalties_app.command("pack")(pack)
app.add_typer(notice_app)
app.add_typer(returns_app)
app.command("imports")(imports)
app.command("undo")(undo)
app.add_typer(policy_app)
app.add_typer(rules_app)
app.add_typer(benchmarks_app)
app.command("reconcile")(reconcile)
app.command("demo")(demo)
let_results_be_opened(app)


def run() -> None:
    """Run the command line. Exit status: see ``attendctl.errors``."""
    app()
