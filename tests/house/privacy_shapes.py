"""The shapes of the JSON of what data protection asks for: subject access, retention, anonymising."""

from __future__ import annotations

TEXT_OR_NULL = (str, type(None))

EXPORTED = {
    "file": str,
    "made_on": str,
    "upn": TEXT_OR_NULL,
    "admission_number": TEXT_OR_NULL,
    "schools": [str],
    "rows": {
        "numbers": int,
        "register": int,
        "amendments": int,
        "totals": int,
        "statements": int,
        "contacts": int,
        "letters": int,
        "case_log": int,
        "notices": int,
        "imports": int,
    },
    "letters_shortened": [str],
}

RETENTION = {
    "first_day_kept": str,
    "years": int,
    "entries": [{"school": str, "academic_year": str, "kind": str, "rows": int}],
    "totals": {
        "marks": int,
        "letters": int,
        "case entries": int,
        "pupil statements": int,
        "contacts": int,
    },
    "removed": bool,
    "backup": TEXT_OR_NULL,
    "copies": [str],
    "removed_so_far": [{"on": str, "kind": str, "rows": int}],
}

ANONYMISED = {
    "file": str,
    "schools": int,
    "pupils": int,
    "marks": int,
    "imports": int,
    "letters": int,
    "case_entries": int,
}
