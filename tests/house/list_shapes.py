"""The JSON of the lists that policies ask for, copied by hand from the contract."""

from __future__ import annotations

from tests.house.json_shapes import SUMS, TEXT_OR_NULL

INTEGER_OR_NULL = (int, type(None))
OF_LIST = SUMS | {"sessions_absent": int, "times_late": int}
MARK = {
    "date": str,
    "session": str,
    "code": str,
    "minutes_late": INTEGER_OR_NULL,
    "comment": TEXT_OR_NULL,
}
LISTED = {
    "upn": TEXT_OR_NULL,
    "surname": TEXT_OR_NULL,
    "forename": TEXT_OR_NULL,
    "class": TEXT_OR_NULL,
    "year_group": TEXT_OR_NULL,
    "period": OF_LIST,
    "year": OF_LIST,
    "band": TEXT_OR_NULL,
    "status": TEXT_OR_NULL,
    "marks": [MARK],
    "group": (dict, type(None)),
}
LISTS = {
    "report": str,
    "schools": [{"name": str, "urn": TEXT_OR_NULL, "dfe_number": TEXT_OR_NULL, "policy": str}],
    "policy": str,
    "as_of": str,
    "known": TEXT_OR_NULL,
    "period": {"kind": str, "name": str, "from": str, "to": str, "is_stated": bool},
    "leavers": str,
    "without_lists": [{"school": str, "policy": str, "why": str, "lists_every": [str]}],
    "lists": [
        {
            "school": str,
            "policy": str,
            "name": str,
            "title": str,
            "every": [str],
            "kind": str,
            "who": str,
            "over": str,
            "order": TEXT_OR_NULL,
            "from": str,
            "to": str,
            "section": str,
            "ours": TEXT_OR_NULL,
            "checked_on": str,
            "count": INTEGER_OR_NULL,
            "among": int,
            "leavers_left_out": int,
            "pupils": [LISTED],
            "figure": (dict, type(None)),
            "illness": (dict, type(None)),
        }
    ],
}
