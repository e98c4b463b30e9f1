"""``attendctl init``: a commented attendctl.toml to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write it.")] = Path(),
) -> None:
    """Write a commented attendctl.toml, ready to fill in. Never overwrites one."""
    from attendctl.errors import WrongUsage
    from attendctl.resources import shipped

    path = folder / "attendctl.toml"
    text = (shipped("templates") / "attendctl.toml").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        if not path.exists():
            raise WrongUsage(
                f"{folder} is a file, not a folder.", remedy="Name a folder: attendctl init DIR"
            ) from None
        raise WrongUsage(
            f"{path} is there already, and stays as it is.",
            remedy="Edit that file, or name another folder: attendctl init DIR",
        ) from None
    except OSError as fault:
        raise WrongUsage(
            f"{path} cannot be written: {fault.strerror}.", remedy="Name a folder you may write to."
        ) from None
    typer.echo(f"Wrote {path}. Fill in the school's name, then: attendctl import FILE")
