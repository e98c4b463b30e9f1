"""The shapes of the JSON of the night run."""

from __future__ import annotations

TEXT_OR_NULL = (str, type(None))
NUMBER_OR_NULL = (int, type(None))

FILE = {
    "file": str,
    "became": str,
    "import_id": NUMBER_OR_NULL,
    "rows_read": NUMBER_OR_NULL,
    "marks_new": NUMBER_OR_NULL,
    "marks_changed": NUMBER_OR_NULL,
    "marks_same": NUMBER_OR_NULL,
    "pupils_new": NUMBER_OR_NULL,
    "why": TEXT_OR_NULL,
    "kept": TEXT_OR_NULL,
}
_BOTH = {
    "night": str,
    "as_of": TEXT_OR_NULL,
    "schools": [str],
    "inbox": {"folder": str, "is_there": bool, "still_coming": [str], "left_alone": [str]},
    "files": [FILE],
    "check": {"is_sound": bool, "findings": int, "counts": dict},
    "exit_status": int,
}
NIGHT = {
    **_BOTH,
    "letters": {
        "mode": str,
        "made": int,
        "by_letter": dict,
        "held_back": int,
        "lacking_something": int,
        "folder": TEXT_OR_NULL,
        "why_not": TEXT_OR_NULL,
    },
    "actions": {
        "due": int,
        "by_who": dict,
        "held_back": int,
        "to_many": int,
        "routines": int,
        "no_longer_supported": int,
    },
    "reports": [{"name": str, "file": TEXT_OR_NULL, "why_not": TEXT_OR_NULL}],
    "mail": (dict, type(None)),
    "to_look_at": [str],
}
NIGHT_TO_COME = {
    **_BOTH,
    "letters": list,
    "held_back": list,
    "no_letters_because": TEXT_OR_NULL,
    "reports": [str],
    "backup": bool,
    "mail": (dict, type(None)),
}
