"""The JSON of the newsletter and of its certificates, copied by hand from the contract."""

from __future__ import annotations

from tests.house.json_shapes import NUMBER_OR_NULL, TEXT_OR_NULL

NOTE = {"school": str, "text": str}
HEAD = {
    "report": str,
    "school": {"name": TEXT_OR_NULL, "urn": TEXT_OR_NULL},
    "policy": str,
    "as_of": str,
    "known": TEXT_OR_NULL,
    "period": {
        "kind": str,
        "name": str,
        "from": str,
        "to": str,
        "is_stated": bool,
        "has_ended": bool,
    },
    "for_the_officer": [NOTE],
}
AWARD = {"school": str, "award": str, "title": str, "what_for": str}
RACE = AWARD | {
    "key_stage": TEXT_OR_NULL,
    "key_stage_title": TEXT_OR_NULL,
    "competing": int,
    "is_final": bool,
}
REACHED = AWARD | {"level": TEXT_OR_NULL, "class": TEXT_OR_NULL, "name": str}
NEWSLETTER = HEAD | {
    "whole_school": {"pupils": int, "attendance_percent": NUMBER_OR_NULL},
    "schools": [
        {
            "name": str,
            "urn": TEXT_OR_NULL,
            "policy": str,
            "pupils": int,
            "attendance_percent": NUMBER_OR_NULL,
            "names_awards": bool,
            "is_over": bool,
        }
    ],
    "classes": [
        {
            "school": str,
            "class": str,
            "key_stage": TEXT_OR_NULL,
            "attendance_percent": NUMBER_OR_NULL,
            "withheld": bool,
        }
    ],
    "race": [RACE | {"winners": [{"class": str, "attendance_percent": NUMBER_OR_NULL}]}],
    "heroes": [REACHED],
    "houses": [RACE | {"winners": [{"house": str, "attendance_percent": NUMBER_OR_NULL}]}],
    "house_numbers": [AWARD | {"house": str, "pupils": int}],
    "certificates": [REACHED],
    "not_in_race": [{"school": str, "award": str, "key_stage": TEXT_OR_NULL, "names": [str], "why": str}],
    "notes": [NOTE],
}
CERTIFICATES = HEAD | {
    "certificates": [AWARD | {"level": TEXT_OR_NULL, "forename": str, "surname": str, "class": TEXT_OR_NULL}]
}
