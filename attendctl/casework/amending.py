"""An amendment asked for by hand: which mark it changes, and whether it may be entered.

Source: the School Attendance (Pupil Registration) (England) Regulations 2024: an amendment keeps the
original entry, the amended entry, the reason, the date, and the name and position of who made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.casework.case_checks import signed_by
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.pupil_meant import PupilMeant, pupils_of, the_pupil_meant
from attendctl.errors import WrongUsage
from attendctl.ledger.by_hand import MarkByHand
from attendctl.ledger.incoming import AM, MISSING_MARK, PM
from attendctl.rules.attendance_codes import load_attendance_codes
from attendctl.settings import Settings

SESSIONS = {"AM": AM, "PM": PM}

_HELD = """
SELECT code, minutes_late FROM mark
WHERE school_id = $1 AND pupil_id = $2 AND date = $3 AND session = $4
"""
_OPEN = """
SELECT count(*) FROM mark AS m JOIN session_code AS c
  ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE m.school_id = $1 AND m.date = $2 AND m.session = $3 AND c.possible = 1
"""


@dataclass(frozen=True)
class AmendmentAsked:
    """What the officer gave. ``session`` is ``AM`` or ``PM``; ``by`` and ``position`` None: the signatory."""

    pupil: str
    day: date
    session: str
    code: str
    reason: str
    by: str | None = None
    position: str | None = None
    minutes_late: int | None = None
    school: str | None = None


@dataclass(frozen=True)
class Amendment:
    """An amendment that may be entered. ``code_before`` None: the register has no row for the session."""

    pupil: PupilMeant
    school: str
    code_before: str | None
    minutes_before: int | None
    mark: MarkByHand

    @property
    def changes_nothing(self) -> bool:
        """Whether the register says the same already."""
        same_minutes = self.mark.minutes_late in (None, self.minutes_before)
        return self.code_before == self.mark.code and same_minutes


def amendment(
    connection: duckdb.DuckDBPyConnection, settings: Settings, asked: AmendmentAsked, *, told: date
) -> Amendment:
    """Return the amendment asked for, checked.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        settings: name who signs.
        asked: what the officer gave.
        told: the day the ledger is told.

    Raises:
        NotFound: no such pupil or school, or no such code on that day.
        WrongUsage: the day has not come, the school had no such session, nobody signs it, no reason is
            given, or the code or the minutes do not fit.
    """
    session = SESSIONS.get(asked.session.strip().upper())
    if session is None:
        raise WrongUsage(f"{asked.session!r} is no session.", remedy="Give AM or PM.")
    if not asked.reason.strip():
        raise WrongUsage("An amendment needs a reason.", remedy="Say why, with --reason.")
    if asked.day > told:
        raise WrongUsage(
            f"{asked.day} is later than {told}, the day the ledger is told: it has no mark to amend.",
            remedy="Give a day that has come.",
        )
    code = _code(asked)
    schools = {one.school_id: one for one in choose_schools(connection, settings, asked.school)}
    pupil = the_pupil_meant(pupils_of(connection, schools.keys()), asked.pupil)
    school = schools[pupil.school_id]
    person, position = signed_by(school.settings, asked.by, asked.position)
    if connection.execute(_OPEN, [school.school_id, asked.day, session]).fetchone() == (0,):
        raise WrongUsage(
            f"{school.name} had no session on {asked.day} {asked.session.strip().upper()}: nobody has marks.",
            remedy="Look at the day; a whole session comes in with an export: attendctl import FILE",
        )
    before = connection.execute(_HELD, [school.school_id, pupil.pupil_id, asked.day, session]).fetchone()
    code_before, minutes_before = before or (None, None)
    last_import = connection.execute("SELECT coalesce(max(import_id), 0) FROM import_made").fetchone()
    return Amendment(
        pupil,
        school.name,
        code_before,
        minutes_before,
        MarkByHand(
            school.urn or school.name,
            pupil.upn,
            None if pupil.upn else pupil.mis_id,
            None if pupil.upn or pupil.mis_id else pupil.admission_number,
            asked.day,
            session,
            code,
            last_import[0] if last_import else 0,
            asked.reason.strip(),
            f"{person}, {position}",
            asked.minutes_late,
        ),
    )


def _code(asked: AmendmentAsked) -> str:
    code = asked.code.strip().upper()
    if code in ("", MISSING_MARK):
        raise WrongUsage(
            "A mark cannot be taken out of the register: an amendment keeps what was there.",
            remedy="Give the code that is right; an import that was a mistake is withdrawn: attendctl undo",
        )
    entry = load_attendance_codes().in_force(code, asked.day)
    if asked.minutes_late is not None and (asked.minutes_late < 0 or entry.lateness is None):
        raise WrongUsage(
            f"--minutes {asked.minutes_late} does not go with {code}.",
            remedy="Minutes go with a code of lateness, and are not less than 0.",
        )
    return entry.code
