"""``attendctl nightly``: the unattended run, from the inbox to the summary."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from attendctl.cli.options import ConfigOption, LedgerOption, settings_for, time_now, today
from attendctl.cli.progress import progress
from attendctl.errors import WrongUsage

if TYPE_CHECKING:
    from attendctl.settings import Settings


class NightlyFormat(StrEnum):
    """How the summary is printed."""

    table = "table"
    json = "json"


def nightly(
    context: typer.Context,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Say what a run would do: each file, each letter, what holds it back. Writes nothing.",
        ),
    ] = False,
    mail_test: Annotated[
        bool,
        typer.Option(
            "--mail-test", help="Send a mail by [nightly.mail] to see whether it comes, and do nothing else."
        ),
    ] = False,
    format: Annotated[
        NightlyFormat, typer.Option("--format", help="How to print the summary.")
    ] = NightlyFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Take in what is in the inbox, check, make letters, reports and a backup, and say what happened."""
    from rich.console import Console

    from attendctl.nightly.rehearsal import rehearse_night
    from attendctl.nightly.run import run_night
    from attendctl.reports.nightly.table import print_night, print_rehearsal
    from attendctl.reports.output import PLAIN
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    if mail_test:
        _try_mail(settings, dry_run, format)
        return
    with progress(format=format.value) as tell:
        do = rehearse_night if dry_run else run_night
        contract = do(settings, today=today(), now=time_now(), tell=tell)
    if format is NightlyFormat.json:
        print_or_write(json_text(contract), None)
    elif dry_run:
        print_rehearsal(contract, Console(**PLAIN))
    else:
        print_night(contract, Console(**PLAIN))
    if contract["exit_status"]:
        raise typer.Exit(contract["exit_status"])


def _try_mail(settings: Settings, dry_run: bool, format: NightlyFormat) -> None:
    from attendctl.nightly.mail import try_mail
    from attendctl.reports.printed import json_text

    if dry_run:
        raise WrongUsage(
            "--dry-run sends nothing, and --mail-test sends a mail.", remedy="Leave one of them out."
        )
    sent = try_mail(settings, today=today(), now=time_now())
    if format is NightlyFormat.json:
        typer.echo(json_text(sent), nl=False)
    else:
        typer.echo(
            f"{sent['server']} has taken a mail to {', '.join(sent['sent_to'])}: see whether it comes."
        )
