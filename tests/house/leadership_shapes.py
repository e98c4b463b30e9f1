"""The JSON of the leadership report, copied by hand from the contract."""

from __future__ import annotations

from typing import Any

from tests.house.json_shapes import NUMBER_OR_NULL, SUMS, TEXT_OR_NULL
from tests.house.report_shapes import LATE_TOO, WEEK

BOOL_OR_NULL = (bool, type(None))
TO_SETTLE = {"open": int, "overdue": int, "oldest_on": TEXT_OR_NULL}
COUNTS = {"open": int, "overdue": int, "held_back": int}
TOTALS: dict[str, Any] = {
    "pupils": int,
    "week": LATE_TOO,
    "period": type(None),
    "year": LATE_TOO,
    "pupils_with_sessions": int,
    "pupils_persistent": int,
    "persistent_absence_percent": NUMBER_OR_NULL,
    "pupils_severe": int,
    "severe_absence_percent": NUMBER_OR_NULL,
}
WHOLE = TOTALS | {
    "school": TEXT_OR_NULL,
    "bands": [{"policy": str, "band": str, "document_name": str, "now": int, "week_before": int}],
    "to_settle": TO_SETTLE,
    "actions": COUNTS,
    "moved": {"worse": int, "better": int, "cancelled_out": int, "no_band_now": int},
    "moved_why": {"attendance": int, "correction": int, "both": int},
}
WHO = {
    "school": str,
    "upn": TEXT_OR_NULL,
    "surname": TEXT_OR_NULL,
    "forename": TEXT_OR_NULL,
    "year_group": TEXT_OR_NULL,
    "class": TEXT_OR_NULL,
}
LEADERSHIP: dict[str, Any] = {
    "report": str,
    "schools": [{"name": str, "urn": TEXT_OR_NULL, "dfe_number": TEXT_OR_NULL, "policy": str}],
    "policy": str,
    "as_of": str,
    "known": TEXT_OR_NULL,
    "week": WEEK,
    "period": type(None),
    "trust": WHOLE,
    "school_rows": [WHOLE],
    "groups": [TOTALS | {"school": TEXT_OR_NULL, "by": str, "name": str}],
    "weeks": [SUMS | {"school": TEXT_OR_NULL, "week": WEEK, "pupils": int, "times_late": int}],
    "movement": {
        "since": WEEK,
        "known_by": str,
        "register_then": [{"school": str, "told_up_to": TEXT_OR_NULL}],
        "pupils": [
            WHO
            | {
                "band_then": TEXT_OR_NULL,
                "band_before": TEXT_OR_NULL,
                "band_now": TEXT_OR_NULL,
                "percent_then": NUMBER_OR_NULL,
                "percent_before": NUMBER_OR_NULL,
                "percent_now": NUMBER_OR_NULL,
                "direction": str,
                "why": str,
            }
        ],
    },
    "owed": [{"school": str, "class": str, "missing": int, "missing_year": int, "to_settle": TO_SETTLE}],
    "pupils": [
        WHO
        | {
            "week": LATE_TOO,
            "period": type(None),
            "year": LATE_TOO,
            "band": TEXT_OR_NULL,
            "band_previous_week": TEXT_OR_NULL,
            "trend": TEXT_OR_NULL,
            "persistent_absence": BOOL_OR_NULL,
            "severe_absence": BOOL_OR_NULL,
            "status": TEXT_OR_NULL,
        }
    ],
    "actions": [{"school": str, "step": str, "title": str, **COUNTS}],
    "definitions": [{"term": str, "says": str}],
}
