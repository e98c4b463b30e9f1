"""Returns to the authority as plain values: the JSON contract, of which table and workbook are made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.casework.returns.absence import Absence, days_of
from attendctl.casework.returns.corrections import Unsupported
from attendctl.casework.returns.duties import Duty
from attendctl.casework.returns.made import Logged
from attendctl.casework.returns.returns_list import LastMade, ReturnLine, ReturnsList
from attendctl.ledger.case_log import LoggedEntry
from attendctl.rules.attendance_codes import load_attendance_codes


def returns_dict(
    listed: ReturnsList,
    *,
    known: date | None = None,
    recorded: Sequence[int] = (),
    file: str | None = None,
) -> dict[str, Any]:
    """Return the list by the contract of ``docs/json.md``.

    Args:
        listed: what is due, proposed and made.
        known: stated; the list was made by what the ledger had been told by then.
        recorded: the numbers of the entries just logged.
        file: the workbook just written.
    """
    return {
        "as_of": listed.as_of.isoformat(),
        "returned_on": listed.returned_on.isoformat(),
        "known": known.isoformat() if known else None,
        "schools": [{"name": one.name, "urn": one.urn, "policy": one.policy.key} for one in listed.schools],
        "duties": [_duty(one) for one in listed.duties.values()],
        "due": [_line(one) for one in listed.due],
        "proposed": [_line(one) for one in listed.proposed],
        "not_expected": [_line(one) for one in listed.not_expected],
        "made": [_line(one) for one in listed.made],
        "not_of_compulsory_age": [_line(one) for one in listed.not_of_age],
        "no_longer_supported": [_unsupported(one) for one in listed.no_longer_supported],
        "last_made": [_last_made(one) for one in listed.last_made],
        "recorded": list(recorded),
        "file": file,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    law = duty.law
    return {
        "duty": duty.name,
        "title": duty.title,
        "made_as": duty.made_as,
        "school_days": law.school_days if law else None,
        "codes": list(law.codes) if law else [],
        "at_least_every": law.at_least_every if law else None,
        "source": law.reference if law else None,
    }


def _line(line: ReturnLine) -> dict[str, Any]:
    pupil, absence = line.pupil, line.absence
    return {
        "duty": line.duty.name,
        "made_as": line.duty.made_as,
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "school": line.school.name,
        "urn": line.school.urn,
        "upn": pupil.upn,
        "admission_number": pupil.admission_number,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "date_of_birth": pupil.date_of_birth.isoformat() if pupil.date_of_birth else None,
        "year_group": pupil.year_group,
        "class": pupil.class_name,
        "address": pupil.address,
        "postcode": pupil.postcode,
        **_days(absence),
        "causes": _causes(line),
        "step": line.step,
        "expectation": _entry(line.said),
        "made": _entry(line.made),
    }


def _days(absence: Absence) -> dict[str, Any]:
    return {
        "counted": absence.counted,
        "first_day": absence.first_day.isoformat(),
        "last_day": absence.last_day.isoformat(),
        "school_days": days_of(absence.half_days),
        "reached_on": absence.reached_on.isoformat() if absence.reached_on else None,
        "still_away": absence.is_open,
    }


def _causes(line: ReturnLine) -> list[dict[str, Any]]:
    codes = load_attendance_codes()
    return [
        {
            "code": code,
            "meaning": codes.accepted(code, line.absence.last_day).meaning,
            "sessions": sessions,
        }
        for code, sessions in line.codes
    ]


def _entry(logged: Logged | None) -> dict[str, Any] | None:
    return None if logged is None else _said(logged.entry)


def _said(entry: LoggedEntry) -> dict[str, Any]:
    return {
        "entry": entry.entry_id,
        "on": entry.happened_on.isoformat(),
        "outcome": entry.outcome,
        "by_name": entry.by_name,
        "by_position": entry.by_position,
    }


def _unsupported(one: Unsupported) -> dict[str, Any]:
    return {
        "duty": one.duty.name,
        "school": one.school.name,
        "upn": one.pupil.upn,
        "admission_number": one.pupil.admission_number,
        "made": _said(one.made.entry),
        "counted": one.made.counted,
        "first_day": one.made.spell_from.isoformat() if one.made.spell_from else None,
        "last_day": one.made.spell_to.isoformat() if one.made.spell_to else None,
        "school_days_then": one.made.entry.details.get("school_days"),
        "sessions_now": one.sessions_now,
        "command": f"attendctl case withdraw {one.made.entry.entry_id} --reason TEXT",
    }


def _last_made(one: LastMade) -> dict[str, Any]:
    return {
        "school": one.school.name,
        "duty": one.duty.name,
        "on": one.on.isoformat() if one.on else None,
        "months_without": [
            {"month": month.first_day.strftime("%Y-%m"), "reached": month.reached}
            for month in one.months_without
        ],
    }
