"""A file's name says what is in it: ``--output`` and ``--format`` are held together for every command."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from attendctl.cli.open_result import writes_a_folder
from attendctl.errors import WrongUsage

_FORM_OF_SUFFIX = {
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".doc": "doc",
    ".eml": "eml",
    ".zip": "zip",
    ".parquet": "parquet",
    ".duckdb": "duckdb",
}
_PLAIN_TEXT = {".txt": "plain text", ".md": "plain text", ".log": "plain text"}
_OPENED_AS_TEXT = ("table", "json", "csv")


class OutputDoesNotFit(WrongUsage):
    """The file that ``--output`` names would hold something other than its name says. Nothing was written."""

    code = "U005"


def with_fitting_output(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command that has ``--format`` and ``--output`` with a look at both before any work."""
    signature = inspect.signature(command, eval_str=True)
    if not {"format", "output"} <= signature.parameters.keys() or writes_a_folder(signature):
        return command

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        form, output = options.get("format"), options.get("output")
        # With --record a workbook is written whatever the format: that is of what is printed then.
        if isinstance(form, StrEnum) and isinstance(output, Path) and not options.get("record"):
            refuse_misnamed_output(form, output)
        return command(*args, **options)

    return run


def refuse_misnamed_output(form: StrEnum, output: Path) -> None:
    """Refuse a file whose suffix means another form than the one asked for. A suffix of no meaning fits all.

    Raises:
        OutputDoesNotFit: says which form it would be, and how to have the one the name says.

    >>> from attendctl.cli.options import OutputFormat
    >>> refuse_misnamed_output(OutputFormat.csv, Path("week.csv"))
    >>> refuse_misnamed_output(OutputFormat.xlsx, Path("week.docx"))
    Traceback (most recent call last):
    ...
    attendctl.cli.fitting_output.OutputDoesNotFit: week.docx would hold xlsx, not what its name says. Name \
it week.xlsx. This command writes table, json, csv, xlsx; of them docx is none.
    """
    suffix = output.suffix.casefold()
    named = _FORM_OF_SUFFIX.get(suffix)
    if named is None and suffix in _PLAIN_TEXT and form not in _OPENED_AS_TEXT:
        named = _PLAIN_TEXT[suffix]
    if named in (None, form):
        return
    forms = [one.value for one in type(form)]
    better = output.with_suffix(".txt" if form == "table" else f".{form}").name
    if named in forms:
        remedy = f"Add --format {named}, or name it {better}."
    else:
        remedy = f"Name it {better}. This command writes {', '.join(forms)}; of them {named} is none."
    raise OutputDoesNotFit(
        f"{output.name} would hold {_in_words(form)}, not what its name says.", remedy=remedy
    )


def _in_words(form: str) -> str:
    return "a table in plain text" if form == "table" else form
