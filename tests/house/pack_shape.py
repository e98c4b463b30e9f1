"""The JSON of an evidence pack: the names other programs rely on, copied by hand from the contract."""

from __future__ import annotations

TEXT_OR_NULL = (str, type(None))
NUMBER_OR_NULL = (int, type(None))
SUMS = {
    "sessions_possible": int,
    "sessions_attended": int,
    "sessions_authorised": int,
    "sessions_unauthorised": int,
}
NOTICE = {
    "number": int,
    "parent": str,
    "on": str,
    "until": TEXT_OR_NULL,
    "rank": NUMBER_OR_NULL,
    "status": str,
    "issued_by": TEXT_OR_NULL,
    "elsewhere": bool,
    "sessions": list,
    "events": [{"on": str, "outcome": str, "note": TEXT_OR_NULL}],
}
PACK = {
    "as_of": str,
    "up_to": str,
    "known": TEXT_OR_NULL,
    "faults": int,
    "to_judge": int,
    "checks": [{"name": str, "status": str, "what": str, "items": list, "remedy": str, "rule": str}],
    "school": {"name": str, "urn": TEXT_OR_NULL, "dfe_number": TEXT_OR_NULL},
    "pupil": {
        "upn": TEXT_OR_NULL,
        "admission_number": TEXT_OR_NULL,
        "surname": str,
        "forename": str,
        "date_of_birth": TEXT_OR_NULL,
        "year_group": TEXT_OR_NULL,
        "class": TEXT_OR_NULL,
    },
    "about_parent": NUMBER_OR_NULL,
    "threshold": {
        "sessions": int,
        "school_weeks": int,
        "reference": str,
        "href": TEXT_OR_NULL,
        "sessions_in_window": int,
        "of_which_unexplained": int,
        "sessions_with_cited": int,
        "reached_on": TEXT_OR_NULL,
        "firm_reached_on": TEXT_OR_NULL,
        "met_on": TEXT_OR_NULL,
        "free": int,
        "relied_on": int,
        "used": int,
        "weeks": list,
    },
    "code_of_conduct": {"key": str, "title": str, "authority": str, "reference": str, "href": TEXT_OR_NULL},
    "sessions": [
        {
            "date": str,
            "weekday": str,
            "session": str,
            "code": str,
            "meaning": str,
            "school": str,
            "cited_in": list,
            "relied_on": bool,
            "why_not": TEXT_OR_NULL,
        }
    ],
    "register": [
        {
            "school": str,
            "weeks": [{"monday": str, "sunday": str, "marks": dict, **SUMS}],
            "sums": SUMS,
            "year": {"from": str, "to": str, **SUMS},
            "key": [{"code": str, "meaning": str, "counts_as": str}],
            "without_mark": list,
        }
    ],
    "chronology": [{"on": str, "what": str, "more": list, "by": str, "kept_as": str}],
    "notices_to_improve": [NOTICE],
    "parents": [
        {
            "name": str,
            "relationship": TEXT_OR_NULL,
            "position": NUMBER_OR_NULL,
            "parental_responsibility": (bool, type(None)),
            "lives_with_pupil": (bool, type(None)),
            "address": list,
            "notices": [NOTICE],
            "notices_that_count": list,
            "notices_left": NUMBER_OR_NULL,
            "next_possible_from": TEXT_OR_NULL,
        }
    ],
    "made": {"attendctl": str, "imports": [{"import_id": int, "file": str, "known_on": str}]},
    "files": list,
}
