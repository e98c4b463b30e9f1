"""What a letter is about besides the year's figures: a count, a spell, a period, an entry of the case log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from attendctl.casework.decision import Decision
from attendctl.casework.notices.notice import NOTICE_TO_IMPROVE, OFFERED
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.letters.fields.field import Field, Joined, Plain
from attendctl.rates import percent_text

COUNTED = {
    "counted": "how many sessions, or times, made the letter due",
    "counted_in_words": "the same as sessions with days",
    "counted_from": "the day of the first of them",
    "counted_to": "the day of the last of them",
    "counted_dates": "all their dates, where they are known",
    "spell_from": "the first day of an absence in a row",
    "spell_to": "its last day so far",
    "spell_days": "its school days",
    "period": "the term or year that is judged, such as autumn term 2025",
    "period_attendance": "attendance in that period",
    "period_missed": "sessions missed in that period, in words with days",
    "period_late": "how often late in that period",
}
LOGGED = {
    "event_on": "the day of what the case log tells: a visit, a missed meeting, a truancy, a decision",
    "entry_until": "the day that entry runs to, or is for",
    "what_was_agreed": "the note of that entry",
    "leave_from": "the first day of a leave",
    "leave_to": "its last day",
    "leave_days": "its school days",
    "leave_sessions": "its sessions",
    "leave_in_words": "the same in words with days",
    "leave_kind": "what the leave is for",
    "leave_reason": "why it is granted or refused, as the policy says it",
    "attendance_after_leave": "attendance of the year if the leave is taken",
    "return_by": "the last day to come back by",
    "evidence_by": "the last day for evidence",
    "evidence_for": "what the evidence is about",
    "reply_by": "the last day for an answer",
    "deadline_days": "school days until that day",
    "meeting_on": "the day of a meeting",
    "meeting_time": "its time of day",
    "meeting_place": "where it is",
    "meeting_with": "whom the family meets",
    "target_sessions": "how many more sessions may be missed at most",
    "target_in_words": "the same in words with days",
    "target_from": "the day the target was agreed",
    "target_by": "the day the target runs to",
    "plan_review_on": "the day a plan or contract is looked at again, or ends",
    "target_attendance": "the attendance that gives",
    "monitoring_from": "the first day of a time of monitoring",
    "monitoring_to": "its last day",
    "offences_in_words": "the sessions a notice to improve is about, in words with days",
    "improvement_period": "how long such a notice runs, such as 4 weeks",
    "improvement_until": "its last day",
    "improvement_means": "what counts as improvement",
    "duty_and_benefits": "why school matters and what the law asks, where the notice says it itself",
    "support_so_far": "the help the family has had",
    "support_on_offer": "the help the family can have",
    "early_end_grounds": "on what grounds such a notice ends early",
    "certificate": "what a certificate is for, such as gold",
    "withdrawn_reference": "the reference of a letter that is taken back",
    "withdrawn_date": "the date of that letter",
    "withdrawn_title": "what that letter was called",
    "meeting_proposal": "when and where to meet, or a request to agree a time: it always has a value",
}
FACTS = {name: Field(about, Joined.same) for name, about in {**COUNTED, **LOGGED}.items()}

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_DAYS_IN_A_WEEK = 7

# Where an entry's own day and end belong, by its kind; its details say the rest by the field's name.
_UNTIL_OF = {
    "meeting": ("meeting_on",),
    "target": ("target_by",),
    "monitoring": ("monitoring_to",),
    "leave": ("leave_to",),
    "plan": ("plan_review_on",),
    "contract": ("plan_review_on",),
}
_DAY_OF = {"monitoring": "monitoring_from"}
_IN_WORDS = {
    "counted": "counted_in_words",
    "leave_sessions": "leave_in_words",
    "target_sessions": "target_in_words",
}


def facts_of(decision: Decision, *, as_of: date) -> dict[str, Plain]:
    """Return what a decision rests on, by field; None where it is about something else.

    A target is the one last agreed, if it runs beyond ``as_of``.
    """
    values: dict[str, Plain] = dict.fromkeys(FACTS)
    values |= _of_target(decision, as_of) | _counted(decision) | _of_entry(decision.entry)
    if decision.entry is not None and _offers_time_to_improve(decision.entry):
        cited = len(decision.entry.details.get("sessions") or ())
        values["offences_in_words"] = values["offences_in_words"] or sessions_in_words(
            cited or decision.pupil.year.unauthorised
        )
    for number, words in _IN_WORDS.items():
        sessions = values[number]
        if isinstance(sessions, int) and values[words] is None:
            values[words] = sessions_in_words(sessions)
    values["meeting_proposal"] = values["meeting_proposal"] or meeting_proposal(
        values["meeting_on"], values["meeting_time"], values["meeting_place"]
    )
    return values


def _counted(decision: Decision) -> dict[str, Plain]:
    step, facts = decision.step, decision.facts
    if step is None or facts is None:
        return {}
    found: dict[str, Plain] = {}
    if (count := facts.counts.get(step.name)) is not None:
        found |= {
            "counted": count.sessions,
            "counted_from": date_in_words(count.first_day),
            "counted_to": date_in_words(count.last_day),
        }
    if marks := facts.unsettled.get(step.name, ()):
        found |= {
            "counted": len(marks),
            "counted_from": date_in_words(marks[0].date),
            "counted_to": date_in_words(marks[-1].date),
            "counted_dates": _dates(mark.date for mark in marks),
        }
    for spell in facts.spells.get(step.name, ()):
        if decision.occasion in ("", spell.first_day.isoformat()):
            found |= {
                "spell_from": date_in_words(spell.first_day),
                "spell_to": date_in_words(spell.last_day),
                "spell_days": spell.school_days,
            }
    if (period := facts.periods.get(decision.occasion)) is not None:
        sessions = period.sessions
        found |= {
            "period": _DAY.sub(lambda day: date_in_words(date.fromisoformat(day[0])), decision.occasion),
            "period_attendance": f"{percent_text(sessions.attended, sessions.possible)}%",
            "period_missed": sessions_in_words(sessions.absent),
            "period_late": period.late,
        }
    if decision.sessions:
        found["counted_dates"] = _dates(session.date for session in decision.sessions)
    return found


def _of_target(decision: Decision, as_of: date) -> dict[str, Plain]:
    logged = decision.facts.logged if decision.facts else ()
    for entry in reversed(logged):
        if entry.kind == "target" and entry.sessions is not None and entry.until and entry.until > as_of:
            return {
                "target_sessions": entry.sessions,
                "target_from": date_in_words(entry.happened_on),
                "target_by": date_in_words(entry.until),
            }
    return {}


def _of_entry(entry: LoggedEntry | None) -> dict[str, Plain]:
    if entry is None:
        return {}
    found: dict[str, Plain] = {"event_on": date_in_words(entry.happened_on)}
    if entry.until is not None:
        for name in ("entry_until", *_UNTIL_OF.get(entry.kind, ())):
            found[name] = date_in_words(entry.until)
    if entry.kind in _DAY_OF:
        found[_DAY_OF[entry.kind]] = found["event_on"]
    if entry.note:
        found["what_was_agreed"] = entry.note
    if entry.sessions is not None:
        found["target_sessions" if entry.kind == "target" else "leave_sessions"] = entry.sessions
    if _offers_time_to_improve(entry) and entry.until is not None:
        found["improvement_until"] = date_in_words(entry.until)
        found["improvement_period"] = weeks_in_words(entry.happened_on, entry.until)
    return found | _details(entry.details)


def _offers_time_to_improve(entry: LoggedEntry) -> bool:
    return entry.kind == NOTICE_TO_IMPROVE and entry.outcome == OFFERED


def weeks_in_words(first: date, last: date) -> str:
    """Say how long it is from one day to another; days that make no whole week are said too.

    >>> weeks_in_words(date(2025, 11, 3), date(2025, 12, 1))
    '4 weeks'
    >>> weeks_in_words(date(2025, 11, 3), date(2025, 12, 2))
    '4 weeks and 1 day'
    """
    weeks, days = divmod((last - first).days, _DAYS_IN_A_WEEK)
    counted = ((weeks, "week"), (days, "day"))
    parts = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in counted if number]
    return " and ".join(parts)


def _details(details: Mapping[str, Any]) -> dict[str, Plain]:
    """Return the details that are called as a field is; a day, written 2025-11-05, comes out in words."""
    found: dict[str, Plain] = {}
    for name, value in details.items():
        if name not in FACTS or not isinstance(value, str | int):
            continue
        found[name] = value
        if isinstance(value, str) and _DAY.fullmatch(value):
            with suppress(ValueError):
                found[name] = date_in_words(date.fromisoformat(value))
    return found


def _dates(days: Iterable[date]) -> str:
    return ", ".join(date_in_words(day) for day in dict.fromkeys(days))


def meeting_proposal(day: Plain, time: Plain = None, place: Plain = None) -> str:
    """Say when to meet, or ask for a time.

    >>> meeting_proposal("12 November 2025", "9 am", "in the school office")[:73]
    'We would like to meet you on 12 November 2025 at 9 am, in the school offi'
    """
    if not day:
        return "Please get in touch this week, so that we can agree a time to meet."
    at_time = f" at {time}" if time else ""
    where = f", {place}" if place else ""
    return (
        f"We would like to meet you on {day}{at_time}{where}. "
        "If you cannot come then, please tell us and we will find another time."
    )
