"""The ``attendctl`` command: every command by name, and the one handler of errors."""

from __future__ import annotations

import gc
import os
from typing import Any

import typer

from attendctl import __version__
from attendctl.cli.named_commands import Commands, LazyGroup, Named
from attendctl.cli.options import ConfigOption, LedgerOption, remember
from attendctl.errors import AttendctlError

# In the order of an officer's day.
NAMED = {
    "init": Named(
        "init_command:init", "Write a commented attendctl.toml, ready to fill in. Never overwrites one."
    ),
    "import": Named(
        "import_command:import_files",
        "Take marks, pupils and contacts from exports into the ledger. All of the files, or none.",
    ),
    "report": Named(
        "report_command:report",
        "Attendance for a week, a term or any days and for the year so far, by pupil and group.",
        parser="period_options:PeriodsMayStandAlone",
    ),
    "actions": Named(
        "actions_command:actions",
        "List all that is due by policy and law, with the day, the reason and the rule.",
    ),
    "letters": Named(
        "letters_command:letters",
        "Write the letters that are due: a file each, one PDF to print all, and letters.json.",
    ),
    "explain": Named(
        "explain_command:explain",
        "Say why a pupil has a band, step, letter or count, and why not: "
        "sessions, arithmetic, rule, way out.",
    ),
    "pupil": Named(
        "pupil_command:pupil",
        "Show one pupil's year: its sessions, what was done and whether it worked, what is still achievable.",
    ),
    "patterns": Named(
        "patterns_command:patterns",
        "Find what absences have in common that luck would hardly make, and attendance around each step.",
    ),
    "leave": Named(
        "leave_command:leave",
        "Answer a request for leave by the policy's own rules; --grant or --refuse records the decision.",
    ),
    "case": Named(
        "case_command:case_app",
        "Log what was done and agreed about a pupil, hold letters back, show the log.",
    ),
    "penalties": Named(
        "penalties_command:penalties_app",
        "List every pupil with sessions toward the threshold: how many, since when, and until when.",
        below={
            "decide": Named(
                "penalties_decide:decide",
                "Log the decision about a pupil at the threshold. Not to proceed is an answer too.",
            ),
            "pack": Named(
                "penalties_pack:pack",
                "Write the evidence for a penalty notice as PDF and XLSX: first of all "
                "what would get it returned.",
            ),
        },
    ),
    "notice": Named(
        "notice_command:notice_app",
        "Issue penalty notices and notices to improve, log what became of them, show them.",
    ),
    "returns": Named(
        "returns_command:returns_app",
        "List of whom the local authority is to be told by law; --record logs that it was told.",
    ),
    "nightly": Named(
        "nightly_command:nightly",
        "Take in what is in the inbox, check, make letters, reports and a backup, and say what happened.",
    ),
    "schedule": Named(
        "schedule_command:schedule",
        "Print what has the machine run attendctl nightly every night, and catch up with a missed one.",
    ),
    "imports": Named("imports_command:imports", "List every import with its number, undone ones too."),
    "undo": Named(
        "undo_command:undo",
        "Withdraw one import: the register reads as if it had never been made. Nothing is deleted.",
    ),
    "check": Named(
        "check_command:check",
        "Look for marks missing, hardly right or changed late, each with a fix; verify the ledger itself.",
    ),
    "amend": Named(
        "amend_command:amend",
        "Amend one mark by hand: the original stays, with the reason, the day, and who did it.",
    ),
    "history": Named(
        "history_command:history",
        "List every amendment of the register: original, new, reason, the day, and who made it.",
    ),
    "backup": Named(
        "backup_command:backup",
        "Write the whole ledger as one file of Parquet tables with check sums. Others may read meanwhile.",
    ),
    "restore": Named(
        "backup_command:restore",
        "Verify a backup and put its ledger in place. The ledger that was there is kept beside it.",
    ),
    "retention": Named(
        "retention_command:retention",
        "List what is older than the years the law asks to keep; --confirm removes it and leaves the counts.",
    ),
    "anonymise": Named(
        "anonymise_command:anonymise",
        "Write a copy of the ledger to share: the same marks and numbers, with other names and no texts.",
    ),
    "policy": Named(
        "policy_command:policy_app",
        "The attendance policies attendctl works by: listed, read back, checked, compared, simulated.",
    ),
    "rules": Named(
        "rules_command:rules_app",
        "The law and the national definitions attendctl works by, with dates and sources.",
    ),
    "benchmarks": Named(
        "benchmarks_command:benchmarks_app",
        "The Department for Education's published figures for England, its regions and local authorities.",
    ),
    "reconcile": Named(
        "reconcile_command:reconcile",
        "Say which rule, or which two, make another tool's figures differ from ours; or that none does.",
    ),
    "demo": Named(
        "demo_command:demo",
        "Try everything on a sample school: import, the week's report, the letters that are due.",
    ),
}
_COMMANDS = Commands()
_COMMANDS.add_named(NAMED)


class Root(LazyGroup):
    """All commands; prints a fault as one message and ends with its exit status."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _COMMANDS

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
    cls=Root,
    no_args_is_help=True,
    # Boxes round the help would cost more time than everything else in it: they import all of Rich.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Attendance registers to reports and letters. Nothing leaves this machine unless you mail it.",
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


def run() -> None:
    """Run the command line. Exit status: see ``attendctl.errors``."""
    # Whatever a command writes, a folder or a temporary file of the database too, is for its owner alone.
    os.umask(0o077)
    # A report holds hundreds of thousands of small values until it is printed. Python looks through them
    # for rings to free whenever 700 more were made: a tenth of a trust's report, for next to nothing.
    gc.set_threshold(50_000, 20, 20)
    app()
