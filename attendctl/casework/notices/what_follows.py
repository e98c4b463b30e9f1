"""What can become of a notice after what became of it before, and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from attendctl.casework.case_checks import Asked, checked_entry
from attendctl.casework.case_kinds import kind_named
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.notices.notice import RUNNING, WITHDRAWN, Notice, read_notices
from attendctl.casework.notices.notice_log import NoticeLogged, append_notice
from attendctl.casework.notices.notice_words import (
    ENDED_EARLY,
    GUILTY,
    MET,
    NOT_GUILTY,
    NOT_MET,
    PAID,
    PROSECUTED,
    UNPAID,
)
from attendctl.casework.notices.refusals import NoticeRefused
from attendctl.casework.pupil_meant import PupilMeant, pupils_of
from attendctl.casework.wording import date_in_words
from attendctl.errors import NotFound
from attendctl.ledger.book import Ledger
from attendctl.ledger.case_log import case_entries
from attendctl.settings import Settings

# What may follow what: by the notice's status, what can be logged next.
_NEXT = {
    (True, RUNNING): (PAID, UNPAID, WITHDRAWN, PROSECUTED),
    (True, UNPAID): (WITHDRAWN, PROSECUTED),
    (True, PAID): (WITHDRAWN,),
    (True, PROSECUTED): (PROSECUTED, WITHDRAWN),
    (False, RUNNING): (MET, NOT_MET, ENDED_EARLY, WITHDRAWN),
}


class NoSuchNotice(NotFound):
    """The case log has no notice of that number."""

    code = "N012"


@dataclass(frozen=True)
class FoundNotice:
    """A notice with the school and the pupil it is about."""

    notice: Notice
    school: ChosenSchool
    pupil: PupilMeant


def found_notice(
    ledger: Ledger, settings: Settings, asked: Asked, number: int, *, is_penalty: bool | None = None
) -> FoundNotice:
    """Return the notice of a number.

    Args:
        ledger: opened to write.
        settings: the schools with their signatories.
        asked: may name the school.
        number: of the entry that issued it.
        is_penalty: the kind it has to be; None for either.

    Raises:
        NoSuchNotice: there is none, or it is of the other kind.
    """
    logged = case_entries(ledger.connection)
    notice = next((one for one in read_notices(logged) if one.number == number), None)
    if notice is None:
        raise NoSuchNotice(
            f"The case log has no notice {number}.", remedy="See which there are: attendctl notice show"
        )
    if is_penalty is not None and notice.is_penalty is not is_penalty:
        kind, commands = ("penalty notice", "pay, unpaid, prosecute and withdraw")
        if not notice.is_penalty:
            kind, commands = ("notice to improve", "review, end and withdraw")
        raise NoSuchNotice(
            f"Notice {number} is a {kind}.", remedy=f"What can become of it: attendctl notice {commands}."
        )
    schools = choose_schools(ledger.connection, settings, asked.school)
    school = next((one for one in schools if one.school_id == notice.school_id), None)
    pupils = pupils_of(ledger.connection, [notice.school_id])
    pupil = next((one for one in pupils if one.pupil_id == notice.pupil_id), None)
    if school is None or pupil is None:
        raise NoSuchNotice(
            f"Notice {number} is of another school, or of a pupil no longer in the register.",
            remedy="Leave --school out, or import the register again.",
        )
    return FoundNotice(notice, school, pupil)


def said_already(
    found: FoundNotice, asked: Asked, outcome: str, details: dict[str, Any]
) -> NoticeLogged | None:
    """Return the event of that day that says just this, if the log has it: it is not logged twice."""
    for event in found.notice.events:
        if (event.outcome, event.happened_on) == (outcome, asked.on or asked.told) and all(
            event.details.get(name) == value for name, value in details.items()
        ):
            return NoticeLogged(event, found.pupil, found.notice, is_new=False)
    return None


def day_it_may_follow(notice: Notice, asked: Asked, outcome: str) -> date:
    """Return the day asked about, if that can become of the notice then.

    Raises:
        NoticeRefused: something else became of it, or the day is before it was issued or last changed.
    """
    on = asked.on or asked.told
    last = notice.events[-1] if notice.events else notice.issue
    can_follow = _NEXT.get((notice.is_penalty, notice.status), ())
    if last.details.get("result") in (GUILTY, NOT_GUILTY):
        can_follow = (PROSECUTED,)  # which says in its own words that the court has decided
    if outcome not in can_follow:
        raise NoticeRefused(
            f"Notice {notice.number} is {notice.status} since {date_in_words(last.happened_on)} (entry "
            f"{last.entry_id}): it cannot become {outcome}.",
            remedy=f"If that entry is wrong: attendctl case withdraw {last.entry_id} --reason TEXT",
        )
    if on < last.happened_on:
        was = "was issued" if last is notice.issue else f"became {last.outcome}"
        raise NoticeRefused(
            f"--on {on} is before {last.happened_on}, when notice {notice.number} {was}.",
            remedy="Give that day or a later one.",
        )
    return on


def append_outcome(
    ledger: Ledger,
    asked: Asked,
    found: FoundNotice,
    outcome: str,
    details: dict[str, Any],
    *,
    note: str | None = None,
    said: list[str] | None = None,
) -> NoticeLogged:
    """Log what became of a notice; its day and who says so are checked as every entry's are."""
    kind = kind_named(found.notice.kind)
    entry = checked_entry(asked, kind, found.school, found.pupil, outcome=outcome, note=note, details=details)
    return append_notice(ledger, entry, found.pupil, said or [])
