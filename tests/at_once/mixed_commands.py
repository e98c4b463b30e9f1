"""Ten commands that a school might well start together, drawn by a seed, with the files that they take."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.nightly.night_school import AMBER, MISSED, PRESENT, RED, School

MISTAKEN = 4
"""The number of the import of the base that commands withdraw."""
SIGNED = ("--by", "A. Officer", "--position", "Attendance officer")
JSON = ("--format", "json")
READERS = (
    ("report", *JSON),
    ("imports", *JSON),
    ("history", *JSON),
)
"""What these print follows from the ledger alone."""

_HEADER = "UPN,Date,Session,Mark"
# Each its own code, for no file is to look like an older one that turns marks back.
_FILES = {
    "week.csv": [
        f"{upn},{day:02}/11/2025,{half},{code}"
        for upn in MISSED
        for day in range(3, 8)
        for half, code in (("AM", "/"), ("PM", "\\"))
    ],
    "illness.csv": [f"{AMBER},08/09/2025,AM,M", f"{RED},08/09/2025,AM,M"],
    "leave.csv": [f"{AMBER},08/09/2025,AM,C", f"{AMBER},08/09/2025,PM,C"],
    "new pupil.csv": ["E999000000005,03/11/2025,AM,/", f"{RED},09/09/2025,AM,M"],
    "inbox one.csv": [f"{PRESENT},03/11/2025,AM,L", f"{RED},08/09/2025,PM,C"],
    "inbox two.csv": ["F999000000006,03/11/2025,PM,/", f"{AMBER},09/09/2025,AM,C"],
}
MISTAKEN_FILE = ("mistaken.csv", [_HEADER, f"{PRESENT},10/09/2025,AM,O", f"{RED},10/09/2025,AM,O"])


def lay_out_files(school: School) -> None:
    """Put every file that commands import into a folder, and two of them into the inbox, too."""
    (school.folder / "exports").mkdir()
    for name, lines in _FILES.items():
        school.put(name, _HEADER, *lines)
        inbox = school.folder / "inbox" / name
        (school.folder / "exports" / name).write_bytes(inbox.read_bytes())
        if not name.startswith("inbox"):
            inbox.unlink()


def imported(name: str) -> tuple[str, ...]:
    """Return the words that import one of the files."""
    return "import", f"exports/{name}", *JSON


def ten_commands(random: Random, *, least: Sequence[Sequence[str]] = ()) -> list[tuple[str, ...]]:
    """Return ten commands in a random order.

    Args:
        random: decides.
        least: commands that are among them whatever it decides.
    """
    writers: list[tuple[str, ...]] = [
        *(imported(name) for name in _FILES),
        imported("week.csv"),
        imported("illness.csv"),
        ("amend", AMBER, "2025-09-08", "AM", "E", "--reason", "Excluded", *SIGNED, *JSON),
        ("amend", AMBER, "2025-09-08", "AM", "E", "--reason", "Excluded", *SIGNED, *JSON),
        ("amend", RED, "2025-09-10", "PM", "M", "--reason", "Note of the surgery", *SIGNED, *JSON),
        ("case", "log", "call", RED, "--note", "Rang", *SIGNED, *JSON),
        ("case", "log", "call", AMBER, *SIGNED, *JSON),
        ("case", "log", "call", AMBER, *SIGNED, *JSON),
        ("undo", str(MISTAKEN), *JSON),
        ("undo", str(MISTAKEN), *JSON),
        ("letters", *JSON),
        ("letters", "--letter", "2a", *JSON),
    ]
    others: list[tuple[str, ...]] = [
        *READERS,
        ("report", *JSON),
        ("actions", *JSON),
        ("check", *JSON),
        ("retention", *JSON),
        ("backup", "backup.zip", *JSON),
        ("pupil", AMBER, "--export", "all of her.zip"),
        ("anonymise", "shared.duckdb", *JSON),
        ("letters", "--dry-run", *JSON),
        ("report", "--for", "leadership", *JSON),
    ]
    chosen = [tuple(words) for words in least]
    chosen += random.sample(writers, 7 - len(chosen))
    chosen += random.sample(others, 10 - len(chosen))
    random.shuffle(chosen)
    return chosen
