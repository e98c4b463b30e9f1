"""The words of a night's mail: counts, paths and fixed sentences, nothing that stood in an export."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.errors import DONE_WITH_SOME_SET_ASIDE, AttendctlError
from attendctl.reports.nightly.words import about_file, in_short

_LIKE_A_UPN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][0-9]{11}[0-9A-Za-z](?![A-Za-z0-9])")
_MOST_SCHOOLS = 3
_PATHS = "Paths are told from the folder of attendctl.toml."
_END = "This mail holds counts and the names of files, no pupil. It was made by attendctl nightly."


def fit_to_mail(contract: Mapping[str, Any], schools: Sequence[str]) -> dict[str, Any]:
    """Return a night without what its messages quote from exports, and without pupil numbers.

    Why a file was refused stands in the folder of the school, beside the file: a message may quote a cell.

    Args:
        contract: of ``attendctl.nightly.run.run_night``.
        schools: their names as the settings have them, in place of those that stood in exports.
    """
    instead: dict[str, str] = {}
    files = []
    for one in contract["files"]:
        kept = f"the reasons are in {one['kept']}." if one["kept"] else "the page of the night says why."
        was, now = about_file(one, one["why"]), about_file(one, kept)
        if was and now:
            instead[was] = now
            one = one | {"why": None}
        files.append(one)
    sentences = [instead.get(sentence, sentence) for sentence in contract["to_look_at"]]
    fit = without_numbers({**contract, "schools": [*schools], "files": files, "to_look_at": sentences})
    assert isinstance(fit, dict)
    return fit


def without_numbers(value: Any) -> Any:
    """Return plain values with every text that looks like a pupil's number in it cut short.

    >>> without_numbers({"why": ["line 3: B999000000002 is twice there.", 3]})
    {'why': ['line 3: (a UPN) is twice there.', 3]}
    """
    if isinstance(value, str):
        return _LIKE_A_UPN.sub("(a UPN)", value)
    if isinstance(value, dict):
        return {name: without_numbers(one) for name, one in value.items()}
    return [without_numbers(one) for one in value] if isinstance(value, list) else value


def mail_subject(schools: Sequence[str], night: date, status: int) -> str:
    """Return the subject: which schools, which night, and whether somebody has to look.

    >>> mail_subject(["Ash Primary"], date(2025, 11, 8), 6)
    'Ash Primary: night run of 8 November 2025: to be looked at'
    """
    how = {0: "all well", DONE_WITH_SOME_SET_ASIDE: "to be looked at"}.get(status, "ended with a fault")
    return f"{_named(schools)}: night run of {date_in_words(night)}: {how}"


def mail_text(contract: Mapping[str, Any], *, subject: str, page: str) -> str:
    """Return the body of the mail of a night as text.

    Args:
        contract: as ``fit_to_mail`` returns it.
        subject: of the mail.
        page: the path of the night's page.
    """
    parts = [("", [subject]), ("To look at", contract["to_look_at"] or ["Nothing: all is well."])]
    parts += [("What was done", [*in_short(contract)]), ("Files", [*_files(contract)])]
    parts += [("Reports", [one["file"] for one in contract["reports"] if one["file"]])]
    return _laid_out([*parts, ("", [f"The page of the night: {page}", _PATHS, _END])])


def fault_sentences(fault: AttendctlError) -> list[str]:
    """Return what ended a night early and what to do, with the code of the list of messages."""
    return [without_numbers(f"{fault.code}: {fault.message}"), *filter(None, [without_numbers(fault.remedy)])]


def fault_text(sentences: Sequence[str], *, subject: str) -> str:
    """Return the body of the mail of a night that ended early as text."""
    return _laid_out([("", [subject]), ("To look at", sentences), ("", [_END])])


def _files(contract: Mapping[str, Any]) -> Iterator[str]:
    for one in contract["files"]:
        if one["rows_read"] is None:
            yield f"{one['file']}: {one['became']}"
            continue
        new, changed = f"{one['marks_new']:,} new marks", f"{one['marks_changed']:,} changed"
        yield f"{one['file']}: {one['became']}, {one['rows_read']:,} rows, {new}, {changed}"


def _named(schools: Sequence[str]) -> str:
    others = len(schools) - _MOST_SCHOOLS
    names = ", ".join(schools[:_MOST_SCHOOLS]) or "attendctl"
    return f"{names} and {others} more" if others > 0 else names


def _laid_out(parts: Sequence[tuple[str, Sequence[str]]]) -> str:
    blocks = []
    for heading, lines in parts:
        if heading and lines:
            blocks.append("\n".join([heading, *(f"- {_shown(line)}" for line in lines)]))
        elif lines:
            blocks.append("\n".join(map(_shown, lines)))
    return "\n\n".join(blocks) + "\n"


def _shown(line: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in line)
