"""The JSON of every command: the names other programs rely on, copied here by hand from the contract."""

from __future__ import annotations

SUMS = {
    "sessions_possible": int,
    "sessions_attended": int,
    "sessions_authorised": int,
    "sessions_unauthorised": int,
    "sessions_late": int,
    "sessions_late_after_close": int,
    "sessions_missing": int,
    "minutes_late": int,
    "attendance_percent": (float, type(None)),
}
TEXT_OR_NULL = (str, type(None))
NUMBER_OR_NULL = (float, type(None))
INT_OR_NULL = (int, type(None))
FILE = {
    "file": str,
    "sha256": str,
    "kind": str,
    "layout": str,
    "school": TEXT_OR_NULL,
    "rows_read": int,
    "marks_new": int,
    "marks_changed": int,
    "marks_same": int,
    "marks_missing_from_export": int,
    "pupils_new": int,
    "pupils_changed": int,
    "first_date": TEXT_OR_NULL,
    "last_date": TEXT_OR_NULL,
    "refusals": [{"line": (int, type(None)), "column": TEXT_OR_NULL, "value": TEXT_OR_NULL, "reason": str}],
    "warnings": [{"code": str, "message": str, "count": int}],
    "import_id": (int, type(None)),
}
PUPIL = {
    "upn": TEXT_OR_NULL,
    "surname": str,
    "forename": str,
    "year_group": TEXT_OR_NULL,
    "class": TEXT_OR_NULL,
    "week": SUMS,
    "year": SUMS | {"persistent_absence": bool, "severe_absence": bool},
    "band": TEXT_OR_NULL,
    "band_previous_week": TEXT_OR_NULL,
    "trend": TEXT_OR_NULL,
}
GROUP = {
    "by": str,
    "name": str,
    "pupils": int,
    "week": SUMS,
    "year": SUMS,
    "persistent_absence_percent": NUMBER_OR_NULL,
    "cohort_band": TEXT_OR_NULL,
}
REPORT = {
    "report": str,
    "school": {"name": str, "urn": TEXT_OR_NULL},
    "policy": str,
    "as_of": str,
    "week": {"from": str, "to": str, "iso": str},
    "whole_school": {
        "pupils": int,
        "week": SUMS,
        "year": SUMS,
        "persistent_absence_percent": NUMBER_OR_NULL,
        "severe_absence_percent": NUMBER_OR_NULL,
    },
    "pupils": [PUPIL],
    "groups": [GROUP],
    "policy_counts": [{"of": str, "every": list, "over": str, "among": int, "pupils": int, "upns": list}],
    "late_marks_to_check": (int, type(None)),
}
LETTERS = {
    "as_of": str,
    "policy": str,
    "policy_version": str,
    "letters": [
        {
            "reference": str,
            "upn": TEXT_OR_NULL,
            "letter": str,
            "band": str,
            "reason": {"text": str, "source": str},
            "addressed_to": list,
            "files": list,
            "previous": list,
            "pupils": [{"upn": TEXT_OR_NULL, "band": str, "reason": {"text": str, "source": str}}],
            "without_email": list,
        }
    ],
    "held_back": [{"upn": TEXT_OR_NULL, "letter": TEXT_OR_NULL, "why": str}],
}
IMPORTS = {
    "imports": [{"import_id": int, "file": str, "sha256": str, "known_on": str, "undone_on": TEXT_OR_NULL}]
}
UNDONE = {"import_id": int, "file": str, "undone_on": str, "saved": bool, "marks": list}
RULES = {"rules": [{"name": str, "id": str, "title": str}]}
RULE = {"id": str, "title": str, "values": [{"from": str, "reference": str}]}
FINDING = {
    "severity": str,
    "kind": str,
    "key": str,
    "what": str,
    "closed_by": TEXT_OR_NULL,
    "because": TEXT_OR_NULL,
    "section": TEXT_OR_NULL,
    "remedy": TEXT_OR_NULL,
}
POLICIES = {
    "policies": [
        {"name": str, "key": str, "title": str, "version": str, "effective_from": str, "schools": list}
    ]
}
POLICY = {
    "key": str,
    "title": str,
    "version": str,
    "effective_from": str,
    "document": {"title": str, "dated": str},
    "rules": [{"topic": str, "key": str, "text": str, "section": str, "document": str, "ours": TEXT_OR_NULL}],
    "findings": [FINDING],
}
CHECKED = {
    "as_of": str,
    "faults": int,
    "files": [
        {
            "name": str,
            "file": str,
            "policy": TEXT_OR_NULL,
            "version": TEXT_OR_NULL,
            "faults": int,
            "findings": [FINDING],
        }
    ],
}
DIFFERENCES = {
    "before": {"policy": str, "version": str, "title": str},
    "after": {"policy": str, "version": str, "title": str},
    "changes": [
        {
            "change": str,
            "topic": str,
            "key": str,
            "text": str,
            "before": TEXT_OR_NULL,
            "after": TEXT_OR_NULL,
        }
    ],
}
COMPARED = {
    "school": str,
    "upn": TEXT_OR_NULL,
    "class": TEXT_OR_NULL,
    "step": str,
    "title": str,
    "band": str,
    "about": TEXT_OR_NULL,
    "change": str,
    "simulated_on": TEXT_OR_NULL,
    "in_force_on": TEXT_OR_NULL,
    "reason": {"text": str, "source": str},
}
OF_WEEK = {"letters": int, "meetings": int, "other": int}
OF_STEP = {"times": int, "pupils": int}
SIMULATED = {
    "from": str,
    "to": str,
    "known": TEXT_OR_NULL,
    "policy": {"policy": str, "version": str, "title": str},
    "schools": [{"name": str, "urn": TEXT_OR_NULL, "in_force": str, "in_force_version": str}],
    "pupils": int,
    "weeks": [{"from": str, "judged_on": str, "simulated": OF_WEEK, "in_force": OF_WEEK}],
    "steps": [
        {
            "step": str,
            "title": str,
            "does": str,
            "to_many": bool,
            "simulated": OF_STEP,
            "in_force": OF_STEP,
        }
    ],
    "to_many": [
        {
            "by": str,
            "on": str,
            "school": str,
            "letter": str,
            "title": str,
            "about": TEXT_OR_NULL,
            "pupils": int,
        }
    ],
    "groups": [{"by": str, "name": str, "pupils": int, "with_letter": {"simulated": int, "in_force": int}}],
    "letters": [COMPARED],
    "meetings": [COMPARED],
}
ENTRY = {
    "entry_id": (int, type(None)),
    "upn": TEXT_OR_NULL,
    "surname": TEXT_OR_NULL,
    "forename": TEXT_OR_NULL,
    "kind": str,
    "happened_on": str,
    "until": TEXT_OR_NULL,
    "step": TEXT_OR_NULL,
    "outcome": TEXT_OR_NULL,
    "sessions": (int, type(None)),
    "note": TEXT_OR_NULL,
    "details": dict,
    "by_name": str,
    "by_position": str,
    "known_on": str,
    "withdraws": (int, type(None)),
    "withdrawn_by": (int, type(None)),
}
LOGGED = {"entry": ENTRY, "is_new": bool, "saved": bool, "said": str}
ACTION = {
    "due_on": TEXT_OR_NULL,
    "who": str,
    "led_by": str,
    "does": str,
    "step": str,
    "letter": TEXT_OR_NULL,
    "title": str,
    "checklist": list,
    "upn": TEXT_OR_NULL,
    "class": TEXT_OR_NULL,
    "school": str,
    "band": str,
    "case_group": (dict, type(None)),
    "reason": {"text": str, "source": str},
    "about": TEXT_OR_NULL,
    "sessions": [{"date": str, "session": str, "code": str}],
}
ACTIONS = {
    "as_of": str,
    "schools": [{"name": str, "policy": str, "policy_version": str}],
    "actions": [ACTION],
    "held_back": [ACTION],
    "to_many": [{"due_on": str, "who": str, "letter": str, "about": str, "pupils": int, "command": str}],
    "routines": [{"due_on": str, "who": str, "routine": str, "every": str, "command": TEXT_OR_NULL}],
    "no_longer_supported": list,
    "notices_no_longer_supported": list,
}
YEAR = {
    "sessions_possible": int,
    "sessions_attended": int,
    "sessions_authorised": int,
    "sessions_unauthorised": int,
    "attendance_percent": NUMBER_OR_NULL,
}
MARK = {"date": str, "session": str, "code": str, "meaning": str, "counts_as": str}
MOVE = {
    "sessions": int,
    "band": str,
    "sessions_attended": int,
    "sessions_possible": int,
    "attendance_percent": float,
}
EXPLAINED = {
    "as_of": str,
    "known": TEXT_OR_NULL,
    "school": {"name": str, "urn": TEXT_OR_NULL},
    "policy": str,
    "policy_version": str,
    "pupil": {"upn": TEXT_OR_NULL, "surname": str, "forename": str, "is_leaver": bool},
    "year": YEAR,
    "band": {
        "name": str,
        "document_name": str,
        "from_percent": float,
        "to_percent": float,
        "source": str,
        "percent_before_rounding": str,
        "attendance_percent": float,
        "closed": [{"document_says": str, "band": str, "because": str, "is_here": bool}],
        "sessions_that_may_be_missed": int,
        "down": MOVE,
        "up": MOVE,
    },
    "law": [{"name": str, "is_reached": bool, "arithmetic": str, "source": str}],
    "sessions": [MARK],
    "protections": [
        {"name": str, "code": str, "sessions_attended": int, "sessions_needed": int, "holds": bool}
    ],
    "late_marks_to_check": [{"date": str, "session": str, "code": str, "minutes_late": int}],
    "steps": [
        {
            "step": str,
            "kind": str,
            "checklist": list,
            "letter": TEXT_OR_NULL,
            "outcome": str,
            "decisions": [{"outcome": str, "why": str, "source": str, "due_on": TEXT_OR_NULL}],
            "rule": str,
            "source": str,
            "ours": TEXT_OR_NULL,
            "sessions": [MARK],
            "what_would_change_it": list,
        }
    ],
    "letters": [
        {
            "reference": str,
            "letter": str,
            "written_on": str,
            "as_of": str,
            "known_on": str,
            "reason": {"text": str, "source": str},
            "policy_version": str,
            "template_sha256": TEXT_OR_NULL,
            "year_then": YEAR,
            "year_now": YEAR,
            "sessions_then": [MARK],
            "sessions_now": [MARK],
            "changed_since": list,
        }
    ],
}
THERE = {
    "sessions_attended": int,
    "sessions_possible": int,
    "attendance_percent": NUMBER_OR_NULL,
    "band": TEXT_OR_NULL,
    "persistent_absence": bool,
    "severe_absence": bool,
}
ONE_PUPIL = {
    "as_of": str,
    "until": str,
    "known": TEXT_OR_NULL,
    "school": {"name": str, "urn": TEXT_OR_NULL},
    "policy": str,
    "policy_version": str,
    "pupil": {
        "upn": TEXT_OR_NULL,
        "admission_number": TEXT_OR_NULL,
        "surname": str,
        "forename": str,
        "year_group": TEXT_OR_NULL,
        "class": TEXT_OR_NULL,
        "is_leaver": bool,
        "leaving_date": TEXT_OR_NULL,
    },
    "so_far": SUMS | {"band": TEXT_OR_NULL, "persistent_absence": bool, "severe_absence": bool},
    "sessions_to_come": int,
    "school_days_to_come": int,
    "best_achievable": THERE,
    "bands": [
        {
            "band": str,
            "from_percent": float,
            "is_within_reach": bool,
            "sessions_that_may_be_missed": INT_OR_NULL,
        }
    ],
    "sessions_until_persistent_absence": INT_OR_NULL,
    "sessions_to_leave_persistent_absence": INT_OR_NULL,
    "sessions_until_severe_absence": INT_OR_NULL,
    "sessions_to_leave_severe_absence": INT_OR_NULL,
    "law": [
        {
            "name": str,
            "is_reached": bool,
            "more_missed_in_a_row_reach_it": INT_OR_NULL,
            "attended_in_a_row_end_it": INT_OR_NULL,
            "at_the_earliest_on": TEXT_OR_NULL,
            "is_avoidable": bool,
            "sessions_that_may_be_missed": INT_OR_NULL,
            "source": str,
        }
    ],
    "one_more_week_off": THERE
    | {"from": str, "to": str, "sessions": int, "sessions_before_it": int, "best_achievable": THERE},
    "assumed": list,
}
LEAVE = {
    "as_of": str,
    "policy": str,
    "kind": str,
    "from": str,
    "to": str,
    "school_days": list,
    "sessions": int,
    "answer": str,
    "rule": TEXT_OR_NULL,
    "reason": {"text": TEXT_OR_NULL, "source": str},
    "rules_looked_at": [
        {"rule": str, "fits": bool, "conditions": [{"condition": str, "holds": bool, "numbers": str}]}
    ],
    "code_if_granted": TEXT_OR_NULL,
    "code_if_refused": TEXT_OR_NULL,
    "return_by": TEXT_OR_NULL,
    "evidence_by": TEXT_OR_NULL,
    "effect": {
        "before": YEAR,
        "after": YEAR,
        "sessions_left_in_the_year": int,
        "end_of_year_without": YEAR,
        "end_of_year_with": YEAR,
        "band_before": TEXT_OR_NULL,
        "band_after": TEXT_OR_NULL,
        "band_at_the_end": TEXT_OR_NULL,
        "persistent_absence_before": bool,
        "persistent_absence_after": bool,
        "persistent_absence_at_the_end": bool,
        "penalty_window": {
            "from": str,
            "school_weeks": int,
            "sessions_already": int,
            "sessions_added_if_not_granted": int,
            "threshold": int,
            "is_reached_if_not_granted": bool,
        },
    },
    "saved": bool,
}
SAID_OR_MADE = (dict, type(None))
RETURN_LINE = {
    "duty": str,
    "made_as": str,
    "due_on": TEXT_OR_NULL,
    "school": str,
    "upn": TEXT_OR_NULL,
    "surname": TEXT_OR_NULL,
    "forename": TEXT_OR_NULL,
    "date_of_birth": TEXT_OR_NULL,
    "address": TEXT_OR_NULL,
    "postcode": TEXT_OR_NULL,
    "counted": str,
    "first_day": str,
    "last_day": str,
    "school_days": (int, float),
    "reached_on": TEXT_OR_NULL,
    "still_away": bool,
    "causes": [{"code": str, "meaning": str, "sessions": int}],
    "step": TEXT_OR_NULL,
    "expectation": SAID_OR_MADE,
    "made": SAID_OR_MADE,
}
RETURNS = {
    "as_of": str,
    "returned_on": str,
    "known": TEXT_OR_NULL,
    "schools": [{"name": str, "urn": TEXT_OR_NULL, "policy": str}],
    "duties": [{"duty": str, "title": str, "made_as": str, "codes": list}],
    "due": [RETURN_LINE],
    "proposed": [RETURN_LINE],
    "not_expected": [RETURN_LINE],
    "made": [RETURN_LINE],
    "not_of_compulsory_age": [RETURN_LINE],
    "no_longer_supported": list,
    "last_made": [
        {
            "school": str,
            "duty": str,
            "on": TEXT_OR_NULL,
            "months_without": [{"month": str, "reached": int}],
        }
    ],
    "recorded": list,
    "file": TEXT_OR_NULL,
}
