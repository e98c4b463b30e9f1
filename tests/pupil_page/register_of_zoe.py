"""One pupil's five school weeks, written by hand, with every figure of the page worked out with a pencil.

The policy is greenhill. Friday 3 October the school was closed. ``.`` is a session without a row.

=========== ===== ===== ===== ===== ===== ======== ====== =========== ================
week from   Mon   Tue   Wed   Thu   Fri   possible missed week %      year so far %
=========== ===== ===== ===== ===== ===== ======== ====== =========== ================
8 September II    /\\    /\\    L\\    /\\    10       2      80.0         8 of 10: 80.0
15 Septem.  OO    OO    /\\    /.    /\\    9        4      5/9: 55.6    13 of 19: 68.4
22 Septem.  /\\    U\\    /-    /\\    I\\    9        2      7/9: 77.8    20 of 28: 71.4
29 Septem.  DD    /\\    /\\    /\\    shut  6        0      100.0        26 of 34: 76.5
6 October   /\\    /\\    CC    /\\    /\\    10       2      80.0         34 of 44: 77.3
=========== ===== ===== ===== ===== ===== ======== ====== =========== ================

The L is 5 minutes, the U 40. Authorised are II, I and CC: 5; unauthorised OOOO and U: 5. Owed are the
afternoon of Thursday 18 September, which has no row, and that of Wednesday 24, which has a ``-``.
The first export said O on the morning of 8 September; the second, told on 29 September, says I.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from attendctl.casework.earlier_letters import WITHDRAWAL
from attendctl.import_files import import_files
from attendctl.ledger.book import open_ledger_to_write
from attendctl.ledger.case_log import CaseEntry, append_case_entry
from attendctl.ledger.letters_record import LetterPupil, LetterRecord, record_letters
from attendctl.settings import Settings, find_settings

ZOE, BEN, MIA, NIA = "A999200000010", "A999200000020", "A999200000030", "A999200000040"
SURNAME, FORENAME = "[red]Åsberg", "Zoë <b>"
PARENT, SIBLING = "Mrs Ottoline Åsberg", "Bertram"
TODAY = date(2025, 10, 10)
FIRST_MONDAY = date(2025, 9, 8)
CLOSED = date(2025, 10, 3)
WEEKS = [
    "II /\\ /\\ L\\ /\\",
    "OO OO /\\ /. /\\",
    "/\\ U\\ /- /\\ I\\",
    "DD /\\ /\\ /\\ ..",
    "/\\ /\\ CC /\\ /\\",
]
MINUTES = {"L": "5", "U": "40"}
CONFIG = """
[[school]]
name = "Ash Primary"
policy = "greenhill"

[[school]]
name = "Beech Primary"
"""
HEADER = "UPN,Surname,Forename,School,Date,Session,Mark,Minutes Late,Amendment Reason"


def sessions_by_hand() -> list[tuple[date, str, str]]:
    """Every place of the table above: day, half and letter; ``.`` where there is no row."""
    found = []
    for week, text in enumerate(WEEKS):
        for place, two in enumerate(text.split()):
            day = FIRST_MONDAY + timedelta(weeks=week, days=place)
            found += [(day, half, letter) for half, letter in zip(("AM", "PM"), two, strict=True)]
    return found


def make_ledger(folder: Path) -> Settings:
    """Import the register, then its correction; write letters and log what the school did."""
    (folder / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    settings = find_settings(folder / "attendctl.toml", None)
    zoe = f"{ZOE},{SURNAME},{FORENAME},Ash Primary"
    rows = [HEADER]
    for day, half, letter in sessions_by_hand():
        first_said = "O" if (day, half) == (FIRST_MONDAY, "AM") else letter
        if letter != ".":
            rows.append(f"{zoe},{day},{half},{first_said},{MINUTES.get(letter, '')},")
        if day != CLOSED:
            rows.append(f"{BEN},Quill,{SIBLING},Ash Primary,{day},{half},/,,")
            rows.append(f"{NIA},Noll,Nia,Ash Primary,{day},{half},D,,")  # nothing is possible for her
            school = "Beech Primary" if day < date(2025, 9, 22) else "Ash Primary"
            rows.append(f"{MIA},Moss,Mia,{school},{day},{half},{'I' if school[0] == 'B' else '/'},,")
    first = folder / "first.csv"
    first.write_text("\n".join(rows) + "\n", encoding="utf-8")
    second = folder / "second.csv"
    second.write_text(f"{HEADER}\n{zoe},{FIRST_MONDAY},AM,I,,doctor's note\n", encoding="utf-8")
    for path, known_on in ((first, date(2025, 9, 26)), (second, date(2025, 9, 29))):
        result = import_files([path], settings, today=TODAY, known_on=known_on)
        assert not [one.refused_because for one in result.files if one.refused_because]
    _do_things(settings)
    return settings


def _do_things(settings: Settings) -> None:
    with open_ledger_to_write(settings.ledger_path) as book:
        rows = book.connection.execute("SELECT school_id, upn, pupil_id FROM pupil").fetchall()
        ash = next(school_id for school_id, upn, _ in rows if upn == ZOE)
        ids = {upn: pupil_id for school_id, upn, pupil_id in rows if school_id == ash}

        def letter(name: str, reference: str, on: date, *, occasion: str | None = None) -> LetterRecord:
            return LetterRecord(
                reference,
                ash,
                ids[ZOE],
                name,
                "red",
                on,
                on,
                "greenhill",
                "2025-07",
                None,
                {"text": "below", "source": "policy"},
                [{"name": PARENT}],
                on,
                occasion=occasion,
                # one sheet about two children
                pupils=[LetterPupil(ash, ids[ZOE], {}), LetterPupil(ash, ids[BEN], {})],
            )

        record_letters(
            book,
            [
                letter("1a", "AA11-BB22", date(2025, 9, 12)),
                letter("3a", "CC33-DD44", date(2025, 9, 24)),
                letter(WITHDRAWAL, "EE55-FF66", date(2025, 9, 16), occasion="AA11-BB22"),
            ],
        )

        def log(kind: str, on: date, outcome: str | None, upn: str = ZOE, **more: object) -> int:
            entry = CaseEntry(
                ash,
                ids[upn],
                kind,
                on,
                "J. Ashby",
                "Officer",
                on,
                outcome=outcome,
                **more,  # type: ignore[arg-type]
            )
            return append_case_entry(book, entry)

        log("call", date(2025, 9, 15), "reached", note="spoke to a neighbour")
        notice = log("penalty-notice", date(2025, 9, 30), "issued", details={"parent": {"name": PARENT}})
        log("penalty-notice", date(2025, 10, 7), "paid", details={"notice": notice})
        log("meeting", date(2025, 10, 6), "missed")
        log("meeting", date(2025, 10, 8), "held")
        log("hold", date(2025, 10, 9), None, note="bereavement")
        log("call", date(2025, 9, 22), "reached", upn=BEN)
