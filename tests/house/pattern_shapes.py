"""The JSON of ``attendctl patterns``, copied here by hand from the contract."""

from __future__ import annotations

from tests.house.json_shapes import TEXT_OR_NULL

NUMBER = (int, float)
WHO = {
    "upn": TEXT_OR_NULL,
    "admission_number": TEXT_OR_NULL,
    "surname": str,
    "forename": str,
    "year_group": TEXT_OR_NULL,
    "class": TEXT_OR_NULL,
}
PART = {"sessions_possible": int, "sessions_attended": int, "attendance_percent": (int, float, type(None))}
SIDE = {
    "pupils": int,
    "times": int,
    "before": PART,
    "after": PART,
    "change_in_points": (int, float, type(None)),
}
PATTERNS = {
    "as_of": str,
    "known": TEXT_OR_NULL,
    "from": str,
    "to": str,
    "schools": [{"name": str, "urn": TEXT_OR_NULL}],
    "luck": {"level": float, "correction": str, "because": str},
    "patterns_tried": int,
    "patterns_too_thin": int,
    "of_one_pupil": bool,
    "pupils": int,
    "pupils_with_enough_absences": int,
    "least_absences": int,
    "patterns": [
        {
            "kind": str,
            "what": str,
            "school": str,
            "class": TEXT_OR_NULL,
            "pupils": [WHO],
            "observed": int,
            "of": int,
            "expected": NUMBER,
            "chance": NUMBER,
            "once_in": int,
            "chance_among_all": NUMBER,
            "could_be_luck": bool,
            "text": str,
            "days": [str],
            "codes": dict,
        }
    ],
    "absence": [
        {
            **WHO,
            "school": str,
            "days_possible": int,
            "days_away": int,
            "days_away_percent": NUMBER,
            "spells": int,
            "short_spells": int,
            "longest_spell_days": int,
            "weeks": int,
            "weeks_broken": int,
            "weeks_away_whole": int,
            "shape": str,
        }
    ],
    "before_and_after": {
        "school_weeks": int,
        "least_to_compare": int,
        "steps_with_too_few_weeks": int,
        "steps": [
            {
                "school": str,
                "step": str,
                "band": TEXT_OR_NULL,
                "with_step": SIDE,
                "without_step": SIDE,
                "enough_to_compare": bool,
            }
        ],
    },
}
