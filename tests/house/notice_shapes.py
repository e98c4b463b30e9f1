"""The JSON of ``attendctl notice`` and ``attendctl penalties decide``, by hand from docs/json.md."""

from __future__ import annotations

from typing import Any

from tests.house.json_shapes import ENTRY, TEXT_OR_NULL

_WHOLE_OR_NULL = (int, type(None))
NOTICE: dict[str, Any] = {
    "notice": _WHOLE_OR_NULL,
    "kind": str,
    "status": str,
    "parent": {"name": str, "relationship": TEXT_OR_NULL},
    "on": str,
    "received_on": TEXT_OR_NULL,
    "until": TEXT_OR_NULL,
    "rank": _WHOLE_OR_NULL,
    "issued_by": TEXT_OR_NULL,
    "elsewhere": bool,
    "sessions": [{"date": str, "session": str, "code": str}],
    "events": [
        {
            "entry_id": int,
            "outcome": str,
            "on": str,
            "amount": _WHOLE_OR_NULL,
            "result": TEXT_OR_NULL,
            "note": TEXT_OR_NULL,
        }
    ],
}
DECIDED: dict[str, Any] = {"entry": ENTRY, "is_new": bool, "saved": bool, "said": [str]}
NOTICE_LOGGED: dict[str, Any] = DECIDED | {"notice": NOTICE}
NOTICES: dict[str, Any] = {
    "as_of": str,
    "notices": [
        NOTICE
        | {
            "school": str,
            "upn": TEXT_OR_NULL,
            "surname": TEXT_OR_NULL,
            "forename": TEXT_OR_NULL,
            "counts_toward_cap": bool,
            "to_pay": (dict, type(None)),
            "deadlines": [{"on": str, "what": str, "in_words": str}],
        }
    ],
}
