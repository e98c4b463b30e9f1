"""The JSON of the commands about penalty notices, copied here by hand from the contract."""

from __future__ import annotations

from tests.house.json_shapes import INT_OR_NULL, TEXT_OR_NULL

WINDOW = {"from": str, "to": str, "weeks": [str]}
COUNTED_SESSION = {
    "date": str,
    "session": str,
    "code": str,
    "cited_in_notice": INT_OR_NULL,
    "cited_in_notices": list,
    "school": str,
}
PENALTIES = {
    "as_of": str,
    "known": TEXT_OR_NULL,
    "threshold": {"sessions": int, "school_weeks": int, "codes": [str], "source": str},
    "window": WINDOW,
    "schools": [{"name": str, "urn": TEXT_OR_NULL, "code_of_conduct": str, "window": WINDOW}],
    "pupils": [
        {
            "school": str,
            "upn": TEXT_OR_NULL,
            "admission_number": TEXT_OR_NULL,
            "surname": str,
            "forename": str,
            "year_group": TEXT_OR_NULL,
            "class": TEXT_OR_NULL,
            "date_of_birth": TEXT_OR_NULL,
            "sessions_in_window": int,
            "of_which_unexplained": int,
            "sessions_in_window_with_cited": int,
            "reached_on": TEXT_OR_NULL,
            "firm_reached_on": TEXT_OR_NULL,
            "reached_on_at_compulsory_age": TEXT_OR_NULL,
            "sessions_until_threshold": int,
            "countdown": (dict, type(None)),
            "eligible": bool,
            "why_not_eligible": TEXT_OR_NULL,
            "for_judgement": list,
            "window": WINDOW,
            "sessions": [COUNTED_SESSION],
            "reached_with": [COUNTED_SESSION],
            "notices": list,
            "decisions": list,
        }
    ],
}
