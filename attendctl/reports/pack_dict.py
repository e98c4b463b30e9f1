"""An evidence pack as plain values: what its pages, its sheets and its JSON are made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from attendctl import __version__
from attendctl.casework.evidence_pack.pack import EvidencePack
from attendctl.casework.evidence_pack.pack_extract import RegisterExtract, RegisterSums
from attendctl.casework.evidence_pack.pack_parents import PackParent
from attendctl.casework.notices.notice import Notice
from attendctl.casework.penalties.penalty_row import CountedSession

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HALVES = ("AM", "PM")


def pack_dict(pack: EvidencePack, files: Sequence[str] = ()) -> dict[str, Any]:
    """Return the pack as plain values for JSON; days as ISO text.

    Args:
        pack: what to show.
        files: paths of the files written.
    """
    row = pack.row
    pupil, school = row.pupil, row.school
    return {
        "as_of": row.as_of.isoformat(),
        "up_to": pack.on.isoformat(),
        "known": pack.known.isoformat() if pack.known else None,
        "faults": pack.faults,
        "to_judge": sum(check.status == "judge" for check in pack.checks),
        "checks": [
            {
                "name": check.name,
                "status": check.status,
                "what": check.what,
                "items": list(check.items),
                "remedy": check.remedy,
                "rule": check.rule,
            }
            for check in pack.checks
        ],
        "school": {"name": school.name, "urn": school.urn, "dfe_number": school.dfe_number},
        "pupil": {
            "upn": pupil.upn,
            "admission_number": pupil.admission_number,
            "surname": pupil.surname,
            "forename": pupil.forename,
            "date_of_birth": _iso(pupil.date_of_birth),
            "year_group": pupil.year_group,
            "class": pupil.class_name,
        },
        "about_parent": pack.parents[0].parent.named.position if pack.is_of_one_parent else None,
        "threshold": _threshold(pack),
        "code_of_conduct": {
            "key": row.conduct.key,
            "title": row.conduct.title,
            "authority": row.conduct.authority,
            "reference": row.conduct.reference,
            "href": row.conduct.href,
        },
        "sessions": _sessions(pack),
        "register": [_register(extract) for extract in pack.extracts],
        "chronology": [
            {
                "on": event.on.isoformat(),
                "what": event.what,
                "more": list(event.more),
                "by": event.by,
                "kept_as": event.kept_as,
            }
            for event in pack.chronology
        ],
        "notices_to_improve": [_notice(one) for one in row.notices if not one.is_penalty],
        "parents": [_parent(one) for one in pack.parents],
        "made": {
            "attendctl": __version__,
            "imports": [
                {"import_id": one.import_id, "file": one.file, "known_on": one.known_on.isoformat()}
                for one in pack.imports
            ],
        },
        "files": list(files),
    }


def _threshold(pack: EvidencePack) -> dict[str, Any]:
    row, sessions = pack.row, pack.sessions
    return {
        "sessions": row.law.sessions,
        "school_weeks": row.law.school_weeks,
        "reference": row.law.reference,
        "href": row.law.href,
        "sessions_in_window": row.sessions_in_window,
        "of_which_unexplained": row.of_which_unexplained,
        "sessions_with_cited": row.sessions_with_cited,
        "reached_on": _iso(row.reached_on),
        "firm_reached_on": _iso(row.firm_reached_on),
        "met_on": _iso(sessions.met_on),
        "free": len(sessions.free),
        "relied_on": len(sessions.relied_on),
        "used": len(sessions.used),
        "weeks": [monday.isoformat() for monday in sessions.mondays],
    }


def _sessions(pack: EvidencePack) -> list[dict[str, Any]]:
    sessions = pack.sessions
    every = sorted((*sessions.free, *sessions.used), key=lambda one: (one.date, one.session))
    return [_session(pack, one) for one in every]


def _session(pack: EvidencePack, one: CountedSession) -> dict[str, Any]:
    why_not = None
    if one in pack.sessions.used:
        why_not = "in a notice already"
    elif one in pack.sessions.not_of_age:
        why_not = "not of compulsory school age"
    elif one not in pack.sessions.relied_on:
        why_not = "no known reason"
    return {
        "date": one.date.isoformat(),
        "weekday": WEEKDAYS[one.date.weekday()],
        "session": one.half,
        "code": one.code,
        "meaning": pack.meanings.get((one.date, one.session), ""),
        "school": one.school,
        "cited_in": list(one.cited_in),
        "relied_on": why_not is None,
        "why_not": why_not,
    }


def _register(extract: RegisterExtract) -> dict[str, Any]:
    return {
        "school": extract.school,
        "weeks": [
            {
                "monday": week.monday.isoformat(),
                "sunday": (week.monday + timedelta(days=6)).isoformat(),
                "marks": {
                    f"{WEEKDAYS[weekday]} {HALVES[half]}": code
                    for (weekday, half), code in sorted(week.codes.items())
                },
                **_sums(week.sums),
            }
            for week in extract.weeks
        ],
        "sums": _sums(extract.sums),
        "year": {
            "from": extract.year_from.isoformat(),
            "to": extract.year_to.isoformat(),
            **_sums(extract.year),
        },
        "key": [
            {"code": code, "meaning": meaning, "counts_as": counts} for code, meaning, counts in extract.key
        ],
        "without_mark": [f"{day.isoformat()} {HALVES[half]}" for day, half in extract.without_mark],
    }


def _sums(sums: RegisterSums) -> dict[str, int]:
    return {
        "sessions_possible": sums.possible,
        "sessions_attended": sums.attended,
        "sessions_authorised": sums.authorised,
        "sessions_unauthorised": sums.unauthorised,
    }


def _parent(one: PackParent) -> dict[str, Any]:
    named = one.parent.named
    return {
        "name": named.name,
        "relationship": named.relationship,
        "position": named.position,
        "parental_responsibility": one.parent.responsible,
        "lives_with_pupil": one.parent.cares,
        "address": list(one.address),
        "notices": [_notice(notice) for notice in one.notices if notice.is_penalty],
        "notices_that_count": [notice.number for notice in one.cap.counting],
        "notices_left": one.left,
        "next_possible_from": _iso(one.cap.possible_from),
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "number": notice.number,
        "parent": notice.parent.name,
        "on": notice.on.isoformat(),
        "until": _iso(notice.until),
        "rank": notice.rank,
        "status": notice.status,
        "issued_by": notice.issued_by,
        "elsewhere": notice.elsewhere,
        "sessions": [[one.date.isoformat(), one.half, one.code] for one in notice.sessions],
        "events": [
            {"on": event.happened_on.isoformat(), "outcome": event.outcome, "note": event.note}
            for event in notice.events
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
