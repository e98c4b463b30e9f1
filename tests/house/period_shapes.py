"""The JSON of a report on a term, copied by hand from the contract: what it adds to a report on a week."""

from __future__ import annotations

from tests.house.json_shapes import GROUP, PUPIL, REPORT, SUMS

OF_TERM = {"week": type(None), "period": SUMS}
REPORT_OF_TERM = REPORT | {
    "week": type(None),
    "period": {
        "name": str,
        "from": str,
        "to": str,
        "is_stated": bool,
        "has_ended": bool,
        "schools": [{"school": str, "from": str, "to": str}],
    },
    "whole_school": REPORT["whole_school"] | OF_TERM,  # type: ignore[operator]
    "pupils": [PUPIL | OF_TERM],
    "groups": [GROUP | OF_TERM],
}
