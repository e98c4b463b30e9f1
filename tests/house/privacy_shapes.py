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
        "statements": int,
        "contacts": int,
        "letters": int,
        "case_log": int,
        "notices": int,
        "imports": int,
    },
    "letters_shortened": [str],
}
