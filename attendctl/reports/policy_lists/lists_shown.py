"""The forms of the lists of pupils: table, JSON, CSV, workbook and pages."""

from __future__ import annotations

from attendctl.reports.pages_shown import Pages

POLICY_LISTS = Pages(
    name="lists",
    table="policy_lists.lists_table:print_lists",
    forms={
        "csv": "policy_lists.lists_csv:lists_csv",
        "xlsx": "policy_lists.lists_xlsx:lists_xlsx",
        "pdf": "policy_lists.lists_pdf:lists_pdf",
    },
)
