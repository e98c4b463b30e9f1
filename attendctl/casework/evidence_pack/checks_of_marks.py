"""What of the register would get a pack returned: too few sessions, no reason, no mark, a wrong code."""

from __future__ import annotations

from collections.abc import Mapping

from attendctl.casework.evidence_pack.pack_extract import RegisterMark
from attendctl.casework.evidence_pack.pack_facts import REFUSED, Check, PackFacts, session_in_words
from attendctl.casework.wording import date_in_words

_HOLIDAY_WORD = "holiday"


def threshold_is_met(facts: PackFacts) -> list[Check]:
    """Whether so many sessions of known reason lie in one window, in no notice yet."""
    law, sessions = facts.row.law, facts.sessions
    number = len(sessions.relied_on)
    said = f"{number} session{'' if number == 1 else 's'} can be relied on; the threshold is {law.sessions} "
    said += f"sessions in {law.school_weeks} school weeks."
    if sessions.is_firm and sessions.met_on is not None:
        said += f" It was met on {date_in_words(sessions.met_on)}."
        return [Check("threshold", "fulfilled", said, rule=law.reference)]
    unexplained = sum(one.code in law.unexplained_codes for one in sessions.free)
    for count, what in (
        (unexplained, "without a known reason"),
        (len(sessions.not_of_age), "not at compulsory school age"),
        (len(sessions.used), "in a notice already"),
    ):
        said += f" {count} more {'is' if count == 1 else 'are'} {what}." if count else ""
    remedy = "Support the family: the threshold is not met."
    if sessions.met_on is not None:
        remedy = "Find the reasons first: the threshold is met only with those sessions."
    return [Check("threshold", "fault", said, remedy=remedy, rule=law.reference)]


def reasons_are_known(facts: PackFacts) -> list[Check]:
    """Whether no session of the extract is left without a reason."""
    unexplained = set(facts.row.law.unexplained_codes)
    left = [mark for mark in facts.marks if mark.code in unexplained]
    code = " or ".join(sorted(unexplained))
    if not left:
        return [Check("unexplained", "fulfilled", f"No session is left with code {code}.")]
    settling = facts.settling
    items = []
    for mark in left:
        said = f"{session_in_words(mark.day, mark.session)}: {mark.code}"
        if settling and mark.day in settling.due:
            due = settling.due[mark.day]
            late = " (this day is past)" if due < facts.on else ""
            said += f", to be settled by {date_in_words(due)}{late}"
        items.append(said)
    number = f"{len(left)} session{'s have' if len(left) > 1 else ' has'}"
    return [
        Check(
            "unexplained",
            "fault",
            f"{number} code {code}: the reason is not established.",
            tuple(items),
            "Find the reason and correct the register, or record the absence as unauthorised; import again.",
            settling.rule if settling else facts.row.law.reference,
        )
    ]


def every_session_is_marked(facts: PackFacts) -> list[Check]:
    """Whether the extract has a mark for every session the school was open."""
    owed = [place for extract in facts.extracts for place in extract.without_mark]
    if not owed:
        return [Check("marks", "fulfilled", "Every session of the extract has a mark.")]
    return [
        Check(
            "marks",
            "fault",
            f"{len(owed)} session{'s' if len(owed) > 1 else ''} of the extract without a mark.",
            tuple(session_in_words(*place) for place in sorted(owed)),
            "Complete the register in the school's system, and import it again.",
        )
    ]


def holidays_are_coded(facts: PackFacts) -> list[Check]:
    """Whether sessions of a holiday, by a decision on leave or a comment, have the code of a holiday."""
    wrong, doubtful = _of_refused_leave(facts)
    holiday = facts.row.law.holiday_codes[0]
    for mark in facts.marks:
        is_holiday = _HOLIDAY_WORD in (mark.comment or "").casefold()
        if is_holiday and mark.counts_as == "unauthorised" and mark.code != holiday:
            wrong.setdefault(mark, f"the register's comment speaks of a {_HOLIDAY_WORD}: {holiday} is due")
    checks = []
    if wrong:
        said = f"{_sessions(len(wrong))} of leave that was refused not coded as such."
        remedy = "Correct the code in the school's system, and import the register again."
        checks.append(Check("holiday_code", "fault", said, _items(wrong), remedy))
    if doubtful:
        said = f"{_sessions(len(doubtful))} of leave that was refused marked as authorised absence."
        remedy = "Make sure that the reason was looked into."
        checks.append(Check("holiday_code", "judge", said, _items(doubtful), remedy))
    is_about_leave = bool(facts.leave_decisions(*REFUSED))
    is_about_leave |= any(mark.code == holiday for mark in facts.marks)
    if not checks and is_about_leave:
        checks.append(Check("holiday_code", "fulfilled", "No holiday has another code."))
    return checks


def sessions_are_not_used(facts: PackFacts) -> list[Check]:
    """Whether sessions of the window are in a standing notice already."""
    used = facts.sessions.used
    if not used:
        return [Check("used", "fulfilled", "No session of the window is in a notice already.")]
    return [
        Check(
            "used",
            "judge",
            f"{_sessions(len(used))} of the window in a standing notice already, and left out.",
            tuple(
                f"{session_in_words(one.date, one.session)}: {one.code}, "
                f"notice {', '.join(str(number) for number in one.cited_in)}"
                for one in used
            ),
            "They are not relied on again. The summary gives both counts.",
        )
    ]


def other_schools_certify(facts: PackFacts) -> list[Check]:
    """Whether another school has to certify its part of the register."""
    others = [one for one in facts.extracts if one.school_id != facts.row.school.school_id]
    return [
        Check(
            "other_school",
            "judge",
            f"The weeks at {one.school} are certified by the head of that school.",
            remedy="Have its extract signed there.",
        )
        for one in others
    ]


def _of_refused_leave(facts: PackFacts) -> tuple[dict[RegisterMark, str], dict[RegisterMark, str]]:
    """Return the absences in refused leave with another code, and why: unauthorised ones, authorised ones."""
    wrong: dict[RegisterMark, str] = {}
    doubtful: dict[RegisterMark, str] = {}
    holiday = facts.row.law.holiday_codes[0]
    for leave in facts.leave_decisions(*REFUSED):
        right = leave.entry.details.get("code") or (holiday if leave.kind == _HOLIDAY_WORD else None)
        for mark in facts.marks:
            if right is None or not mark.is_absence or not leave.covers(mark.day) or mark.code == right:
                continue
            why = f"leave refused ({leave.kind}, case log {leave.entry.entry_id}): {right} is due"
            (wrong if mark.counts_as == "unauthorised" else doubtful).setdefault(mark, why)
    return wrong, doubtful


def _items(marks: Mapping[RegisterMark, str]) -> tuple[str, ...]:
    return tuple(
        f"{session_in_words(mark.day, mark.session)}: {mark.code}; {marks[mark]}"
        for mark in sorted(marks, key=lambda mark: mark.place)
    )


def _sessions(number: int) -> str:
    return f"{number} session{'s' if number > 1 else ''}"
