"""A night in a few sentences, and its files in a row of cells each: for the page and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attendctl.casework.wording import date_in_words

FILE_COLUMNS = ("File", "What became of it", "Rows", "New marks", "Changed marks", "")
_WHERE = {"drafts": "wait in the drafts: attendctl letters --release", "write": "were written"}


def in_short(contract: Mapping[str, Any]) -> Iterator[str]:
    """Yield what was done, a sentence for each step that was."""
    imported = sum(one["became"] == "imported" for one in contract["files"])
    yield f"{_counted(imported, 'file')} imported."
    yield from about_inbox(contract["inbox"])
    if contract["as_of"]:
        yield f"The register goes up to {date_in_words(date.fromisoformat(contract['as_of']))}."
    check = contract["check"]
    if check and check["is_sound"]:
        yield "The ledger is sound."
    letters = contract["letters"]
    if letters and letters["mode"] != "none" and not letters["why_not"]:
        yield f"{_counted(letters['made'], 'letter')}{_kinds(letters['by_letter'])} {_are(letters)}."
    if letters and letters["held_back"]:
        yield f"{_counted(letters['held_back'], 'letter')} held back."
    actions = contract["actions"]
    if actions:
        who = ", ".join(f"{name} {number}" for name, number in actions["by_who"].items())
        yield f"{_counted(actions['due'], 'action')} due{f' ({who})' if who else ''}."
    if contract["backup"]:
        yield f"A backup was made: {contract['backup']['file']}."
    mail = contract.get("mail")
    if mail and mail["sent_to"]:
        yield f"The summary was mailed to {', '.join(mail['sent_to'])}."


def about_inbox(inbox: Mapping[str, Any]) -> Iterator[str]:
    """Yield what lies in the inbox and was not taken in, a sentence for each kind.

    >>> [*about_inbox({"still_coming": [], "left_alone": ["autumn", "marks.csv.part"]})]
    ['Left in the inbox, for folders and unfinished copies are not taken in: autumn, marks.csv.part.']
    """
    if coming := len(inbox["still_coming"]):
        yield f"{_counted(coming, 'file')} still being copied: left for the next run."
    if inbox["left_alone"]:
        names = ", ".join(inbox["left_alone"])
        yield f"Left in the inbox, for folders and unfinished copies are not taken in: {names}."


def about_file(one: Mapping[str, Any], why: str | None) -> str | None:
    """Return what is to be looked at of a file, with the reason in these words; None if nothing is."""
    if one["became"] not in ("refused", "stays in the inbox"):
        return None
    became = "was refused" if one["became"] == "refused" else one["became"]
    return f"{one['file']} {became}: {why}"


def file_cells(one: Mapping[str, Any]) -> list[str | int | None]:
    """Return the cells of a file, by ``FILE_COLUMNS``."""
    return [
        one["file"],
        one["became"],
        one["rows_read"],
        one["marks_new"],
        one["marks_changed"],
        one["why"] or "",
    ]


def _kinds(by_letter: Mapping[str, int]) -> str:
    kinds = ", ".join(f"{number} of {name}" for name, number in by_letter.items())
    return f" ({kinds})" if kinds else ""


def _are(letters: Mapping[str, Any]) -> str:
    words: str = _WHERE[letters["mode"]] if letters["made"] else "due"
    if letters["made"] != 1:
        return words
    return words.replace("wait ", "waits ", 1).replace("were ", "was ", 1)


def _counted(number: int, what: str) -> str:
    """Return a number and its noun.

    >>> _counted(1, "entry"), _counted(0, "file")
    ('1 entry', '0 files')
    """
    plural = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else plural}"
