"""The penalty list as plain values: the JSON contract, from which every other form of it is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from attendctl.casework.notices.notice import Notice
from attendctl.casework.penalties.listed import PenaltyList
from attendctl.casework.penalties.penalty_row import Countdown, CountedSession, PenaltyRow
from attendctl.casework.wording import date_in_words, sessions_in_words

_SUNDAY = timedelta(days=6)


def penalties_dict(listed: PenaltyList, *, known: date | None = None) -> dict[str, Any]:
    """Return the list by the contract of ``docs/json.md``.

    Args:
        listed: the pupils.
        known: stated; the list was made by what the ledger had been told by then.
    """
    law = listed.law
    counts_unexplained = {school.conduct.counts_unexplained for school in listed.schools} != {False}
    every_week = {monday for weeks in listed.windows.values() for monday in weeks}
    return {
        "as_of": listed.as_of.isoformat(),
        "known": known.isoformat() if known else None,
        "threshold": {
            "sessions": law.sessions,
            "school_weeks": law.school_weeks,
            "codes": list(law.codes if counts_unexplained else law.firm_codes),
            "source": law.reference,
        },
        "window": _window(sorted(every_week)),
        "schools": [
            {
                "name": school.name,
                "urn": school.urn,
                "code_of_conduct": school.conduct.key,
                "window": _window(listed.windows.get(school.school_id, ())),
            }
            for school in listed.schools
        ],
        "pupils": [_pupil(row) for row in listed.rows],
    }


def _window(weeks: Sequence[date]) -> dict[str, Any] | None:
    if not weeks:
        return None
    return {
        "from": weeks[0].isoformat(),
        "to": (weeks[-1] + _SUNDAY).isoformat(),
        "weeks": [monday.isoformat() for monday in weeks],
    }


def _pupil(row: PenaltyRow) -> dict[str, Any]:
    pupil = row.pupil
    return {
        "school": row.school.name,
        "upn": pupil.upn,
        "admission_number": pupil.admission_number,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "year_group": pupil.year_group,
        "class": pupil.class_name,
        "date_of_birth": _iso(pupil.date_of_birth),
        "sessions_in_window": row.sessions_in_window,
        "of_which_unexplained": row.of_which_unexplained,
        "sessions_in_window_with_cited": row.sessions_with_cited,
        "reached_on": _iso(row.reached_on),
        "firm_reached_on": _iso(row.firm_reached_on),
        "reached_on_at_compulsory_age": _iso(row.of_age_reached_on),
        "sessions_until_threshold": row.sessions_until_threshold,
        "countdown": countdown_dict(row.countdown),
        "eligible": row.eligible,
        "why_not_eligible": row.why_not_eligible,
        "for_judgement": list(row.for_judgement),
        "window": _window(row.window),
        "sessions": sessions_list(row.sessions),
        "reached_with": sessions_list(row.reached_with),
        "notices": [_notice(notice) for notice in row.notices],
        "decisions": [
            {
                "entry": entry.entry_id,
                "on": entry.happened_on.isoformat(),
                "outcome": entry.outcome,
                "by": entry.by_name,
                "position": entry.by_position,
            }
            for entry in row.decisions
        ],
    }


def countdown_dict(countdown: Countdown | None) -> dict[str, Any] | None:
    """Return a countdown as plain values, with the sentence that an officer reads."""
    if countdown is None:
        return None
    return {
        "more": countdown.more,
        "until": countdown.until.isoformat(),
        "drop_on": countdown.drop_on.isoformat(),
        "drop": countdown.drop,
        "weeks_assumed": countdown.weeks_assumed,
        "text": countdown_in_words(countdown),
    }


def countdown_in_words(countdown: Countdown) -> str:
    """Say a countdown as one sentence.

    >>> countdown_in_words(Countdown(2, date(2025, 5, 9), date(2025, 5, 12), 3, False))
    '2 more by 9 May 2025 reach the threshold; on 12 May 2025 3 sessions (1½ days) leave the window.'
    """
    until, drop_on = date_in_words(countdown.until), date_in_words(countdown.drop_on)
    one = countdown.drop == 1
    leave = f"on {drop_on} {sessions_in_words(countdown.drop)} leave{'s' if one else ''} the window."
    if not countdown.more:
        return f"At the threshold; {leave}"
    return (
        f"{countdown.more} more by {until} reach{'es' if countdown.more == 1 else ''} the threshold; {leave}"
    )


def sessions_list(sessions: Iterable[CountedSession]) -> list[dict[str, Any]]:
    """Return sessions as plain values, each with the standing notice that cites it."""
    return [
        {
            "date": one.date.isoformat(),
            "session": one.half,
            "code": one.code,
            "cited_in_notice": one.cited_in[0] if one.cited_in else None,
            "cited_in_notices": list(one.cited_in),
            "school": one.school,
        }
        for one in sessions
    ]


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "notice": notice.number,
        "kind": notice.kind,
        "relationship": notice.parent.relationship,
        "on": notice.on.isoformat(),
        "until": _iso(notice.until),
        "status": notice.status,
        "sessions": len(notice.sessions),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
