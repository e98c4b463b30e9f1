"""The letters the ledger says were written, one row for each pupil a letter is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import duckdb

from attendctl.casework.standing import WrittenLetter

WITHDRAWAL = "withdrawal"
"""The letter that takes another back: its occasion is that letter's reference."""

_LETTERS_WRITTEN = """
SELECT p.school_id, w.as_of, w.known_on, p.pupil_id, w.policy, w.letter, w.reference, w.written_on,
       coalesce(json_extract_string(p.figures, '$.occasion'), w.occasion, '') AS occasion, w.as_of
FROM letter_written AS w
JOIN letter_pupil AS p USING (reference)
ORDER BY w.written_on, w.reference, p.pupil_id
"""


@dataclass(frozen=True)
class Earlier:
    """A letter written before: of which school, by marks up to which day, and when the ledger was told."""

    school_id: int
    as_of: date
    known_on: date
    letter: WrittenLetter
    is_withdrawn: bool = False  # taken back by a letter written since


def letters_written(connection: duckdb.DuckDBPyConnection) -> list[Earlier]:
    """Return every letter the ledger says was written, oldest first; a joint one for each of its pupils."""
    rows = connection.execute(_LETTERS_WRITTEN).fetchall()
    letters = [
        Earlier(school_id, as_of, known_on, WrittenLetter(*letter))
        for school_id, as_of, known_on, *letter in rows
    ]
    # A letter about siblings may be taken back for one of them alone.
    withdrawn = {
        (one.letter.occasion, one.letter.pupil_id) for one in letters if one.letter.letter == WITHDRAWAL
    }
    return [
        replace(one, is_withdrawn=(one.letter.reference, one.letter.pupil_id) in withdrawn) for one in letters
    ]
