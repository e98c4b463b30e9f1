"""An explanation as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attendctl.casework.decision import Decision
from attendctl.casework.explained.band import BandExplained, Move
from attendctl.casework.explained.law import LawExplained
from attendctl.casework.explained.letters import LetterExplained
from attendctl.casework.explained.marks import HALF_DAYS, ExplainedMark
from attendctl.casework.explained.protections import ProtectionExplained
from attendctl.casework.explained.steps import StepExplained
from attendctl.casework.explanation import Explanation
from attendctl.casework.late_marks import LateMark
from attendctl.casework.standing import Sessions
from attendctl.rates import percent


def explanation_dict(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as plain values: days as ISO text, percentages with one decimal."""
    pupil, policy = explanation.pupil, explanation.school.policy
    return {
        "as_of": _day(explanation.as_of),
        "known": _day(explanation.known),
        "school": {"name": explanation.school.name, "urn": explanation.school.urn},
        "policy": policy.key,
        "policy_version": policy.version,
        "pupil": {
            "upn": pupil.upn,
            "admission_number": pupil.admission_number,
            "surname": pupil.surname,
            "forename": pupil.forename,
            "year_group": pupil.year_group,
            "class": pupil.class_name,
            "is_leaver": pupil.is_leaver,
        },
        "year": _sums(pupil.year),
        "band": _band(explanation.band, policy.reference_of(explanation.band.band.source))
        if explanation.band
        else None,
        "law": [_law(one) for one in explanation.law],
        "sessions": _marks(explanation.marks),
        "steps": [_step(one) for one in explanation.steps],
        "letters": [_letter(one) for one in explanation.letters],
        "protections": [_protection(one) for one in explanation.protections],
        "late_marks_to_check": [_late_mark(one) for one in explanation.late_marks],
    }


def _band(band: BandExplained, source: str) -> dict[str, Any]:
    return {
        "name": band.band.name,
        "document_name": band.band.document_name,
        "document_from_percent": band.band.lowest / 10,
        "document_to_percent": band.band.highest / 10,
        "from_percent": band.lowest / 10,
        "to_percent": band.highest / 10,
        "source": source,
        "ours": band.band.source.ours,
        "percent_before_rounding": band.before_rounding,
        "attendance_percent": percent(band.sessions.attended, band.sessions.possible),
        "since": _day(band.since),
        "closed": [
            {
                "from_percent": one.lowest / 10,
                "to_percent": one.highest / 10,
                "document_says": one.document_says,
                "band": one.we_use_band,
                "because": one.because,
                "section": one.source.section,
                "is_here": one == band.closed_here,
            }
            for one in band.closings
        ],
        "sessions_that_may_be_missed": band.may_be_missed,
        "down": _move(band.down),
        "up": _move(band.up),
    }


def _move(move: Move | None) -> dict[str, Any] | None:
    if move is None:
        return None
    return {
        "sessions": move.sessions,
        "band": move.band,
        "sessions_attended": move.attended,
        "sessions_possible": move.possible,
        "attendance_percent": percent(move.attended, move.possible),
    }


def _law(law: LawExplained) -> dict[str, Any]:
    return {
        "name": law.name,
        "is_reached": law.is_reached,
        "sessions_absent": law.sessions.absent,
        "sessions_possible": law.sessions.possible,
        "absence_percent_before_rounding": law.absence_before_rounding,
        "arithmetic": law.arithmetic,
        "more_missed_in_a_row_reach_it": law.missed_until,
        "attended_in_a_row_end_it": law.attended_until,
        "source": law.threshold.reference,
    }


def _step(step: StepExplained) -> dict[str, Any]:
    rests = step.rests
    return {
        "step": step.step.name,
        "title": step.step.title,
        "checklist": list(step.step.checklist),
        "kind": step.step.kind,
        "does": step.step.does,
        "letter": step.step.letter,
        "led_by": step.step.led_by,
        "outcome": step.outcome.value,
        "decisions": [_decision(one) for one in step.decisions],
        "rule": step.rule,
        "source": step.source,
        "ours": step.ours,
        "rests_on": "the sessions of the year" if rests.by_year else "the sessions listed",
        "sessions": _marks(rests.marks),
        "number": rests.number,
        "needed": rests.needed,
        "review_ends_on": _day(rests.review.ends_on) if rests.review else None,
        "since_review_began": _sums(rests.review.since) if rests.review else None,
        "what_would_change_it": list(step.changes),
    }


def _protection(one: ProtectionExplained) -> dict[str, Any]:
    return {
        "name": one.protection.name,
        "title": one.protection.title,
        "code": one.protection.code,
        "absent_from": _day(one.absent_from),
        "from": _day(one.from_day),
        "to": _day(one.to_day),
        "sessions_attended": one.attended,
        "sessions_needed": one.protection.sessions_attended,
        "holds": one.holds,
        "source": one.source,
    }


def _late_mark(mark: LateMark) -> dict[str, Any]:
    return {
        "date": _day(mark.day),
        "session": mark.half_day,
        "code": mark.code,
        "minutes_late": mark.minutes_late,
        "register_closes_after_minutes": mark.closes_after,
        "was_closed": mark.was_closed,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": decision.outcome.value,
        "why": decision.why,
        "source": decision.source,
        "due_on": _day(decision.due_on),
        "occasion": decision.occasion or None,
        "case_log_entry": decision.entry.entry_id if decision.entry else None,
    }


def _letter(letter: LetterExplained) -> dict[str, Any]:
    written = letter.written
    return {
        "reference": written.reference,
        "letter": written.letter,
        "written_on": _day(written.written_on),
        "as_of": _day(written.as_of),
        "known_on": _day(written.known_on),
        "band": written.band,
        "reason": {"text": written.reason, "source": written.reason_source},
        "policy": written.policy,
        "policy_version": written.policy_version,
        "template_sha256": written.template_sha256,
        "occasion": written.occasion or None,
        "year_then": _sums(letter.year_then),
        "year_now": _sums(letter.year_now),
        "sessions_then": _marks(letter.marks_then),
        "sessions_now": _marks(letter.marks_now),
        "changed_since": [
            {
                "date": _day(one.day),
                "session": HALF_DAYS[one.session],
                "code_then": one.then.code if one.then else None,
                "code_now": one.now.code if one.now else None,
            }
            for one in letter.changed
        ],
    }


def _marks(marks: Iterable[ExplainedMark]) -> list[dict[str, Any]]:
    return [
        {
            "date": _day(mark.day),
            "session": mark.half_day,
            "code": mark.code,
            "meaning": mark.meaning,
            "counts_as": mark.counts_in_words,
        }
        for mark in marks
    ]


def _sums(sessions: Sessions) -> dict[str, Any]:
    return {
        "sessions_possible": sessions.possible,
        "sessions_attended": sessions.attended,
        "sessions_authorised": sessions.authorised,
        "sessions_unauthorised": sessions.unauthorised,
        "attendance_percent": percent(sessions.attended, sessions.possible),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
