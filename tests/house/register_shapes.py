"""The shapes of the JSON about the register itself: amendments, health, backup."""

from __future__ import annotations

TEXT_OR_NULL = (str, type(None))
NUMBER_OR_NULL = (int, type(None))

AMENDED = {
    "school": str,
    "upn": TEXT_OR_NULL,
    "date": str,
    "session": str,
    "original": TEXT_OR_NULL,
    "amended": str,
    "minutes_late": NUMBER_OR_NULL,
    "reason": str,
    "by": str,
    "known_on": str,
    "changes_nothing": bool,
    "import_id": NUMBER_OR_NULL,
    "saved": bool,
}
AMENDMENTS = {
    "known": TEXT_OR_NULL,
    "amendments": [
        {
            "school": str,
            "upn": TEXT_OR_NULL,
            "surname": TEXT_OR_NULL,
            "forename": TEXT_OR_NULL,
            "class": TEXT_OR_NULL,
            "date": str,
            "session": str,
            "original": str,
            "amended": str,
            "minutes_late_original": NUMBER_OR_NULL,
            "minutes_late_amended": NUMBER_OR_NULL,
            "seen_on": str,
            "reason": TEXT_OR_NULL,
            "by": TEXT_OR_NULL,
            "import_id": int,
            "file": str,
            "line": NUMBER_OR_NULL,
        }
    ],
}
CHECKED_REGISTER = {
    "as_of": str,
    "schools": [str],
    "is_clean": bool,
    "counts": {"missing": int, "unsettled": int, "taken-back": int},
    "findings": [
        {
            "kind": str,
            "what": str,
            "fix": str,
            "school": str,
            "upn": TEXT_OR_NULL,
            "surname": TEXT_OR_NULL,
            "forename": TEXT_OR_NULL,
            "class": TEXT_OR_NULL,
            "sessions": [{"date": str, "session": str, "code": TEXT_OR_NULL, "code_before": TEXT_OR_NULL}],
            "also": [str],
            "where": TEXT_OR_NULL,
            "totals": [{"name": str, "stated": str, "counted": str}],
        }
    ],
    "ledger": {
        "is_sound": bool,
        "entries": int,
        "last_sha256": str,
        "faults": list,
        "marks_standing_wrongly": int,
        "imports_miscounted": list,
    },
}
BACKUP = {
    "file": str,
    "format": str,
    "made_on": str,
    "ledger_version": int,
    "entries": int,
    "last_sha256": str,
    "tables": [{"table": str, "file": str, "rows": int, "sha256": str}],
}
RESTORED = {
    "made_on": str,
    "entries": int,
    "last_sha256": str,
    "marks": int,
    "kept_as": TEXT_OR_NULL,
    "saved": bool,
}
