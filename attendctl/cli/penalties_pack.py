"""``attendctl penalties pack``: the evidence for a penalty notice, with what would get it returned first."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attendctl.cli.case_options import PupilArgument
from attendctl.cli.open_result import remember_written
from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    KnownOption,
    LedgerOption,
    SchoolOption,
    settings_for,
    today,
)
from attendctl.errors import DONE_WITH_SOME_SET_ASIDE

if TYPE_CHECKING:
    from attendctl.casework.evidence_pack.pack import EvidencePack


class PackFormat(StrEnum):
    """How the check list is printed."""

    table = "table"
    json = "json"


def pack(
    context: typer.Context,
    pupil: PupilArgument,
    parent: Annotated[
        str | None,
        typer.Option(
            "--parent",
            metavar="PARENT",
            help="One parent, by name, relationship or number among the contacts. Default: all.",
            show_default=False,
        ),
    ] = None,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="DIR",
            help="The folder for the files. Default: penalty-packs beside attendctl.toml.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the check list and write nothing.")
    ] = False,
    format: Annotated[
        PackFormat, typer.Option("--format", help="How to print the result.")
    ] = PackFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Write the evidence for a penalty notice as PDF and XLSX: first of all what would get it returned.

    Ends with status 6 where the check list has a fault, 0 where it has none.
    """
    from attendctl.casework.evidence_pack.pack import make_pack
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.pack_dict import pack_dict
    from attendctl.reports.pack_shown import pack_text
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        made = make_pack(
            book.connection,
            settings,
            pupil,
            today=today(),
            as_of=as_of,
            school=school,
            parent=parent,
            known=known,
        )
    folder = output or settings.folder / "penalty-packs"
    files = [] if dry_run else _write(made, folder)
    if files:
        remember_written(context, files[0])
    contract = pack_dict(made, [str(file) for file in files])
    print_or_write(json_text(contract) if format is PackFormat.json else pack_text(contract), None)
    typer.echo(_said(made, folder, dry_run=dry_run), err=True)
    if made.faults:
        raise typer.Exit(DONE_WITH_SOME_SET_ASIDE)


def _write(made: EvidencePack, folder: Path) -> list[Path]:
    """Make both files, then put each in its place whole."""
    from attendctl.reports.pack_dict import pack_dict
    from attendctl.reports.pack_files import write_pack

    return write_pack(pack_dict(made), folder)


def _said(made: EvidencePack, folder: Path, *, dry_run: bool) -> str:
    number = f"{made.faults} fault{'' if made.faults == 1 else 's'}"
    where = "Nothing was written: this was a dry run." if dry_run else f"The pack is in {folder}."
    if not made.faults:
        return f"{where} The check list has no fault."
    return f"{where} The check list has {number}: put right what is wrong before it goes to the authority."
