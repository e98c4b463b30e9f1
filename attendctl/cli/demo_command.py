"""``attendctl demo``: the main job on a school that does not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

LAST_DAY_OF_THE_SAMPLE = "2026-03-27"


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put the sample school.")] = Path(
        "demo"
    ),
) -> None:
    """Try everything on a sample school: import, the week's report, the letters that are due.

    Run again, it changes nothing: what is in the folder already stays as it is.
    """
    from attendctl.cli.main import app

    new = _copy_sample(folder)
    typer.echo(
        f"Fernbrook Community School is in {folder}/: {new} files new. It is invented, as are its pupils."
    )
    # both options by name, so that no environment variable leads the sample into a real ledger
    own = ["--config", str(folder / "attendctl.toml"), "--ledger", str(folder / "attendance.duckdb")]
    exports = [str(folder / name) for name in ("pupils.csv", "contacts.csv", "marks.csv")]
    for words in (
        ["import", *exports],
        ["report", "--week"],
        ["letters", "--as-of", LAST_DAY_OF_THE_SAMPLE],
    ):
        typer.echo(f"\n$ attendctl {' '.join(words)}\n")
        status = app([*own, *words], standalone_mode=False)
        if status not in (0, None, 6):
            raise typer.Exit(status)
    typer.echo(_WHAT_NEXT.format(folder=folder))


_WHAT_NEXT = """
The report is above; the letters are in {folder}/letters, one PDF each and print-all.pdf. What next:

  cd {folder}
  attendctl report --by class,pp                      the year so far, by class and pupil premium
  attendctl report --week 2026-W11                    an earlier week
  attendctl import layouts/wide.csv --dry-run         the same marks in another layout
  attendctl import messy/unknown_code.csv             what a refusal looks like
  attendctl imports                                   what came in, and when

For your own school: attendctl init DIR, then attendctl import FILE."""


def _copy_sample(folder: Path) -> int:
    """Copy what is not there yet; return how many files were. Refuses a folder of another school."""
    from attendctl.errors import WrongUsage
    from attendctl.resources import shipped

    sample = shipped("sample_data")
    config = folder / "attendctl.toml"
    if config.exists() and config.read_bytes() != (sample / "attendctl.toml").read_bytes():
        raise WrongUsage(
            f"{folder} holds an attendctl.toml that is not the sample's. Nothing was written.",
            remedy="Name another folder: attendctl demo DIR",
        )
    new = 0
    try:
        for source in sorted(path for path in sample.rglob("*") if path.is_file()):
            target = folder / source.relative_to(sample)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())
                new += 1
    except OSError as fault:
        raise WrongUsage(
            f"The sample cannot be written to {folder}: {fault.strerror}.",
            remedy="Name a folder you may write to: attendctl demo DIR",
        ) from None
    return new
