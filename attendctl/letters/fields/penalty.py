"""What the national framework for penalty notices says, and which sessions a letter about it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from attendctl.casework.decision import Decision
from attendctl.casework.notices.notice import PENALTY_DECISION, CitedSession, read_notices
from attendctl.casework.recipients import Household
from attendctl.casework.steps.request_to_authority import sessions_to_ask_about
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.letters.fields.field import Field, FieldValue, Joined, Row
from attendctl.letters.fields.occasion import Occasion
from attendctl.rules.attendance_codes import load_attendance_codes
from attendctl.rules.penalty_notices import penalty_notices
from attendctl.rules.penalty_questions import questions_answered
from attendctl.rules.penalty_threshold import penalty_threshold
from attendctl.rules.reader import NoRuleInForce

_LAW = {
    "threshold_sessions": "sessions at which a penalty notice must be considered",
    "threshold_weeks": "in how many school weeks",
    "first_fine_reduced": "what a first penalty notice costs if it is paid early, such as £80",
    "reduced_within_days": "in how many days that is",
    "first_fine": "what a first penalty notice costs",
    "second_fine": "what a second one to the same parent for the same child costs",
    "pay_within_days": "in how many days a penalty notice must be paid",
    "most_fines": "how many there may be for one parent and child, or none where the law sets no number",
    "fines_within_years": "in how many years",
}
_ABOUT = {
    "window_sessions": "sessions of unauthorised absence in the latest school weeks, in no notice so far",
    "window_in_words": "the same in words with days",
    "sessions_until_threshold": "how many more would reach the threshold",
    "notice_sessions": "the sessions that the letter lists",
    "notice_in_words": "the same in words with days",
    "offence_days": "rows of the days of those sessions, with the marks of the morning and the afternoon",
    "offence_marks": "what those marks mean",
    "unexplained_sessions": "how many of them have a mark that says that the reason is not known yet",
    "unexplained_marks": "that mark",
    "parent_name": "the parent whom the letter is to, where it is to one alone",
    "date_of_birth": "the pupil's date of birth, or nothing",
    "upn": "the pupil's UPN, or nothing",
    "decided_by": "who decided at the threshold, by name and position",
    "decision_reason": "why nothing follows, as it is to be told to the family",
    "decision_answers": "rows of the questions asked at the threshold, and the answers",
}
PENALTY = {name: Field(about, Joined.letter) for name, about in {**_LAW, **_ABOUT}.items()}

OFFENCE_ROW = {"date": "the day", "morning": "the mark of the morning", "afternoon": "of the afternoon"}
ANSWER_ROW = {"question": "what was asked", "answer": "the answer"}
_NO_MARK = "–"


def penalty_of(decision: Decision, household: Household, occasion: Occasion) -> dict[str, FieldValue]:
    """Return what a letter about penalty notices says; None where the letter is about something else.

    Args:
        decision: the only one of the letter; such letters are never joined.
        household: whom it goes to.
        occasion: policy, school and dates.
    """
    values: dict[str, FieldValue] = dict.fromkeys(PENALTY)
    values |= _law(occasion.as_of)
    sessions = _sessions(decision)
    if sessions:
        unexplained = _unexplained(sessions, occasion.as_of)
        values |= {
            "notice_sessions": len(sessions),
            "notice_in_words": sessions_in_words(len(sessions)),
            "offence_days": offence_days(sessions),
            "offence_marks": marks_in_words(sessions),
            "unexplained_sessions": len(unexplained),
            "unexplained_marks": ", ".join(dict.fromkeys(one.code for one in unexplained)) or None,
        }
    row = decision.facts.penalty if decision.facts else None
    if row is not None:
        born = row.pupil.date_of_birth
        values |= {
            "window_sessions": row.sessions_in_window,
            "window_in_words": sessions_in_words(row.sessions_in_window),
            "sessions_until_threshold": row.sessions_until_threshold,
            "date_of_birth": date_in_words(born) if born else "",
        }
    values["upn"] = decision.pupil.upn or ""
    if decision.step is not None and decision.step.written_to == "parent" and len(household.contacts) == 1:
        values["parent_name"] = household.contacts[0].formal_name
    if decision.entry is not None and decision.entry.kind == PENALTY_DECISION:
        values |= _decided(decision.entry)
    return values


def offence_days(sessions: Iterable[CitedSession]) -> list[Row]:
    """Return one row a day: the day and the marks of its two halves.

    >>> offence_days([CitedSession(date(2025, 10, 1), 1, "O")])
    [{'date': '1 October 2025', 'morning': '–', 'afternoon': 'O'}]
    """
    by_day: dict[date, dict[int, str]] = defaultdict(dict)
    for one in sorted(sessions):
        by_day[one.date][one.session] = one.code
    return [
        {
            "date": date_in_words(day),
            "morning": halves.get(0, _NO_MARK),
            "afternoon": halves.get(1, _NO_MARK),
        }
        for day, halves in by_day.items()
    ]


def marks_in_words(sessions: Iterable[CitedSession]) -> str:
    """Say what the marks of some sessions mean, each mark once.

    >>> marks_in_words([CitedSession(date(2025, 10, 1), 0, "O"), CitedSession(date(2025, 10, 1), 1, "N")])
    'N: reason not yet known. O: absent, and no other code applies.'
    """
    codes = load_attendance_codes()
    meanings = {one.code: codes.in_force(one.code, one.date).meaning for one in sorted(sessions)}
    return " ".join(f"{code}: {meaning}." for code, meaning in sorted(meanings.items()))


def _sessions(decision: Decision) -> list[CitedSession]:
    """Return the sessions a letter lists: those its notice cites, else those of the window in no notice.

    A request to the authority lists those it may rest on.
    """
    entry, facts = decision.entry, decision.facts
    cited = read_notices([entry]) if entry is not None and entry.details.get("sessions") else []
    if cited:
        return sorted(cited[0].sessions)
    row = facts.penalty if facts else None
    if row is None or decision.step is None:
        return []
    if decision.step.written_to == "authority" and facts is not None and entry is not None:
        return sessions_to_ask_about(facts, row, entry)
    return [CitedSession(one.date, one.session, one.code) for one in row.sessions if not one.cited_in]


def _unexplained(sessions: Iterable[CitedSession], on: date) -> list[CitedSession]:
    try:
        codes = penalty_threshold().in_force(on).unexplained_codes
    except NoRuleInForce:
        return []
    return [one for one in sessions if one.code in codes]


def _law(on: date) -> dict[str, FieldValue]:
    found: dict[str, FieldValue] = {}
    try:
        threshold = penalty_threshold().in_force(on)
        found |= {"threshold_sessions": threshold.sessions, "threshold_weeks": threshold.school_weeks}
        fines = penalty_notices().in_force(on)
    except NoRuleInForce:
        return found
    return found | {
        "first_fine_reduced": f"£{fines.first_reduced_pounds}",
        "reduced_within_days": fines.reduced_within_days,
        "first_fine": f"£{fines.first_pounds}",
        "second_fine": f"£{fines.second_pounds}",
        "pay_within_days": fines.pay_within_days,
        "most_fines": fines.most,
        "fines_within_years": fines.years,
    }


def _decided(entry: LoggedEntry) -> dict[str, FieldValue]:
    answers = {name: str(answer) for name, answer in (entry.details.get("answers") or {}).items()}
    return {
        "decided_by": f"{entry.by_name}, {entry.by_position}",
        "decision_reason": entry.details.get("decision_reason"),
        "decision_answers": [
            {"question": question, "answer": answer}
            for question, answer in questions_answered(answers, entry.happened_on)
        ]
        or None,
    }
