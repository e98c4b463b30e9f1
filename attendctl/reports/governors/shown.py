"""The forms of the governors' paper: table, JSON, pages and a document."""

from __future__ import annotations

from attendctl.reports.pages_shown import Pages

GOVERNORS_PAPER = Pages(
    name="governors",
    table="governors.terminal:print_governors",
    forms={"pdf": "governors.pdf:governors_pdf", "docx": "governors.word:governors_docx"},
)
