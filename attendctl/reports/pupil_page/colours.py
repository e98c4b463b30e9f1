"""The colours of the calendar, told apart by the colour-blind; the letter always stands on them in black."""

from __future__ import annotations

FILLS = {
    "present": "EAF4EE",
    "late": "F0E442",
    "authorised": "7CC4EE",
    "unauthorised": "F08A4B",
    "missing": "E3A7C7",
    "not_required": "DDDDDD",
}
"""RRGGBB by kind of session; black on each has a contrast above 7 to 1. After Okabe and Ito."""

BOLD = frozenset({"late", "authorised", "unauthorised", "missing"})
"""Kinds whose letter is set in bold: what is to be seen first."""
