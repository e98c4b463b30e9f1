"""The JSON of the reports made for one reader, copied by hand from the contract."""

from __future__ import annotations

from tests.house.json_shapes import NUMBER_OR_NULL, SUMS, TEXT_OR_NULL

WEEK = {"from": str, "to": str, "iso": str}
LATE_TOO = SUMS | {"times_late": int}
ABOUT_SHEETS = {
    "report": str,
    "display": bool,
    "school": {"name": TEXT_OR_NULL, "urn": TEXT_OR_NULL},
    "policy": str,
    "as_of": str,
    "known": TEXT_OR_NULL,
    "week": WEEK,
}
ABOUT_CLASS = {"school": str, "policy": str, "class": str, "weeks": [WEEK]}
CLASS_SHEETS = ABOUT_SHEETS | {
    "classes": [
        ABOUT_CLASS
        | {
            "pupils": [
                {
                    "upn": TEXT_OR_NULL,
                    "surname": TEXT_OR_NULL,
                    "forename": TEXT_OR_NULL,
                    "weeks": [SUMS],
                    "four_weeks": LATE_TOO,
                    "four_weeks_band": TEXT_OR_NULL,
                    "year": LATE_TOO,
                    "band": TEXT_OR_NULL,
                    "trend": TEXT_OR_NULL,
                    "status": TEXT_OR_NULL,
                }
            ],
            "total": {"pupils": int, "weeks": [SUMS], "four_weeks": LATE_TOO, "year": LATE_TOO},
        }
    ]
}
CLASS_DISPLAY = ABOUT_SHEETS | {
    "classes": [
        ABOUT_CLASS
        | {
            "target_percent": float,
            "pupils": [{"name": str, "four_weeks_percent": NUMBER_OR_NULL, "trend": TEXT_OR_NULL}],
        }
    ]
}
