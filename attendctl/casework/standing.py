"""Where a pupil stands on one day: the rows that decisions about letters are made from.

Plain values, so that a rule can be tried on a pupil written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.rates import percent_in_tenths, percent_text


@dataclass(frozen=True)
class Sessions:
    """Sessions over some period; one session is half a school day."""

    possible: int
    authorised: int
    unauthorised: int

    @property
    def absent(self) -> int:
        """Sessions of absence, authorised and unauthorised."""
        return self.authorised + self.unauthorised

    @property
    def attended(self) -> int:
        """Sessions attended, approved educational activity included."""
        return self.possible - self.absent

    @property
    def tenths(self) -> int | None:
        """Attendance in tenths of a percent, rounded half up; None where nothing was possible."""
        return percent_in_tenths(self.attended, self.possible)

    def __str__(self) -> str:
        """The percentage with its sessions.

        >>> str(Sessions(possible=80, authorised=2, unauthorised=1))
        '96.3% (77 of 80 sessions)'
        """
        return f"{percent_text(self.attended, self.possible)}% ({self.attended} of {self.possible} sessions)"


NO_SESSIONS = Sessions(possible=0, authorised=0, unauthorised=0)


@dataclass(frozen=True)
class PupilStanding:
    """One pupil of one school, with the sums of the academic year up to the day judged."""

    school_id: int
    pupil_id: int
    upn: str | None
    mis_id: str | None
    admission_number: str | None
    surname: str | None
    forename: str | None
    year_group: str | None
    class_name: str | None
    year: Sessions
    is_leaver: bool
    salutation: str | None = None
    addressee: str | None = None
    address: str | None = None
    postcode: str | None = None
    late: int = 0  # times of L, before the register closed: attended
    late_after_close: int = 0  # times of U: unauthorised absence
    minutes_late: int = 0
    minutes_late_before_close: int = 0  # of L alone: the whole session of a U is missed already

    @property
    def identity(self) -> str:
        """The UPN, or the school's own number where there is none."""
        return self.upn or self.admission_number or self.mis_id or ""


@dataclass(frozen=True)
class WrittenLetter:
    """A letter the ledger says was written."""

    pupil_id: int
    policy: str  # the policy's key: another policy's 1a is another letter
    letter: str
    reference: str
    written_on: date
    occasion: str = ""  # of a letter that may be due more than once a year: the term, spell or entry
    as_of: date | None = None  # the last day of marks it was judged by
