"""Where the pages for a reader go: the terminal, standard output, or one whole file."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from attendctl.errors import WrongUsage
from attendctl.reports.output import FILE_WIDTH, PLAIN
from attendctl.reports.printed import json_text_by_lines, print_or_write
from attendctl.reports.whole_file import write_whole

# The forms that cannot be printed, and what they are.
_FOR_A_FILE = {"xlsx": "a workbook", "pdf": "pages", "docx": "a document"}


@dataclass(frozen=True)
class Pages:
    """The pages for one reader, by what makes them. Only what is asked for is loaded.

    Attributes:
        name: of the file, in examples.
        table: ``module:function`` that prints the contract to a console of Rich.
        forms: by form, ``module:function`` that makes bytes of the contract, or for ``csv`` text.
    """

    name: str
    table: str
    forms: Mapping[str, str]

    def refuse_unfit_form(self, format: str, output: Path | None) -> None:
        """Refuse, before any work, a form that cannot be printed without a file to write it to.

        Raises:
            WrongUsage: ``xlsx``, ``pdf`` or ``docx`` without ``--output``.
        """
        if format in _FOR_A_FILE and output is None:
            raise WrongUsage(
                f"--format {format} writes {_FOR_A_FILE[format]}, which cannot be printed to a terminal.",
                remedy=f"Name the file: --format {format} --output {self.name}.{format}",
            )

    def show(self, contract: dict[str, Any], format: str, output: Path | None) -> None:
        """Print the pages, or write them whole to a file.

        Args:
            contract: of these pages.
            format: ``table``, ``json`` or one of the forms.
            output: the file; None prints. A CSV file starts with the byte order mark that spreadsheets
                look for; printed CSV does not.

        Raises:
            WrongUsage: the form cannot be printed, or no font has a character.
            CannotWrite: the file cannot be written.
        """
        self.refuse_unfit_form(format, output)
        if output is not None:
            write_whole(output, self.as_bytes(contract, format))
        elif format == "table":
            from rich.console import Console

            _named(self.table)(contract, Console(**PLAIN))
        else:
            print_or_write(self.as_bytes(contract, format).decode("utf-8-sig"), None)

    def as_bytes(self, contract: dict[str, Any], format: str) -> bytes:
        """Return the pages in a form, as the bytes of a file."""
        if format == "json":
            return json_text_by_lines(contract).encode("utf-8")
        if format in self.forms:
            made: bytes | str = _named(self.forms[format])(contract)
            return made.encode("utf-8-sig") if isinstance(made, str) else made
        from rich.console import Console

        text = io.StringIO()
        _named(self.table)(contract, Console(file=text, width=FILE_WIDTH, **PLAIN))
        return text.getvalue().encode("utf-8")


def _named(name: str) -> Callable[..., Any]:
    module, function = name.split(":")
    made: Callable[..., Any] = getattr(import_module(f"attendctl.reports.{module}"), function)
    return made
