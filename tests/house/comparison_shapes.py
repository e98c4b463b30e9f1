"""The JSON of the commands that compare a school with others' figures, copied by hand from the contract."""

from __future__ import annotations

from typing import Any

from tests.house.json_shapes import INT_OR_NULL, TEXT_OR_NULL

NUMBER_OR_NULL = (int, float, type(None))
TABLE = {
    "series": str,
    "accredited": bool,
    "academic_year": str,
    "from": TEXT_OR_NULL,
    "to": TEXT_OR_NULL,
    "period": str,
    "source": str,
    "href": TEXT_OR_NULL,
    "taken_from": str,
    "licence": str,
    "checked_on": str,
    "note": TEXT_OR_NULL,
    "rows": int,
    "own": bool,
}
PERCENTAGES = {
    "attendance_percent": NUMBER_OR_NULL,
    "absence_percent": NUMBER_OR_NULL,
    "authorised_percent": NUMBER_OR_NULL,
    "unauthorised_percent": NUMBER_OR_NULL,
    "illness_percent": NUMBER_OR_NULL,
    "unauthorised_holiday_percent": NUMBER_OR_NULL,
    "persistent_absence_percent": NUMBER_OR_NULL,
}
FIGURES = {
    "area": str,
    "level": str,
    "phase": str,
    "series": str,
    "period": str,
    "accredited": bool,
    "suppressed": bool,
    "sessions_possible": INT_OR_NULL,
    "to_two_decimals": PERCENTAGES,
    **PERCENTAGES,
}
BENCHMARK_TABLES = {
    "tables": [TABLE],
    "areas": [{"region": str, "authority": TEXT_OR_NULL, "number": TEXT_OR_NULL}],
}
BENCHMARKS = {
    "table": TABLE,
    "schools": [{"school": TEXT_OR_NULL, "phase": str, "figures": [FIGURES], "notes": [str]}],
}
TAKEN_IN = {
    "file": str,
    "academic_year": str,
    "rows": int,
    "rows_suppressed": int,
    "files": [str],
    "changed": bool,
    "saved": bool,
}
CONTESTED = {
    "key": str,
    "rule": str,
    "says": str,
    "day": TEXT_OR_NULL,
    "ours": str,
    "source": str,
}
TRIED = {
    "rules": [CONTESTED],
    "explains": bool,
    "sessions_possible": int,
    "sessions_attended": int,
    "sessions_authorised": int,
    "sessions_unauthorised": int,
    "pupils_counted": int,
    "pupils_persistent": int,
    "attendance_percent": TEXT_OR_NULL,
    "persistent_percent": TEXT_OR_NULL,
    "attendance_to_four_decimals": TEXT_OR_NULL,
    "persistent_to_four_decimals": TEXT_OR_NULL,
    "off_by": {"attendance": TEXT_OR_NULL, "persistent": TEXT_OR_NULL},
}
RECONCILED: dict[str, Any] = {
    "from": str,
    "as_of": str,
    "schools": [str],
    "figures": {
        "asked": {"attendance_percent": str, "persistent_percent": str},
        "verdict": str,
        "ours": TRIED,
        "explained_by": [TRIED],
        "explained_apart": dict,
        "near": [TRIED],
        "tried": [TRIED],
        "pairs_tried": int,
    },
    "totals": (dict, type(None)),
    "rules_without_effect": [CONTESTED],
    "notes": [str],
}
